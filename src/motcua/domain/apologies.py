"""The apology as a duty of the competent agency: when it opens, until when it is owed, how it was met.

A dossier that will miss its date obliges the competent agency to apologise in writing, with the reason and a proposed
new date, at the latest one day before the due date, and the date may be moved at most once (NĐ 118/2025/NĐ-CP art.
19(6); NĐ 61/2018/NĐ-CP art. 19). The letter passes fixed states; `TABLE` is the only writer of them. A duty that
nobody met stays open: nothing but an end in time, or a due date that moved before it passed, relieves of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from motcua.domain.deadlines import limit_due
from motcua.domain.errors_apologies import ApologyActNotPossible, NewDateNotPossible
from motcua.domain.limits import LimitUnit
from motcua.domain.routing import Measure, span_of
from motcua.domain.rule_sets import apology_due
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import ZONE, CountingMode, WorkCalendar, local_date, midnight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from motcua.domain.limits import TimeLimit
    from motcua.domain.rule_sets import RuleSet


class Ground(StrEnum):
    """Who or what said that the dossier will miss its date."""

    HANDLER = "handler"
    FORESIGHT = "foresight"
    NEAR = "near"
    PASSED = "passed"


class LetterState(StrEnum):
    """How far the letter of a duty has come."""

    OPEN = "OPEN"
    DRAFTED = "DRAFTED"
    REVIEWED = "REVIEWED"
    APPROVED = "APPROVED"
    NUMBERED = "NUMBERED"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    CLOSED_NOT_NEEDED = "CLOSED_NOT_NEEDED"


class Act(StrEnum):
    """What is done to a duty."""

    OPEN = "open"
    DRAFT = "draft"
    REWORK = "rework"
    REVIEW = "review"
    APPROVE = "approve"
    NUMBER = "number"
    SEND = "send"
    DELIVER = "deliver"
    RELIEVE = "relieve"


class Relief(StrEnum):
    """Why a duty is not needed any more; each is something that happened before the date passed."""

    ENDED_IN_TIME = "ended_in_time"
    PAUSED = "paused"
    DATE_MOVED = "date_moved"


class Met(StrEnum):
    """How a duty was met."""

    IN_TIME = "in_time"
    LATE = "late"
    OWED = "owed"
    OVERDUE = "overdue"
    NOT_NEEDED = "not_needed"


class SentBy(StrEnum):
    """How a letter goes out."""

    POST = "post"
    EMAIL = "email"
    HANDED = "handed"


GROUND_WORDS: Final[Mapping[Ground, str]] = {
    Ground.HANDLER: gettext_noop("Người xử lý báo trước"),
    Ground.FORESIGHT: gettext_noop("Dự báo sẽ trễ"),
    Ground.NEAR: gettext_noop("Sát hạn mà việc còn dài"),
    Ground.PASSED: gettext_noop("Đã quá hạn"),
}
STATE_WORDS: Final[Mapping[LetterState, str]] = {
    LetterState.OPEN: gettext_noop("Chưa soạn thư"),
    LetterState.DRAFTED: gettext_noop("Chờ xem xét"),
    LetterState.REVIEWED: gettext_noop("Chờ duyệt"),
    LetterState.APPROVED: gettext_noop("Chờ lấy số"),
    LetterState.NUMBERED: gettext_noop("Chờ ký, gửi"),
    LetterState.SENT: gettext_noop("Đã gửi"),
    LetterState.DELIVERED: gettext_noop("Người nộp đã nhận"),
    LetterState.CLOSED_NOT_NEEDED: gettext_noop("Không cần nữa"),
}
ACT_WORDS: Final[Mapping[Act, str]] = {
    Act.OPEN: gettext_noop("mở việc xin lỗi"),
    Act.DRAFT: gettext_noop("soạn thư"),
    Act.REWORK: gettext_noop("trả lại để soạn lại"),
    Act.REVIEW: gettext_noop("xem xét thư"),
    Act.APPROVE: gettext_noop("duyệt thư"),
    Act.NUMBER: gettext_noop("lấy số thư"),
    Act.SEND: gettext_noop("gửi thư"),
    Act.DELIVER: gettext_noop("ghi người nộp đã nhận"),
    Act.RELIEVE: gettext_noop("đóng vì không cần nữa"),
}
RELIEF_WORDS: Final[Mapping[Relief, str]] = {
    Relief.ENDED_IN_TIME: gettext_noop("Hồ sơ xong trước hạn, thư chưa gửi."),
    Relief.PAUSED: gettext_noop("Thời hạn tạm dừng trước ngày hẹn, thư chưa gửi."),
    Relief.DATE_MOVED: gettext_noop("Ngày hẹn đã đổi trước khi đến hạn, thư chưa gửi."),
}
MET_WORDS: Final[Mapping[Met, str]] = {
    Met.IN_TIME: gettext_noop("Đã gửi đúng lúc"),
    Met.LATE: gettext_noop("Đã gửi muộn"),
    Met.OWED: gettext_noop("Còn nợ, chưa đến hạn gửi"),
    Met.OVERDUE: gettext_noop("Còn nợ, quá hạn gửi"),
    Met.NOT_NEEDED: gettext_noop("Không cần nữa"),
}
SENT_WORDS: Final[Mapping[SentBy, str]] = {
    SentBy.POST: gettext_noop("Qua bưu chính"),
    SentBy.EMAIL: gettext_noop("Thư điện tử"),
    SentBy.HANDED: gettext_noop("Trao tận tay"),
}

_S, _A = LetterState, Act
TABLE: Final[Mapping[tuple[LetterState, Act], LetterState]] = {
    (_S.OPEN, _A.DRAFT): _S.DRAFTED,
    (_S.DRAFTED, _A.DRAFT): _S.DRAFTED,
    (_S.DRAFTED, _A.REWORK): _S.OPEN,
    (_S.DRAFTED, _A.REVIEW): _S.REVIEWED,
    (_S.REVIEWED, _A.REWORK): _S.OPEN,
    (_S.REVIEWED, _A.APPROVE): _S.APPROVED,
    (_S.APPROVED, _A.REWORK): _S.OPEN,
    (_S.APPROVED, _A.NUMBER): _S.NUMBERED,
    (_S.NUMBERED, _A.REWORK): _S.OPEN,
    (_S.NUMBERED, _A.SEND): _S.SENT,
    (_S.SENT, _A.DELIVER): _S.DELIVERED,
    **{
        (state, _A.RELIEVE): _S.CLOSED_NOT_NEEDED
        for state in (_S.OPEN, _S.DRAFTED, _S.REVIEWED, _S.APPROVED, _S.NUMBERED)
    },
}
"""The life of a letter: what may be done in each state, and where it leads."""

OWING: Final = frozenset(state for state, act in TABLE if act is Act.RELIEVE)
"""States in which the letter has not gone out: the duty is still owed."""

GONE: Final = frozenset({LetterState.SENT, LetterState.DELIVERED})
"""States of a letter that went out."""


def acts_from(state: LetterState) -> tuple[Act, ...]:
    """What may be done in a state, in the order of `Act`."""
    return tuple(act for act in Act if (state, act) in TABLE)


def next_state(state: LetterState, act: Act) -> LetterState:
    """The state after an act; raises ApologyActNotPossible."""
    found = TABLE.get((state, act))
    if found is None:
        raise ApologyActNotPossible(act=Text(ACT_WORDS[act]), state=Text(STATE_WORDS[state]))
    return found


def letter_due(calendar: WorkCalendar, *, started: datetime, due: datetime, rules: RuleSet) -> datetime | None:
    """Until when the letter is to go out: the end of the last working day before the due date.

    None where the rule set knows no apology (history of another system). A term so short that this day was over when
    the term began leaves the due instant itself: a letter cannot go out before there is a dossier.
    """
    if not rules.apology_owed:
        return None
    last = apology_due(calendar, due)
    return last if last > started else due


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the date alone says about a running dossier: its term, when it comes near, when its work would end.

    `letter_due` is that of the function of this name; `work_ends` that of `work_ends` at the same instant.
    """

    due: datetime
    letter_due: datetime
    near: datetime | None
    work_ends: datetime


