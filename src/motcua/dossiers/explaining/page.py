"""Everything that the two pages of an explanation print, desk and portal alike: the value, ready in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.calendars.queries import VersionPart
from motcua.common.formats import instant, instant_long, number
from motcua.domain.clock_facts import Basis, ClockKind
from motcua.domain.deadlines import Derivation
from motcua.domain.limits import text_of_minutes
from motcua.domain.remaining import TimeState
from motcua.domain.worktime import local_date
from motcua.dossiers.explaining.picture import picture_of, story
from motcua.dossiers.explaining.rows import (
    DayRow,
    LineRow,
    ParallelRow,
    StayRow,
    day_rows,
    limit_words,
    line_rows,
    parallel_rows,
    rule_words,
    said,
    stay_rows,
)
from motcua.dossiers.explaining.strip import Bar, Strip, strip_of, strip_of_legs
from motcua.dossiers.queries.explanation import Explanation
from motcua.dossiers.queries.stays import Leg
from motcua.ui.week_rows import WeekPicture


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One calendar version that counted for the dossier: since when, and the decision behind it."""

    since: datetime
    part: VersionPart


@dataclass(frozen=True, slots=True)
class ExplanationPage:
    """What the page shows; tables that have no rows are left out. `per_day` is a working day in words."""

    explained: Explanation
    headline: str
    limit: str
    rules: str
    per_day: str
    lines: tuple[LineRow, ...]
    days: tuple[DayRow, ...]
    by_hand: tuple[str, ...]
    picture: WeekPicture | None
    caption: str
    stays: tuple[StayRow, ...]
    legs: tuple[tuple[Leg, str], ...]
    strip: Strip | None
    parallel: tuple[ParallelRow, ...]
    parallel_strip: Strip | None
    calendars: tuple[CalendarRow, ...]
    state: TimeState | None

    @property
    def stay_bars(self) -> tuple[tuple[StayRow, Bar | None], ...]:
        """The stays, each with its bar in the picture of them all."""
        bars = self.strip.bars if self.strip is not None else (None,) * len(self.stays)
        return tuple(zip(self.stays, bars, strict=True))

    @property
    def parallel_bars(self) -> tuple[tuple[ParallelRow, Bar], ...]:
        """The parallel legs, each with its bar."""
        return tuple(zip(self.parallel, self.parallel_strip.bars if self.parallel_strip else (), strict=True))


def page_of(explained: Explanation) -> ExplanationPage:
    """The page of an explanation."""
    per_day = explained.minutes_per_day
    picture = picture_of(explained)
    return ExplanationPage(
        explained=explained,
        headline=headline(explained.derivation),
        limit=limit_words(explained),
        rules=rule_words(explained),
        per_day="" if per_day is None else _hours(per_day),
        lines=line_rows(explained.lines, per_day),
        days=day_rows(explained.count),
        by_hand=by_hand(explained),
        picture=picture,
        caption=story(explained) if picture is not None else "",
        stays=stay_rows(explained),
        legs=tuple((leg, said(text_of_minutes(leg.minutes, per_day or 1))) for leg in explained.legs),
        strip=strip_of(explained),
        parallel=parallel_rows(explained.parallel),
        parallel_strip=strip_of_legs(explained.parallel, explained.due, explained.at),
        calendars=tuple(
            CalendarRow(reached.since, part) for reached in explained.calendars for part in reached.story.parts
        ),
        state=_state(explained),
    )


def _state(explained: Explanation) -> TimeState | None:
    """Late or standing, which a page marks; None where the clock simply runs or ended in time."""
    if explained.paused_since is not None and explained.ended_at is None:
        return TimeState.PAUSED
    return TimeState.LATE if explained.late else None


