"""Changes of calendars as an office makes them, for tests: draft, publish, apply."""

from collections.abc import Callable
from datetime import datetime
from itertools import count

from motcua.calendars import proposals, queries
from motcua.calendars.models import Calendar, CalendarVersion
from motcua.calendars.services import edit
from motcua.calendars.services.drafts import create_unit_calendar, open_draft
from motcua.domain.worktime import ZONE
from motcua.dossiers.models import CalendarApplication, Dossier
from motcua.dossiers.queries.calendar_effect import Trial, trial
from motcua.dossiers.services import apply_calendar
from motcua.organisation.actors import system_actor

SYSTEM = system_actor()
Edit = Callable[[int], object]
_numbers = count(1)


def local(text: str) -> datetime:
    """An instant from Vietnamese clocks, `2026-01-14T07:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def national() -> Calendar:
    """The national calendar."""
    return queries.national_calendar(SYSTEM)


def a_storm(draft_id: int, starts: str = "2026-01-14T07:00", ends: str = "2026-01-15T00:00", *, at: datetime) -> object:
    """The office is shut, by default on all of Wednesday 14/01/2026."""
    return edit.add_closure(
        draft_id=draft_id, starts=local(starts), ends=local(ends), name="Bão số 1", actor=SYSTEM, at=at
    )


def a_draft(at: datetime, *changes: Edit, calendar: Calendar | None = None) -> CalendarVersion:
    """A draft of a calendar (the national one) with changes."""
    draft = open_draft(calendar_id=(calendar or national()).pk, actor=SYSTEM, at=at)
    for change in changes:
        change(draft.pk)
    return draft


def tried(draft: CalendarVersion, at: datetime) -> Trial:
    """What the draft would do."""
    return trial(proposals.of_version(queries.version_by_id(draft.pk)), at)


def decided(draft: CalendarVersion, at: datetime, decision: str = "") -> CalendarApplication:
    """The draft is published and to be applied; nothing is applied yet."""
    decision = decision or f"{next(_numbers)}/QĐ-UBND"
    return apply_calendar.publish_and_apply(draft_id=draft.pk, decision=decision, actor=SYSTEM, at=at)


def applied(draft: CalendarVersion, at: datetime) -> CalendarApplication:
    """The draft is published and applied."""
    return apply_calendar.run(decided(draft, at), now=lambda: at)


def of_unit(unit_id: int, at: datetime) -> CalendarVersion:
    """The draft of a calendar of a unit's own."""
    return create_unit_calendar(unit_id=unit_id, name="Lịch riêng", actor=SYSTEM, at=at)


def again(dossier: Dossier) -> Dossier:
    """The dossier as it stands in the store."""
    return Dossier.objects.get(pk=dossier.pk)
