"""Making one unit and changing its name, place, code or contact."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.audit import log
from motcua.common import formats
from motcua.common.folding import fold
from motcua.domain.errors_organisation import ParentNotValid, UnitHasLaterRows
from motcua.organisation import queries
from motcua.organisation.actors import Actor
from motcua.organisation.kinds import EventKind
from motcua.organisation.models import Unit, UnitCode, UnitPeriod
from motcua.organisation.policies import Action, require
from motcua.organisation.queries.periods import in_force
from motcua.organisation.services.structure import (
    Code,
    check_in_force,
    check_name,
    give_code,
    make_unit,
    open_period,
    record_event,
    structure_lock,
)


@transaction.atomic
def create_unit(
    *,
    level: str,
    name: str,
    parent_id: int | None,
    valid_from: date,
    valid_to: date | None = None,
    codes: Sequence[Code] = (),
    address: str = "",
    phone: str = "",
    decision: str = "",
    actor: Actor,
    at: datetime,
) -> Unit:
    """Create a unit that exists in [valid_from, valid_to).

    Raises NotAllowed, NameMissing, PeriodNotValid, UnitNotInForce (parent on the first day), CodeNotValid, CodeTaken.
    """
    require(actor, Action.MANAGE_UNITS)
    structure_lock()
    unit = make_unit(
        level=level,
        name=name,
        parent=None if parent_id is None else queries.unit(parent_id),
        starts=valid_from,
        ends=valid_to,
        codes=codes,
        address=address,
        phone=phone,
    )
    record_event(
        EventKind.CREATED, on=valid_from, decision=decision, before=(), after=[unit.pk], heir=None, actor=actor, at=at
    )
    return unit


@transaction.atomic
def rename_unit(*, unit_id: int, name: str, on: date, decision: str = "", actor: Actor, at: datetime) -> Unit:
    """Give the unit another name from the day on; the unit, its code and its records stay the same."""
    require(actor, Action.MANAGE_UNITS)
    structure_lock()
    unit = queries.unit(unit_id)
    name = check_name(name)
    _begin_period(unit, on)
    unit.name, unit.search_key = name, fold(name)
    unit.save(update_fields=["name", "search_key"])
    open_period(unit, on)
    _record_one(EventKind.RENAMED, unit, on, decision, actor, at)
    return unit


@transaction.atomic
def move_unit(*, unit_id: int, parent_id: int | None, on: date, decision: str = "", actor: Actor, at: datetime) -> Unit:
    """Put the unit under another parent from the day on; raises ParentNotValid for a parent below itself."""
    require(actor, Action.MANAGE_UNITS)
    structure_lock()
    unit = queries.unit(unit_id)
    if parent_id is not None:
        parent = queries.unit(parent_id)
        check_in_force(parent, on)
        if parent_id in queries.descendant_ids(unit_id):
            raise ParentNotValid(unit=unit.name, parent=parent.name)
    move_period(unit, parent_id, on)
    _record_one(EventKind.MOVED, unit, on, decision, actor, at)
    return unit


def move_period(unit: Unit, parent_id: int | None, on: date) -> None:
    """Write the new place of a unit, under the lock and the event of the caller."""
    _begin_period(unit, on)
    unit.parent_id = parent_id
    unit.save(update_fields=["parent"])
    open_period(unit, on)


@transaction.atomic
def recode_unit(*, unit_id: int, code: Code, on: date, decision: str = "", actor: Actor, at: datetime) -> UnitCode:
    """Give the unit a code from the day on; its open code of the same scheme ends that day."""
    require(actor, Action.MANAGE_UNITS)
    structure_lock()
    unit = queries.unit(unit_id)
    check_in_force(unit, on)
    own = UnitCode.objects.filter(unit=unit, scheme=code.scheme)
    if own.filter(valid_from__gte=on).exists():
        raise UnitHasLaterRows(unit=unit.name, on=formats.day(on), what=code.text)
    own.filter(in_force(on)).update(valid_to=on)
    row = give_code(unit, code, on, unit.valid_to)
    _record_one(EventKind.RECODED, unit, on, decision, actor, at)
    return row


@transaction.atomic
def change_contact(*, unit_id: int, address: str, phone: str, actor: Actor, at: datetime) -> Unit:
    """Change where the unit is reached; papers printed later show it."""
    require(actor, Action.MANAGE_UNITS)
    unit = queries.unit(unit_id)
    unit.address, unit.phone = address.strip(), phone.strip()
    unit.save(update_fields=["address", "phone"])
    log.write(actor.ref, "organisation.unit_contact_changed", "unit", unit.public_id, at=at)
    return unit


def _begin_period(unit: Unit, on: date) -> None:
    """Close the latest period on the day; history behind a later change is not rewritten.

    A period that began this very day is changed in place (renamed and moved on one day), but not the unit's first.
    """
    check_in_force(unit, on)
    latest = UnitPeriod.objects.filter(unit=unit).order_by("-valid_from")[0]
    if latest.valid_from > on or unit.valid_from == on:
        raise UnitHasLaterRows(unit=unit.name, on=formats.day(on), what=latest.name)
    if latest.valid_from < on:
        latest.valid_to = on
        latest.save(update_fields=["valid_to"])


def _record_one(kind: EventKind, unit: Unit, on: date, decision: str, actor: Actor, at: datetime) -> None:
    record_event(kind, on=on, decision=decision, before=[], after=[unit.pk], heir=None, actor=actor, at=at)
