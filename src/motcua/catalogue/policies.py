"""Who may read and change the catalogue: everybody reads it (NĐ 118/2025 art. 8), few change it."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from motcua.domain.errors import NotAllowed
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.kinds import Level
from motcua.organisation.roles import Role

if TYPE_CHECKING:
    from motcua.organisation.models import Unit


class Action(StrEnum):
    """What can be done with the catalogue."""

    IMPORT = "catalogue.import"
    CONFIRM_LIMIT = "catalogue.confirm_limit"
    MANAGE_OFFERINGS = "catalogue.manage_offerings"
    MANAGE_PROCESSES = "catalogue.manage_processes"


_MANAGERS = frozenset({Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR})
_PARTS = frozenset({Level.OFFICE, Level.ONE_STOP})
"""Levels of units that are parts of a body, not bodies of their own."""
_PLACE = (Level.ONE_STOP, Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.OFFICE)
"""The order in which units are offered for choice: receiving ones first."""


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


def sees_offering(actor: Actor, unit_ids: Collection[int]) -> bool:
    """Whether an actor may use an offering of these units: where the person works or holds a role; the system all."""
    if actor.kind is ActorKind.SYSTEM or actor.has_any(Role.ADMINISTRATOR, Role.AUDITOR):
        return True
    return not actor.unit_ids.isdisjoint(unit_ids)


def manageable_units(actor: Actor, on: date) -> list["Unit"]:
    """The units in whose place the actor may open offerings: all of the bodies where the actor holds the role.

    A store-wide role reaches every unit; offered for choice are then those of the bodies the actor works in.
    """
    if not can(actor, Action.MANAGE_OFFERINGS):
        return []
    held = actor.units_with(*_MANAGERS) or actor.unit_ids
    bodies = {body_of(unit_id) for unit_id in held}
    reached = {unit_id for body in bodies for unit_id in organisation.descendant_ids(body, on)}
    return sorted(organisation.units(reached).values(), key=lambda unit: (_PLACE.index(Level(unit.level)), unit.name))
