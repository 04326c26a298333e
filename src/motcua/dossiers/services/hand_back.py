"""Give the papers of a dossier that ended without a result back to the applicant."""

from datetime import datetime

from motcua.domain.lifecycle import Action
from motcua.dossiers.guards import of_papers
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, at: datetime, note: str = "") -> Change:
    """The papers are out of the house; state and outcome stay."""
    holds = of_papers(facts.dossier)
    return change(facts, Action.HAND_BACK, at, holds=holds, fields={"papers_returned_at": at}, note=note.strip())


def hand_back(
    dossier: Dossier, *, actor: Actor, at: datetime, note: str = "", key: str = "", expected: int | None = None
) -> Dossier:
    """Record that the papers were handed back; `note` may say to whom."""
    return perform(
        Action.HAND_BACK,
        dossier,
        lambda f: plan(f, at=at, note=note),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
    )
