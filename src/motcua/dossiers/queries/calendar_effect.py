"""What a calendar does to running dossiers: which move, by how much, whose paper says the old date, on which days.

A trial derives every running dossier that the calendar reaches once more, with the calendar applied, and changes
nothing of them. Applying it (`services.apply_calendar`) tells its effects in the same words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from motcua.calendars import proposals
from motcua.calendars.proposals import Proposal
from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.deadlines import derive
from motcua.domain.errors import MotcuaError
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clock_rows import Held, clocks_of, facts_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN: Final = 20
"""Dossiers named one by one where a calendar cannot count them."""


class Effect(NamedTuple):
    """What a calendar does to one dossier.

    `minutes` is the working time between the old and the new due instant, negative when the new one is earlier, by
    whichever of the two calendars counts more of it (a day that became a day off had its minutes in the old one, a
    make-up day has them in the new one); `day_minutes` is the working day in which such a time is told.
    """

    dossier_id: int
    code: str
    unit_id: int
    due_before: datetime
    due: datetime
    minutes: int
    day_minutes: int
    promised_at: datetime | None
    paused: bool
    provisional_before: bool
    provisional: bool

    @property
    def moved(self) -> bool:
        """Whether the due date changes."""
        return self.due != self.due_before

    @property
    def paper_differs(self) -> bool:
        """Whether the paper that the owner holds says another date than the new one."""
        return self.promised_at is not None and self.promised_at != self.due

    @property
    def later(self) -> bool:
        """Whether the new date comes after the old one."""
        return self.due > self.due_before


class Unreached(NamedTuple):
    """A dossier whose date the calendar cannot count, and why."""

    dossier_id: int
    code: str
    reason: str


@dataclass(slots=True)
class Totals:
    """What a calendar does to all dossiers together; JSON in and out, so that portions add up over restarts.

    `days` are local days with the number of running (not paused) dossiers due then: before, after. `minutes` counts
    moved dossiers by working minutes; `units` moved ones by competent unit.
    """

    dossiers: int = 0
    moved: int = 0
    later: int = 0
    earlier: int = 0
    paper_differs: int = 0
    paused: int = 0
    confirmed: int = 0
    provisional: int = 0
    minutes: Counter[int] = field(default_factory=Counter)
    units: Counter[int] = field(default_factory=Counter)
    before: Counter[date] = field(default_factory=Counter)
    after: Counter[date] = field(default_factory=Counter)

    def add(self, effect: Effect) -> None:
        """Count one more dossier."""
        self.dossiers += 1
        self.paused += effect.paused
        self.confirmed += effect.provisional_before and not effect.provisional
        self.provisional += effect.provisional
        if not effect.paused:
            self.before[local_date(effect.due_before)] += 1
            self.after[local_date(effect.due)] += 1
        if effect.moved:
            self.moved += 1
            self.later += effect.later
            self.earlier += not effect.later
            self.paper_differs += effect.paper_differs
            self.minutes[effect.minutes] += 1
            self.units[effect.unit_id] += 1

    @property
    def days(self) -> list[tuple[date, int, int]]:
        """The days on which the load changes and all between them: day, due before, due after."""
        changed = [day for day in self.before | self.after if self.before[day] != self.after[day]]
        if not changed:
            return []
        first, last = min(changed), max(changed)
        known = sorted(day for day in self.before | self.after if first <= day <= last)
        return [(day, self.before[day], self.after[day]) for day in known]

    @property
    def most_later(self) -> int:
        """The most working minutes by which a dossier moves back; 0 where none does."""
        return max((0, *self.minutes))

    @property
    def most_earlier(self) -> int:
        """The most working minutes by which a dossier moves forward, as a positive number."""
        return -min((0, *self.minutes))

    def as_json(self) -> dict[str, Any]:
        """The totals as JSON values."""
        plain = {name: getattr(self, name) for name in COUNTS}
        days = sorted(self.before | self.after)
        return plain | {
            "minutes": {str(minutes): number for minutes, number in sorted(self.minutes.items())},
            "units": {str(unit_id): number for unit_id, number in sorted(self.units.items())},
            "days": {day.isoformat(): [self.before[day], self.after[day]] for day in days},
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Totals":
        """The totals out of `as_json`; nothing counted out of nothing."""
        days = {date.fromisoformat(day): numbers for day, numbers in told.get("days", {}).items()}
        return cls(
            **{name: told.get(name, 0) for name in COUNTS},
            minutes=Counter({int(minutes): number for minutes, number in told.get("minutes", {}).items()}),
            units=Counter({int(unit_id): number for unit_id, number in told.get("units", {}).items()}),
            before=Counter({day: numbers[0] for day, numbers in days.items()}),
            after=Counter({day: numbers[1] for day, numbers in days.items()}),
        )


COUNTS: Final = (
    "dossiers",
    "moved",
    "later",
    "earlier",
    "paper_differs",
    "paused",
    "confirmed",
    "provisional",
)
"""The plain numbers of `Totals`."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What applying a calendar now would do; `moved` are the dossiers whose date changes, the earliest first."""

    proposal: Proposal
    at: datetime
    totals: Totals
    moved: tuple[Effect, ...]
    unreached: tuple[Unreached, ...]


