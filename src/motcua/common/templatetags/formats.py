"""One template filter for each format of `motcua.common.formats`; what is not known is written `–`."""

from collections.abc import Callable
from typing import Any

from django import template

from motcua.common import formats

register = template.Library()


def _filter(name: str, write: Callable[[Any], str]) -> None:
    def apply(value: object) -> str:
        return "–" if value is None or value == "" else write(value)

    register.filter(name, apply)


FILTERS: dict[str, Callable[[Any], str]] = {
    "dt": formats.instant,
    "dt_long": formats.instant_long,
    "dt_table": formats.instant_table,
    "d": formats.day,
    "t": formats.clock_time,
    "weekday": formats.weekday,
    "number": formats.number,
    "percent": formats.percent,
    "money": formats.money,
}

for _name, _write in FILTERS.items():
    _filter(_name, _write)
