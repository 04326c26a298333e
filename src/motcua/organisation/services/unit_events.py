"""Mergers, splits and closings: what ends, what comes out of it, who inherits the records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db import transaction
from django.db.models import F

from motcua.common import formats
from motcua.domain.errors_organisation import ChildrenInForce, UnitHasLaterRows, UnitPartsMissing
from motcua.organisation import queries
from motcua.organisation.actors import Actor
from motcua.organisation.kinds import EventKind
from motcua.organisation.models import (
    Assignment,
    Post,
    RoleGrant,
    Unit,
    UnitCode,
    UnitPeriod,
)
from motcua.organisation.policies import Action, require
from motcua.organisation.queries.periods import in_force, overlapping
from motcua.organisation.services.structure import Code, check_in_force, make_unit, record_event, structure_lock
from motcua.organisation.services.units import move_period


class OnChildren(StrEnum):
    """What becomes of the units below one that ends."""

    REFUSE = "refuse"
    MOVE = "move"
    END = "end"


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that comes out of an event: level, name, parent and codes from the day of the event."""

    level: str
    name: str
    parent_id: int | None
    codes: tuple[Code, ...] = ()
    address: str = ""
    phone: str = ""


@transaction.atomic
def merge_units(
    *,
    source_ids: Sequence[int],
    into: NewUnit | int,
    on: date,
    children: OnChildren = OnChildren.REFUSE,
    decision: str = "",
    actor: Actor,
    at: datetime,
) -> Unit:
    """Join units on the day into a new one, or into one that goes on (`into` is its id and is not a source).

    The sources end on the day, and the result inherits their records. `children` says whether units below the
    sources move under the result, end with them (and are inherited by it), or stop the merger with ChildrenInForce.
    """
    require(actor, Action.MANAGE_UNITS)
    structure_lock()
    sources = [source for source in dict.fromkeys(source_ids) if source != into]
    least = 2 if isinstance(into, NewUnit) else 1
    if len(sources) < least:
        raise UnitPartsMissing(field="sources", value=len(sources), least=least)
    # The sources end first: the result often takes over the code of one of them on the same day.
    ended = _end(_units(sources), on, children)
    target = _make(into, on) if isinstance(into, NewUnit) else _going_on(into, on)
    for child in ended.moving:
        move_period(child, target.pk, on)
    record_event(
        EventKind.MERGED,
        on=on,
        decision=decision,
        before=ended.unit_ids,
        after=[target.pk],
        heir=target.pk,
        actor=actor,
        at=at,
    )
    return target


@transaction.atomic
def split_unit(
    *,
    source_id: int,
    into: Sequence[NewUnit],
    heir: int,
    keep_source: bool = False,
    on: date,
    decision: str = "",
    actor: Actor,
    at: datetime,
) -> list[Unit]:
    """Make new units out of one on the day; `heir` is the index in `into` of the one that inherits the records.

    With `keep_source` the source goes on and keeps its records (tách), `heir` is then ignored; without it the source
    ends (chia). Units below the source must have been moved or ended before: nobody can guess where each belongs.
    """
    require(actor, Action.MANAGE_UNITS)
    structure_lock()
    least = 1 if keep_source else 2
    if len(into) < least or not (keep_source or 0 <= heir < len(into)):
        raise UnitPartsMissing(field="into", value=len(into), least=least)
    source = _going_on(source_id, on)
    if not keep_source:
        _end([source], on, OnChildren.REFUSE)
    made = [_make(new, on) for new in into]
    results = [source, *made] if keep_source else made
    record_event(
        EventKind.SPLIT,
        on=on,
        decision=decision,
        before=[source.pk],
        after=[unit.pk for unit in results],
        heir=source.pk if keep_source else made[heir].pk,
        actor=actor,
        at=at,
    )
    return made


