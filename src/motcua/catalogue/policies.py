"""Who may read and change the catalogue: everybody reads it (NĐ 118/2025 art. 8), few change it."""

from enum import StrEnum

from django.db.models import Q

from motcua.domain.errors import NotAllowed
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.kinds import Level
from motcua.organisation.roles import Role


class Action(StrEnum):
    """What can be done with the catalogue."""

    IMPORT = "catalogue.import"
    CONFIRM_LIMIT = "catalogue.confirm_limit"
    MANAGE_OFFERINGS = "catalogue.manage_offerings"
    MANAGE_PROCESSES = "catalogue.manage_processes"


_MANAGERS = frozenset({Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR})
_PARTS = frozenset({Level.OFFICE, Level.ONE_STOP})
"""Levels of units that are parts of a body, not bodies of their own."""


def can(actor: Actor, action: Action, unit_id: int | None = None) -> bool:
    """Tell whether the actor may do the action, for that unit where one is named; anything else is refused.

    The officer of procedure control (KSTTHC) controls content and opens offerings; imports only bring records in. The
    role is held in an office and reaches the whole body that the office belongs to, and the bodies below it.
    """
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.kind is ActorKind.IMPORT:
        return action is Action.IMPORT
    if actor.kind is not ActorKind.PERSON or not actor.has_any(*_MANAGERS):
        return False
    return unit_id is None or any(actor.has(role, unit_id) for role in _MANAGERS) or _reaches(actor, unit_id)


def _reaches(actor: Actor, unit_id: int) -> bool:
    bodies = {body_of(held) for held in actor.units_with(*_MANAGERS)}
    return bool(bodies & set(organisation.ancestor_ids(unit_id)))


def body_of(unit_id: int) -> int:
    """The body that a unit is part of: itself, or the nearest unit above that is no office and no one-stop shop."""
    above = organisation.ancestor_ids(unit_id)
    units = organisation.units(above)
    return next((each for each in above if units[each].level not in _PARTS), unit_id)


def require(actor: Actor, action: Action, unit_id: int | None = None) -> None:
    """Raise NotAllowed unless the actor may do the action."""
    if not can(actor, action, unit_id):
        raise NotAllowed(action=action.value, actor=actor.label)


def visible_offerings(actor: Actor) -> Q:
    """The offerings an actor may use: those of the units where the person works or holds a role; the system all."""
    if actor.kind is ActorKind.SYSTEM or actor.has_any(Role.ADMINISTRATOR, Role.AUDITOR):
        return Q()
    units = actor.unit_ids
    return Q(unit_id__in=units) | Q(competent_unit_id__in=units) | Q(executing_unit_id__in=units)
