"""The coming working days: what is due on each, what a usual day finishes, what is expected to be late; and reasons."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from motcua.calendars import queries as calendars
from motcua.domain.indicators.values import COLUMN_OF, Dimension, Period
from motcua.domain.instants import ONE_DAY
from motcua.domain.watching import Load, capacity, load
from motcua.dossiers.queries import apology_ledger as ledger
from motcua.dossiers.queries import watch
from motcua.dossiers.queries.ahead import expected_late
from motcua.dossiers.queries.apology_ledger import By, Filters, Line
from motcua.figures import trends
from motcua.organisation.actors import Actor
from motcua.reporting.dashboards.asking import Asked
from motcua.reporting.dashboards.counting import Opened

DAYS: Final = 10
FURTHEST: Final = 60


@dataclass(frozen=True, slots=True)
class Day:
    """A coming working day: its dossiers due, how heavy it is, how many of them are expected to be late."""

    on: date
    due: Opened
    load: Load
    late: float | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """The coming days; `usual` is what a usual day finishes, None where that is not known."""

    days: tuple[Day, ...]
    usual: int | None


def ahead(wanted: Asked, at: datetime) -> Ahead:
    """What the coming ten working days ask."""
    calendar = calendars.current_calendar(min(wanted.reach.roots, default=None))
    on = [
        day for day in (wanted.today + ONE_DAY * number for number in range(FURTHEST)) if calendar.is_working_day(day)
    ][:DAYS]
    units, column = _whose(wanted)
    whole = not (wanted.field or wanted.procedures or wanted.channel) and units is not None
    usual = None
    if whole and units is not None:
        past = [wanted.today - ONE_DAY * (number + 1) for number in range(watch.HISTORY.days)]
        finished = watch.finished_by_units(column, units, wanted.today)
        usual = capacity(finished, sorted(day for day in past if calendar.is_working_day(day)))
    late = expected_late(column, units, on, at) if whole and units is not None else None
    found = []
    for day, figure in trends.due_open_on(wanted.question(wanted.now), on).items():
        due = Opened(figure, wanted.question(Period(day, day + ONE_DAY)))
        found.append(Day(day, due, load(figure.numerator, usual), None if late is None else late[day]))
    return Ahead(tuple(found), usual)


def _whose(wanted: Asked) -> tuple[frozenset[int] | None, str]:
    """The units whose work it is, and in which part they take it."""
    if wanted.unit is not None:
        return frozenset({wanted.unit}), COLUMN_OF[wanted.reach.split]
    return wanted.reach.units, COLUMN_OF[wanted.reach.unit_by]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why letters of apology said that dossiers were late, how often, and the duties that this counts."""

    name: str
    number: int
    url: str


def reasons(actor: Actor, wanted: Asked, at: datetime) -> list[Reason]:
    """The reasons of apologies whose letter was due in the period, most frequent first, as the ledger tells them.

    Who looks sees those of the own ledger, whose rows they open; the system those of the units asked for. One query.
    """
    filters = Filters(first=wanted.now.starts, last=wanted.now.ends - ONE_DAY, unit_id=_agency(wanted))
    rows = ledger.rows(actor, filters, at)
    units, column = _whose(wanted)
    if actor.is_system and units is not None:
        rows = rows.filter(**{f"{column}__in": sorted(units)})
    lines = [line for line in ledger.lines(rows, By.REASON, at) if line.tally.owed]
    return [
        Reason(line.name, line.tally.owed, _url(line, wanted))
        for line in sorted(lines, key=lambda line: (-line.tally.owed, line.name))
    ]


def _agency(wanted: Asked) -> int | None:
    return wanted.unit if wanted.reach.split is Dimension.COMPETENT_UNIT else None


def _url(line: Line, wanted: Asked) -> str:
    last = wanted.now.ends - ONE_DAY
    asked = {
        "theo": By.REASON.value,
        "tinh_trang": ledger.Standing.OWED.value,
        "nguyen_nhan": str(line.value),
        "tu": f"{wanted.now.starts:%d/%m/%Y}",
        "den": f"{last:%d/%m/%Y}",
    }
    if (agency := _agency(wanted)) is not None:
        asked["don_vi"] = str(agency)
    return f"{reverse('desk:apologies')}?{urlencode(asked)}"
