"""Reads of units: by code and day, up and down the tree, and along unit events. None grows with the number of rows."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.common.folding import fold, words
from motcua.domain.errors import NotFound
from motcua.organisation.actors import Actor
from motcua.organisation.kinds import GOVERNMENT, CodeScheme
from motcua.organisation.models import Unit, UnitCode, UnitPeriod
from motcua.organisation.policies import visible_to
from motcua.organisation.queries.periods import in_force

_predecessors: ContextVar[dict[frozenset[int], frozenset[int]] | None] = ContextVar("predecessors", default=None)


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
    with connection.cursor() as cursor:
        cursor.execute(_CODES_ON, [unit_id, on, on])
        codes = dict(cursor.fetchall())
    return codes.get(CodeScheme.AGENCY) or codes.get(CodeScheme.AGENCY_2016) or ""


def codes_of(unit_id: int) -> list[UnitCode]:
    """Return every code that the unit bore or bears, newest first."""
    return list(UnitCode.objects.filter(unit_id=unit_id).order_by("-valid_from", "scheme"))


def unit_names(unit_ids: Iterable[int], on: date | None = None) -> dict[int, str]:
    """Return names by id: the latest, or those borne on a day (the latest for units that did not exist then)."""
    wanted = set(unit_ids)
    names = _latest_names(sorted(wanted)) if wanted else {}
    if on is not None:
        names |= dict(UnitPeriod.objects.filter(in_force(on), unit_id__in=wanted).values_list("unit_id", "name"))
    return names


def _latest_names(unit_ids: list[int]) -> dict[int, str]:
    """Names by id, for every list and paper: as text, because making it by the ORM costs many times what it costs."""
    places = ", ".join(["%s"] * len(unit_ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, name FROM organisation_unit WHERE id IN ({places})", unit_ids)  # noqa: S608
        return dict(cursor.fetchall())


# Every acceptance asks for the code: as text, because making it by the ORM costs twenty times what the answer costs.
_CODES_ON = """
SELECT scheme, code FROM organisation_unitcode
WHERE unit_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
"""

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


def authority_of(unit_id: int) -> int:
    """Return the body of government that a unit belongs to: itself, else the nearest above it by their latest place;
    itself where there is none above.
    """
    return _authority(unit_id)[0]


def level_of(unit_id: int) -> str | None:
    """Return the level of government (province, district, commune) of the body that a unit belongs to, if any."""
    return _authority(unit_id)[1]


def _authority(unit_id: int) -> tuple[int, str | None]:
    above = ancestor_ids(unit_id)
    levels = dict(Unit.objects.filter(pk__in=above, level__in=GOVERNMENT).values_list("pk", "level"))
    return next(((each, levels[each]) for each in above if each in levels), (unit_id, None))


def below_authorities(unit_ids: Iterable[int]) -> frozenset[int]:
    """Return the bodies of government that units belong to, all below these, and whom any of them succeeded."""
    found: set[int] = set()
    for unit_id in sorted(unit_ids):
        if unit_id not in found:
            found |= descendant_ids(authority_of(unit_id))
    return frozenset(found | predecessor_ids(found)) if found else frozenset()


def successors_of(unit_id: int) -> tuple[int, ...]:
    """Return the units still in being that came out of the unit through merger, split or closing, over any steps."""
    return tuple(_ids(_SUCCESSORS, unit_id, unit_id))


def predecessor_ids(unit_ids: Iterable[int]) -> frozenset[int]:
    """Return the closed or split units whose records the given units inherit (design: rule 7, the named successor)."""
    wanted = frozenset(unit_ids)
    if not wanted:
        return wanted
    kept = _predecessors.get()
    if kept is None:
        return _predecessors_of(wanted)
    if wanted not in kept:
        kept[wanted] = _predecessors_of(wanted)
    return kept[wanted]


def _predecessors_of(wanted: frozenset[int]) -> frozenset[int]:
    sql = _PREDECESSORS.format(places=", ".join(["%s"] * len(wanted)))
    return frozenset(_ids(sql, *sorted(wanted)))


@contextmanager
def reading_once() -> Iterator[None]:
    """Keep for the time of one reading, such as a page, whose records units inherit: each of its lists asks."""
    token = _predecessors.set({})
    try:
        yield
    finally:
        _predecessors.reset(token)


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


def find_units(actor: Actor, text: str, on: date, most: int = 6) -> list[Unit]:
    """Return the units in force that a person may mean: of that code, else of exactly that name, else by words."""
    if not words(text):
        return []
    here = Unit.objects.filter(visible_to(actor), in_force(on))
    codes = UnitCode.objects.filter(in_force(on), code=text.strip().upper())
    by_code = list(here.filter(pk__in=codes.values("unit_id"))[:most])
    return by_code or list(here.filter(search_key=fold(text))[:most]) or list(search_units(actor, text, on)[:most])


def units_around(unit_id: int, on: date) -> list[Unit]:
    """Return the units in force that an agency deals with: itself and its offices first, then what lies above it and
    beside it, by name.
    """
    here = Unit.objects.filter(in_force(on))
    parent = Unit.objects.filter(pk=unit_id).values_list("parent_id", flat=True).first()
    own = list(here.filter(Q(pk=unit_id) | Q(parent_id=unit_id)).order_by("name", "id"))
    beside = here.filter(Q(pk=parent) | Q(parent_id=parent)) if parent is not None else Unit.objects.none()
    return [*own, *beside.exclude(pk=unit_id).order_by("name", "id")]


def workplaces(actor: Actor, on: date, most: int = 300) -> list[str]:
    """Return names of units in which people can work, to offer while typing: offices, one-stop shops, communes."""
    rows = Unit.objects.filter(visible_to(actor), in_force(on), posts__isnull=False).distinct()
    return list(rows.order_by("name").values_list("name", flat=True)[:most])
