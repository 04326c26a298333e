"""Who may issue papers. What a paper is about, and who may see it, is decided by the app that owns the subject."""

from motcua.organisation.actors import Actor, ActorKind


def can_issue(actor: Actor) -> bool:
    """Tell whether the actor may issue a paper at all: an officer with a role, or the system; never a citizen."""
    return actor.kind is ActorKind.SYSTEM or (actor.kind is ActorKind.PERSON and bool(actor.grants))
