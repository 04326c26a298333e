"""A calendar on trial: what a draft, a published version or a file says, and which calendar a dossier would come to.

A dossier keeps the name of its calendar as `national` or `national/own`. A version of one of the two takes that part's
place and leaves the other as it is: what a national calendar changes and what a unit's own one changes stay apart.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.calendars import queries
from motcua.calendars.content import Content
from motcua.calendars.models import Calendar, CalendarVersion, VersionState
from motcua.calendars.queries import JOIN
from motcua.calendars.reading import Reading
from motcua.calendars.services.import_days import content_with
from motcua.calendars.shipped import NATIONAL
from motcua.domain.errors import NotFound
from motcua.domain.worktime import WorkCalendar
from motcua.organisation import queries as organisation


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one calendar (of a unit, or the national one: `unit_id` None) says or would say.

    `key` names it in the calendars of dossiers; `published` tells whether dossiers may already bear it.
    `version_id` is None for what a file says.
    """

    calendar_id: int
    public_id: UUID
    unit_id: int | None
    name: str
    number: int
    decision: str
    key: str
    content: Content
    published: bool
    version_id: int | None = None

    def over(self, version: str) -> str:
        """The calendar to which a dossier comes that has the calendar `version`."""
        national, _, own = version.partition(JOIN)
        if self.unit_id is not None:
            return f"{national}{JOIN}{self.key}"
        return f"{self.key}{JOIN}{own}" if own else self.key

    def reaches(self, version: str) -> bool:
        """Whether a dossier that has the calendar `version` has not come to this one yet."""
        return self.over(version) != version

    def calendar(self, version: str) -> WorkCalendar:
        """The calendar named by `over(version)`, as a value that computes."""
        key = self.over(version)
        if self.published:
            return queries.work_calendar(key)
        national, _, own = key.partition(JOIN)
        if self.unit_id is not None:
            content = self.content.over(queries.content_named(national))
        else:
            content = queries.content_named(own).over(self.content) if own else self.content
        return content.work_calendar(key)


def of_version(version: CalendarVersion) -> Proposal:
    """What a draft or a published version says; a draft goes by a name that no dossier ever bears."""
    calendar = version.calendar
    return Proposal(
        calendar_id=calendar.pk,
        public_id=calendar.public_id,
        unit_id=calendar.unit_id,
        name=calendar.name,
        number=version.number,
        decision=version.decision,
        key=version.key or f"{calendar.code}.{version.number}-{VersionState.DRAFT}",
        content=queries.content_of(version),
        published=version.state == VersionState.PUBLISHED,
        version_id=version.pk,
    )


def of_published(version_id: int) -> Proposal:
    """What a published version says. Raises NotFound for a draft too."""
    version = queries.version_by_id(version_id)
    if version.state != VersionState.PUBLISHED:
        raise NotFound(subject="calendar_version", value=version_id)
    return of_version(version)


def of_file(reading: Reading, on: date) -> Proposal:
    """What the national calendar would say if a file were imported on a day. Raises NotFound in an empty store."""
    current = queries.national_version()
    if current is None:
        raise NotFound(subject="calendar", value=NATIONAL)
    calendar = current.calendar
    number = current.number + 1
    content = content_with(queries.content_of(current), reading, on)
    key = f"{calendar.code}.{number}-{VersionState.DRAFT}"
    return Proposal(calendar.pk, calendar.public_id, None, calendar.name, number, "", key, content, published=False)


def units_of(proposal: Proposal) -> frozenset[int] | None:
    """The units for whose dossiers the calendar counts: those below its own that have no nearer one; None: all."""
    if proposal.unit_id is None:
        return None
    units = organisation.descendant_ids(proposal.unit_id)
    nearer = Calendar.objects.filter(unit_id__in=units - {proposal.unit_id}, versions__state=VersionState.PUBLISHED)
    for unit_id in set(nearer.values_list("unit_id", flat=True)):
        units -= organisation.descendant_ids(unit_id or 0)
    return units


def is_in_force(proposal: Proposal) -> bool:
    """Whether a published version is still the latest of its calendar."""
    rows = CalendarVersion.objects.filter(calendar_id=proposal.calendar_id, state=VersionState.PUBLISHED)
    return rows.order_by("-number").values_list("pk", flat=True).first() == proposal.version_id
