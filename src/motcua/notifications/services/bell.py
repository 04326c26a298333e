"""Reading what rang."""

from datetime import datetime

from motcua.notifications.models import BellItem
from motcua.notifications.queries.bell import items_of
from motcua.organisation.actors import Actor


def mark_read(item: BellItem, *, actor: Actor, at: datetime) -> None:
    """One of the actor's items was read; the first time counts."""
    items_of(actor, unread=True).filter(pk=item.pk).update(read_at=at)


def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """All that rang for the actor until now was read; returns how many were new."""
    return items_of(actor, unread=True).filter(at__lte=at).update(read_at=at)
