"""Periods that reports are made for: by the reporting regime (15th to 14th), by calendar months, or free.

Under the regime a month runs from the 15th of the one before to its own 14th; a quarter, 6 months, 9 months and a year
end on the 14th of their last month, and the year begins on 15/12 (NĐ 09/2019/NĐ-CP Điều 8, read in a secondary source).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from motcua.domain.errors import BadInput
from motcua.domain.indicators.values import Period
from motcua.domain.instants import ONE_DAY
from motcua.domain.texts import Text, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_YEAR: Final = 2010
LAST_YEAR: Final = 2100


class PeriodKind(StrEnum):
    """How long a period is, and how it is cut."""

    MONTH = "month"
    QUARTER = "quarter"
    SIX_MONTHS = "six_months"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    CALENDAR_MONTH = "calendar_month"
    FREE = "free"


KIND_WORDS: Final[Mapping[PeriodKind, str]] = {
    PeriodKind.MONTH: gettext_noop("Tháng (từ ngày 15 tháng trước)"),
    PeriodKind.QUARTER: gettext_noop("Quý"),
    PeriodKind.SIX_MONTHS: gettext_noop("6 tháng"),
    PeriodKind.NINE_MONTHS: gettext_noop("9 tháng"),
    PeriodKind.YEAR: gettext_noop("Năm"),
    PeriodKind.CALENDAR_MONTH: gettext_noop("Trọn tháng"),
    PeriodKind.FREE: gettext_noop("Tự chọn ngày"),
}
LENGTHS: Final[Mapping[PeriodKind, int]] = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.SIX_MONTHS: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
    PeriodKind.CALENDAR_MONTH: 1,
}
"""Months of each kind that is cut by months."""

NUMBERED: Final[Mapping[PeriodKind, int]] = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.CALENDAR_MONTH: 12,
}
"""Kinds of which a year has several, and how many; of the others it has one."""

ROMAN: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Regime:
    """How periods are cut during [valid_from, valid_to): they begin on `opening_day`, 1 for whole months.

    A regime holds for the periods that end while it is in force. `due_days` gives, by level of the unit, the day of the
    last month by which the report is sent; levels whose day no source gave have none. `doubt` is what is not certain.
    """

    code: str
    name: str
    source: str
    valid_from: date
    valid_to: date | None
    opening_day: int
    due_days: Mapping[str, int]
    doubt: str = ""


REGIMES: Final = (
    Regime(
        "calendar",
        gettext_noop("Theo tháng lịch"),
        "",
        date(FIRST_YEAR, 1, 1),
        date(2019, 3, 12),
        1,
        {},
        gettext_noop("Trước NĐ 09/2019/NĐ-CP mỗi nơi chốt một ngày: ở đây lấy trọn tháng."),
    ),
    Regime(
        "nd09_2019",
        gettext_noop("Từ ngày 15 đến ngày 14"),
        "NĐ 09/2019/NĐ-CP, Điều 8, Điều 13",
        date(2019, 3, 12),
        None,
        15,
        {"province": 25},
        gettext_noop("Ngày gửi báo cáo của cấp xã, cấp huyện do tỉnh quy định, chưa có nguồn chung."),
    ),
)
"""Which regime cuts the periods, by the day on which they end."""


@dataclass(frozen=True)
class ReportPeriod:
    """A period with its name: of its `year` the `number`-th of its kind (1 where a year has one, and where free)."""

    kind: PeriodKind
    year: int
    number: int
    period: Period
    regime: str

    @property
    def last_day(self) -> date:
        """The day on which figures are closed."""
        return self.period.ends - ONE_DAY

    @property
    def label(self) -> Text:
        """The period as reports name it; rule K-08 reads it."""
        said = {"year": self.year, "number": self.number}
        if self.kind is PeriodKind.QUARTER:
            said_quarter = {"year": self.year, "roman": ROMAN[self.number - 1]}
            return Text(gettext_noop("quý %(roman)s/%(year)s"), said_quarter)
        if self.kind is PeriodKind.FREE:
            days = {"first": f"{self.period.starts:%d/%m/%Y}", "last": f"{self.last_day:%d/%m/%Y}"}
            return Text(gettext_noop("từ %(first)s đến %(last)s"), days)
        return Text(_LABELS[self.kind], said)

    @property
    def key(self) -> str:
        """The period in addresses and commands: `quarter-2026-1`, `free-2026-01-01-2026-01-31`."""
        if self.kind is PeriodKind.FREE:
            return f"free-{self.period.starts}-{self.last_day}"
        numbered = f"-{self.number}" if self.kind in NUMBERED else ""
        return f"{self.kind.value}-{self.year}{numbered}"

    def year_before(self) -> ReportPeriod:
        """The same period of the year before."""
        if self.kind is not PeriodKind.FREE:
            return period_of(self.kind, self.year - 1, self.number)
        last = _a_year_before(self.last_day, backwards=True)
        return free(min(_a_year_before(self.period.starts, backwards=False), last), last)

    def due_on(self, level: str) -> date | None:
        """The last day to send the report, by the level of the unit; None where no source fixes one."""
        regime = _REGIME_OF[self.regime]
        day = regime.due_days.get(level)
        return None if day is None or self.kind in _OWN_KINDS else self.last_day.replace(day=day)


_OWN_KINDS: Final = frozenset({PeriodKind.CALENDAR_MONTH, PeriodKind.FREE})
_REGIME_OF: Final = {regime.code: regime for regime in REGIMES}
_LABELS: Final = {
    PeriodKind.MONTH: gettext_noop("tháng %(number)s/%(year)s"),
    PeriodKind.SIX_MONTHS: gettext_noop("6 tháng đầu năm %(year)s"),
    PeriodKind.NINE_MONTHS: gettext_noop("9 tháng đầu năm %(year)s"),
    PeriodKind.YEAR: gettext_noop("năm %(year)s"),
    PeriodKind.CALENDAR_MONTH: gettext_noop("trọn tháng %(number)s/%(year)s"),
}


def regime_at(last_day: date) -> Regime:
    """The regime that cuts the periods ending about a day."""
    return next(
        regime
        for regime in reversed(REGIMES)
        if regime.valid_from <= last_day and (regime.valid_to is None or last_day < regime.valid_to)
    )


def period_of(kind: PeriodKind, year: int, number: int = 1) -> ReportPeriod:
    """A period by its name. Raises BadInput for a year or number that does not exist, ValueError for a free one."""
    if kind is PeriodKind.FREE:
        raise ValueError("a free period is named by its days")
    _check_year(year, field="year")
    most = NUMBERED.get(kind, 1)
    if not 1 <= number <= most:
        remedy = Text(gettext_noop("Chọn một số từ 1 đến %(most)s."), {"most": most})
        raise BadInput(field="number", value=number, remedy=remedy)
    months = LENGTHS[kind]
    last_month = number * months
    regime = regime_at(date(year, last_month, 14))
    opening = 1 if kind is PeriodKind.CALENDAR_MONTH else regime.opening_day
    ends = _plus_months(date(year, last_month, opening), 0 if opening > 1 else 1)
    return ReportPeriod(kind, year, number, Period(_plus_months(ends, -months), ends), regime.code)


def free(first: date, last: date) -> ReportPeriod:
    """The period from a first to a last day, both in it. Raises BadInput where the last lies before the first."""
    if last < first:
        remedy = Text(gettext_noop("Chọn ngày cuối không trước ngày đầu."))
        raise BadInput(field="last", value=f"{last:%d/%m/%Y}", remedy=remedy)
    _check_year(first.year, field="first")
    _check_year(last.year, field="last")
    return ReportPeriod(PeriodKind.FREE, last.year, 1, Period(first, last + ONE_DAY), regime_at(last).code)


def parse_key(text: str) -> ReportPeriod:
    """The period that a key names. Raises BadInput for a text that names none."""
    kind_text, _, rest = text.partition("-")
    try:
        kind = PeriodKind(kind_text)
        if kind is PeriodKind.FREE:
            return free(date.fromisoformat(rest[:10]), date.fromisoformat(rest[11:]))
        numbers = [int(part) for part in rest.split("-")]
        if len(numbers) == (2 if kind in NUMBERED else 1):
            return period_of(kind, *numbers)
    except ValueError:
        pass
    remedy = gettext_noop("Viết như quarter-2026-1, year-2026 hoặc free-2026-01-01-2026-01-31.")
    raise BadInput(field="period", value=text, remedy=Text(remedy))


def last_closed(kind: PeriodKind, on: date) -> ReportPeriod:
    """The latest period of a kind that is over on a day: what is due to be reported."""
    candidates = (
        period_of(kind, year, number)
        for year in (on.year + 1, on.year, on.year - 1, on.year - 2)
        for number in range(NUMBERED.get(kind, 1), 0, -1)
    )
    return next(found for found in candidates if found.period.ends <= on)


def _check_year(year: int, *, field: str) -> None:
    if not FIRST_YEAR < year <= LAST_YEAR:
        said = {"first": FIRST_YEAR + 1, "last": LAST_YEAR}
        remedy = Text(gettext_noop("Chọn một năm từ %(first)s đến %(last)s."), said)
        raise BadInput(field=field, value=year, remedy=remedy)


def _plus_months(on: date, months: int) -> date:
    """The same day so many months later; every day in use (1 and 15) exists in each month."""
    index = on.year * 12 + on.month - 1 + months
    return date(index // 12, index % 12 + 1, on.day)


def _a_year_before(on: date, *, backwards: bool) -> date:
    """The same day of the year before; 29/2 becomes 28/2 as a last day, 1/3 as a first."""
    if (on.month, on.day) == (2, 29):
        return date(on.year - 1, 2, 28) if backwards else date(on.year - 1, 3, 1)
    return on.replace(year=on.year - 1)
