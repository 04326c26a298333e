"""Take back what one just did (forward, take, send back): within ten seconds, if nothing happened since."""

from datetime import datetime
from typing import Any

from motcua.domain.lifecycle import Action, State
from motcua.dossiers.guards import of_undo
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.moving import restored
from motcua.dossiers.services.told import PINNED, folded, told_by, undone_in
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, actor: Actor, at: datetime) -> Change:
    """Put the dossier back where it lay; a new event, the undone one stays."""
    last = facts.last
    holds = of_undo(last, actor, at)
    columns = restored(last.data["before"]) if last is not None and holds else {}
    data: dict[str, Any] = {"undone": last.seq if last is not None else None}
    if last is not None and "officer_id" in told_by(last, facts.steps):
        data[PINNED] = {"officer_id": _handler_before(facts)}
    return change(
        facts,
        Action.UNDO,
        at,
        holds=holds,
        before=State(last.from_state) if last is not None else None,
        fields=columns,
        data=data,
    )


def _handler_before(facts: Facts) -> int | None:
    """Who handled the dossier before what is undone."""
    before = facts.history[:-1]
    handler: int | None = folded(before, facts.steps, undone_in(before))["officer_id"]
    return handler


def undo(dossier: Dossier, *, actor: Actor, at: datetime, key: str = "", expected: int | None = None) -> Dossier:
    """Undo the actor's own last forward, take or send-back."""
    return perform(
        Action.UNDO,
        dossier,
        lambda f: plan(f, actor=actor, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        with_history=True,
    )
