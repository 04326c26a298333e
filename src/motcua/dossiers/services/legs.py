"""What the doors of an open parallel leg share: which leg is meant, and the change that one event makes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from motcua.domain.errors import BadInput, DossierChanged, NotAllowed
from motcua.domain.lifecycle import Action
from motcua.domain.texts import Text, gettext_noop
from motcua.dossiers.guards import of_awaiting
from motcua.dossiers.models import Dossier, ParallelLeg
from motcua.dossiers.queries.legs import open_legs
from motcua.dossiers.services.change import Change, Facts, change
from motcua.organisation.actors import Actor

May = Callable[[ParallelLeg], bool]


def open_leg(dossier: Dossier, no: int | None, action: Action, actor: Actor, may: May) -> ParallelLeg | None:
    """The open leg that is meant: the one of that number, or the only one that this actor may act on.

    None where no leg is open at all: then the lifecycle refuses. Raises BadInput without a choice, NotAllowed for
    another unit's leg, DossierChanged where a leg ended since the dossier was read.
    """
    if not dossier.leg_units:
        return None
    legs = open_legs(dossier)
    if {leg.unit_id for leg in legs} != set(dossier.leg_units):
        raise DossierChanged(dossier=dossier.code)
    mine = [leg for leg in legs if may(leg)]
    if no is None and len(mine) == 1:
        return mine[0]
    found = next((leg for leg in legs if leg.no == no), None)
    if found is None:
        raise BadInput(field="no", value=no or "", remedy=Text(gettext_noop("Chọn một việc phối hợp đang mở.")))
    if found not in mine:
        raise NotAllowed(action=action.value, actor=actor.label)
    return found


def on_leg(
    facts: Facts,
    action: Action,
    leg: ParallelLeg | None,
    at: datetime,
    *,
    ends: bool,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Change:
    """The change of one event about a leg; one that `ends` it takes its unit out of the dossier's row."""
    dossier = facts.dossier
    left = [unit_id for unit_id in dossier.leg_units if leg is None or unit_id != leg.unit_id]
    return change(
        facts,
        action,
        at,
        holds=of_awaiting(dossier),
        fields={"leg_units": left} if ends else {},
        leg=None if leg is None else leg.no,
        note=note,
        data=data or {},
    )


def write_leg(made: Change, **columns: Any) -> None:
    """Put what happened on the row of the leg that the change is about."""
    no = made.event.leg
    assert no is not None, "an event about a leg names it"
    ParallelLeg.objects.filter(dossier=made.dossier, no=no).update(**columns)
