"""Internal processes (quy trình nội bộ): steps, the longest way through them, and whether their times fit the limit.

The steps of a process may not take longer than the legal term of the procedure; where steps run side by side the
critical path counts (NĐ 118/2025 art. 36(5), 38(1)(d); TT 01/2018/TT-VPCP art. 8). Published processes do contain
sums that differ from their own limit, so the sum is computed and the difference is shown, never assumed.

Working hours and working days compare exactly (one working day = `minutes_per_day` minutes of sessions). Calendar
days and months hold a varying number of working days, so a mixed comparison works with the least and the most they
can hold and says UNCLEAR between the two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.domain.limits import LimitUnit, TimeLimit

MINUTES_PER_DAY: Final = 480
"""Working minutes in one working day where no calendar says otherwise: eight hours (mot-cua-rules 1.7)."""


class Place(StrEnum):
    """Which unit of the offering a step belongs to."""

    RECEIVING = "receiving"
    EXECUTING = "executing"
    COMPETENT = "competent"


class StepKind(StrEnum):
    """What a step does; the lifecycle treats RECEIVE, SIGN, ISSUE and RETURN in their own way."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    APPRAISE = "appraise"
    REVIEW = "review"
    SIGN = "sign"
    ISSUE = "issue"
    RETURN = "return"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who does it (role in a place), in what time, with which paper, and the numbers of the steps after."""

    no: int
    name: str
    role: str
    place: Place
    limit: TimeLimit
    kind: StepKind
    paper: str = ""
    next: tuple[int, ...] = ()


class Fault(StrEnum):
    """What makes a set of steps no process."""

    EMPTY = "empty"
    DUPLICATE_NUMBER = "duplicate_number"
    UNKNOWN_NEXT = "unknown_next"
    CYCLE = "cycle"
    SEVERAL_STARTS = "several_starts"
    NOT_RECEIVED_FIRST = "not_received_first"
    NOT_RETURNED_LAST = "not_returned_last"


class Measure(StrEnum):
    """The unit in which a sum of steps and a limit are compared."""

    WORKING_MINUTES = "working_minutes"
    CALENDAR_DAYS = "calendar_days"


class Fit(StrEnum):
    """How a sum of steps stands to the limit."""

    EQUAL = "equal"
    SHORTER = "shorter"
    LONGER = "longer"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The least and the most that a term can amount to, in one measure; equal when the measure is exact."""

    least: int
    most: int

    def __add__(self, other: "Span") -> "Span":
        """Both terms, one after the other."""
        return Span(self.least + other.least, self.most + other.most)


@dataclass(frozen=True, slots=True)
class Path:
    """A way through a process: the numbers of its steps and how long they take together."""

    steps: tuple[int, ...]
    total: Span
    measure: Measure


@dataclass(frozen=True, slots=True)
class SumCheck:
    """The critical path beside the limit; `difference` is sum − limit in `measure` (positive: steps take longer)."""

    path: Path
    limit: Span
    measure: Measure
    fit: Fit
    difference: Span


_CALENDAR_UNITS: Final = frozenset({LimitUnit.CALENDAR_DAYS, LimitUnit.CALENDAR_MONTHS})
_SHORTEST_MONTH, _LONGEST_MONTH, _WEEK, _WORKWEEK = 28, 31, 7, 5


def _fewest_working_days(days: int) -> int:
    """Working days that any `days` consecutive days hold at the least: the weekend falls into the rest of the week."""
    weeks, rest = divmod(days, _WEEK)
    return weeks * _WORKWEEK + max(0, rest - (_WEEK - _WORKWEEK))


def _most_working_days(days: int) -> int:
    """Working days that any `days` consecutive days hold at the most (make-up Saturdays aside)."""
    weeks, rest = divmod(days, _WEEK)
    return weeks * _WORKWEEK + min(_WORKWEEK, rest)


def _calendar_days(limit: TimeLimit) -> Span:
    if limit.unit is LimitUnit.CALENDAR_MONTHS:
        return Span(limit.amount * _SHORTEST_MONTH, limit.amount * _LONGEST_MONTH)
    return Span(limit.amount, limit.amount)


def _working_minutes(limit: TimeLimit, minutes_per_day: int) -> Span:
    if limit.unit in _CALENDAR_UNITS:
        days = _calendar_days(limit)
        return Span(_fewest_working_days(days.least) * minutes_per_day, _most_working_days(days.most) * minutes_per_day)
    exact = {
        LimitUnit.WORKING_HOURS: limit.amount * 60,
        LimitUnit.WORKING_DAYS: limit.amount * minutes_per_day,
        LimitUnit.SAME_DAY: minutes_per_day,
    }[limit.unit]
    return Span(exact, exact)