def headline(derivation: Derivation) -> str:
    """Why the date is what it is, in one sentence: limit, beginning, and what moved it since."""
    first, last = derivation.stages[0], derivation.stages[-1]
    if last.term.limit is None or first.event.kind is ClockKind.ADOPTED:
        return _("Theo hẹn của hệ thống trước.")
    told = _("%(limit)s từ %(start)s") % {
        "limit": said(last.term.limit.as_text()),
        "start": instant_long(derivation.started),
    }
    return ", ".join([told, *_moves(derivation)]) + "."


def _moves(derivation: Derivation) -> list[str]:
    """What happened to the date: counted anew, paused, re-appointed, counted by another calendar."""
    kinds = [stage.event.kind for stage in derivation.stages]
    told = []
    restarts, resumes = kinds.count(ClockKind.RESTARTED), kinds.count(ClockKind.RESUMED)
    if restarts:
        told.append(_("tính lại từ đầu khi nhận đủ bổ sung"))
    if resumes:
        told.append(ngettext("tạm dừng %(count)s lần", "tạm dừng %(count)s lần", resumes) % {"count": resumes})
    if ClockKind.REAPPOINTED in kinds:
        told.append(_("đã hẹn lại"))
    if ClockKind.CALENDAR_APPLIED in kinds:
        told.append(_("theo lịch làm việc mới"))
    if derivation.paused_since is not None and derivation.ended_at is None:
        told.append(_("đang tạm dừng từ %(since)s") % {"since": instant(derivation.paused_since)})
    return told


def by_hand(explained: Explanation) -> tuple[str, ...]:
    """How anybody counts the date with a pencil, in short steps; nothing where no limit was counted."""
    count, per_day = explained.count, explained.minutes_per_day
    if count is None or per_day is None or count.term.due is None or count.term.limit is None:
        return ()
    limit = said(count.term.limit.as_text())
    ending = _("Đếm đến khi đủ: kết quả là %(due)s.") % {"due": instant_long(count.term.due)}
    start = _("Lấy lúc bắt đầu tính: %(start)s.") % {"start": instant_long(count.term.started)}
    if count.basis is Basis.MINUTES:
        middle = [
            _("Thời hạn là %(limit)s. Một ngày làm việc có %(day)s, nên phải đếm đủ %(total)s.")
            % {"limit": limit, "day": _hours(per_day), "total": _hours(count.total)},
            _("Mỗi ngày chỉ cộng giờ cơ quan làm việc. Không cộng giờ nghỉ trưa, ban đêm, ngày nghỉ và lúc tạm dừng."),
        ]
    elif count.basis is Basis.DAYS:
        middle = [
            _("Thời hạn là %(limit)s. Không đếm ngày bắt đầu nếu còn ngày khác để đếm.") % {"limit": limit},
            _("Đếm từng ngày làm việc. Không đếm ngày nghỉ và ngày đang tạm dừng."),
        ]
    else:
        middle = [
            _("Thời hạn là %(limit)s. Không đếm ngày bắt đầu.") % {"limit": limit},
            _("Đếm liên tục, kể cả ngày nghỉ. Nếu ngày cuối là ngày nghỉ, hạn chuyển sang ngày làm việc tiếp theo."),
        ]
    return (start, *middle, ending, *_promised(explained))


def _promised(explained: Explanation) -> list[str]:
    """A re-appointment is no result of counting: say what was promised instead."""
    kinds = [stage.event.kind for stage in explained.derivation.stages]
    if ClockKind.REAPPOINTED not in kinds or explained.due is None:
        return []
    return [_("Sau đó cơ quan đã hẹn lại: hạn hiện nay là %(due)s.") % {"due": instant_long(explained.due)}]


def _hours(minutes: int) -> str:
    """`8 giờ`, `7,5 giờ`: hours as people add them up."""
    written = number(minutes // 60) if minutes % 60 == 0 else number(minutes / 60, 1)
    return _("%(hours)s giờ") % {"hours": written}


def started_in(explained: Explanation) -> int:
    """The year in which the running term began, for the link to its calendar."""
    return local_date(explained.derivation.started).year
