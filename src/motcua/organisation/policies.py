"""Who may read and change the organisation: `can()` for an action, `visible_to()` for rows, from the same rules."""

from enum import StrEnum

from django.db.models import Q

from motcua.domain.errors import NotAllowed
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.roles import Role


class Action(StrEnum):
    """What can be done with the organisation."""

    VIEW = "organisation.view"
    VIEW_ACCESS = "organisation.view_access"
    MANAGE_UNITS = "organisation.manage_units"
    MANAGE_PEOPLE = "organisation.manage_people"
    MANAGE_ACCESS = "organisation.manage_access"


_MANAGERS: dict[Action, frozenset[Role]] = {
    Action.VIEW_ACCESS: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    Action.MANAGE_UNITS: frozenset({Role.ADMINISTRATOR}),
    Action.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Action.MANAGE_ACCESS: frozenset({Role.ADMINISTRATOR}),
}


def can(actor: Actor, action: Action) -> bool:
    """Tell whether the actor may do the action; anything not named here is refused.

    The system may do all (seeds and the command line), an import may add units, an officer reads.
    """
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.kind is ActorKind.IMPORT:
        return action in {Action.VIEW, Action.MANAGE_UNITS}
    if actor.kind is not ActorKind.PERSON:
        return False
    return action is Action.VIEW or actor.has_any(*_MANAGERS.get(action, frozenset()))


def require(actor: Actor, action: Action) -> None:
    """Raise NotAllowed unless the actor may do the action."""
    if not can(actor, action):
        raise NotAllowed(action=action.value, actor=actor.label)


NOTHING = Q(pk__in=())


def visible_to(actor: Actor) -> Q:
    """Return the condition on units, people, posts and assignments that the actor may see: officers see all."""
    return Q() if can(actor, Action.VIEW) else NOTHING


def access_visible_to(actor: Actor) -> Q:
    """Return the condition on role grants that the actor may see: one's own, or all for who oversees access."""
    if can(actor, Action.VIEW_ACCESS):
        return Q()
    if actor.kind is ActorKind.PERSON and actor.id is not None:
        return Q(person_id=actor.id)
    return NOTHING
