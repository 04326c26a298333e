"""Take a dossier that lies with a unit: the person becomes its holder."""

from datetime import datetime

from motcua.domain.lifecycle import Action
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, Instants, change
from motcua.dossiers.services.doing import perform, perform_all
from motcua.dossiers.services.moving import placed
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, person_id: int | None, at: datetime) -> Change:
    """The person holds the dossier from now on; its step's time runs on."""
    data = {"from_person": facts.dossier.holder_id, "to_person": person_id, "before": placed(facts.dossier)}
    return change(facts, Action.TAKE, at, fields={"holder_id": person_id}, data=data)


def take(dossier: Dossier, *, actor: Actor, at: datetime, key: str = "", expected: int | None = None) -> Dossier:
    """Make the actor the holder. Who has the step's role takes what nobody holds; a unit head also takes over."""
    return perform(
        Action.TAKE,
        dossier,
        lambda f: plan(f, person_id=actor.id, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
    )


def take_all(dossiers: list[Dossier], *, actor: Actor, at: Instants) -> list[Dossier]:
    """Take many at once, all or none."""
    return perform_all(Action.TAKE, dossiers, lambda f, own: plan(f, person_id=actor.id, at=own), actor=actor, at=at)
