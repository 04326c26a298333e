"""Who may read and change calendars. Officers read all; administrators, the system and imports write."""

from django.db.models import Q

from motcua.domain.errors import NotAllowed
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.roles import Role

NOTHING = Q(pk__in=())


def can_view(actor: Actor) -> bool:
    """Tell whether the actor may open calendars and drafts: anybody but a citizen (who sees what is published)."""
    return actor.kind is not ActorKind.CITIZEN


def can_edit(actor: Actor) -> bool:
    """Tell whether the actor may change calendars."""
    if actor.kind in {ActorKind.SYSTEM, ActorKind.IMPORT}:
        return True
    return actor.kind is ActorKind.PERSON and actor.has(Role.ADMINISTRATOR)


def require_edit(actor: Actor) -> None:
    """Raise NotAllowed unless the actor may change calendars."""
    if not can_edit(actor):
        raise NotAllowed(action="calendars.edit", actor=actor.label)


def visible_to(actor: Actor) -> Q:
    """Return the condition on calendars that the actor may see."""
    return Q() if can_view(actor) else NOTHING
