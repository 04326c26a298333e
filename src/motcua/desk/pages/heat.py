"""The heat strip: what the coming ten working days ask of an office, against what it usually finishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desk.pages.office_day import StripDay, strip
from motcua.desk.pages.watch_words import load_words
from motcua.desk.queries import Scope
from motcua.domain.watching import Load, load
from motcua.domain.worktime import WorkCalendar

CLASSES: Final[Mapping[Load, str]] = {
    Load.NONE: "load-0",
    Load.LIGHT: "load-1",
    Load.FULL: "load-2",
    Load.HEAVY: "load-4",
    Load.OVER: "load-5",
    Load.UNKNOWN: "load-u",
}


@dataclass(frozen=True, slots=True)
class HeatDay:
    """A cell: the working day (or the gap of days off), its load as a class and a word, and the list it opens."""

    day: StripDay
    css: str
    word: str
    label: str
    url: str


def heat(
    calendar: WorkCalendar, on: date, counts: Mapping[date, int], usual: int | None, scope: Scope
) -> list[HeatDay]:
    """The cells from today on; days off are skipped, and named where they are more than a weekend."""
    return [_cell(day, usual, scope) for day in strip(calendar, on, counts)]


def _cell(day: StripDay, usual: int | None, scope: Scope) -> HeatDay:
    if day.on is None:
        return HeatDay(day, "", "", day.label, "")
    found = load(day.count, usual)
    word = load_words(found)
    label = day.label if usual is None else _("%(day)s: %(word)s") % {"day": day.label, "word": word}
    query = urlencode({"viec": scope.value, "han": day.on.isoformat()})
    return HeatDay(day, CLASSES[found], word, label, f"{reverse('desk:list')}?{query}" if day.count else "")
