"""Foresight: what became of similar dossiers says how likely a running one misses its date.

An empirical model. A past dossier is counted once in each situation that it passed through: how many tenths of its
term were used, at which step it lay, in which procedure, in which unit, under which load. A running one is compared
with the narrowest group that held enough of them; the wider groups around it steady the share (a Beta prior worth
`WEIGHT` dossiers). Whoever reads a forecast can count it again: "62 of 80 like this one finished in time".

Nothing later than the instant of learning is used: only dossiers whose date had passed by then, for of these alone it
is known of all, the quick and the slow, what became of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

TENTHS: Final = 10
"""A term is read in tenths: the tenth that is running, 0 to 9."""

ENOUGH: Final = 30
"""Similar dossiers below which a group says nothing."""

WEIGHT: Final = 10
"""How many dossiers the next wider group counts for in the share of a narrower one."""

SLACK, BUSY = -1, 1
"""Less than three quarters, or more than five quarters, of the open dossiers that the unit usually has."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a dossier stands: what it is compared by. `load` is SLACK, BUSY or 0."""

    tenth: int
    step: str
    procedure: str
    unit: str
    load: int

    def groups(self) -> tuple[str, ...]:
        """The groups that it belongs to, from the widest to the narrowest."""
        parts = (str(self.tenth), self.step, self.procedure, self.unit, str(self.load))
        return tuple("|".join(parts[:length]) for length in range(len(parts) + 1))


@dataclass(frozen=True, slots=True)
class Course:
    """The way of one dossier, told by its id, through its running term.

    `marks` are the nine instants at which a tenth, two tenths … of the term are used; `places` says from when it lay
    at which step, the first from the start of the term on. `ended` is None while it runs.
    """

    dossier: int
    procedure: str
    unit: str
    started: datetime
    due: datetime
    marks: tuple[datetime, ...]
    places: tuple[tuple[datetime, str], ...]
    ended: datetime | None = None

    @property
    def missed(self) -> bool:
        """Whether it did not end by its date; of a running one only once the date has passed."""
        return self.ended is None or self.ended > self.due

    @property
    def over(self) -> datetime:
        """From when nothing is left to foresee: its end or its date, whichever came first."""
        return self.due if self.ended is None else min(self.ended, self.due)

    def tenth_at(self, at: datetime) -> int:
        """The running tenth of the term."""
        return bisect_right(self.marks, at)

    def step_at(self, at: datetime) -> str:
        """Where it lay."""
        index = bisect_right(self.places, at, key=lambda place: place[0])
        return self.places[max(index - 1, 0)][1]

    def instants(self) -> list[datetime]:
        """When its situation changed by itself, until it was over: at the start, at each mark, at each new step."""
        found = {self.started, *self.marks, *(since for since, _step in self.places)}
        return sorted(at for at in found if self.started <= at < self.over)


class Workload:
    """How many dossiers lay open in each unit at any instant of the past, and how many usually do."""

    def __init__(self, courses: Iterable[Course]) -> None:
        self._starts: dict[str, list[datetime]] = {}
        self._ends: dict[str, list[datetime]] = {}
        for course in courses:
            self._starts.setdefault(course.unit, []).append(course.started)
            ends = self._ends.setdefault(course.unit, [])
            if course.ended is not None:
                ends.append(course.ended)
        for instants in (*self._starts.values(), *self._ends.values()):
            instants.sort()

    def open_at(self, unit: str, at: datetime) -> int:
        """Dossiers started and not ended just before `at`."""
        return bisect_left(self._starts.get(unit, []), at) - bisect_left(self._ends.get(unit, []), at)

    def usual(self, until: datetime) -> dict[str, int]:
        """What each unit usually has: the median over the instants before `until` at which a dossier came to it."""
        found = {}
        for unit, starts in self._starts.items():
            seen = [self.open_at(unit, at) for at in starts[: bisect_left(starts, until)]]
            if seen:
                found[unit] = int(median(seen))
        return found


def band(number: int, usual: int) -> int:
    """The load that so many open dossiers are where `usual` is usual."""
    if 4 * number < 3 * usual:
        return SLACK
    return BUSY if 4 * number > 5 * usual else 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the past says: of `alike` similar dossiers `in_time` finished in time.

    `probability` is that of missing the date, steadied by the wider groups; `likeness` says by how many of the five
    marks of a situation they are alike (1: only the tenth of the term, 5: the load too). `group` is the one that they
    are counted in, as `Situation.groups` names it.
    """

    probability: float
    alike: int
    in_time: int
    likeness: int
    group: str


@dataclass(frozen=True)
class Model:
    """The past, counted: for each group how many dossiers and how many of them missed; the usual load of each unit."""

    groups: Mapping[str, tuple[int, int]]
    usual: Mapping[str, int]

    def forecast(self, situation: Situation) -> Forecast | None:
        """What to expect; None where fewer than `ENOUGH` dossiers were ever even at this tenth of their term."""
        everything, *narrower = situation.groups()
        number, late = self.groups.get(everything, (0, 0))
        probability = (late + 1) / (number + 2)
        found = None
        for likeness, group in enumerate(narrower, 1):
            alike, missed = self.groups.get(group, (0, 0))
            if alike < ENOUGH:
                break
            probability = (missed + WEIGHT * probability) / (alike + WEIGHT)
            found = Forecast(probability, alike, alike - missed, likeness, group)
        return found

    @property
    def learnt(self) -> int:
        """How many dossiers were counted."""
        return self.groups.get("", (0, 0))[0]


def situation_of(course: Course, at: datetime, number: int, usual: Mapping[str, int]) -> Situation:
    """Where a dossier stands at `at`, while its unit has `number` open ones."""
    return Situation(
        tenth=course.tenth_at(at),
        step=course.step_at(at),
        procedure=course.procedure,
        unit=course.unit,
        load=band(number, usual.get(course.unit, number)),
    )


def walk(course: Course, workload: Workload, usual: Mapping[str, int]) -> Iterator[tuple[datetime, Situation]]:
    """The situations that a dossier passed through, in their order."""
    for at in course.instants():
        yield at, situation_of(course, at, workload.open_at(course.unit, at), usual)


def learn(courses: Iterable[Course], workload: Workload, until: datetime) -> Model:
    """Count the dossiers whose date had passed before `until`; groups too small to speak are left out."""
    usual = workload.usual(until)
    alike: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for course in courses:
        if course.due >= until:
            continue
        passed = {group for _at, situation in walk(course, workload, usual) for group in situation.groups()}
        alike.update(passed)
        if course.missed:
            missed.update(passed)
    return Model({g: (n, missed[g]) for g, n in alike.items() if n >= ENOUGH or not g}, usual)
