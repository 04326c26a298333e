"""Taking the special days of a file into the national calendar: one new version, published or left as a draft."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from motcua.calendars import queries
from motcua.calendars.content import Content
from motcua.calendars.models import Calendar, CalendarVersion, SpecialDay, YearState
from motcua.calendars.reading import Reading
from motcua.calendars.services.drafts import discard_draft, open_draft
from motcua.calendars.services.edit import set_year
from motcua.calendars.services.publish import publish
from motcua.calendars.shipped import NATIONAL
from motcua.domain.worktime import YearStatus, local_date
from motcua.organisation.actors import Actor


@dataclass(frozen=True)
class Imported:
    """What an import did: the version it made (None: nothing new), and the status of each year of the file."""

    version: CalendarVersion | None
    years: dict[int, str]


@transaction.atomic
def import_days(*, reading: Reading, file_name: str, publish_now: bool = True, actor: Actor, at: datetime) -> Imported:
    """Replace the special days of the file's years in the national calendar by those of the file.

    A year up to the current one is confirmed by the import, named after its file; a later year stays or becomes
    provisional: whoever has its official notice confirms it on the calendar page. A file that says what is published
    already makes no version. Raises NotAllowed, DraftExists.
    """
    calendar = Calendar.objects.get(code=NATIONAL)
    draft = open_draft(calendar_id=calendar.pk, actor=actor, at=at)
    before = {row.year: row for row in draft.years.all()}
    statuses: dict[int, str] = {}
    for year in reading.years:
        new = _days_of(reading, year)
        rows = draft.special_days.filter(on__year=year)
        same = {(row.on, row.kind, row.name, row.source, row.replaces) for row in rows} == {
            (row.on, row.kind, row.name, row.source, row.replaces) for row in new
        }
        wanted = status_of(year, local_date(at))
        statuses[year] = wanted.value
        if same and year in before and before[year].status == wanted:
            continue
        rows.delete()
        for row in new:
            row.version = draft
        SpecialDay.objects.bulk_create(new)
        set_year(draft_id=draft.pk, year=year, status=wanted.value, source=file_name, actor=actor, at=at)
    if draft.based_on is not None and queries.content_of(draft) == queries.content_of(draft.based_on):
        discard_draft(draft_id=draft.pk, actor=actor, at=at)
        return Imported(None, statuses)
    if publish_now:
        draft = publish(draft_id=draft.pk, decision=file_name, actor=actor, at=at)
    return Imported(draft, statuses)


def status_of(year: int, on: date) -> YearState:
    """How sure an import on a day makes a year."""
    return YearState.CONFIRMED if year <= on.year else YearState.PROVISIONAL


def content_with(base: Content, reading: Reading, on: date) -> Content:
    """What a calendar would say after an import on a day: in the years of the file, the days of the file."""
    years = set(reading.years)
    kept = (day for day in base.special_days if day.on.year not in years)
    statuses = dict(base.years) | {year: YearStatus(status_of(year, on).value) for year in years}
    return replace(
        base,
        special_days=tuple(sorted((*kept, *reading.days.values()), key=lambda day: day.on)),
        years=tuple(sorted(statuses.items())),
    )


def _days_of(reading: Reading, year: int) -> list[SpecialDay]:
    return [
        SpecialDay(on=day.on, kind=day.kind.value, name=day.name, source=day.source, replaces=day.replaces)
        for on, day in sorted(reading.days.items())
        if on.year == year
    ]
