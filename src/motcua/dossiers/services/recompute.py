"""Prove that every cached date is what the events say, for a whole store, and put right what is not.

Nothing of a dossier is believed but its clock-moving events and what was pinned at its acceptance.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from motcua.audit import log
from motcua.common import writing
from motcua.domain.clock_facts import ClockEvent, ClockFacts
from motcua.domain.deadlines import Derivation, derive, step_due
from motcua.domain.errors import MotcuaError
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.clock_rows import (
    CACHED,
    Held,
    blocks,
    clocks_between,
    clocks_of,
    facts_of,
    step_at,
)
from motcua.dossiers.services.clock import near_of, stood, waits_until
from motcua.dossiers.services.comparing import EVENTS, Comparison, Difference
from motcua.dossiers.services.fact_rows import UNKNOWN, close, fact_of
from motcua.organisation.actors import Actor

FACT: Final = "fact"
"""The name under which a fact row is reported that repeats other dates than its dossier has."""


def recompute(told: Callable[[int], None] = lambda _: None) -> Comparison:
    """Derive every dossier and compare; `told` hears how many were gone through. Writes nothing."""
    found = Comparison()
    kept: dict[str, WorkCalendar] = {}
    for low, high in blocks():
        number = 0
        for held, events in clocks_between(low, high, kept):
            number += 1
            values = _values(held, events, kept)
            if values != held.cached or not held.fact_agrees:
                found.add(_looked_at_again(held.id))
        found.dossiers += number
        told(number)
    return found


def repair(
    found: Comparison, *, actor: Actor, at: datetime, told: Callable[[int], None] = lambda _: None
) -> Comparison:
    """Write what the events say for every dossier that differs, each in a transaction of its own, and log it."""
    found.repair(lambda dossier_id: _repair_one(dossier_id, actor=actor, at=at), told)
    return found


@transaction.atomic
def _repair_one(dossier_id: int, *, actor: Actor, at: datetime) -> bool:
    """Derive a dossier once more and write what differs, if nobody moved it since it was read."""
    kept: dict[str, WorkCalendar] = {}
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    ((held, events),) = clocks_of([dossier_id], kept)
    different = _differences(held, _values(held, events, kept))
    columns = {each.column: each.told for each in different if each.column in CACHED}
    if any(each.column == EVENTS for each in different):
        return False
    if columns and not writing.update_if(dossier, {"version": dossier.version}, columns):
        return False
    for name, value in columns.items():
        setattr(dossier, name, value)
    if different:
        _write_fact(dossier, at)
        data = {each.column: {"held": _plain(each.held), "told": _plain(each.told)} for each in different}
        log.write(actor.ref, "dossiers.clock_repaired", "dossier", dossier.public_id, at=at, data=data)
    return bool(different)


def _write_fact(dossier: Dossier, at: datetime) -> None:
    """Close the fact row that repeated wrong dates and write what is known from now on."""
    carried = close({dossier.pk: at}).get(dossier.pk, UNKNOWN)
    writing.insert([fact_of(dossier, calendar_of(dossier), carried, at)])


def _looked_at_again(dossier_id: int) -> list[Difference]:
    """The differences of a dossier read anew: somebody may have moved it between the statements of its block."""
    kept: dict[str, WorkCalendar] = {}
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier_id)
        ((held, events),) = clocks_of([dossier_id], kept)
    return _differences(held, _values(held, events, kept))


def _differences(held: Held, values: tuple[Any, ...] | MotcuaError) -> list[Difference]:
    if isinstance(values, MotcuaError):
        return [Difference(held.id, held.code, EVENTS, None, str(values))]
    rows = zip(CACHED, held.cached, values, strict=True)
    found = [Difference(held.id, held.code, name, old, new) for name, old, new in rows if old != new]
    return found if held.fact_agrees else [*found, Difference(held.id, held.code, FACT, None, None)]


def _values(
    held: Held, events: tuple[ClockEvent, ...], kept: Mapping[str, WorkCalendar]
) -> tuple[Any, ...] | MotcuaError:
    """What the columns of `CACHED` should hold, in their order; the error where the events cannot be derived."""
    if not events:
        # Before acceptance no clock runs; what a submission waits for is not derived from the clock.
        waiting = (held.sort_at, held.step_due_at, held.closing_at)
        return (None, None, None, None, None, None, *waiting, False, held.calendar_version, 0, 0)
    facts = facts_of(held, events)
    try:
        derivation = derive(facts, kept)
        return (
            derivation.due,
            derivation.first_due,
            derivation.statutory_due,
            derivation.paused_since,
            derivation.started,
            near_of(derivation),
            *_around(held, facts, derivation, kept),
            derivation.provisional,
            derivation.calendar.version if derivation.calendar is not None else "",
            stood(derivation, derivation.started),
            stood(derivation, held.step_since) if held.step_since is not None else 0,
        )
    except MotcuaError as error:
        return error


def _around(
    held: Held, facts: ClockFacts, derivation: Derivation, kept: Mapping[str, WorkCalendar]
) -> tuple[datetime | None, datetime | None, datetime | None]:
    """Place in lists, due date of the step, end of waiting: they follow from the clock only while it has not ended."""
    if derivation.ended_at is not None:
        return held.sort_at, held.step_due_at, held.closing_at
    place = due = derivation.due or derivation.started
    closing = held.closing_at
    if derivation.paused_since is not None:
        closing = waits_until(facts, kept, held.closing_at)
        place = closing or due
    return place, _step_due(held, facts, derivation), closing


def _step_due(held: Held, facts: ClockFacts, derivation: Derivation) -> datetime | None:
    """Until when the step at which the dossier lies should be done; None while papers are awaited."""
    if held.process_version_id is None or held.step_since is None or held.resume_state or derivation.calendar is None:
        return None
    step = step_at(held.process_version_id, held.step_no)
    return None if step is None else step_due(step.limit, held.step_since, facts, derivation.calendar)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
