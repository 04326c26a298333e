"""Who may look whether the record is true, and where.

Who leads an agency, its one-stop shop, its control of procedures or its reform looks at the dossiers of that agency;
whoever inspects (the auditor) at all. Pages show codes, dates and offices; an owner's name stands only where the reader
may see the dossier whole.
"""

from typing import Final

from motcua.domain.errors import NotAllowed
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.roles import Role

OF_AGENCY: Final = (Role.LEADER, Role.ONE_STOP_HEAD, Role.PROCEDURE_CONTROLLER, Role.REFORM_OFFICER)
EVERYWHERE: Final = (Role.AUDITOR,)
LOOKERS: Final = (*OF_AGENCY, *EVERYWHERE)


def units_of(actor: Actor) -> frozenset[int] | None:
    """The units whose dossiers the actor may look at: his agency with everything below it; None means all."""
    if actor.kind is not ActorKind.PERSON:
        return frozenset()
    if actor.has_any(*EVERYWHERE):
        return None
    return organisation.below_authorities(actor.units_with(*OF_AGENCY))


def inspector(actor: Actor, unit_id: int) -> int:
    """The person who looks at the unit's dossiers; NotAllowed for whoever may not."""
    units = units_of(actor)
    if actor.id is None or (units is not None and unit_id not in units):
        raise NotAllowed(action="inspect", actor=actor.label)
    return actor.id