def running(proposal: Proposal) -> "QuerySet[Dossier]":
    """The dossiers for which the calendar counts: accepted, not ended, paused ones too, no adopted history."""
    rows = Dossier.objects.filter(
        live=True, accepted_at__isnull=False, processing_ended_at__isnull=True, import_source__isnull=True
    )
    units = proposals.units_of(proposal)
    return rows if units is None else rows.filter(competent_unit_id__in=units)


def versions_behind(proposal: Proposal) -> list[str]:
    """The calendars of those that have an older version of it. Reads every running dossier."""
    versions = running(proposal).order_by().values_list("calendar_version", flat=True).distinct()
    return [version for version in versions if proposal.reaches(version)]


def behind(proposal: Proposal, versions: Sequence[str] | None = None) -> "QuerySet[Dossier]":
    """Those of them that have an older version of it; `versions` are what `versions_behind` said a moment ago."""
    known = versions_behind(proposal) if versions is None else versions
    return running(proposal).filter(calendar_version__in=known)


def trial(proposal: Proposal, at: datetime) -> Trial:
    """Derive every dossier that the calendar would reach with it applied; nothing is written."""
    totals = Totals()
    moved: list[Effect] = []
    unreached: list[Unreached] = []
    for effect in Trying(proposal, at).of(list(behind(proposal).order_by("pk").values_list("pk", flat=True))):
        if isinstance(effect, Unreached):
            unreached.append(effect)
            continue
        totals.add(effect)
        if effect.moved:
            moved.append(effect)
    moved.sort(key=lambda each: (each.due_before, each.dossier_id))
    return Trial(proposal, at, totals, tuple(moved), tuple(unreached))


class Trying:
    """A calendar as if it were applied at `at`; the calendars that dossiers have and would have are built once."""

    def __init__(self, proposal: Proposal, at: datetime) -> None:
        self.proposal = proposal
        self.at = at
        self._kept: dict[str, WorkCalendar] = {}
        self._tried: dict[str, WorkCalendar] = {}

    def of(self, ids: Sequence[int]) -> Iterator[Effect | Unreached]:
        """What it would do to dossiers by id, in the order of their ids."""
        kept, tried = self._kept, self._tried
        for held, events in clocks_of(ids, kept):
            version = self.proposal.over(held.calendar_version)
            if version not in tried:
                tried[version] = kept[version] = self.proposal.calendar(held.calendar_version)
            applied = (*events, ClockEvent(ClockKind.CALENDAR_APPLIED, self.at, None, version))
            try:
                derivation = derive(facts_of(held, applied), kept)
                assert derivation.due is not None, "an accepted dossier of ours has a due date"
                both = (kept[held.calendar_version], tried[version])
                yield effect_of(held, derivation.due, both, provisional=derivation.provisional)
            except MotcuaError as error:
                yield Unreached(held.id, held.code, str(error))


def effect_of(
    held: "Held | Dossier", due: datetime, calendars: tuple[WorkCalendar, WorkCalendar], *, provisional: bool
) -> Effect:
    """What it does to a dossier that it comes from one calendar to another, which gives it the date `due`."""
    assert held.due_at is not None
    before = held.due_at
    return Effect(
        dossier_id=held.id,
        code=held.code,
        unit_id=held.competent_unit_id or 0,
        due_before=held.due_at,
        due=due,
        minutes=max((each.minutes_between(before, due) for each in calendars), key=abs),
        day_minutes=calendars[1].day_minutes(local_date(due)),
        promised_at=held.promised_at,
        paused=held.paused_since is not None,
        provisional_before=held.provisional,
        provisional=provisional,
    )
