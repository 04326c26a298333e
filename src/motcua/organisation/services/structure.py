"""What every change of the unit structure shares: one writer at a time, checks of periods and codes, the event row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from motcua.audit import log
from motcua.common import formats
from motcua.common.folding import fold
from motcua.domain.errors import AgencyIdentifierNotUnderstood
from motcua.domain.errors_organisation import CodeNotValid, CodeTaken, NameMissing, PeriodNotValid, UnitNotInForce
from motcua.domain.numbering import IdentifierLayout, parse_agency_identifier
from motcua.organisation.actors import Actor
from motcua.organisation.kinds import CodeScheme, EventKind, PartSide
from motcua.organisation.models import (
    Unit,
    UnitCode,
    UnitEvent,
    UnitEventPart,
    UnitPeriod,
)
from motcua.organisation.queries.periods import overlapping

_GSO = re.compile(r"\d{2,5}", re.ASCII)
_LAYOUTS = {
    IdentifierLayout.FORWARD: CodeScheme.AGENCY,
    IdentifierLayout.SCHEME: CodeScheme.AGENCY,
    IdentifierLayout.REVERSED: CodeScheme.AGENCY_2016,
}
MOST_NAME = 255


@dataclass(frozen=True, slots=True)
class Code:
    """A code to give: scheme and text."""

    text: str
    scheme: CodeScheme = CodeScheme.AGENCY


def structure_lock() -> None:
    """Let one transaction at a time change units, so that a check of periods holds until the rows are written.

    SQLite's IMMEDIATE transactions do so already; PostgreSQL takes a table lock that readers and foreign keys pass.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("structure_lock() needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE organisation_unit IN SHARE ROW EXCLUSIVE MODE")


def check_name(name: str) -> str:
    """Return the name with single spaces; raises NameMissing when it is empty, too long or has signs nobody sees."""
    clean = " ".join(name.split())
    if not clean or len(clean) > MOST_NAME or not clean.isprintable():
        raise NameMissing(field="name", value=name, most=MOST_NAME)
    return clean


def check_period(starts: date, ends: date | None) -> None:
    """Raise PeriodNotValid unless [starts, ends) holds at least a day."""
    if ends is not None and ends <= starts:
        raise PeriodNotValid(field="valid_to", value=formats.day(ends), start=formats.day(starts))


def check_code_form(code: Code) -> None:
    """Raise CodeNotValid unless the code is written as its scheme says (QĐ 20/2020/QĐ-TTg art. 4, 6; QCVN 102:2016)."""
    if code.scheme == CodeScheme.GSO:
        good = _GSO.fullmatch(code.text) is not None
    else:
        try:
            identifier = parse_agency_identifier(code.text)
        except AgencyIdentifierNotUnderstood:
            good = False
        else:
            good = _LAYOUTS[identifier.layout] == code.scheme and identifier.text == code.text
    if not good:
        raise CodeNotValid(field="code", value=code.text, scheme=str(CodeScheme(code.scheme).label))


def check_in_force(unit: Unit, on: date) -> None:
    """Raise UnitNotInForce unless the unit exists on the day."""
    if unit.valid_from > on or (unit.valid_to is not None and unit.valid_to <= on):
        raise UnitNotInForce(unit=unit.name, on=formats.day(on))


def give_code(unit: Unit, code: Code, starts: date, ends: date | None) -> UnitCode:
    """Write a code of a unit for [starts, ends) after checking, under the lock, that nobody bears it meanwhile."""
    check_code_form(code)
    clash = (
        UnitCode.objects.filter(overlapping(starts, ends), scheme=code.scheme, code=code.text)
        .select_related("unit")
        .first()
    )
    if clash is not None:
        raise CodeTaken(value=code.text, unit=clash.unit.name)
    return UnitCode.objects.create(unit=unit, scheme=code.scheme, code=code.text, valid_from=starts, valid_to=ends)


def make_unit(
    *,
    level: str,
    name: str,
    parent: Unit | None,
    starts: date,
    ends: date | None = None,
    codes: Sequence[Code] = (),
    address: str = "",
    phone: str = "",
) -> Unit:
    """Write a unit, its first period and its codes, under the lock held by the caller."""
    name = check_name(name)
    check_period(starts, ends)
    if parent is not None:
        check_in_force(parent, starts)
    unit = Unit.objects.create(
        level=level,
        name=name,
        search_key=fold(name),
        parent=parent,
        address=address.strip(),
        phone=phone.strip(),
        valid_from=starts,
        valid_to=ends,
    )
    open_period(unit, starts)
    for code in codes:
        give_code(unit, code, starts, ends)
    return unit


def open_period(unit: Unit, starts: date) -> None:
    """Write the period that begins with the unit's present name and parent, or what else changes on its first day."""
    now = {
        "name": unit.name,
        "search_key": unit.search_key,
        "parent_id": unit.parent_id,
        "valid_to": unit.valid_to,
    }
    UnitPeriod.objects.update_or_create(unit=unit, valid_from=starts, defaults=now)


def record_event(
    kind: EventKind,
    *,
    on: date,
    decision: str,
    before: Iterable[int],
    after: Iterable[int],
    heir: int | None,
    actor: Actor,
    at: datetime,
) -> UnitEvent:
    """Write a unit event with its parts, and the audit line, in the caller's transaction."""
    event = UnitEvent.objects.create(
        kind=kind,
        effective_on=on,
        decision=decision.strip(),
        recorded_at=at,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
    )
    parts = [UnitEventPart(event=event, unit_id=unit_id, side=PartSide.BEFORE) for unit_id in before]
    parts += [
        UnitEventPart(event=event, unit_id=unit_id, side=PartSide.AFTER, inherits=unit_id == heir) for unit_id in after
    ]
    UnitEventPart.objects.bulk_create(parts, batch_size=500)
    data = {"kind": kind.value, "effective_on": on.isoformat(), "parts": len(parts)}
    log.write(actor.ref, f"organisation.unit_{kind.value}", "unit_event", event.public_id, at=at, data=data)
    return event
