"""The one way in which a duty moves: compare and swap, state, event, words, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.common import clock, writing
from motcua.domain.apologies import Act, LetterState, next_state
from motcua.domain.errors_apologies import ApologyChanged
from motcua.dossiers.models import Apology, ApologyEvent, ApologyNote
from motcua.dossiers.notes import hash_of, new_salt
from motcua.dossiers.services.fact_rows import tell_apology
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an event keeps: codes and ids in `data`, words as a note, or the hash of words kept elsewhere."""

    data: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    hash: str = ""


def event_of(apology: Apology, act: Act, before: str, said: Said, *, actor: Actor, at: datetime) -> ApologyEvent:
    """The event of an act, not yet written; the duty bears its new state and version already."""
    return ApologyEvent(
        apology=apology,
        seq=apology.version,
        act=act.value,
        from_state=before,
        to_state=apology.state,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        at=at,
        recorded_at=max(clock.now(), at),
        note_hash=said.hash,
        data=dict(said.data),
    )


def move(
    apology: Apology,
    act: Act,
    *,
    actor: Actor,
    at: datetime,
    fields: Mapping[str, Any] | None = None,
    said: Said = Said(),
    expected: int | None = None,
) -> Apology:
    """Bring a duty to the state that the act leads to, with new column values, and write the event.

    Raises ApologyActNotPossible, ApologyChanged (somebody else was first, or the page showed another version).
    """
    read, before = apology.version, apology.state
    if expected is not None and expected != read:
        raise ApologyChanged(dossier=apology.dossier.code)
    values = {"state": next_state(LetterState(before), act).value, "version": read + 1, **(fields or {})}
    salt = new_salt() if said.note else ""
    if salt:
        said = Said(data=said.data, note=said.note, hash=hash_of(salt, said.note))
    with transaction.atomic():
        if not writing.update_if(apology, {"version": read}, values):
            raise ApologyChanged(dossier=apology.dossier.code)
        for name, value in values.items():
            setattr(apology, name, value)
        event = event_of(apology, act, before, said, actor=actor, at=at)
        writing.insert([event])
        if salt:
            writing.insert([ApologyNote(event=event, salt=salt, text=said.note)])
        if act in (Act.SEND, Act.RELIEVE):
            tell_apology(apology.dossier_id, event.recorded_at)
    return apology
