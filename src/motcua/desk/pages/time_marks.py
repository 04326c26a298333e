"""How much time a dossier has, in the one language of time: badge, words, colour."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from motcua.calendars import queries as calendars
from motcua.common.formats import clock_time, day, instant_table, local
from motcua.desk.pages.ticks import Tick, tick_of
from motcua.desk.pages.words import said
from motcua.domain.lifecycle import State
from motcua.domain.limits import text_of_minutes
from motcua.domain.remaining import TimeState, state_at
from motcua.domain.worktime import local_date
from motcua.dossiers.queries.clock import remaining_of, remaining_words, time_state_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, ParallelLeg

WAITING: Final = frozenset({State.AWAITING_SUPPLEMENT, State.INTAKE_SUPPLEMENT})


@dataclass(frozen=True, slots=True)
class TimeMark:
    """The time of one dossier: `badge` for lists, `left` in full words, `when` the due instant as a row says it.

    `days` is how long it still waits for papers, `tick` how the browser goes on counting down.

    `state` None means that no time runs: the dossier has ended, or lies before acceptance without a timer.
    """

    state: TimeState | None
    badge: str = ""
    left: str = ""
    when: str = ""
    days: str = ""
    ended_late: bool = False
    tick: Tick | None = None


def time_mark(dossier: "Dossier", at: datetime) -> TimeMark:
    """The mark of a dossier at an instant; its calendar is kept in the process, so lists ask nothing of the store."""
    if dossier.processing_ended_at is not None:
        return _ended(dossier)
    if dossier.state == State.SUBMITTED and dossier.answer_due_at is not None:
        return _answer(dossier, at)
    state = time_state_of(dossier, at)
    if state is None:
        return TimeMark(None, badge=_("Chờ người nộp") if dossier.state == State.INTAKE_SUPPLEMENT else "")
    if state is TimeState.PAUSED:
        return _paused(dossier, at)
    if dossier.due_at is None:
        return TimeMark(state)
    words = said(remaining_words(dossier, at))
    if not words:
        # Adopted history has no calendar to count by: the date itself is all there is to say.
        return TimeMark(state, left=when(dossier.due_at, at), when=when(dossier.due_at, at))
    late = state is TimeState.LATE
    left = remaining_of(dossier, at)
    if late and left is not None and left.minutes == 0:
        # Past its due instant, but no working minute has gone by since: "0 phút" would puzzle.
        left_words = _("vừa quá hạn")
        when_due, tick = when(dossier.due_at, at), tick_of(dossier, at)
        return TimeMark(state, badge=_("Vừa quá hạn"), left=left_words, when=when_due, tick=tick)
    return TimeMark(
        state,
        badge=(_("Quá %(time)s") if late else _("Còn %(time)s")) % {"time": words},
        left=(_("quá %(time)s làm việc") if late else _("còn %(time)s làm việc")) % {"time": words},
        when=when(dossier.due_at, at),
        tick=tick_of(dossier, at),
    )


def leg_mark(leg: "ParallelLeg", at: datetime) -> TimeMark:
    """The mark of a part that a unit does beside the lead: by its own date."""
    calendar = calendars.work_calendar(leg.calendar_version)
    state = state_at(at, leg.due_at)
    words = said(text_of_minutes(calendar.minutes_between(at, leg.due_at), calendar.day_minutes(local_date(at))))
    left = (_("quá %(time)s làm việc") if state is TimeState.LATE else _("còn %(time)s làm việc")) % {"time": words}
    return TimeMark(state, left=left, when=when(leg.due_at, at))


def when(due: datetime, at: datetime) -> str:
    """A due instant as a row of work says it: `10:30 hôm nay`, else `14:00 T6 13/02`."""
    if local_date(due) == local_date(at):
        return _("%(time)s hôm nay") % {"time": clock_time(due)}
    return instant_table(due)


def days_left(until: datetime, at: datetime) -> str:
    """Whole days until something closes by itself, at least one."""
    return _("còn %(count)s ngày") % {"count": max((local(until).date() - local(at).date()).days, 0)}


def _ended(dossier: "Dossier") -> TimeMark:
    if dossier.due_at is None:
        return TimeMark(None, badge=_("Đã xong"))
    late = dossier.processing_ended_at is not None and dossier.processing_ended_at > dossier.due_at
    return TimeMark(None, badge=_("Quá hạn") if late else _("Đúng hạn"), ended_late=late)


def _answer(dossier: "Dossier", at: datetime) -> TimeMark:
    """An online submission waits for an answer within 8 working hours (NĐ 118/2025 art. 17(2)(c))."""
    assert dossier.answer_due_at is not None
    state = TimeState.LATE if at > dossier.answer_due_at else TimeState.INTIME
    if state is TimeState.INTIME and local_date(at) == local_date(dossier.answer_due_at):
        state = TimeState.TODAY
    return TimeMark(
        state,
        badge=when(dossier.answer_due_at, at),
        left=_("quá giờ trả lời") if state is TimeState.LATE else _("chờ trả lời tiếp nhận"),
        when=when(dossier.answer_due_at, at),
    )


def _paused(dossier: "Dossier", at: datetime) -> TimeMark:
    waiting = State(dossier.state) in WAITING and dossier.closing_at is not None
    if waiting and dossier.closing_at is not None:
        words = days_left(dossier.closing_at, at)
        return TimeMark(
            TimeState.PAUSED,
            badge=_("Chờ bổ sung, %(left)s") % {"left": words},
            left=_("chờ bổ sung, %(left)s") % {"left": words},
            when=day(dossier.closing_at),
            days=words,
        )
    if dossier.payment_asked_at is not None:
        return TimeMark(TimeState.PAUSED, badge=_("Chờ nghĩa vụ tài chính"), left=_("chờ nghĩa vụ tài chính"))
    return TimeMark(TimeState.PAUSED, badge=_("Tạm dừng"), left=_("tạm dừng"))
