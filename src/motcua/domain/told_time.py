"""How instants, days and lengths are told in the lines of a derivation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import ZONE

if TYPE_CHECKING:
    from datetime import date, datetime

WEEKDAYS = (
    gettext_noop("thứ Hai"),
    gettext_noop("thứ Ba"),
    gettext_noop("thứ Tư"),
    gettext_noop("thứ Năm"),
    gettext_noop("thứ Sáu"),
    gettext_noop("thứ Bảy"),
    gettext_noop("Chủ nhật"),
)
_LONG = gettext_noop("%(time)s %(weekday)s %(date)s")
_DAY = gettext_noop("%(weekday)s %(date)s")
_SOURCE = gettext_noop(" Căn cứ: %(source)s.")


def long_text(at: datetime) -> Text:
    """`08:30 thứ Tư 11/02/2026`."""
    local = at.astimezone(ZONE)
    return Text(
        _LONG,
        {"time": f"{local:%H:%M}", "weekday": Text(WEEKDAYS[local.weekday()]), "date": f"{local:%d/%m/%Y}"},
    )


def day_text(on: date) -> Text:
    """`thứ Tư 11/02/2026`."""
    return Text(_DAY, {"weekday": Text(WEEKDAYS[on.weekday()]), "date": f"{on:%d/%m/%Y}"})


def span(first: date, last: date) -> str:
    """`11/02/2026`, or `11/02/2026 – 13/02/2026`."""
    return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def clock_span(starts: datetime, ends: datetime) -> str:
    """`11:30–13:30`, on Vietnamese clocks."""
    return f"{starts.astimezone(ZONE):%H:%M}–{ends.astimezone(ZONE):%H:%M}"


def by(source: str) -> Text | str:
    """The decision or law behind a day, as the end of a sentence; nothing where none is known."""
    return Text(_SOURCE, {"source": source}) if source else ""
