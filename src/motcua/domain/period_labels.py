"""Labels of reporting periods: “quý II/2022”, “6 tháng đầu năm 2021”, “năm 2017”, and where such a period ends.

Two ends count: that of the reporting regime (the 14th of its last month, NĐ 09/2019/NĐ-CP) and that of the calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR: Final = r"\D*?(?P<year>\d{4})$"
_PATTERNS: Final = (
    re.compile(r"qu[ýy]\s*(?P<quarter>iv|i{1,3}|[1-4])\b" + _YEAR),
    re.compile(r"(?P<months>\d{1,2})\s*th[áa]ng\b" + _YEAR),
    re.compile(r"(?:tr[ọo]n\s*)?th[áa]ng\s*(?P<month>\d{1,2})\b" + _YEAR),
    re.compile(r"n[ăa]m" + _YEAR),
)
_REGIME_DAY: Final = 14


@dataclass(frozen=True)
class Label:
    """A period as it is named: it ends on `regime_end` in reports of the regime, on `calendar_end` otherwise."""

    regime_end: date
    calendar_end: date


def parse_label(text: str) -> Label | None:
    """The period that a label names; None where it names none that is known."""
    plain = " ".join(text.casefold().split())
    for pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found is not None:
            parts = found.groupdict()
            month = _last_month(parts)
            return None if month is None else _label(int(parts["year"]), month)
    return None


def _last_month(parts: dict[str, str]) -> int | None:
    if "quarter" in parts:
        return 3 * _QUARTERS[parts["quarter"]]
    month = int(parts.get("months") or parts.get("month") or 12)
    return month if 1 <= month <= 12 else None


def _label(year: int, month: int) -> Label:
    after = date(year + (month == 12), month % 12 + 1, 1)
    return Label(date(year, month, _REGIME_DAY), after - timedelta(days=1))
