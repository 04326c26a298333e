"""Drafts of intake: an officer sees own open ones, nobody else's."""

from uuid import UUID

from motcua.domain.errors import NotFound
from motcua.dossiers.models import Draft
from motcua.organisation.actors import Actor

MOST = 50

# Every acceptance asks whether it began as a draft: as text, because making it by the ORM costs five times as much.
_OPEN = """
SELECT * FROM dossiers_draft WHERE person_id = %s AND closed_at IS NULL ORDER BY updated_at DESC LIMIT %s
"""


def drafts_of(actor: Actor) -> list[Draft]:
    """The officer's open drafts, the latest first. One query."""
    if actor.id is None:
        return []
    return list(Draft.objects.raw(_OPEN, [actor.id, MOST]))


def access_draft(actor: Actor, public_id: UUID) -> Draft:
    """An open draft of the officer's own; NotFound for any other."""
    rows = Draft.objects.filter(closed_at__isnull=True, public_id=public_id)
    found = rows.filter(person_id=actor.id).first() if actor.id is not None else None
    if found is None:
        raise NotFound(subject="draft", value=public_id)
    return found
