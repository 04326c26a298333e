"""Record that the financial duty was met; a clock that stood for it goes on with what was left."""

from datetime import datetime
from typing import Any

from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Action
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clock import facts_from
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.clock import after as clock_after
from motcua.dossiers.services.clock import step_due_now
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.told import PINNED
from motcua.dossiers.vocabulary import PaymentWay
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, receipt_no: str, way: str, note: str, at: datetime) -> Change:
    """Back to the office; the step gets the minutes for which the clock stood."""
    dossier = facts.dossier
    data: dict[str, Any] = {"receipt": receipt_no.strip()[:64]}
    if way:
        data |= {"way": _way(way).value, PINNED: {"paid_online": way == PaymentWay.ONLINE}}
    columns: dict[str, Any] = {"payment_asked_at": None}
    clock = None
    if dossier.paused_since is not None:
        event = ClockEvent(ClockKind.RESUMED, at)
        columns |= clock_after(facts, event)
        columns["step_due_at"] = step_due_now(facts, facts_from(dossier, (*facts.clock, event)))
        clock = event.kind
    made = change(
        facts,
        Action.CONFIRM_PAYMENT,
        at,
        fields=columns,
        note=note.strip(),
        clock=clock,
        data=data,
    )
    made.fact = clock is not None
    return made


def _way(way: str) -> PaymentWay:
    if way not in PaymentWay.values:
        raise BadInput(field="way", value=way, remedy=", ".join(PaymentWay.values))
    return PaymentWay(way)


def confirm_payment(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    receipt_no: str = "",
    way: str = "",
    note: str = "",
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Record the payment, by the number of its receipt where there is one; `way` is a `PaymentWay` where it is known.

    Raises BadInput (way).
    """
    return perform(
        Action.CONFIRM_PAYMENT,
        dossier,
        lambda f: plan(f, receipt_no=receipt_no, way=way, note=note, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        with_clock=dossier.paused_since is not None,
    )
