"""What the product ships: office sessions by default, and Viet Nam's special days 2018-2027 as facts with sources.

The file is ours. It was checked day by day against the `holidays` package, which lacks the swap of 2/1/2026 with
10/1/2026. 2018-2026 are facts; 2027 is what rules foresee, so it is PROVISIONAL until an administrator confirms it.
"""

import csv
from datetime import UTC, date, datetime, time
from pathlib import Path

from motcua.calendars.content import Content
from motcua.domain.worktime import DayKind, Session, SpecialDay, YearStatus

NATIONAL = "vn"
DAYS_FILE = Path(__file__).parent / "shipped" / "vietnam_days.csv"
CONFIRMED_AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
SOURCE = "Thông báo nghỉ lễ, tết hằng năm; đối chiếu từng ngày với gói holidays 0.109 (MIT)"
SOURCE_PROVISIONAL = "Tính theo Bộ luật Lao động 2019; chờ thông báo của năm"
YEARS = dict.fromkeys(range(2018, 2027), YearStatus.CONFIRMED) | {2027: YearStatus.PROVISIONAL}
OFFICE_HOURS = ((time(7), time(11, 30)), (time(13, 30), time(17)))


def special_days() -> tuple[SpecialDay, ...]:
    """Every special day of the shipped file, in order."""
    with DAYS_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            SpecialDay(
                on=date.fromisoformat(row["date"]),
                kind=DayKind(row["kind"]),
                name=row["name"],
                source=row["source"],
                replaces=date.fromisoformat(row["replaces"]) if row["replaces"] else None,
            )
            for row in csv.DictReader(file)
        )


def sessions() -> tuple[Session, ...]:
    """Monday to Friday, 07:00-11:30 and 13:30-17:00, for intake and for the clock."""
    return tuple(Session(weekday, opens, closes) for weekday in range(5) for opens, closes in OFFICE_HOURS)


def content() -> Content:
    """The shipped national calendar."""
    return Content(sessions(), special_days(), (), tuple(sorted(YEARS.items())))