def watched_from(standing: Standing) -> datetime | None:
    """The instant from which the date may open a duty before it passes: near the due date, at the latest with the last
    day for the letter. None for a term too short for a letter in time: only its passing tells.
    """
    if standing.letter_due == standing.due:
        return None
    last_day = midnight(local_date(standing.letter_due))
    return last_day if standing.near is None else min(standing.near, last_day)


def ground_of_date(standing: Standing, at: datetime) -> Ground | None:
    """Whether the date opens a duty at `at`: passed, or near with more step time left than there is time."""
    if at > standing.due:
        return Ground.PASSED
    since = watched_from(standing)
    if since is not None and at >= since and standing.work_ends > standing.due:
        return Ground.NEAR
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLeft:
    """What is still to be done: the step at which a dossier lies with its own due time, and the steps after it.

    Steps that only return the result are not work: processing ends before them.
    """

    current: TimeLimit | None
    current_due: datetime | None
    following: tuple[TimeLimit, ...]


def work_ends(
    calendar: WorkCalendar, work: WorkLeft, at: datetime, *, rules: RuleSet, mode: CountingMode, anew: bool = False
) -> datetime:
    """When the work would end if from `at` each step took its own time.

    A step beyond its own due time counts as done at once; `anew` gives it its whole time again (a promise must be
    keepable, an alarm need not).
    """
    end = at
    if work.current_due is not None and work.current_due > at:
        end = work.current_due
    elif anew and work.current is not None:
        end = limit_due(work.current, at, calendar, rules, mode)
    for limit in work.following:
        end = limit_due(limit, end, calendar, rules, mode)
    return end


