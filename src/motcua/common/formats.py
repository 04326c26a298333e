"""How numbers, money, instants and dates are written: one function each, in Vietnamese manner."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.domain.told_time import WEEKDAYS

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NBSP = "\u00a0"

# Translated one at a time: a list of a hundred rows asks for one name, not for seven, a hundred times.
_WEEKDAYS_SHORT = (
    gettext_noop("T2"),
    gettext_noop("T3"),
    gettext_noop("T4"),
    gettext_noop("T5"),
    gettext_noop("T6"),
    gettext_noop("T7"),
    gettext_noop("CN"),
)


def local(at: datetime) -> datetime:
    """Return the aware instant on Vietnamese clocks."""
    return at.astimezone(ZONE)


def number(value: int | Decimal | float, places: int = 0) -> str:
    """Write 52031 as `52.031`, and with places=2, 87.03 as `87,03`."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def percent(share: Decimal | float, places: int = 2) -> str:
    """Write the share 0.8703 as `87,03 %`."""
    return f"{number(share * 100, places)}{NBSP}%"


def money(amount: int | Decimal) -> str:
    """Write an amount in đồng: `24.000 đ`."""
    return f"{number(amount)}{NBSP}đ"


def clock_time(at: datetime) -> str:
    """Write `08:30`."""
    return f"{local(at):%H:%M}"


def day(on: date | datetime) -> str:
    """Write `11/02/2026`."""
    return f"{local(on) if isinstance(on, datetime) else on:%d/%m/%Y}"


def instant(at: datetime) -> str:
    """Write `08:30 11/02/2026`."""
    return f"{local(at):%H:%M %d/%m/%Y}"


def weekday(on: date | datetime) -> str:
    """Return the name of the weekday in running text: `thứ Tư`, `Chủ nhật`; of an instant, on Vietnamese clocks."""
    return _(WEEKDAYS[(local(on) if isinstance(on, datetime) else on).weekday()])


def weekday_short(on: date | datetime) -> str:
    """Return the weekday for tables: `T4`, `CN`; of an instant, on Vietnamese clocks."""
    return _(_WEEKDAYS_SHORT[(local(on) if isinstance(on, datetime) else on).weekday()])


def instant_long(at: datetime) -> str:
    """Write `08:30 thứ Tư 11/02/2026`."""
    there = local(at)
    return f"{there:%H:%M} {weekday(there)} {there:%d/%m/%Y}"


def instant_table(at: datetime) -> str:
    """Write `14:00 T6 13/02` for a column; the year is told by the page."""
    there = local(at)
    return f"{there:%H:%M} {weekday_short(there)} {there:%d/%m}"
