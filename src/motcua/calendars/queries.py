"""Reads of calendars: which version is in force for a unit, and a version as a value that computes.

A version's key names its content, so a calendar is kept in the process by key and never goes stale. A unit without a
calendar of its own uses that of the nearest unit above it, else the national one; its key then is `national/own`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, QuerySet

from motcua.calendars.content import FIRST_DAY, Content, purposes_of
from motcua.calendars.models import Calendar, CalendarVersion, CalendarYear, SpecialDay, VersionState
from motcua.calendars.policies import visible_to
from motcua.calendars.shipped import NATIONAL
from motcua.domain import worktime
from motcua.domain.errors import CalendarUnknown, NotFound
from motcua.domain.errors_calendars import CalendarCodeUnknown
from motcua.domain.worktime import DayKind, WorkCalendar, YearStatus
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor

JOIN = "/"

# Every acceptance asks for the version: as text, because making it by the ORM costs twenty times what the answer costs.
_IN_FORCE = """
SELECT calendar.unit_id, version.key
FROM calendars_calendarversion version JOIN calendars_calendar calendar ON calendar.id = version.calendar_id
WHERE version.state = %s ORDER BY version.number
"""


def current_version(unit_id: int | None = None) -> str:
    """The key of the calendar in force for a unit (None: the national one); CalendarUnknown in an empty store."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [VersionState.PUBLISHED.value])
        latest: dict[int | None, str] = dict(cursor.fetchall())
    national = latest.pop(None, None)
    if national is None:
        raise CalendarUnknown(version=NATIONAL)
    if unit_id is not None and latest:
        for above in organisation.ancestor_ids(unit_id):
            if above in latest:
                return f"{national}{JOIN}{latest[above]}"
    return national


@lru_cache(maxsize=256)
def work_calendar(version: str) -> WorkCalendar:
    """The calendar that a key names, as a value that computes. Raises CalendarUnknown."""
    national, _, own = version.partition(JOIN)
    content = content_named(national)
    if own:
        content = content_named(own).over(content)
    return content.work_calendar(version)


def calendars(versions: Iterable[str]) -> Mapping[str, WorkCalendar]:
    """Several calendars by key, as `deadlines.derive` takes them."""
    return {version: work_calendar(version) for version in set(versions)}


def current_calendar(unit_id: int | None = None) -> WorkCalendar:
    """The calendar in force for a unit."""
    return work_calendar(current_version(unit_id))


@dataclass(frozen=True, slots=True)
class VersionPart:
    """One published version: of which calendar, which number, by which decision."""

    calendar: str
    public_id: UUID
    number: int
    decision: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionStory:
    """What a key that dossiers keep stands for: the national version, and over it that of a unit."""

    key: str
    parts: tuple[VersionPart, ...]

    @property
    def decision(self) -> str:
        """The decision behind the calendar nearest to the dossier; empty where none was recorded."""
        return next((part.decision for part in reversed(self.parts) if part.decision), "")


def version_stories(keys: Iterable[str]) -> dict[str, VersionStory]:
    """What keys stand for; one query."""
    wanted = {key: key.split(JOIN) for key in keys}
    named = {part for parts in wanted.values() for part in parts}
    rows = CalendarVersion.objects.filter(key__in=named).select_related("calendar")
    known = {
        row.key: VersionPart(row.calendar.name, row.calendar.public_id, row.number, row.decision, row.published_at)
        for row in rows
    }
    return {
        key: VersionStory(key, tuple(known[part] for part in parts if part in known)) for key, parts in wanted.items()
    }


def has_store() -> bool:
    """Whether this store has been made (migrated) at all; without one, the shipped calendar still answers."""
    return "calendars_calendarversion" in connection.introspection.table_names()


def content_named(key: str) -> Content:
    """What the published version of a key says. Raises CalendarUnknown."""
    version = _with_rows().filter(key=key).first()
    if version is None:
        raise CalendarUnknown(version=key)
    return content_of(version)


def _with_rows() -> QuerySet[CalendarVersion]:
    return CalendarVersion.objects.select_related("calendar", "based_on").prefetch_related(
        "sessions", Prefetch("special_days", SpecialDay.objects.order_by("on")), "closures", "years"
    )


