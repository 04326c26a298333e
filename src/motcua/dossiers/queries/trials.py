"""Reads of trials of calendars: the one that says what a calendar would do as it stands now, and whom it would move."""

from motcua.calendars.proposals import Proposal
from motcua.dossiers.models import CalendarApplication, CalendarTrial, TrialMove
from motcua.dossiers.queries.calendar_effect import Effect


def trial_of(proposal: Proposal) -> CalendarTrial | None:
    """The last trial of what a calendar says now; None where it was never tried so, or was applied since."""
    rows = CalendarTrial.objects.filter(
        version_id=proposal.version_id, key=proposal.key, content=proposal.content.fingerprint()
    )
    found = rows.select_related("job").order_by("-pk").first()
    if found is None:
        return None
    applied = CalendarApplication.objects.filter(
        version_id=proposal.version_id, requested_at__gt=found.requested_at
    ).exists()
    return None if applied else found


def effect_kept(move: TrialMove) -> Effect:
    """What a calendar would do to a dossier, as the trial keeps it."""
    return Effect(
        dossier_id=move.dossier_id,
        code=move.code,
        unit_id=move.unit_id,
        due_before=move.due_before,
        due=move.due,
        minutes=move.minutes,
        day_minutes=move.day_minutes,
        promised_at=move.promised_at,
        paused=move.paused,
        provisional_before=False,
        provisional=False,
    )
