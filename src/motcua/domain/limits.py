"""Time limits as the catalogue and the command line write them, and how long they are in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.errors import LimitNotUnderstood, LimitOutOfRange
from motcua.domain.texts import Text, gettext_noop

MOST = 9_999
_WRITTEN = re.compile(r"(\d{1,9}) +([a-z_]+)")


class LimitUnit(StrEnum):
    """The units in which the law gives limits; *ngày* and *ngày làm việc* are different units."""

    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    CALENDAR_MONTHS = "calendar_months"
    SAME_DAY = "same_day"


_WORDS = {
    LimitUnit.WORKING_HOURS: gettext_noop("%(amount)s giờ làm việc"),
    LimitUnit.WORKING_DAYS: gettext_noop("%(amount)s ngày làm việc"),
    LimitUnit.CALENDAR_DAYS: gettext_noop("%(amount)s ngày"),
    LimitUnit.CALENDAR_MONTHS: gettext_noop("%(amount)s tháng"),
    LimitUnit.SAME_DAY: gettext_noop("trong ngày"),
}
_ONE = {
    LimitUnit.WORKING_HOURS: gettext_noop("1 giờ làm việc"),
    LimitUnit.WORKING_DAYS: gettext_noop("1 ngày làm việc"),
    LimitUnit.CALENDAR_DAYS: gettext_noop("1 ngày"),
    LimitUnit.CALENDAR_MONTHS: gettext_noop("1 tháng"),
}
"""Limits of one, which other languages word in the singular."""


@dataclass(frozen=True)
class TimeLimit:
    """A limit of `amount` (1 to 9,999) in `unit`; SAME_DAY has no amount and always stores 1."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.unit is LimitUnit.SAME_DAY:
            object.__setattr__(self, "amount", 1)
        if not 1 <= self.amount <= MOST:
            raise LimitOutOfRange(field="limit", value=self.amount, most=MOST)

    @classmethod
    def parse(cls, written: str) -> TimeLimit:
        """Read `8 working_hours`, `5 working_days`, `15 calendar_days`, `1 calendar_months` or `same_day`.

        Raises LimitNotUnderstood or LimitOutOfRange (field `limit`).
        """
        text = written.strip()
        if text == LimitUnit.SAME_DAY:
            return cls(1, LimitUnit.SAME_DAY)
        match = _WRITTEN.fullmatch(text)
        units = [unit.value for unit in LimitUnit if unit is not LimitUnit.SAME_DAY]
        if match is None or match.group(2) not in units:
            raise LimitNotUnderstood(field="limit", value=written)
        return cls(int(match.group(1)), LimitUnit(match.group(2)))

    def __str__(self) -> str:
        return self.unit.value if self.unit is LimitUnit.SAME_DAY else f"{self.amount} {self.unit}"

    def as_text(self) -> Text:
        """The limit in words, translatable."""
        if self.amount == 1 and self.unit in _ONE:
            return Text(_ONE[self.unit])
        return Text(_WORDS[self.unit], {"amount": self.amount})

    def words(self) -> str:
        """The limit in Vietnamese words: `5 ngày làm việc`."""
        return str(self.as_text())


def text_of_minutes(minutes: int, minutes_per_day: int) -> Text:
    """Working minutes (sign ignored) in days of `minutes_per_day`, hours and minutes: the two largest units."""
    days, rest = divmod(abs(minutes), minutes_per_day)
    hours, left = divmod(rest, 60)
    if days and hours:
        return Text(gettext_noop("%(days)s ngày %(hours)s giờ"), {"days": days, "hours": hours})
    if days and left:
        return Text(gettext_noop("%(days)s ngày %(minutes)s phút"), {"days": days, "minutes": left})
    if days:
        return Text(gettext_noop("%(days)s ngày"), {"days": days})
    if hours and left:
        return Text(gettext_noop("%(hours)s giờ %(minutes)s phút"), {"hours": hours, "minutes": left})
    if hours:
        return Text(gettext_noop("%(hours)s giờ"), {"hours": hours})
    return Text(gettext_noop("%(minutes)s phút"), {"minutes": left})


def words_of_minutes(minutes: int, minutes_per_day: int) -> str:
    """`text_of_minutes` in Vietnamese: `2 ngày 3 giờ`, `30 phút`."""
    return str(text_of_minutes(minutes, minutes_per_day))
