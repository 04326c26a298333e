"""Checking a letter: the head of the office reviews it, its signer approves it, either sends it back."""

from datetime import datetime

from motcua.domain.apologies import Act, LetterState, next_state
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.models import Apology
from motcua.dossiers.services.apologies.drafting import check_promise
from motcua.dossiers.services.apologies.moving import Said, move
from motcua.dossiers.services.moving import reason_given
from motcua.organisation.actors import Actor


def review(apology: Apology, *, actor: Actor, at: datetime, note: str = "", expected: int | None = None) -> Apology:
    """Find the letter right and pass it to its signer. Raises NotAllowed, OwnLetter, ApologyActNotPossible."""
    policies.require(actor, Act.REVIEW, apology, at)
    return move(apology, Act.REVIEW, actor=actor, at=at, said=Said(note=note.strip()), expected=expected)


def approve(apology: Apology, *, actor: Actor, at: datetime, note: str = "", expected: int | None = None) -> Apology:
    """Approve the letter as its signer; the date it names must still be possible.

    Raises NotAllowed, OwnLetter, ApologyActNotPossible, NewDateNotPossible.
    """
    policies.require(actor, Act.APPROVE, apology, at)
    next_state(LetterState(apology.state), Act.APPROVE)
    check_promise(apology, apology.new_due_at, at)
    fields = {"approver_id": actor.id}
    return move(
        apology, Act.APPROVE, actor=actor, at=at, fields=fields, said=Said(note=note.strip()), expected=expected
    )


def rework(apology: Apology, *, note: str, actor: Actor, at: datetime, expected: int | None = None) -> Apology:
    """Send the letter back to be written anew, with the reason. A number it bore stays with the paper it was given to.

    Raises NotAllowed, ApologyActNotPossible, BadInput.
    """
    policies.require(actor, Act.REWORK, apology, at)
    said = Said(data={"letter": apology.letters, "number": apology.number}, note=reason_given(note))
    fields = {"approver_id": None, "paper_id": None, "number": ""}
    return move(apology, Act.REWORK, actor=actor, at=at, fields=fields, said=said, expected=expected)
