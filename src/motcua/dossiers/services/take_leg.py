"""Say who in the asked unit does its part of a dossier; a colleague may take it over."""

from datetime import datetime

from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Action
from motcua.domain.texts import Text, gettext_noop
from motcua.dossiers import policies
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.legs import on_leg, open_leg, write_leg
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, actor: Actor, no: int | None, at: datetime) -> Change:
    """The actor does the part from now on."""
    leg = open_leg(facts.dossier, no, Action.TAKE_LEG, actor, lambda leg: policies.works_on_leg(actor, leg.unit_id))
    if leg is not None and leg.taken_by_id == actor.id:
        remedy = Text(gettext_noop("Bạn đã nhận việc này; làm xong thì trả kết quả."))
        raise BadInput(field="no", value=leg.no, remedy=remedy)
    before = None if leg is None else leg.taken_by_id
    return on_leg(facts, Action.TAKE_LEG, leg, at, ends=False, data={"from_person": before})


def take_leg(
    dossier: Dossier, *, actor: Actor, at: datetime, no: int | None = None, key: str = "", expected: int | None = None
) -> Dossier:
    """Take the part of the actor's unit; `no` where the actor works in several asked units."""
    return perform(
        Action.TAKE_LEG,
        dossier,
        lambda f: plan(f, actor=actor, no=no, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        after=lambda facts, made: write_leg(made, taken_by_id=actor.id),
    )
