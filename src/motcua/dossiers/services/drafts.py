"""Drafts of intake: what an officer typed so far, kept on the server until it becomes a dossier or is thrown away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.errors import NotAllowed, NotFound
from motcua.dossiers.models import Dossier, Draft
from motcua.organisation.actors import Actor


def save_draft(
    *, data: dict[str, Any], actor: Actor, at: datetime, public_id: UUID | None = None, offering_id: int | None = None
) -> Draft:
    """Keep what was typed: a new draft, or the officer's own open one. Raises NotFound for any other."""
    if actor.id is None:
        raise NotAllowed()
    if public_id is None:
        return Draft.objects.create(
            person_id=actor.id, offering_id=offering_id, data=data, created_at=at, updated_at=at
        )
    draft = _own(public_id, actor)
    draft.data, draft.offering_id, draft.updated_at = data, offering_id, at
    draft.save(update_fields=["data", "offering_id", "updated_at"])
    return draft


def discard_draft(public_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Throw a draft away (the lifecycle's `discard_draft`): what was typed is erased, the row tells that it was."""
    draft = _own(public_id, actor)
    draft.data, draft.closed_at, draft.updated_at = {}, at, at
    draft.save(update_fields=["data", "closed_at", "updated_at"])


def close(draft_id: int | None, dossier: Dossier, *, actor: Actor, at: datetime) -> None:
    """End the draft that became a dossier; its text now stands in the dossier."""
    if draft_id is None or actor.id is None:
        return
    Draft.objects.filter(pk=draft_id, person_id=actor.id, closed_at__isnull=True).update(
        data={}, closed_at=at, updated_at=at, dossier=dossier
    )


def _own(public_id: UUID, actor: Actor) -> Draft:
    if actor.id is None:
        raise NotAllowed()
    draft = Draft.objects.filter(public_id=public_id, person_id=actor.id, closed_at__isnull=True).first()
    if draft is None:
        raise NotFound()
    return draft
