"""How numbers, money, instants and dates are written: one function each, in Vietnamese manner."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NBSP = "\u00a0"


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
    on = local(on) if isinstance(on, datetime) else on
    return (_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"))[
        on.weekday()
    ]


def weekday_short(on: date | datetime) -> str:
    """Return the weekday for tables: `T4`, `CN`; of an instant, on Vietnamese clocks."""
    on = local(on) if isinstance(on, datetime) else on
    return (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))[on.weekday()]


def instant_long(at: datetime) -> str:
    """Write `08:30 thứ Tư 11/02/2026`."""
    there = local(at)
    return f"{there:%H:%M} {weekday(there)} {there:%d/%m/%Y}"


def instant_table(at: datetime) -> str:
    """Write `14:00 T6 13/02` for a column; the year is told by the page."""
    there = local(at)
    return f"{there:%H:%M} {weekday_short(there)} {there:%d/%m}"
