"""Who may change texts and rules of notices, and who sees what was sent."""

from motcua.domain.errors import NotAllowed
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.roles import Role

EDITORS = (Role.ADMINISTRATOR, Role.REFORM_OFFICER)
"""Roles that write the texts of notices."""


def can_edit_templates(actor: Actor) -> bool:
    """Whether the actor may write new versions of texts; the system ships the first ones."""
    return actor.is_system or (actor.kind is ActorKind.PERSON and actor.has_any(*EDITORS))


def can_manage(actor: Actor) -> bool:
    """Whether the actor sees deliveries, sends dead ones again and sets the rules of channels."""
    return actor.is_system or (actor.kind is ActorKind.PERSON and actor.has(Role.ADMINISTRATOR))


def rule_desks(actor: Actor) -> frozenset[int]:
    """The desks whose own rules of watching the actor may set: those that he or she heads."""
    return actor.units_with(Role.ONE_STOP_HEAD)


def require_watch_rules(actor: Actor, unit_id: int | None) -> None:
    """Raise NotAllowed unless the actor sets the rules of a desk, or (None) those that hold everywhere else."""
    if not (can_manage(actor) or unit_id in rule_desks(actor)):
        raise NotAllowed(action="notifications.watch_rules", actor=actor.label)


def require_edit_templates(actor: Actor) -> None:
    """Raise NotAllowed unless the actor may write texts."""
    if not can_edit_templates(actor):
        raise NotAllowed(action="notifications.edit_template", actor=actor.label)


def require_manage(actor: Actor) -> None:
    """Raise NotAllowed unless the actor manages deliveries."""
    if not can_manage(actor):
        raise NotAllowed(action="notifications.manage", actor=actor.label)
