"""A decision by which a calendar was applied, and a calendar that was tried, for the addresses that show one."""

from datetime import datetime, timedelta

from motcua.calendars import proposals, queries
from motcua.calendars.services.drafts import create_unit_calendar
from motcua.calendars.services.edit import add_closure
from motcua.dossiers.services import apply_calendar, try_calendar
from motcua.project.demo.cast import Cast


def make(cast: Cast, now: datetime) -> dict[str, str]:
    """Shut the neighbours' office for a day: their calendar is applied and moves nobody of the stage."""
    by = cast.administrator
    draft = create_unit_calendar(unit_id=cast.neighbour.id, name="Lịch của xã bên", actor=by, at=now)
    starts = now + timedelta(days=1)
    add_closure(draft_id=draft.pk, starts=starts, ends=starts + timedelta(days=1), name="Bão số 1", actor=by, at=now)
    made = apply_calendar.publish_and_apply(draft_id=draft.pk, decision="07/QĐ-UBND", actor=by, at=now)
    apply_calendar.run(made, now=lambda: now)
    national = queries.national_version()
    assert national is not None, "every store has the national calendar"
    tried = queries.draft_of(national.calendar) or national
    try_calendar.start(proposals.of_version(tried), actor=by, at=now)
    return {"calendar_application": str(made.public_id), "calendar_untried": str(draft.calendar.public_id)}
