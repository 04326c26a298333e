"""Who set a rule or wrote a text, and when: the columns that every such row bears."""

from datetime import datetime
from typing import Any

from motcua.notifications.models import NoticeTemplate
from motcua.notifications.queries.templates import TemplateKey
from motcua.organisation.actors import Actor


def set_by(actor: Actor, at: datetime) -> dict[str, Any]:
    """The columns of a rule."""
    return {"set_at": at, "set_by_kind": actor.kind.value, "set_by_id": actor.id, "set_by_label": actor.label}


def written_by(
    key: TemplateKey, subject: str, body: str, before: NoticeTemplate | None, *, actor: Actor, at: datetime
) -> NoticeTemplate:
    """The version of a text that follows `before` (None: it is the first one)."""
    topic, channel, language = key
    return NoticeTemplate(
        topic=topic,
        channel=channel.value,
        language=language.value,
        number=1 if before is None else before.number + 1,
        subject=subject,
        body=body,
        made_at=at,
        made_by_kind=actor.kind.value,
        made_by_id=actor.id,
        made_by_label=actor.label,
    )
