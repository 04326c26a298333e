"""Writing to the log. Entries name the fields that changed, never the values of personal data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.audit.actors import ActorRef
from motcua.audit.models import LogEntry
from motcua.common import clock


def write(
    actor: ActorRef,
    verb: str,
    subject_kind: str,
    subject_id: object,
    *,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Append one entry, in the caller's transaction.

    verb: `<app>.<what>` in snake_case, such as `organisation.role_granted` or `dossiers.identity_read`.
    data: JSON values; ids and codes only, no name, number or free text of a person.
    """
    LogEntry.objects.create(
        at=at,
        recorded_at=clock.now(),
        verb=verb,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_label=actor.label,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        data=dict(data or {}),
    )
