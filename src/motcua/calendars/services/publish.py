"""Publishing a draft: from then on it is fixed, and named by what it says."""

from datetime import datetime

from django.db import transaction

from motcua.audit import log
from motcua.calendars import queries
from motcua.calendars.models import CalendarVersion, VersionState
from motcua.calendars.services.drafts import draft_for_update
from motcua.domain.errors_calendars import DecisionMissing, NothingToPublish
from motcua.organisation.actors import Actor


@transaction.atomic
def publish(*, draft_id: int, decision: str, actor: Actor, at: datetime) -> CalendarVersion:
    """Publish a draft by a decision or notice. Running dossiers keep their dates until the calendar is applied to them.

    Raises NotAllowed, VersionFixed, DecisionMissing, NothingToPublish.
    """
    draft = draft_for_update(draft_id, actor)
    if not decision.strip():
        raise DecisionMissing(field="decision", value=decision)
    content = queries.content_of(draft)
    if draft.based_on is not None and content == queries.content_of(draft.based_on):
        raise NothingToPublish()
    draft.key = f"{draft.calendar.code}.{draft.number}-{content.fingerprint()}"
    draft.state = VersionState.PUBLISHED
    draft.decision = decision.strip()
    draft.published_at = at
    draft.published_by_kind, draft.published_by_id, draft.published_by_label = (
        actor.ref.kind,
        actor.ref.id,
        actor.ref.label,
    )
    draft.save()
    data = {"key": draft.key, "decision": draft.decision}
    log.write(actor.ref, "calendars.version_published", "calendar_version", draft.pk, at=at, data=data)
    return draft
