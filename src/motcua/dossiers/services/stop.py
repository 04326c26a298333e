"""The agency stops handling a dossier, with a ground (form 05 of 2025, Circular 03/2025/TT-VPCP)."""

from datetime import datetime

from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Action
from motcua.dossiers.models import Dossier
from motcua.dossiers.services import notices
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.ending import clock_end, ended
from motcua.dossiers.services.moving import reason_given
from motcua.dossiers.vocabulary import StopReason
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, reason: str, note: str, at: datetime) -> Change:
    """End as stopped, for a reason by code and in words."""
    if reason not in StopReason.values:
        raise BadInput(field="reason", value=reason, remedy=", ".join(StopReason.values))
    dossier = facts.dossier
    made = change(
        facts,
        Action.STOP,
        at,
        fields=ended(dossier, at),
        reason=reason,
        note=reason_given(note),
        clock=clock_end(dossier),
    )
    made.fact = True
    return made


def stop(
    dossier: Dossier,
    *,
    reason: str,
    note: str,
    actor: Actor,
    at: datetime,
    legal_ground: str = "",
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Stop for a `StopReason` with words, and issue the stop notice where the form set has one."""
    return perform(
        Action.STOP,
        dossier,
        lambda f: plan(f, reason=reason, note=note, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        after=lambda facts, made: notices.issue_stop_notice(
            made, reason=note.strip(), legal_ground=legal_ground, actor=actor, at=at
        ),
    )
