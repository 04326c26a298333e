"""What pages of units show: the tree as it stood on a day, and the history of one unit. No read grows with the rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.organisation.actors import Actor
from motcua.organisation.kinds import CodeScheme, Level, PartSide
from motcua.organisation.models import Unit, UnitCode, UnitEventPart, UnitPeriod
from motcua.organisation.policies import visible_to
from motcua.organisation.queries.periods import in_force


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One line of the tree as it stood on a day: `children` counts those directly below."""

    unit_id: int
    public_id: UUID
    level: str
    name: str
    code: str
    children: int


def tree(actor: Actor, on: date, parent_id: int | None = None) -> list[TreeLine]:
    """Return the units directly below a parent (or without one) on a day, with name, code and child count of then."""
    rows = UnitPeriod.objects.filter(in_force(on), visible_to(actor), parent_id=parent_id)
    return [line for _, line in _lines(list(rows.select_related("unit")), on)]


def tree_below(actor: Actor, on: date, parent_ids: Iterable[int]) -> dict[int, list[TreeLine]]:
    """Return the units directly below each of some parents on a day."""
    rows = UnitPeriod.objects.filter(in_force(on), visible_to(actor), parent_id__in=set(parent_ids))
    found: dict[int, list[TreeLine]] = defaultdict(list)
    for parent_id, line in _lines(list(rows.select_related("unit")), on):
        if parent_id is not None:
            found[parent_id].append(line)
    return found


def _lines(periods: Sequence[UnitPeriod], on: date) -> list[tuple[int | None, TreeLine]]:
    """Return lines with their parents' ids, by level, code and name; two statements more whatever the number."""
    ids = [period.unit_id for period in periods]
    children: dict[int, int] = defaultdict(int)
    for parent in UnitPeriod.objects.filter(in_force(on), parent_id__in=ids).values_list("parent_id", flat=True):
        if parent is not None:
            children[parent] += 1
    codes = _codes_on(ids, on)
    order = list(Level.values)
    lines = [
        (
            period.parent_id,
            TreeLine(
                period.unit_id,
                period.unit.public_id,
                period.unit.level,
                period.name,
                codes.get(period.unit_id, ""),
                children[period.unit_id],
            ),
        )
        for period in periods
    ]
    return sorted(lines, key=lambda pair: (order.index(pair[1].level), pair[1].code or "~", pair[1].name))


def _codes_on(unit_ids: Sequence[int], on: date) -> dict[int, str]:
    """Return one code for each unit: the present identifier first, then the old one, then the statistical one."""
    rank = [CodeScheme.AGENCY, CodeScheme.AGENCY_2016, CodeScheme.GSO]
    found: dict[int, tuple[int, str]] = {}
    for unit_id, scheme, code in UnitCode.objects.filter(in_force(on), unit_id__in=unit_ids).values_list(
        "unit_id", "scheme", "code"
    ):
        candidate = (rank.index(CodeScheme(scheme)), code)
        found[unit_id] = min(found.get(unit_id, candidate), candidate)
    return {unit_id: code for unit_id, (_, code) in found.items()}


def events_of(unit_id: int) -> list[UnitEventPart]:
    """Return the unit's parts in events, newest first, each with its event and all units of that event."""
    return list(
        UnitEventPart.objects.filter(unit_id=unit_id)
        .select_related("event")
        .order_by("-event__effective_on", "-event_id", "side")
    )


def others_in(event_ids: Iterable[int], side: PartSide, most: int = 20) -> dict[int, list[Unit]]:
    """Return up to `most` units of each event on one side, for showing what a merger joined or a split made."""
    found: dict[int, list[Unit]] = defaultdict(list)
    for part in (
        UnitEventPart.objects.filter(event_id__in=set(event_ids), side=side)
        .select_related("unit")
        .order_by("unit__name")
    ):
        if len(found[part.event_id]) < most:
            found[part.event_id].append(part.unit)
    return found


def periods_of(unit_id: int) -> list[UnitPeriod]:
    """Return the names and parents that the unit had, newest first."""
    return list(UnitPeriod.objects.filter(unit_id=unit_id).select_related("parent").order_by("-valid_from"))
