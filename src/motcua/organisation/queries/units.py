"""Reads of units: by code and day, up and down the tree, and along unit events. None grows with the number of rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.common.folding import words
from motcua.domain.errors import NotFound
from motcua.organisation.actors import Actor
from motcua.organisation.kinds import CodeScheme, Level, PartSide
from motcua.organisation.models import Unit, UnitCode, UnitEventPart, UnitPeriod
from motcua.organisation.policies import visible_to
from motcua.organisation.queries.periods import in_force


def unit(unit_id: int) -> Unit:
    """Return a unit by its inner id, for code that holds the id already; raises NotFound."""
    found = Unit.objects.filter(pk=unit_id).first()
    if found is None:
        raise NotFound(subject="unit", value=unit_id)
    return found


def units(unit_ids: Iterable[int]) -> dict[int, Unit]:
    """Return units by id."""
    return Unit.objects.in_bulk(set(unit_ids))


def access_unit(actor: Actor, public_id: UUID) -> Unit:
    """Return the unit if the actor may see it; raises NotFound otherwise."""
    found = Unit.objects.filter(visible_to(actor), public_id=public_id).select_related("parent").first()
    if found is None:
        raise NotFound(subject="unit", value=public_id)
    return found


def unit_by_code(code: str, on: date, scheme: str | None = None) -> Unit:
    """Return the unit that bears the code on the day; raises NotFound.

    A code belongs to a unit for a period: on another day it may name another unit. Codes of the schemes differ in
    form, so the scheme need not be told.
    """
    rows = UnitCode.objects.filter(in_force(on), code=code).select_related("unit")
    if scheme is not None:
        rows = rows.filter(scheme=scheme)
    found = rows.order_by("scheme").first()
    if found is None:
        raise NotFound(subject="unit", value=code)
    return found.unit


def agency_code(unit_id: int, on: date) -> str:
    """Return the identifier code (mã định danh) in force that day: present layout, else that of 2016, else ''."""
    codes = dict(
        UnitCode.objects.filter(
            in_force(on), unit_id=unit_id, scheme__in=[CodeScheme.AGENCY, CodeScheme.AGENCY_2016]
        ).values_list("scheme", "code")
    )
    return codes.get(CodeScheme.AGENCY) or codes.get(CodeScheme.AGENCY_2016) or ""


def codes_of(unit_id: int) -> list[UnitCode]:
    """Return every code that the unit bore or bears, newest first."""
    return list(UnitCode.objects.filter(unit_id=unit_id).order_by("-valid_from", "scheme"))


def unit_names(unit_ids: Iterable[int], on: date | None = None) -> dict[int, str]:
    """Return names by id: the latest, or those borne on a day (the latest for units that did not exist then)."""
    wanted = set(unit_ids)
    names = dict(Unit.objects.filter(pk__in=wanted).values_list("id", "name"))
    if on is not None:
        names |= dict(UnitPeriod.objects.filter(in_force(on), unit_id__in=wanted).values_list("unit_id", "name"))
    return names


_DOWN = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM organisation_unit WHERE id = %s
    UNION
    SELECT child.id FROM organisation_unit child JOIN below ON child.parent_id = below.id
)
SELECT id FROM below
"""

