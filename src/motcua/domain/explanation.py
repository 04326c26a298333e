"""Says why a due date is what it is: one line for every interval between the first event and the due instant.

Lines of kind WORK and MAKE_UP carry the clock minutes they counted; breaks, nights and days off are named with the
decision behind them; an event that moves the date has its own line, with its reason and who did it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.domain.clock_facts import Basis, ClockEvent, ClockKind, Line, LineKind, Stage, Term
from motcua.domain.counted_lines import counted
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.told_time import long_text
from motcua.domain.worktime import WorkCalendar, YearStatus, local_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

__all__ = ["explain", "explain_step", "late_promise", "long_text"]


@dataclass(frozen=True)
class _Words:
    """How the beginning and the end of a term are told."""

    start: str
    due: str
    due_before_pause: str


_OF_DOSSIER = _Words(
    gettext_noop("Tiếp nhận hồ sơ đầy đủ, hợp lệ lúc %(at)s; thời hạn %(limit)s.%(actor)s"),
    gettext_noop("Hạn trả kết quả: %(due)s."),
    gettext_noop("Hạn trả kết quả trước khi tạm dừng: %(due)s."),
)
_OF_STEP = _Words(
    gettext_noop("Bước bắt đầu lúc %(at)s; thời hạn của bước: %(limit)s.%(actor)s"),
    gettext_noop("Hạn của bước: %(due)s."),
    gettext_noop("Hạn của bước trước khi tạm dừng: %(due)s."),
)


def explain(stages: tuple[Stage, ...], calendar: WorkCalendar | None) -> tuple[Line, ...]:
    """The lines of a replayed clock; without a calendar (adopted history) only its events are told."""
    return _told(stages, _Teller(calendar, _OF_DOSSIER))


def explain_step(stages: tuple[Stage, ...], calendar: WorkCalendar) -> tuple[Line, ...]:
    """The lines of the term of one step, as `deadlines.step_stages` gives it."""
    return _told(stages, _Teller(calendar, _OF_STEP))


def late_promise(event: ClockEvent) -> Line:
    """The line of a new date that was promised after the due date had passed: the clock does not know it."""
    assert event.promised_at is not None
    words = {"new": long_text(event.promised_at), "reason": _because(event.reason), "actor": _done_by(event)}
    return Line(event.at, event.at, LineKind.REAPPOINT, 0, Text(_TOO_LATE, words))


def _told(stages: tuple[Stage, ...], teller: _Teller) -> tuple[Line, ...]:
    lines: list[Line] = []
    for stage in stages:
        lines.extend(teller.tell(stage))
    lines.extend(teller.close(stages))
    return tuple(lines)


class _Teller:
    """Walks the stages and remembers from where the running term still has to be counted."""

    def __init__(self, calendar: WorkCalendar | None, words: _Words) -> None:
        self.calendar = calendar
        self.words = words
        self.counted_to: datetime | None = None
        self.paused: ClockEvent | None = None
        self.term: Term | None = None

    def tell(self, stage: Stage) -> Iterator[Line]:
        """Lines up to and including one event."""
        event, before = stage.event, self.term
        self.term = stage.term
        if event.kind is ClockKind.ACCEPTED:
            yield _event_line(self.words.start, LineKind.START, stage)
            yield from self._wait(event.at, stage.term)
            self.counted_to = event.at
        elif event.kind is ClockKind.ADOPTED:
            yield _adopted_line(stage)
        else:
            assert before is not None
            yield from self._later(stage, before)

    def _later(self, stage: Stage, before: Term) -> Iterator[Line]:
        event = stage.event
        if event.kind is ClockKind.PAUSED:
            yield from self._count(before, event.at)
            self.counted_to, self.paused = None, event
        elif event.kind is ClockKind.RESUMED:
            yield self._pause_line(event)
            yield from _moved_line(event, before, stage.term)
            self.counted_to = event.at
        elif event.kind is ClockKind.RESTARTED:
            if self.paused is not None:
                yield self._pause_line(event)
            yield _event_line(_RESTART, LineKind.RESTART, stage)
            yield from self._wait(event.at, stage.term)
            self.counted_to = event.at
        elif event.kind is ClockKind.REAPPOINTED:
            yield from self._reappointed(event, before, stage.term)
        elif event.kind is ClockKind.CALENDAR_APPLIED:
            yield _calendar_line(event)

    def close(self, stages: tuple[Stage, ...]) -> Iterator[Line]:
        """Lines from the last event to the due instant, and how it ended."""
        last = stages[-1]
        due = last.term.due
        if self.paused is not None:
            yield _standing_line(self.paused)
        elif due is not None:
            yield from self._count(last.term, due)
        if due is not None:
            words = self.words.due if self.paused is None else self.words.due_before_pause
            yield _at(due, LineKind.DUE, words, due=long_text(due))
            yield from self._provisional(stages[0].event.at, due)
        if last.event.kind is ClockKind.ENDED:
            late = due is not None and last.event.at > due and self.paused is None
            yield _at(last.event.at, LineKind.ENDED, _ENDED_LATE if late else _ENDED, at=long_text(last.event.at))

    def _wait(self, at: datetime, term: Term) -> Iterator[Line]:
        """Minutes count only from the next opening: say so when it is not now."""
        if self.calendar is None or term.basis is not Basis.MINUTES:
            return
        opens = self.calendar.next_opening(at)
        if opens > at:
            yield Line(at, opens, LineKind.WAIT, 0, Text(_WAIT, {"opens": long_text(opens)}))

    def _pause_line(self, event: ClockEvent) -> Line:
        paused = self.paused
        assert paused is not None
        self.paused = None
        words: dict[str, object] = {
            "since": long_text(paused.at),
            "until": long_text(event.at),
            "reason": _because(paused.reason or event.reason),
            "actor": _done_by(paused),
        }
        return Line(paused.at, max(paused.at, event.at), LineKind.PAUSE, 0, Text(_PAUSE, words))

    def _reappointed(self, event: ClockEvent, before: Term, after: Term) -> Iterator[Line]:
        if before.due is not None:
            yield from self._count(before, before.due)
        self.counted_to = None
        assert after.due is not None
        words: dict[str, object] = {
            "old": Text(_NOTHING) if before.due is None else long_text(before.due),
            "new": long_text(after.due),
            "reason": _because(event.reason),
            "actor": _done_by(event),
        }
        yield Line(event.at, event.at, LineKind.REAPPOINT, 0, Text(_REAPPOINT, words))

    def _provisional(self, start: datetime, due: datetime) -> Iterator[Line]:
        if self.calendar is None:
            return
        for year in range(local_date(start).year, local_date(due).year + 1):
            if self.calendar.status_of(year) is YearStatus.PROVISIONAL:
                yield _at(due, LineKind.PROVISIONAL, _PROVISIONAL, year=year)

    def _count(self, term: Term, until: datetime) -> Iterator[Line]:
        """What the term counted from where it was last counted to `until` (at most its due instant)."""
        start, self.counted_to = self.counted_to, None
        if self.calendar is None or start is None or term.due is None:
            return
        end = min(until, term.due)
        if end > start:
            yield from counted(self.calendar, term, start, end)


_WAIT = gettext_noop("Ngoài giờ làm việc: bắt đầu tính từ %(opens)s.")
_ADOPTED = gettext_noop("Tiếp quản từ %(source)s: hạn trả %(due)s theo hẹn đã có.")
_NOTHING = gettext_noop("không rõ")
_PAUSE = gettext_noop("Tạm dừng từ %(since)s đến %(until)s: không tính.%(reason)s%(actor)s")
_STANDING = gettext_noop("Đang tạm dừng từ %(since)s: chưa tính tiếp.%(reason)s%(actor)s")
_MOVED = gettext_noop("Hạn lùi từ %(old)s đến %(new)s, bằng thời gian tạm dừng.")
_RESTART = gettext_noop("Nhận đủ bổ sung lúc %(at)s: tính lại từ đầu, thời hạn %(limit)s.%(actor)s")
_REAPPOINT = gettext_noop("Hẹn lại: hạn trả đổi từ %(old)s sang %(new)s.%(reason)s%(actor)s")
_TOO_LATE = gettext_noop(
    "Xin lỗi và hẹn ngày mới %(new)s khi đã quá hạn: hạn không đổi, hồ sơ vẫn là quá hạn.%(reason)s%(actor)s"
)
_CALENDAR = gettext_noop(
    "Áp dụng lịch làm việc phiên bản %(version)s: tính lại toàn bộ theo lịch này.%(reason)s%(actor)s"
)
_PROVISIONAL = gettext_noop("Lịch năm %(year)s mới là dự kiến: hạn này là tạm tính.")
_ENDED = gettext_noop("Kết thúc xử lý lúc %(at)s.")
_ENDED_LATE = gettext_noop("Kết thúc xử lý lúc %(at)s, quá hạn.")
_REASON = gettext_noop(" Lý do: %(reason)s.")
_ACTOR = gettext_noop(" Người thực hiện: %(actor)s.")


def _because(reason: Text | str) -> Text | str:
    return Text(_REASON, {"reason": reason}) if reason else ""


def _done_by(event: ClockEvent) -> Text | str:
    return Text(_ACTOR, {"actor": event.actor}) if event.actor else ""


def _at(at: datetime, kind: LineKind, template: str, /, **params: object) -> Line:
    return Line(at, at, kind, 0, Text(template, params))


def _event_line(template: str, kind: LineKind, stage: Stage) -> Line:
    """A line that begins a term: at which instant, with which limit, by whom."""
    event, limit = stage.event, stage.term.limit
    told = Text(_NOTHING) if limit is None else limit.as_text()
    return _at(event.at, kind, template, at=long_text(event.at), limit=told, actor=_done_by(event))


def _standing_line(paused: ClockEvent) -> Line:
    words = {"since": long_text(paused.at), "reason": _because(paused.reason), "actor": _done_by(paused)}
    return Line(paused.at, paused.at, LineKind.PAUSE, 0, Text(_STANDING, words))


def _calendar_line(event: ClockEvent) -> Line:
    version = event.calendar_version or ""
    words = {"version": version, "reason": _because(event.reason), "actor": _done_by(event)}
    return Line(event.at, event.at, LineKind.CALENDAR, 0, Text(_CALENDAR, words), version)


def _adopted_line(stage: Stage) -> Line:
    due = Text(_NOTHING) if stage.term.due is None else long_text(stage.term.due)
    return _at(stage.event.at, LineKind.ADOPTED, _ADOPTED, source=stage.event.reason or Text(_NOTHING), due=due)


def _moved_line(event: ClockEvent, before: Term, after: Term) -> Iterator[Line]:
    if before.due is not None and after.due is not None and before.due != after.due:
        yield _at(event.at, LineKind.MOVED, _MOVED, old=long_text(before.due), new=long_text(after.due))
