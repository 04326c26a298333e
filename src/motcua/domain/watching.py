"""Watching: who is to be told about a dossier, when, and never twice; and how much a coming day asks of an office.

Pure decisions. What is told, to whom and how long is too long are rows with validity dates; here stands only what they
mean. The order is fixed: first the officer, then the head of the unit, then the leader; a level above is never told
before the levels below it have been.
"""

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from motcua.domain.errors import LadderBroken
from motcua.domain.instants import local_date, midnight
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import ZONE, CountingMode, WorkCalendar

MORNING: Final = time(8)
"""When a rule that counts whole days speaks, unless it names an hour itself."""

CATCH_UP: Final = timedelta(days=7)
"""How long after its moment a rule still speaks, when nobody could send earlier: older news would only be noise."""

JUST_AFTER: Final = timedelta(minutes=1)


class Trigger(StrEnum):
    """What makes a rule speak."""

    NEAR = "near"
    TODAY = "today"
    LATE = "late"
    PAUSED = "paused"
    WAITING = "waiting"
    OPINION = "opinion"
    UNCOLLECTED = "uncollected"


class Level(StrEnum):
    """Who is told. The first three are a ladder, in this order; the head of one-stop stands beside it."""

    OFFICER = "officer"
    UNIT_HEAD = "unit_head"
    LEADER = "leader"
    ONE_STOP_HEAD = "one_stop_head"


LEVEL_WORDS: Final[Mapping[str, str]] = {
    Level.OFFICER: gettext_noop("Người đang xử lý"),
    Level.UNIT_HEAD: gettext_noop("Trưởng đơn vị đang xử lý"),
    Level.LEADER: gettext_noop("Lãnh đạo cơ quan có thẩm quyền"),
    Level.ONE_STOP_HEAD: gettext_noop("Người đứng đầu Bộ phận Một cửa"),
}

LADDER: Final = (Level.OFFICER, Level.UNIT_HEAD, Level.LEADER)

_OF_TERM: Final = (Trigger.NEAR, Trigger.TODAY, Trigger.LATE)
"""Triggers of one and the same thing, the due date, in the order in which they come."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how many days on something takes too long; days of the calendar, counted from the day after it began."""

    paused_days: int
    waiting_days: int
    uncollected_days: int


