"""Writing a new version of texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from motcua.audit import log
from motcua.domain.errors import BadInput, Conflict
from motcua.domain.texts import Text, gettext_noop
from motcua.notifications import rendering
from motcua.notifications.models import NoticeTemplate
from motcua.notifications.policies import require_edit_templates
from motcua.notifications.queries.templates import pair_in_use
from motcua.notifications.services.signing import written_by
from motcua.notifications.topics import Topic
from motcua.notifications.vocabulary import Channel, Language
from motcua.organisation.actors import Actor

HEADED: Final = frozenset({Channel.EMAIL, Channel.BELL})
"""Channels whose texts have a subject."""

MOST_SUBJECT: Final = 200
MOST_BODY: Final = {Channel.BELL: 300, Channel.EMAIL: 4000, Channel.SMS: 480, Channel.ZALO: 1000}
"""How many characters a text may have; a long SMS is cut into parts and paid for each."""


@dataclass(frozen=True, slots=True)
class Written:
    """One text: its subject (empty where the channel has none) and its body."""

    subject: str
    body: str


def edit(
    topic: Topic, channel: Channel, texts: Mapping[Language, Written], *, actor: Actor, at: datetime
) -> list[NoticeTemplate]:
    """Make new versions of the texts that changed, and return them; what did not change stays as it is.

    Raises NotAllowed, BadInput (field `subject_vi`, `body_en`, …), Conflict when somebody else was first.
    """
    require_edit_templates(actor)
    for language, text in texts.items():
        check(topic, channel, language, text)
    known = pair_in_use(topic, channel)
    changed = {
        language: text
        for language, text in texts.items()
        if language not in known or (known[language].subject, known[language].body) != (text.subject, text.body)
    }
    try:
        with transaction.atomic():
            rows = [
                written_by(
                    (topic.key, channel, language), text.subject, text.body, known.get(language), actor=actor, at=at
                )
                for language, text in changed.items()
            ]
            NoticeTemplate.objects.bulk_create(rows)
            for row in rows:
                data = {"channel": row.channel, "language": row.language, "number": row.number}
                log.write(actor.ref, "notifications.template_written", "notice_topic", topic.key, at=at, data=data)
    except IntegrityError as error:
        raise Conflict() from error
    return rows


def check(topic: Topic, channel: Channel, language: Language, text: Written) -> None:
    """Refuse a text that cannot be sent: empty, too long, or with a word in braces that this topic does not have."""
    for name, value, most in (
        ("subject", text.subject, MOST_SUBJECT if channel in HEADED else 0),
        ("body", text.body, MOST_BODY[channel]),
    ):
        field = f"{name}_{language.value}"
        if not value.strip() and most:
            raise BadInput(field=field, value="", remedy=Text(gettext_noop("Viết nội dung; không để trống.")))
        if len(value) > most:
            remedy = Text(gettext_noop("Viết gọn trong %(most)s ký tự."), {"most": most})
            raise BadInput(field=field, value=f"{value[:20]}…", remedy=remedy)
        if unknown := rendering.unknown_in(value, topic.placeholders):
            allowed = ", ".join(f"{{{each}}}" for each in topic.placeholders)
            remedy = Text(gettext_noop("Chỉ dùng: %(allowed)s."), {"allowed": allowed})
            raise BadInput(field=field, value=f"{{{unknown[0]}}}", remedy=remedy)