def content_of(version: CalendarVersion) -> Content:
    """The rows of a version as values, in a fixed order."""
    sessions = (
        worktime.Session(
            row.weekday,
            row.opens,
            row.closes,
            purposes_of(for_intake=row.for_intake, for_clock=row.for_clock),
            row.valid_from or FIRST_DAY,
            row.valid_to,
        )
        for row in version.sessions.all()
    )
    days = (
        worktime.SpecialDay(row.on, DayKind(row.kind), row.name, row.source, row.replaces)
        for row in version.special_days.all()
    )
    closures = (worktime.Closure(row.starts, row.ends, row.name, row.source) for row in version.closures.all())
    years = ((row.year, YearStatus(row.status)) for row in version.years.all())
    return Content(
        tuple(sorted(sessions, key=lambda s: (s.weekday, s.opens, s.valid_from))),
        tuple(sorted(days, key=lambda d: d.on)),
        tuple(sorted(closures, key=lambda c: (c.starts, c.ends, c.name))),
        tuple(sorted(years)),
    )


def calendars_of(actor: Actor) -> list[Calendar]:
    """Calendars that the actor may see: the national one first, then those of units by name."""
    rows = Calendar.objects.filter(visible_to(actor)).select_related("unit")
    return sorted(rows, key=lambda calendar: (calendar.unit_id is not None, calendar.name))


def access_calendar(actor: Actor, public_id: UUID) -> Calendar:
    """One calendar if the actor may see it. Raises NotFound."""
    found = Calendar.objects.filter(visible_to(actor), public_id=public_id).select_related("unit").first()
    if found is None:
        raise NotFound(subject="calendar", value=public_id)
    return found


def national_calendar(actor: Actor) -> Calendar:
    """The national calendar. Raises NotFound in an empty store."""
    found = Calendar.objects.filter(visible_to(actor), code=NATIONAL).first()
    if found is None:
        raise NotFound(subject="calendar", value=NATIONAL)
    return found


def published_calendars() -> list[tuple[UUID, str, int | None]]:
    """What the public may choose from: id, name and unit of every calendar in force, the national one first."""
    rows = Calendar.objects.filter(versions__state=VersionState.PUBLISHED).distinct()
    ordered = sorted(rows, key=lambda calendar: (calendar.unit_id is not None, calendar.name))
    return [(calendar.public_id, calendar.name, calendar.unit_id) for calendar in ordered]


def published_calendar(public_id: str = "") -> Calendar:
    """A calendar in force that anybody may look at, as typed in an address; without one the national. NotFound."""
    rows = Calendar.objects.filter(versions__state=VersionState.PUBLISHED).select_related("unit").distinct()
    try:
        found = rows.filter(public_id=UUID(public_id)).first() if public_id else rows.filter(code=NATIONAL).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(subject="calendar", value=public_id)
    return found


def version_in_force(calendar: Calendar) -> CalendarVersion | None:
    """The latest published version of a calendar with its rows; None while it only has a draft."""
    return _with_rows().filter(calendar=calendar, state=VersionState.PUBLISHED).order_by("number").last()


def version_by_id(version_id: int) -> CalendarVersion:
    """A version with its rows, for code that holds its id. Raises NotFound."""
    found = _with_rows().filter(pk=version_id).first()
    if found is None:
        raise NotFound(subject="calendar_version", value=version_id)
    return found


def calendar_by_code(code: str) -> Calendar:
    """A calendar by its code, for commands: `vn`, or `u` and the number of its unit. Raises CalendarCodeUnknown."""
    found = Calendar.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Calendar.objects.order_by("pk").values_list("code", flat=True))
        raise CalendarCodeUnknown(field="calendar", value=code, known=known)
    return found


def draft_of(calendar: Calendar) -> CalendarVersion | None:
    """The draft of a calendar with its rows, if there is one."""
    return _with_rows().filter(calendar=calendar, state=VersionState.DRAFT).first()


def content_in_force(calendar: Calendar, version: CalendarVersion | None) -> Content:
    """What a version says together with what it leaves to the national calendar."""
    own = Content() if version is None else content_of(version)
    if calendar.unit_id is None:
        return own
    return own.over(content_named(current_version()))


def years_of(version: CalendarVersion) -> list[CalendarYear]:
    """Years that a version knows, with their sources, in order."""
    return sorted(version.years.all(), key=lambda row: row.year)


def national_version() -> CalendarVersion | None:
    """The national version in force with its rows."""
    return _with_rows().filter(calendar__code=NATIONAL, state=VersionState.PUBLISHED).order_by("number").last()


def published_content(version: CalendarVersion) -> Content:
    """What a published version says, from its key. Raises CalendarUnknown for a draft."""
    return content_named(version.key or "")
