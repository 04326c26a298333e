"""Take back a part that was given to another unit, with the reason: the lead does it itself, or it is not needed."""

from datetime import datetime

from motcua.domain.lifecycle import Action
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.legs import on_leg, open_leg, write_leg
from motcua.dossiers.services.moving import reason_given
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, actor: Actor, no: int | None, note: str, at: datetime) -> Change:
    """The leg ends without an answer; its unit goes on seeing the dossier."""
    leg = open_leg(facts.dossier, no, Action.RECALL_LEG, actor, lambda _leg: True)
    data = {} if leg is None else {"to_unit": leg.unit_id}
    return on_leg(facts, Action.RECALL_LEG, leg, at, ends=True, note=reason_given(note), data=data)


def recall_leg(
    dossier: Dossier,
    *,
    note: str,
    actor: Actor,
    at: datetime,
    no: int | None = None,
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Recall the leg of a number, or the only open one; `note` says why."""
    return perform(
        Action.RECALL_LEG,
        dossier,
        lambda f: plan(f, actor=actor, no=no, note=note, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        after=lambda facts, made: write_leg(made, recalled_at=at, ended_at=at),
    )