def proposed_date(
    calendar: WorkCalendar, work: WorkLeft, at: datetime, *, due: datetime, rules: RuleSet, mode: CountingMode
) -> datetime:
    """The date that a letter proposes: the end of the working day on which the steps left would be done.

    At least the end of the first working day after the due date and after today: a new date that is not later says
    nothing.
    """
    ends = work_ends(calendar, work, at, rules=rules, mode=mode, anew=True)
    least = calendar.working_day_after(max(local_date(due), local_date(at)))
    return calendar.closing_of(max(least, calendar.working_day_from(local_date(ends))))


def check_new_date(calendar: WorkCalendar, new_due: datetime, *, due: datetime, at: datetime) -> None:
    """Refuse a date that is not later than the present one and than now, or that no office hour holds."""
    written = f"{new_due.astimezone(ZONE):%H:%M %d/%m/%Y}"
    if new_due <= max(due, at):
        later = f"{max(due, at).astimezone(ZONE):%H:%M %d/%m/%Y}"
        remedy = Text(gettext_noop("Chọn lúc sau %(later)s."), {"later": later})
        raise NewDateNotPossible(field="new_due_at", value=written, remedy=remedy)
    on = local_date(new_due)
    if not calendar.is_working_day(on):
        raise NewDateNotPossible(
            field="new_due_at", value=written, remedy=Text(gettext_noop("Đó là ngày nghỉ: chọn một ngày làm việc."))
        )
    if not calendar.opening_of(on) < new_due <= calendar.closing_of(on):
        hours = {
            "opens": f"{calendar.opening_of(on).astimezone(ZONE):%H:%M}",
            "closes": f"{calendar.closing_of(on).astimezone(ZONE):%H:%M}",
        }
        remedy = Text(gettext_noop("Chọn giờ làm việc, sau %(opens)s và không quá %(closes)s."), hours)
        raise NewDateNotPossible(field="new_due_at", value=written, remedy=remedy)


def relief_of(
    owed_for: datetime, at: datetime, *, ended_at: datetime | None, due: datetime | None, paused: bool
) -> Relief | None:
    """Why a duty whose letter has not gone is not needed any more after what happened at `at`; None: it stays.

    What happens after the date passed relieves of nothing: the apology is owed for having missed it.
    """
    if ended_at is not None:
        return Relief.ENDED_IN_TIME if ended_at <= owed_for else None
    if at > owed_for:
        return None
    if paused:
        return Relief.PAUSED
    return Relief.DATE_MOVED if due != owed_for else None


def met_of(state: LetterState, *, due_by: datetime, sent_at: datetime | None, at: datetime) -> Met:
    """How a duty was met, seen at `at`."""
    if state is LetterState.CLOSED_NOT_NEEDED:
        return Met.NOT_NEEDED
    if sent_at is not None:
        return Met.IN_TIME if sent_at <= due_by else Met.LATE
    return Met.OWED if at <= due_by else Met.OVERDUE


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of duties. `owed` counts every duty that was needed: in time, late and still owed together.

    `overdue` is the part of `still` whose letter should have gone already; `not_needed` stands beside the sum.
    """

    in_time: int = 0
    late: int = 0
    still: int = 0
    overdue: int = 0
    not_needed: int = 0

    @property
    def owed(self) -> int:
        """All duties that were needed."""
        return self.in_time + self.late + self.still

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.in_time + other.in_time,
            self.late + other.late,
            self.still + other.still,
            self.overdue + other.overdue,
            self.not_needed + other.not_needed,
        )


_COUNTED: Final[Mapping[Met, Tally]] = {
    Met.IN_TIME: Tally(in_time=1),
    Met.LATE: Tally(late=1),
    Met.OWED: Tally(still=1),
    Met.OVERDUE: Tally(still=1, overdue=1),
    Met.NOT_NEEDED: Tally(not_needed=1),
}


def tally(duties: Iterable[Met]) -> Tally:
    """Count duties by how they were met."""
    return sum((_COUNTED[met] for met in duties), start=Tally())


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay of the dossier at a step: working minutes spent, and those the step allows (None: none are set)."""

    no: int
    name: str
    minutes: int
    allowed: int | None

    @property
    def beyond(self) -> int:
        """Working minutes beyond what the step allows."""
        return max(0, self.minutes - self.allowed) if self.allowed is not None else 0


def allowed_minutes(limit: TimeLimit, minutes_per_day: int) -> int | None:
    """The working minutes that a step's limit allows; None for calendar days, which are no number of them."""
    if limit.unit in (LimitUnit.CALENDAR_DAYS, LimitUnit.CALENDAR_MONTHS):
        return None
    return span_of(limit, Measure.WORKING_MINUTES, minutes_per_day).most


def held_up(stays: Sequence[Stay]) -> Stay | None:
    """The step that cost the date: the one with most time beyond its own; of equals the later, where none is beyond
    its time the last. None without any stay.
    """
    return max(stays, key=lambda stay: (stay.beyond, stay.no)) if stays else None


def may_check(person_id: int | None, drafter_id: int | None, able: Collection[int]) -> bool:
    """Whether a person may review or approve a letter: not the one who drafted it, unless nobody else is able to."""
    return person_id != drafter_id or set(able) <= {drafter_id}