USUAL: Final = Thresholds(paused_days=10, waiting_days=5, uncollected_days=7)
"""What holds where no row says otherwise; the rows that are shipped say the same."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, in force in [valid_from, valid_to).

    `id` stays the same over its versions. `after_days` counts working days after the due date (LATE, OPINION), else
    days beyond the threshold; `at_time` is the local hour of rules that count days.
    """

    id: str
    trigger: Trigger
    level: Level
    channel: str
    valid_from: date
    valid_to: date | None = None
    after_days: int = 0
    at_time: time | None = None

    @property
    def family(self) -> str:
        """What the rule is about: rules of one family follow each other, those of another do not concern them."""
        return "term" if self.trigger in _OF_TERM else self.trigger.value

    @property
    def stage(self) -> tuple[int, int]:
        """How far things have come when the rule speaks; greater is later."""
        order = _OF_TERM.index(self.trigger) if self.trigger in _OF_TERM else 0
        return order, self.after_days

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Watched:
    """What the decision reads of a dossier; an instant is None where nothing of the kind runs.

    `due` and `near` only while the clock runs, `ended` only while the result waits to be fetched.
    """

    started: datetime | None = None
    near: datetime | None = None
    due: datetime | None = None
    paused: datetime | None = None
    waiting: datetime | None = None
    opinion_due: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to be said to one person: by which rule, about what (`anchor`: the due date, or since when)."""

    rule: Rule
    anchor: datetime
    person_id: int

    @property
    def mark(self) -> tuple[str, datetime, int]:
        """What must not be said twice."""
        return self.rule.id, self.anchor, self.person_id


Mark = tuple[str, datetime, int]


def anchor_of(rule: Rule, watched: Watched) -> datetime | None:
    """The instant that a rule is about: another due date is another matter, to be told anew."""
    return {
        Trigger.PAUSED: watched.paused,
        Trigger.WAITING: watched.waiting,
        Trigger.OPINION: watched.opinion_due,
        Trigger.UNCOLLECTED: watched.ended,
    }.get(rule.trigger, watched.due)


def moment_of(rule: Rule, watched: Watched, calendar: WorkCalendar, thresholds: Thresholds) -> datetime | None:
    """When a rule speaks about a dossier; None where it has nothing to say."""
    anchor = anchor_of(rule, watched)
    if anchor is None:
        return None
    days = {
        Trigger.PAUSED: thresholds.paused_days,
        Trigger.WAITING: thresholds.waiting_days,
        Trigger.UNCOLLECTED: thresholds.uncollected_days,
    }.get(rule.trigger)
    if days is not None:
        return _at_hour(local_date(anchor) + timedelta(days=days + rule.after_days), rule.at_time)
    if rule.trigger in (Trigger.NEAR, Trigger.TODAY):
        morning = _on_the_day(rule, watched, anchor)
        return morning if rule.trigger is Trigger.TODAY else min(watched.near or morning, morning)
    late = calendar.add_days(anchor, rule.after_days, CountingMode.MINUTES) if rule.after_days else anchor
    return late + JUST_AFTER


def _on_the_day(rule: Rule, watched: Watched, due: datetime) -> datetime:
    """The morning of the due day. Whoever got the dossier that very day knows it: then from when it is near."""
    if watched.started is not None and local_date(watched.started) == local_date(due):
        return watched.near or due
    return min(_at_hour(local_date(due), rule.at_time), due)


def _at_hour(on: date, at_time: time | None) -> datetime:
    return datetime.combine(on, at_time or MORNING, tzinfo=ZONE)


def too_long_before(on: date, days: int) -> datetime:
    """What began before this instant takes at least `days` days on the day `on`: the condition of the lists."""
    return midnight(on - timedelta(days=days) + timedelta(days=1))


def tellings(
    rules: Sequence[Rule],
    watched: Watched,
    calendar: WorkCalendar,
    thresholds: Thresholds,
    at: datetime,
    *,
    people: Callable[[Level], Collection[int]],
    said: Collection[Mark] = (),
) -> list[Telling]:
    """What is to be said about one dossier now, the officer's first.

    Of each family and level only the latest rule whose moment has come speaks, so that nobody who was away, nor a
    worker that stood still, makes a row of stale notices. A level above speaks only together with, or after, those
    below it. `said` holds the marks of what was said before; nobody hears one matter twice in one go.
    """
    found: list[Telling] = []
    for family in dict.fromkeys(rule.family for rule in rules):
        speaking = _speaking([rule for rule in rules if rule.family == family], watched, calendar, thresholds, at)
        heard: set[int] = set()
        for rule in speaking:
            anchor = anchor_of(rule, watched)
            assert anchor is not None, "a rule speaks about something"
            for person_id in sorted(people(rule.level)):
                telling = Telling(rule, anchor, person_id)
                if person_id not in heard and telling.mark not in said:
                    found.append(telling)
                heard.add(person_id)
    return sorted(found, key=lambda telling: _rank(telling.rule.level))


def _speaking(
    rules: Iterable[Rule], watched: Watched, calendar: WorkCalendar, thresholds: Thresholds, at: datetime
) -> list[Rule]:
    """The latest rule of each level whose moment has come, lowest level first, up to the highest that is news."""
    latest: dict[Level, tuple[datetime, Rule]] = {}
    for rule in rules:
        moment = moment_of(rule, watched, calendar, thresholds)
        if moment is None or moment > at or not rule.in_force(local_date(moment)):
            continue
        known = latest.get(rule.level)
        if known is None or (moment, rule.stage) > (known[0], known[1].stage):
            latest[rule.level] = (moment, rule)
    fresh = [_rank(level) for level, (moment, _) in latest.items() if at - moment <= CATCH_UP]
    highest = max(fresh, default=-1)
    ordered = sorted(latest.items(), key=lambda item: _rank(item[0]))
    return [rule for level, (_, rule) in ordered if _rank(level) <= highest]


def _rank(level: Level) -> int:
    return tuple(Level).index(level)


def check_ladder(rules: Iterable[Rule]) -> None:
    """Refuse rules that tell a level above before the one below, or without it; raises LadderBroken."""
    first: dict[str, dict[Level, tuple[int, int]]] = {}
    for rule in rules:
        levels = first.setdefault(rule.family, {})
        levels[rule.level] = min(levels.get(rule.level, rule.stage), rule.stage)
    for levels in first.values():
        on_ladder = [level for level in LADDER if level in levels]
        if on_ladder and on_ladder != list(LADDER[: len(on_ladder)]):
            missing = next(level for level in LADDER if level not in levels)
            raise _broken(on_ladder[-1], missing)
        for below, above in itertools.pairwise(on_ladder):
            if levels[above] < levels[below]:
                raise _broken(above, below)


def _broken(above: Level, below: Level) -> LadderBroken:
    return LadderBroken(above=Text(LEVEL_WORDS[above]), below=Text(LEVEL_WORDS[below]))


# --- how much a coming day asks


class Load(StrEnum):
    """What a day asks of an office, against what it usually finishes."""

    NONE = "none"
    LIGHT = "light"
    FULL = "full"
    HEAVY = "heavy"
    OVER = "over"
    UNKNOWN = "unknown"


LEAST_DAYS: Final = 10
LEAST_FINISHED: Final = 10
"""Below so many working days, or dossiers finished in them, a median says nothing."""


def capacity(finished: Mapping[date, int], working_days: Sequence[date]) -> int | None:
    """Dossiers finished on a usual working day: the median (nearest rank) over `working_days`.

    Days before the first finished dossier are no history. None where history is too thin. What was finished on a day
    off counts for no day.
    """
    begun = min(finished, default=None)
    days = [day for day in working_days if begun is not None and day >= begun]
    numbers = sorted(finished.get(day, 0) for day in days)
    if len(numbers) < LEAST_DAYS or sum(numbers) < LEAST_FINISHED:
        return None
    return numbers[(len(numbers) + 1) // 2 - 1]


def load(due: int, usual: int | None) -> Load:
    """How heavy a day is on which `due` dossiers are due, for an office that usually finishes `usual`."""
    if due == 0:
        return Load.NONE
    if usual is None:
        return Load.UNKNOWN
    share = due / max(usual, 1)
    for most, found in ((0.5, Load.LIGHT), (1.0, Load.FULL), (1.5, Load.HEAVY)):
        if share <= most:
            return found
    return Load.OVER
