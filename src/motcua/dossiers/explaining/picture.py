"""The term of a dossier as a picture: one square a day in rows of weeks, each kind by colour, icon and word."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from motcua.common.formats import day as written_day
from motcua.common.formats import weekday
from motcua.domain.clock_facts import ClockKind, LineKind
from motcua.domain.counted_lines import why_off
from motcua.domain.day_spans import Span, SpanKind
from motcua.domain.limits import text_of_minutes
from motcua.domain.worktime import DayKind, WorkCalendar, local_date
from motcua.dossiers.explaining.rows import said
from motcua.dossiers.queries.explanation import Explanation
from motcua.ui.parts import WHOLE_DAY
from motcua.ui.week_rows import DaySquare, KindKey, WeekPicture, picture

WEEKEND, SPECIAL, CLOSED, NOTHING = "weekend", "special", "closed", "nothing"
MAKE_UP_ICON: Final = "briefcase-fill"

_OFF: Final = {LineKind.OFF: WEEKEND, LineKind.SPECIAL: SPECIAL, LineKind.CLOSURE: CLOSED}
_ICONS: Final = {
    SpanKind.USED.value: "check2",
    SpanKind.LEFT.value: "hourglass-split",
    SpanKind.PAUSED.value: "pause-fill",
    SpanKind.VOID.value: "arrow-repeat",
    SpanKind.PROMISED.value: "calendar2-event",
    SpanKind.LATE.value: "exclamation-octagon-fill",
    SpanKind.SPARE.value: "check2-all",
    WEEKEND: "moon",
    SPECIAL: "flower1",
    CLOSED: "door-closed-fill",
    NOTHING: "dash",
}


def words_of(kind: str) -> str:
    """What a kind of stretch is called, in the legend and in each square."""
    return {
        SpanKind.USED.value: _("Đã tính"),
        SpanKind.LEFT.value: _("Còn lại"),
        SpanKind.PAUSED.value: _("Tạm dừng"),
        SpanKind.VOID.value: _("Không còn tính vì tính lại từ đầu"),
        SpanKind.PROMISED.value: _("Thêm do hẹn lại"),
        SpanKind.LATE.value: _("Quá hạn"),
        SpanKind.SPARE.value: _("Còn dư vì xong trước hạn"),
        WEEKEND: _("Nghỉ hằng tuần"),
        SPECIAL: _("Nghỉ lễ, nghỉ bù, nghỉ hoán đổi"),
        CLOSED: _("Đóng cửa"),
        NOTHING: _("Ngoài thời hạn"),
    }[kind]


def picture_of(explained: Explanation) -> WeekPicture | None:
    """The picture; None where there is no calendar or no date (adopted history)."""
    calendar = explained.derivation.calendar
    if calendar is None or not explained.spans:
        return None
    marks = _marks(explained)
    squares = [_square(calendar, explained, on, marks) for on in _dates(explained)]
    keys = [KindKey(kind, icon, words_of(kind)) for kind, icon in _ICONS.items()]
    return picture(squares, keys)


def story(explained: Explanation) -> str:
    """The picture in one sentence: from when to when."""
    first, last = explained.spans[0].starts, explained.spans[-1].ends
    return _("Các ngày từ %(first)s đến %(last)s") % {"first": written_day(first), "last": written_day(last)}


def _dates(explained: Explanation) -> Iterator[date]:
    on, last = local_date(explained.spans[0].starts), local_date(explained.spans[-1].ends)
    if explained.due is not None and explained.paused_since is None:
        last = max(last, local_date(explained.due))
    while on <= last:
        yield on
        on += timedelta(days=1)


def _marks(explained: Explanation) -> Mapping[date, tuple[str, ...]]:
    """Short words under the days on which something happened to the term, each said once."""
    words = {
        ClockKind.ACCEPTED: _("Nhận"),
        ClockKind.PAUSED: _("Dừng"),
        ClockKind.RESUMED: _("Tiếp"),
        ClockKind.RESTARTED: _("Tính lại"),
        ClockKind.REAPPOINTED: _("Hẹn lại"),
        ClockKind.ENDED: _("Xong"),
    }
    found: dict[date, list[str]] = defaultdict(list)
    for stage in explained.derivation.stages:
        if stage.event.kind in words:
            found[local_date(stage.event.at)].append(words[stage.event.kind])
    if explained.due is not None and explained.paused_since is None:
        found[local_date(explained.due)].append(_("Hạn"))
    return {on: tuple(dict.fromkeys(told)) for on, told in found.items()}


def _square(
    calendar: WorkCalendar, explained: Explanation, on: date, marks: Mapping[date, tuple[str, ...]]
) -> DaySquare:
    parts, why = _parts(calendar, explained.spans, on)
    special = calendar.describe(on)
    make_up = special is not None and special.kind is DayKind.MAKE_UP and calendar.is_working_day(on)
    main = max(parts, key=lambda part: (part[0] != NOTHING, part[1]))[0]
    due = explained.due is not None and explained.paused_since is None and local_date(explained.due) == on
    return DaySquare(
        on=on,
        parts=parts,
        icon=MAKE_UP_ICON if make_up else _ICONS[main],
        words=_words(calendar, on, parts, why or (special.name if make_up and special is not None else "")),
        marks=marks.get(on, ()),
        frame=due,
        today=on == local_date(explained.at),
    )


def _parts(calendar: WorkCalendar, found: Sequence[Span], on: date) -> tuple[tuple[tuple[str, int], ...], str]:
    """The stretches of one day in percent of its working minutes, and the name of a day off."""
    if not calendar.is_working_day(on):
        kind, name, _source = why_off(calendar, on)
        return ((_OFF[kind], WHOLE_DAY),), "" if kind is LineKind.OFF else name
    opens, closes = calendar.opening_of(on), calendar.closing_of(on)
    total = calendar.minutes_between(opens, closes)
    edges: list[tuple[str, int]] = []
    reached = 0
    for span in found:
        begin, finish = max(span.starts, opens), min(span.ends, closes)
        if begin >= finish:
            continue
        low, high = (_share(calendar, opens, at, total) for at in (begin, finish))
        if low > reached:
            edges.append((NOTHING, low - reached))
        if high > max(low, reached):
            edges.append((span.kind.value, high - max(low, reached)))
        reached = max(reached, high)
    if reached < WHOLE_DAY:
        edges.append((NOTHING, WHOLE_DAY - reached))
    return tuple(edges), ""


def _share(calendar: WorkCalendar, opens: datetime, at: datetime, total: int) -> int:
    return calendar.minutes_between(opens, at) * WHOLE_DAY // total


def _words(calendar: WorkCalendar, on: date, parts: Sequence[tuple[str, int]], name: str) -> str:
    """The day in words: its weekday, its name if it has one, and what each stretch is, with its working time."""
    minutes = calendar.minutes_of(on)
    per_day = calendar.day_minutes(on)
    told = [
        f"{words_of(kind)} {said(text_of_minutes(minutes * share // WHOLE_DAY, per_day))}"
        if minutes
        else words_of(kind)
        for kind, share in parts
    ]
    return ", ".join(part for part in (weekday(on), name, *told) if part)
