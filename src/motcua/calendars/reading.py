"""Reading a file of special days: every row becomes a special day or a reason why not; nothing is guessed silently.

Columns `date, kind, name, source` (and `replaces`, if known). Kinds: `work` is a make-up day; `off` is typed from its
name; our own words (holiday, compensatory, swap_off, make_up) are taken as they are.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.domain.errors import FileUnreadable
from motcua.domain.worktime import DayKind, SpecialDay

NAMES: Mapping[str, str] = {
    "new year's day": "Tết Dương lịch",
    "lunar new year": "Tết Nguyên đán",
    "hung kings' commemoration day": "Giỗ Tổ Hùng Vương",
    "liberation day/reunification day": "Ngày Chiến thắng",
    "international labor day": "Quốc tế Lao động",
    "national day": "Quốc khánh",
    "vietnam cultural day": "Ngày Văn hóa Việt Nam",
}
"""Names of holidays as calendars of other makers write them, and as the law does."""

KNOWN = tuple(name.casefold() for name in NAMES.values())
SWAPPED = ("substituted", "hoán đổi", "thay cho", "làm bù")
OBSERVED = ("observed", "nghỉ bù")
MOST_NAME, MOST_SOURCE = 200, 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Rejected:
    """A line (the head is line 1) that cannot be taken, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Review:
    """A day that was taken and that a person should look at."""

    line: int
    day: SpecialDay
    reason: str


@dataclass
class Reading:
    """What came of a file."""

    rows: int = 0
    days: dict[date, SpecialDay] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    review: list[Review] = field(default_factory=list)

    @property
    def years(self) -> list[int]:
        """Years of which the file holds a day."""
        return sorted({on.year for on in self.days})


def read_file(file: Path) -> Reading:
    """Read a CSV file in UTF-8. Raises FileUnreadable for a file that is no such table."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as source:
            rows = csv.DictReader(source)
            missing = {"date", "kind", "name"} - set(rows.fieldnames or ())
            if missing:
                remedy = _("Dòng đầu phải có các cột date, kind, name, source.")
                raise FileUnreadable(field="file", value=file.name, remedy=remedy)
            return read_rows((rows.line_num, row) for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error):
        remedy = _("Chọn một tệp CSV có thật, mã UTF-8.")
        raise FileUnreadable(field="file", value=file.name, remedy=remedy) from None


def read_rows(rows: Iterable[tuple[int, Mapping[str, str | None]]]) -> Reading:
    """Read rows with their line numbers."""
    reading = Reading()
    for line, row in rows:
        reading.rows += 1
        try:
            day, doubt = _day(row)
        except ValueError as error:
            reading.rejected.append(Rejected(line, str(error)))
            continue
        if day.on in reading.days:
            reason = _("ngày %(day)s đã có ở dòng trên") % {"day": f"{day.on:%d/%m/%Y}"}
            reading.rejected.append(Rejected(line, reason))
            continue
        reading.days[day.on] = day
        if doubt:
            reading.review.append(Review(line, day, doubt))
    _pair(reading)
    return reading


def _day(row: Mapping[str, str | None]) -> tuple[SpecialDay, str]:
    """One row as a special day and what is doubtful about it. Raises ValueError with the reason."""
    cells = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str) or value is None}
    on = _date(cells.get("date", ""))
    name, kind = cells.get("name", ""), cells.get("kind", "").casefold()
    if not name:
        raise ValueError(_("thiếu tên ngày (cột name)"))
    for column, most in (("name", MOST_NAME), ("source", MOST_SOURCE)):
        if len(cells.get(column, "")) > most or _CONTROL.search(cells.get(column, "")):
            raise ValueError(_("cột %(column)s quá dài hoặc có ký tự lạ") % {"column": column})
    replaces = _date(cells["replaces"]) if cells.get("replaces") else None
    known, doubt = _kind(kind, name)
    if known is DayKind.MAKE_UP and on.weekday() < 5:
        doubt = _("ngày làm bù rơi vào ngày làm việc trong tuần")
    return SpecialDay(on, known, _vietnamese(name), cells.get("source", ""), replaces), doubt


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("“%(value)s” không phải là ngày; viết như 2026-02-17") % {"value": text}) from None


def _kind(kind: str, name: str) -> tuple[DayKind, str]:
    if kind == "work":
        return DayKind.MAKE_UP, ""
    if kind == "off":
        return _typed(name.casefold())
    if kind in set(DayKind) - {DayKind.CLOSURE}:
        return DayKind(kind), ""
    raise ValueError(_("“%(value)s” không phải là loại ngày; dùng off hoặc work") % {"value": kind})


def _typed(name: str) -> tuple[DayKind, str]:
    """The kind of a day off by its name; an unknown name is a holiday that a person should look at."""
    if any(word in name for word in OBSERVED):
        return DayKind.COMPENSATORY, ""
    if any(word in name for word in SWAPPED):
        return DayKind.SWAP_OFF, ""
    if any(known in name for known in (*NAMES, *KNOWN)):
        return DayKind.HOLIDAY, ""
    return DayKind.HOLIDAY, _("tên lạ, tạm coi là nghỉ lễ")


def _vietnamese(name: str) -> str:
    lowered = name.casefold()
    for foreign, ours in NAMES.items():
        if foreign in lowered:
            return _("Nghỉ bù %(holiday)s") % {"holiday": ours} if "observed" in lowered else ours
    return name


def _pair(reading: Reading) -> None:
    """Let each make-up day know the day off that it replaces, where one of the two names the other's date."""
    for on, day in list(reading.days.items()):
        for other in _dates_in(day.name):
            partner = reading.days.get(other)
            if day.kind is DayKind.SWAP_OFF and partner is not None and partner.kind is DayKind.MAKE_UP:
                reading.days[on] = replace(day, name=_swap_name(day.name, other))
                if partner.replaces is None:
                    reading.days[other] = replace(partner, replaces=on)
            elif day.kind is DayKind.MAKE_UP and reading.days[on].replaces is None and partner is not None:
                reading.days[on] = replace(reading.days[on], replaces=other)


def _swap_name(name: str, worked: date) -> str:
    if "substituted" not in name.casefold():
        return name
    return _("Nghỉ hoán đổi, làm bù ngày %(day)s") % {"day": f"{worked:%d/%m/%Y}"}


def _dates_in(name: str) -> list[date]:
    """Dates written in a name, day first and month first: which one is meant shows by which day it meets."""
    found = []
    for first, second, year in _SLASHED.findall(name):
        for day, month in ((first, second), (second, first)):
            try:
                found.append(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return found