@transaction.atomic
def dissolve_unit(
    *,
    unit_id: int,
    on: date,
    children: OnChildren = OnChildren.REFUSE,
    new_parent_id: int | None = None,
    heir_id: int | None = None,
    decision: str = "",
    actor: Actor,
    at: datetime,
) -> Unit:
    """End a unit: `on` is the first day on which it is no more (2025-07-01 for the districts).

    `children` MOVE puts the units below under `new_parent_id`; `heir_id` names who inherits the records, if anybody.
    """
    require(actor, Action.MANAGE_UNITS)
    structure_lock()
    unit = queries.unit(unit_id)
    if new_parent_id is not None:
        _going_on(new_parent_id, on)
    ended = _end([unit], on, children)
    for child in ended.moving:
        move_period(child, new_parent_id, on)
    after = [] if heir_id is None else [_going_on(heir_id, on).pk]
    record_event(
        EventKind.DISSOLVED,
        on=on,
        decision=decision,
        before=ended.unit_ids,
        after=after,
        heir=heir_id,
        actor=actor,
        at=at,
    )
    unit.refresh_from_db()
    return unit


@dataclass(frozen=True, slots=True)
class _Ended:
    """What an event ended, and the units below that it leaves to be moved."""

    unit_ids: list[int]
    moving: list[Unit]


def _units(unit_ids: Sequence[int]) -> list[Unit]:
    found = queries.units(unit_ids)
    return [found[unit_id] if unit_id in found else queries.unit(unit_id) for unit_id in unit_ids]


def _going_on(unit_id: int, on: date) -> Unit:
    unit = queries.unit(unit_id)
    check_in_force(unit, on)
    return unit


def _make(new: NewUnit, on: date) -> Unit:
    parent = None if new.parent_id is None else queries.unit(new.parent_id)
    return make_unit(
        level=new.level,
        name=new.name,
        parent=parent,
        starts=on,
        codes=new.codes,
        address=new.address,
        phone=new.phone,
    )


def _end(ending: Sequence[Unit], on: date, children: OnChildren) -> _Ended:
    """End units and what hangs on them; units below are ended, returned to be moved, or refused."""
    for unit in ending:
        check_in_force(unit, on)
    ids = {unit.pk for unit in ending}
    below = list(Unit.objects.filter(in_force(on), parent_id__in=ids).exclude(pk__in=ids))
    if below and children is OnChildren.REFUSE:
        names = ", ".join(unit.name for unit in ending)
        raise ChildrenInForce(unit=names, count=len(below), on=formats.day(on))
    if children is OnChildren.END:
        for unit in ending:
            ids |= queries.descendant_ids(unit.pk, on)
        below = []
    _check_nothing_later(ids, on)
    _end_rows(ids, on)
    return _Ended(sorted(ids), below)


def _check_nothing_later(unit_ids: Iterable[int], on: date) -> None:
    """Raise UnitHasLaterRows when a name, code, post or assignment begins on or after the day of the end."""
    for what, rows in (
        ("name", UnitPeriod.objects.filter(unit_id__in=unit_ids)),
        ("code", UnitCode.objects.filter(unit_id__in=unit_ids)),
        ("post", Post.objects.filter(unit_id__in=unit_ids)),
    ):
        later = rows.filter(valid_from__gte=on).select_related("unit").first()
        if later is not None:
            raise UnitHasLaterRows(unit=later.unit.name, on=formats.day(on), what=what)
    held = (
        Assignment.objects.filter(post__unit_id__in=unit_ids, valid_from__gte=on).select_related("post__unit").first()
    )
    if held is not None:
        raise UnitHasLaterRows(unit=held.post.unit.name, on=formats.day(on), what=held.post.title)


def _end_rows(unit_ids: Iterable[int], on: date) -> None:
    """Close the units' own rows, codes, names, posts, assignments and grants on the day; nothing is deleted."""
    still = overlapping(on, None)
    Unit.objects.filter(pk__in=unit_ids).update(valid_to=on)
    UnitPeriod.objects.filter(still, unit_id__in=unit_ids).update(valid_to=on)
    UnitCode.objects.filter(still, unit_id__in=unit_ids).update(valid_to=on)
    Assignment.objects.filter(still, post__unit_id__in=unit_ids).update(valid_to=on)
    Post.objects.filter(still, unit_id__in=unit_ids).update(valid_to=on)
    midnight = datetime.combine(on, time.min, tzinfo=formats.ZONE)
    open_grants = RoleGrant.objects.filter(unit_id__in=unit_ids)
    open_grants.filter(ends_at__isnull=True, starts_at__lt=midnight).update(ends_at=midnight)
    open_grants.filter(ends_at__gt=midnight, starts_at__lt=midnight).update(ends_at=midnight)
    open_grants.filter(starts_at__gte=midnight).update(ends_at=F("starts_at"))
