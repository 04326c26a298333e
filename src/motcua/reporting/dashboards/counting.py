"""What dashboards ask the figures: whole pages in a few statements, whose number grows neither with units nor months.

What is told by months, units, fields, procedures or steps is grouped in the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.domain.indicators.definitions import Figure, nearest_rank_of, percentage
from motcua.domain.indicators.values import Dimension, Period
from motcua.domain.instants import ONE_DAY
from motcua.figures import queries as figures
from motcua.figures import trends
from motcua.figures.questions import Question
from motcua.reporting.dashboards.asking import Asked
from motcua.reporting.dashboards.periods import Month, months
from motcua.reporting.opening.timed import PERCENTS

ON_TIME: Final = "on_time.resolved"
"""The rate of punctuality that is meant without a word more: of what was resolved."""

HEAD: Final = (
    "dossiers.received",
    "form06.7",
    ON_TIME,
    "form06.10",
    "form06.11",
    "form06.13",
    "online.received",
    "time.median",
)
"""The figures of a period at the head of a dashboard."""

PARTS: Final = ("form06.7", "form06.8", "form06.9", "form06.10", ON_TIME)
"""What is told by unit, field and procedure: resolved, early, on time, late, and the rate."""

FLOW: Final = ("dossiers.received", "form06.7")
STOCK: Final = ("form06.11", "form06.13", "dossiers.paused")
STEP: Final = ("steps.done", "steps.late", "steps.on_time")

Told = Mapping[Any, Mapping[str, Figure]]
"""Figures by a dimension's values and by their code."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with the question it answers: what a page needs to open its rows."""

    figure: Figure
    question: Question


def head(wanted: Asked) -> dict[str, tuple[Opened, Opened]]:
    """The figures of the period and of the one before."""
    now, earlier = wanted.question(wanted.now), wanted.question(wanted.earlier)
    new, old = figures.figures(HEAD, now), figures.figures(HEAD, earlier)
    return {code: (Opened(new[code], now), Opened(old[code], earlier)) for code in HEAD}


def today(wanted: Asked) -> list[Opened]:
    """What came and went today, and what stood at the beginning of the day."""
    flow = wanted.question(Period(wanted.today, wanted.today + ONE_DAY))
    stock = wanted.question(Period(wanted.today - ONE_DAY, wanted.today))
    came, stood = figures.figures(FLOW, flow), figures.figures(STOCK, stock)
    return [*(Opened(came[code], flow) for code in FLOW), *(Opened(stood[code], stock) for code in STOCK)]


@dataclass(frozen=True, slots=True)
class Point:
    """One month of a trend: its figures and its question."""

    month: Month
    figures: Mapping[str, Figure]
    question: Question

    def opened(self, code: str) -> Opened:
        """One of its figures with the question."""
        return Opened(self.figures[code], self.question)


TREND: Final = (*FLOW, ON_TIME, "form06.10", "form06.11")


def trend(wanted: Asked) -> list[Point]:
    """Thirteen months up to that of the period: received, resolved, on time, pending. One statement."""
    return points(TREND, wanted.question(wanted.now), _months(wanted))


def points(codes: Sequence[str], question: Question, over: Sequence[Month]) -> list[Point]:
    """The figures of months that follow each other, of whom a question asks. One statement."""
    told = trends.figures_in(codes, question, [month.period for month in over])
    return [
        Point(month, each[None], replace(question, period=month.period)) for month, each in zip(over, told, strict=True)
    ]


def _months(wanted: Asked) -> list[Month]:
    return months(min(wanted.period.last_day, wanted.today), wanted.today)


def both(codes: Sequence[str], wanted: Asked, dimension: Dimension) -> tuple[Told, Told]:
    """Figures of dossiers in the period before and in this one, for each value of a dimension. One statement."""
    before, now = trends.figures_in(codes, wanted.question(wanted.now), [wanted.earlier, wanted.now], dimension)
    return before, now


def begun(points: Sequence[Point]) -> int:
    """The place of the first month in which anything was there: before it nothing was recorded, which is not zero."""
    some = (no for no, point in enumerate(points) if any(each.numerator for each in point.figures.values()))
    return next(some, len(points) - 1)


LEAST_MONTHS: Final = 6
"""A picture over months shows at least so many, though the first of them may know nothing."""


def pictured(months: Sequence[Any], first: int) -> int:
    """The place of the first month that a picture shows, where something is known from `first` on."""
    return max(min(first, len(months) - LEAST_MONTHS), 0)


def by(wanted: Asked, dimension: Dimension, period: Period) -> Told:
    """Resolved dossiers of a period by their punctuality, for each value of a dimension. One statement."""
    told = figures.figures_by(PARTS, wanted.question(period), dimension)
    return {key: parts for key, parts in told.items() if parts["form06.7"].numerator}


def units_by_month(wanted: Asked) -> list[tuple[Month, Told]]:
    """The rate on time of each unit compared, month by month, where it resolved anything. One statement."""
    over = _months(wanted)
    question, split = wanted.question(wanted.now), wanted.reach.split
    told = trends.figures_in((ON_TIME,), question, [month.period for month in over], split)
    return [
        (month, {key: parts for key, parts in each.items() if parts[ON_TIME].denominator})
        for month, each in zip(over, told, strict=True)
    ]


def together(told: Told, code: str = ON_TIME) -> tuple[int, int]:
    """Counted and base of all groups: counts add up, rates do not."""
    return (
        sum(each[code].numerator for each in told.values()),
        sum(each[code].denominator for each in told.values()),
    )


@dataclass(frozen=True, slots=True)
class StepTimes:
    """How long stays at one kind of step took, in working minutes: figures, and the percentiles of the picture."""

    step: str
    figures: Mapping[str, Figure]
    minutes: tuple[int, ...]
    question: Question


def steps(wanted: Asked) -> list[StepTimes]:
    """Each kind of step that somebody left in the period. Two statements."""
    question = wanted.question(wanted.now)
    told = figures.figures_by(STEP, question, Dimension.STEP)
    spreads = figures.spreads("steps.median", question, Dimension.STEP)
    found = []
    for step, values in told.items():
        minutes = tuple(nearest_rank_of(spreads.get(step, {}), percent) for percent in PERCENTS)
        if None not in minutes and step is not None:
            of_step = wanted.question(wanted.now, (Dimension.STEP, frozenset({step})))
            known = tuple(each for each in minutes if each is not None)
            found.append(StepTimes(step, values, known, of_step))
    return found


def versions(keys: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """Each procedure by its name, with which of these versions are its own. One query."""
    labels = catalogue.labels([key for key in keys if key is not None])
    found: dict[str, list[Any]] = {}
    for key in keys:
        found.setdefault(labels[key].code if key in labels else "", []).append(key)
    return [(labels[own[0]].label if own[0] in labels else _("không rõ"), own) for own in found.values()]


def joined(told: Told, keys: Sequence[Any], code: str) -> Figure:
    """A figure of dossiers of several groups together; of those that are not told nothing."""
    counted, base = together({key: told[key] for key in keys if key in told}, code)
    return rate(counted, base) if code == ON_TIME else count(code, counted)


def rate(counted: int, base: int) -> Figure:
    """The rate on time of several groups together."""
    return Figure(ON_TIME, counted, base, percentage(counted, base))


def count(code: str, number: int) -> Figure:
    """A count of several groups together."""
    return Figure(code, number, number, Decimal(number))
