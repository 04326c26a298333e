"""Record the result of a dossier, granted or refused: here the processing ends (national code 9).

A refusal after appraisal is a result with a negative outcome (NĐ 118/2025 art. 19(3)), not a refusal at intake.
"""

from datetime import datetime

from motcua.domain.clock_facts import ClockKind
from motcua.domain.lifecycle import Action, Outcome
from motcua.dossiers.guards import of_route
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.awaiting import NOTHING_AWAITED
from motcua.dossiers.services.change import Change, Facts, Instants, change
from motcua.dossiers.services.doing import perform, perform_all
from motcua.dossiers.services.moving import handing_over, proposal, reason_given, to_step
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, at: datetime, outcome: str = "", result_number: str = "", note: str = "") -> Change:
    """End the processing and bring the dossier to the step that returns the result."""
    dossier = facts.dossier
    chosen = proposal(outcome or dossier.proposed_outcome or Outcome.GRANTED)
    if chosen is Outcome.REFUSED and dossier.proposed_outcome != Outcome.REFUSED:
        reason_given(note)
    step = facts.route.returning
    columns = to_step(facts, step, at) if step is not None else {}
    columns |= {
        "processing_ended_at": at,
        "result_number": result_number.strip()[:64],
        "near_at": None,
    } | NOTHING_AWAITED
    made = change(
        facts,
        Action.RESOLVE,
        at,
        holds=of_route(facts.route),
        fields=columns,
        outcome=chosen,
        note=note.strip(),
        clock=ClockKind.ENDED,
        data={"outcome": chosen.value, **handing_over(facts, columns, at)},
    )
    made.fact = True
    return made


def resolve(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    outcome: str = "",
    result_number: str = "",
    note: str = "",
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Record the result. Without `outcome` what was proposed for signature counts (else GRANTED).

    A refusal that nobody signed as a proposal needs its reason in `note`.
    """
    return perform(
        Action.RESOLVE,
        dossier,
        lambda f: plan(f, at=at, outcome=outcome, result_number=result_number, note=note),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
    )


def resolve_all(dossiers: list[Dossier], *, actor: Actor, at: Instants) -> list[Dossier]:
    """Record the proposed results of many at once, all or none."""
    return perform_all(Action.RESOLVE, dossiers, lambda f, own: plan(f, at=own), actor=actor, at=at)
