"""Close a dossier whose papers never came: after 15 days from the notice (NĐ 118/2025 art. 19(5)).

The end of processing is the time of the request, as the national index counts it (QĐ 766/QĐ-TTg): waiting for papers
that never came is not the office's time.
"""

from datetime import datetime

from motcua.domain.lifecycle import Action
from motcua.dossiers.guards import of_closing
from motcua.dossiers.models import Dossier
from motcua.dossiers.services import notices
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.ending import clock_end, ended
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, at: datetime) -> Change:
    """End without a result."""
    dossier = facts.dossier
    made = change(
        facts,
        Action.LAPSE,
        at,
        holds=of_closing(dossier, at),
        fields=ended(dossier, dossier.paused_since or at),
        clock=clock_end(dossier),
    )
    made.fact = True
    return made


def lapse(dossier: Dossier, *, actor: Actor, at: datetime, key: str = "", expected: int | None = None) -> Dossier:
    """Close the dossier and issue the stop notice where its form set has one; done by the timer or by the desk."""
    return perform(
        Action.LAPSE,
        dossier,
        lambda f: plan(f, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        after=lambda facts, made: notices.issue_stop_notice(made, reason="", actor=actor, at=at),
    )
