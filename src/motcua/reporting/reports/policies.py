"""Who may read, collect, check, approve, send and receive reports, and declare figures: by role and agency.

A role held in an office or at the one-stop shop counts for the authority it belongs to. What lies below an authority
it may read and declare for; only its own report does it collect, approve and send; a superior receives or returns.
"""

from enum import StrEnum
from typing import Final

from motcua.domain.errors import NotAllowed
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.kinds import GOVERNMENT
from motcua.organisation.roles import Role


class Right(StrEnum):
    """What can be done with reports and declared figures of a unit."""

    READ = "read"
    DECLARE = "declare"
    COLLECT = "collect"
    CHECK = "check"
    APPROVE = "approve"
    SUBMIT = "submit"
    RECEIVE = "receive"


_PREPARERS: Final = frozenset({Role.PROCEDURE_CONTROLLER, Role.REFORM_OFFICER, Role.ONE_STOP_HEAD})
_READERS: Final = _PREPARERS | {Role.LEADER, Role.UNIT_HEAD}
ROLES: Final = {
    Right.READ: _READERS,
    Right.DECLARE: _PREPARERS,
    Right.COLLECT: _PREPARERS,
    Right.CHECK: _PREPARERS | {Role.UNIT_HEAD},
    Right.APPROVE: frozenset({Role.LEADER}),
    Right.SUBMIT: _PREPARERS | {Role.LEADER},
    Right.RECEIVE: frozenset({Role.PROCEDURE_CONTROLLER, Role.REFORM_OFFICER, Role.LEADER}),
}
REACHES_DOWN: Final = frozenset({Right.READ, Right.DECLARE})
"""What is done for every unit below too; the rest only for one's own authority."""


def authorities_with(actor: Actor, right: Right) -> frozenset[int]:
    """The authorities in which the actor holds a role that gives the right."""
    if actor.kind is not ActorKind.PERSON:
        return frozenset()
    return frozenset(organisation.authority_of(unit_id) for unit_id in actor.units_with(*ROLES[right]))


def readable_units(actor: Actor) -> frozenset[int] | None:
    """The units whose reports the actor may read: his authority and all below it; None means every unit."""
    if actor.is_system or actor.has_any(Role.AUDITOR):
        return None
    if actor.kind is not ActorKind.PERSON:
        return frozenset()
    return organisation.below_authorities(actor.units_with(*ROLES[Right.READ]))


def can(actor: Actor, right: Right, unit_id: int) -> bool:
    """Tell whether the actor may do this for a unit. The system may all; an import may declare."""
    if actor.is_system:
        return True
    if actor.kind is ActorKind.IMPORT:
        return right is Right.DECLARE
    if right is Right.READ and actor.has_any(Role.AUDITOR):
        return True
    held = authorities_with(actor, right)
    if right is Right.RECEIVE:
        return bool(held & _receivers_of(unit_id))
    if right in REACHES_DOWN:
        return bool(held & set(organisation.ancestor_ids(unit_id)))
    return unit_id in held


def _receivers_of(unit_id: int) -> frozenset[int]:
    """Who receives a unit's report: every authority above; the unit itself where this store knows none above."""
    above = organisation.ancestor_ids(unit_id)[1:]
    levels = {pk: unit.level for pk, unit in organisation.units(above).items()}
    return frozenset(pk for pk in above if levels[pk] in GOVERNMENT) or frozenset({unit_id})


def require(actor: Actor, right: Right, unit_id: int) -> None:
    """Raise NotAllowed unless the actor may do this for the unit."""
    if not can(actor, right, unit_id):
        raise NotAllowed(action=f"reporting.{right.value}", actor=actor.label)