def span_of(limit: TimeLimit, measure: Measure, minutes_per_day: int = MINUTES_PER_DAY) -> Span:
    """How much `limit` amounts to in `measure`; CALENDAR_DAYS takes only limits in calendar days or months."""
    if measure is Measure.CALENDAR_DAYS:
        return _calendar_days(limit)
    return _working_minutes(limit, minutes_per_day)


def measure_of(limits: Iterable[TimeLimit]) -> Measure:
    """Calendar days when every limit is counted in calendar units, else working minutes."""
    if all(limit.unit in _CALENDAR_UNITS for limit in limits):
        return Measure.CALENDAR_DAYS
    return Measure.WORKING_MINUTES


def faults(steps: Sequence[Step]) -> tuple[Fault, ...]:
    """What is wrong with these steps as a process; empty when they can be used.

    A process begins with one RECEIVE step, ends only in RETURN steps, names each step once and never runs in a circle.
    """
    if not steps:
        return (Fault.EMPTY,)
    by_no = {step.no: step for step in steps}
    if len(by_no) < len(steps):
        return (Fault.DUPLICATE_NUMBER,)
    if any(no not in by_no for step in steps for no in step.next):
        return (Fault.UNKNOWN_NEXT,)
    if _order(by_no) is None:
        return (Fault.CYCLE,)
    found: list[Fault] = []
    starts = _starts(by_no)
    if len(starts) > 1:
        found.append(Fault.SEVERAL_STARTS)
    if any(by_no[no].kind is not StepKind.RECEIVE for no in starts):
        found.append(Fault.NOT_RECEIVED_FIRST)
    if any(step.kind is not StepKind.RETURN for step in steps if not step.next):
        found.append(Fault.NOT_RETURNED_LAST)
    return tuple(found)


def critical_path(steps: Sequence[Step], minutes_per_day: int = MINUTES_PER_DAY) -> Path:
    """The longest way from the start to an end; of two equally long ones that with the smaller step numbers.

    The steps must have no fault among EMPTY, DUPLICATE_NUMBER, UNKNOWN_NEXT and CYCLE; otherwise ValueError.
    """
    return _critical_path(steps, measure_of(step.limit for step in steps), minutes_per_day)


def check_sum(steps: Sequence[Step], limit: TimeLimit, minutes_per_day: int = MINUTES_PER_DAY) -> SumCheck:
    """The critical path of `steps` compared with `limit` (a procedure's statutory or committed term)."""
    measure = measure_of([limit, *(step.limit for step in steps)])
    path = _critical_path(steps, measure, minutes_per_day)
    allowed = span_of(limit, measure, minutes_per_day)
    difference = Span(path.total.least - allowed.most, path.total.most - allowed.least)
    return SumCheck(path=path, limit=allowed, measure=measure, fit=_fit(path.total, allowed), difference=difference)


def _fit(total: Span, allowed: Span) -> Fit:
    if total == allowed:
        return Fit.EQUAL
    if total.most <= allowed.least:
        return Fit.SHORTER
    if total.least > allowed.most:
        return Fit.LONGER
    return Fit.UNCLEAR


def _critical_path(steps: Sequence[Step], measure: Measure, minutes_per_day: int) -> Path:
    by_no = {step.no: step for step in steps}
    order = _order(by_no)
    if not by_no or order is None or len(by_no) < len(steps):
        raise ValueError("these steps are no process")
    best: dict[int, tuple[Span, tuple[int, ...]]] = {}
    for no in reversed(order):
        own = span_of(by_no[no].limit, measure, minutes_per_day)
        tails = [best[after] for after in by_no[no].next]
        total, way = _longest(tails) if tails else (Span(0, 0), ())
        best[no] = (own + total, (no, *way))
    total, way = _longest([best[no] for no in _starts(by_no)])
    return Path(steps=way, total=total, measure=measure)


def _longest(ways: Sequence[tuple[Span, tuple[int, ...]]]) -> tuple[Span, tuple[int, ...]]:
    return min(ways, key=lambda way: (-way[0].most, -way[0].least, way[1]))


def _starts(by_no: Mapping[int, Step]) -> list[int]:
    """Steps that no other step leads to, in the order of their numbers."""
    followed = {no for step in by_no.values() for no in step.next}
    return sorted(no for no in by_no if no not in followed)


def _order(by_no: Mapping[int, Step]) -> list[int] | None:
    """The numbers so that each step stands before those after it; None when a step leads back or out of the process."""
    waiting = dict.fromkeys(by_no, 0)
    for step in by_no.values():
        for no in set(step.next):
            if no not in waiting:
                return None
            waiting[no] += 1
    ready = sorted(no for no, count in waiting.items() if count == 0)
    order: list[int] = []
    while ready:
        no = ready.pop(0)
        order.append(no)
        for after in sorted(set(by_no[no].next)):
            waiting[after] -= 1
            if waiting[after] == 0:
                ready.append(after)
    return order if len(order) == len(by_no) else None
