"""Instants as other systems write them: ISO 8601, or day first as in Viet Nam, with or without a zone."""

import re
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200

END_OF_DAY: Final = time(23, 59, 59)
"""What a term that names only a day means: until its end."""

_DAY_FIRST = re.compile(
    r"(?:(?P<h1>\d{1,2}):(?P<m1>\d{2})(?::(?P<s1>\d{2}))?,?\s+)?"
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
    r"(?:,?\s+(?P<h2>\d{1,2}):(?P<m2>\d{2})(?::(?P<s2>\d{2}))?)?",
    re.ASCII,
)


def parse(text: str, zone: ZoneInfo, *, whole_day: time = time()) -> datetime:
    """The instant (UTC) that a text means; without a zone of its own it is read in `zone`.

    A date without a time means `whole_day` of that date. Understood: `2011-10-11T13:42:22.688+02:00`,
    `2011-10-11 13:42`, `2011-10-11`, `11/10/2011 13:42`, `13:42 11/10/2011`, `11/10/2011`. Raises ValueError.
    """
    written = text.strip()
    found = _day_first(written, whole_day) or _iso(written, whole_day)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(text)
    return (found if found.tzinfo is not None else found.replace(tzinfo=zone)).astimezone(UTC)


def _day_first(written: str, whole_day: time) -> datetime | None:
    match = _DAY_FIRST.fullmatch(written)
    if match is None:
        return None
    on = date(int(match["year"]), int(match["month"]), int(match["day"]))
    hour, minute, second = (match[name + "1"] or match[name + "2"] for name in "hms")
    if hour is None:
        return datetime.combine(on, whole_day)
    return datetime.combine(on, time(int(hour), int(minute), int(second or 0)))


def _iso(written: str, whole_day: time) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(written), whole_day)
    except ValueError:
        return datetime.fromisoformat(written)
