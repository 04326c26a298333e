"""The one re-appointment: the date moves once, and only by the letter of apology that says why (art. 19(6)).

A letter that goes out before the date has passed moves the due date. One that comes too late promises a new date too,
but what was missed stays missed: the clock does not move, the dossier stays late.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.lifecycle import Action
from motcua.dossiers.guards import of_reappointment
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.clock import after as clock_after
from motcua.dossiers.services.doing import perform
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, promised_at: datetime, letter: UUID, at: datetime) -> Change:
    """Promise the new date; move the due date if it has not passed."""
    dossier = facts.dossier
    holds = of_reappointment(dossier)
    in_time = dossier.due_at is not None and at <= dossier.due_at
    columns: dict[str, Any] = {}
    if in_time and holds:
        columns = clock_after(facts, ClockEvent(ClockKind.REAPPOINTED, at, promised_at))
    columns |= {"promised_at": promised_at, "reappointments": dossier.reappointments + 1}
    before = dossier.promised_at
    made = change(
        facts,
        Action.REAPPOINT,
        at,
        holds=holds,
        fields=columns,
        clock=ClockKind.REAPPOINTED if in_time else None,
        promised_at=promised_at,
        data={"apology": str(letter), "promised_before": before.isoformat() if before else None, "moved": in_time},
    )
    made.fact = True
    return made


def reappoint(dossier: Dossier, *, promised_at: datetime, letter: UUID, actor: Actor, at: datetime) -> Dossier:
    """Re-appoint by the letter of a duty. Raises GuardFails once the dossier has been re-appointed."""
    return perform(
        Action.REAPPOINT,
        dossier,
        lambda facts: plan(facts, promised_at=promised_at, letter=letter, at=at),
        actor=actor,
        at=at,
        with_clock=True,
    )
