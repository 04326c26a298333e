"""What a dashboard is asked for, read from its address: whose dossiers, which period, which part of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from motcua.catalogue import queries as catalogue
from motcua.domain.indicators.values import Dimension, Period
from motcua.domain.report_periods import ReportPeriod
from motcua.figures.questions import Question
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.reporting.dashboards import periods
from motcua.reporting.dashboards.reach import Reach, below, reach_of, views_of

CHANNELS: Final = ("online", "direct", "post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for. `period` is as named, `now` and `earlier` what of it and the one before is over."""

    reach: Reach
    period: ReportPeriod
    today: date
    now: Period
    earlier: Period
    unit: int | None = None
    field: int | None = None
    procedures: frozenset[int] = frozenset()
    channel: str = ""

    def question(self, period: Period, *more: tuple[Dimension, frozenset[Any]]) -> Question:
        """The question for a period under these filters, narrowed further by `more`."""
        narrowed = [*more]
        if self.field is not None:
            narrowed.append((Dimension.FIELD, frozenset({self.field})))
        if self.procedures:
            narrowed.append((Dimension.PROCEDURE, self.procedures))
        if self.channel:
            narrowed.append((Dimension.CHANNEL, frozenset({self.channel})))
        if self.unit is not None and self.reach.split is not self.reach.unit_by:
            narrowed.append((self.reach.split, frozenset({self.unit})))
        units = self.reach.units
        if self.unit is not None and self.reach.split is self.reach.unit_by:
            units = frozenset({self.unit})
        return Question(period=period, unit_by=self.reach.unit_by, units=units, only=tuple(narrowed))

    def of(self, unit: int | None, period: Period) -> Question:
        """The same question for one of the units compared."""
        if self.reach.split is self.reach.unit_by and unit is not None:
            plain = self.question(period)
            return Question(period=period, unit_by=plain.unit_by, units=frozenset({unit}), only=plain.only)
        return self.question(period, (self.reach.split, frozenset({unit})))


def asked(actor: Actor, data: Mapping[str, str], today: date) -> Asked | None:
    """What the actor asks for; an address that cannot be read narrows nothing. None where the actor sees no figures."""
    views = views_of(actor)
    if not views:
        return None
    view = next((each for each in views if each.value == data.get("xem")), views[0])
    reach = reach_of(actor, view)
    period = periods.asked(data.get("ky", ""), today)
    now = periods.closed(period.period, today)
    assert now is not None, "the period has begun"
    unit = _number(data.get("don-vi"))
    if unit is not None and not _reached(reach, unit):
        unit = None
    channel = data.get("kenh", "")
    return Asked(
        reach=reach,
        period=period,
        today=today,
        now=now,
        earlier=periods.before(period).period,
        unit=unit,
        field=_number(data.get("linh-vuc")),
        procedures=_numbers(data.get("thu-tuc")),
        channel=channel if channel in CHANNELS else "",
    )


def _reached(reach: Reach, unit: int) -> bool:
    return reach.units is None or unit in reach.units or unit in below(reach.roots)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 16 else None


def _numbers(text: str | None) -> frozenset[int]:
    found = (_number(part) for part in (text or "").split(",")[:20])
    return frozenset(number for number in found if number is not None)


def parameters(wanted: Asked) -> dict[str, str]:
    """The filters as parameters of an address; what is usual is left out."""
    found = {
        "xem": wanted.reach.view.value,
        "ky": wanted.period.key,
        "don-vi": "" if wanted.unit is None else str(wanted.unit),
        "linh-vuc": "" if wanted.field is None else str(wanted.field),
        "thu-tuc": ",".join(str(each) for each in sorted(wanted.procedures)),
        "kenh": wanted.channel,
    }
    return {name: value for name, value in found.items() if value}


def query(wanted: Asked, **changes: str) -> str:
    """The address of the same page with other filters."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    return urlencode({name: value for name, value in (parameters(wanted) | changed).items() if value})


def units_to_choose(wanted: Asked) -> list[tuple[int, str]]:
    """The units that can be compared, by name: offices or agencies within reach. Two queries at most."""
    if wanted.reach.units is None:
        return []
    names = organisation.unit_names(wanted.reach.units)
    return sorted(names.items(), key=lambda each: each[1])


def fields_to_choose() -> list[tuple[int, str]]:
    """The fields of the catalogue, by name. One query."""
    return [(sector.pk, sector.name) for sector in catalogue.sectors()]