_DOWN_ON = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM organisation_unit WHERE id = %s
    UNION
    SELECT child.unit_id FROM organisation_unitperiod child JOIN below ON child.parent_id = below.id
    WHERE child.valid_from <= %s AND (child.valid_to IS NULL OR child.valid_to > %s)
)
SELECT id FROM below
"""

_UP = """
WITH RECURSIVE above(id, depth) AS (
    SELECT id, 0 FROM organisation_unit WHERE id = %s
    UNION ALL
    SELECT u.parent_id, above.depth + 1 FROM organisation_unit u JOIN above ON u.id = above.id
    WHERE u.parent_id IS NOT NULL
)
SELECT id FROM above ORDER BY depth
"""

_SUCCESSORS = """
WITH RECURSIVE next(id) AS (
    SELECT after_part.unit_id
    FROM organisation_uniteventpart before_part
    JOIN organisation_uniteventpart after_part ON after_part.event_id = before_part.event_id
    WHERE before_part.unit_id = %s AND before_part.side = 'before' AND after_part.side = 'after'
    UNION
    SELECT after_part.unit_id
    FROM next
    JOIN organisation_uniteventpart before_part ON before_part.unit_id = next.id AND before_part.side = 'before'
    JOIN organisation_uniteventpart after_part ON after_part.event_id = before_part.event_id
    WHERE after_part.side = 'after'
)
SELECT next.id FROM next JOIN organisation_unit u ON u.id = next.id WHERE u.valid_to IS NULL AND next.id <> %s
ORDER BY next.id
"""

_PREDECESSORS = """
WITH RECURSIVE former(id) AS (
    SELECT before_part.unit_id
    FROM organisation_uniteventpart after_part
    JOIN organisation_uniteventpart before_part ON before_part.event_id = after_part.event_id
    WHERE after_part.unit_id IN ({places}) AND after_part.side = 'after' AND after_part.inherits
      AND before_part.side = 'before'
    UNION
    SELECT before_part.unit_id
    FROM former
    JOIN organisation_uniteventpart after_part ON after_part.unit_id = former.id AND after_part.side = 'after'
    JOIN organisation_uniteventpart before_part ON before_part.event_id = after_part.event_id
    WHERE after_part.inherits AND before_part.side = 'before'
)
SELECT id FROM former
"""


def _ids(sql: str, *params: int | date) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def descendant_ids(unit_id: int, on: date | None = None) -> frozenset[int]:
    """Return the unit and all below it: by their latest place, closed ones too, or as the tree stood on a day."""
    return frozenset(_ids(_DOWN, unit_id) if on is None else _ids(_DOWN_ON, unit_id, on, on))


def ancestor_ids(unit_id: int) -> tuple[int, ...]:
    """Return the unit and all above it, nearest first, by their latest place."""
    return tuple(_ids(_UP, unit_id))


def successors_of(unit_id: int) -> tuple[int, ...]:
    """Return the units still in being that came out of the unit through merger, split or closing, over any steps."""
    return tuple(_ids(_SUCCESSORS, unit_id, unit_id))


def predecessor_ids(unit_ids: Iterable[int]) -> frozenset[int]:
    """Return the closed or split units whose records the given units inherit (design: rule 7, the named successor)."""
    wanted = sorted(set(unit_ids))
    if not wanted:
        return frozenset()
    sql = _PREDECESSORS.format(places=", ".join(["%s"] * len(wanted)))
    return frozenset(_ids(sql, *wanted))


def one_stop_of(unit_id: int, on: date) -> Unit | None:
    """Return the one-stop shop directly below a unit on the day, if there is one."""
    return Unit.objects.filter(in_force(on), parent_id=unit_id, level=Level.ONE_STOP).order_by("id").first()


def search_units(actor: Actor, text: str, on: date | None = None) -> QuerySet[Unit]:
    """Return units whose name holds every word typed (without diacritics) or that bore the code typed."""
    by_name = Q()
    for word in words(text):
        by_name &= Q(search_key__contains=word)
    rows = Unit.objects.filter(visible_to(actor))
    if text.strip():
        rows = rows.filter(by_name | Q(pk__in=UnitCode.objects.filter(code=text.strip().upper()).values("unit_id")))
    if on is not None:
        rows = rows.filter(in_force(on))
    return rows.select_related("parent").order_by("name", "id")


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
    periods = list(
        UnitPeriod.objects.filter(in_force(on), visible_to(actor), parent_id=parent_id).select_related("unit")
    )
    ids = [period.unit_id for period in periods]
    children: dict[int, int] = defaultdict(int)
    for parent in UnitPeriod.objects.filter(in_force(on), parent_id__in=ids).values_list("parent_id", flat=True):
        if parent is not None:
            children[parent] += 1
    codes = _codes_on(ids, on)
    lines = [
        TreeLine(p.unit_id, p.unit.public_id, p.unit.level, p.name, codes.get(p.unit_id, ""), children[p.unit_id])
        for p in periods
    ]
    order = list(Level.values)
    return sorted(lines, key=lambda line: (order.index(line.level), line.code or "~", line.name))


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
