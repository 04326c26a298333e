"""End a spot check: from then on its findings stand as they are."""

from datetime import datetime

from motcua.audit import log
from motcua.inspections import policies
from motcua.inspections.models import SpotCheck
from motcua.organisation.actors import Actor


def close(check: SpotCheck, *, actor: Actor, at: datetime) -> SpotCheck:
    """Close it, also when not every dossier was looked at; a second time changes nothing. Raises NotAllowed."""
    person_id = policies.inspector(actor, check.unit_id)
    closed = SpotCheck.objects.filter(pk=check.pk, closed_at__isnull=True).update(closed_at=at, closed_by_id=person_id)
    if closed:
        log.write(actor.ref, "inspections.closed", "spot_check", check.public_id, at=at)
    check.refresh_from_db()
    return check
