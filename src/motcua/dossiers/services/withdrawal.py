"""The applicant asks to stop, until the decision is issued; the authority decides (NĐ 118/2025 art. 21)."""

from datetime import datetime

from motcua.domain.lifecycle import Action, Guard, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services import notices
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.ending import clock_end, ended
from motcua.dossiers.services.moving import reason_given
from motcua.organisation.actors import Actor


def plan_request(facts: Facts, *, at: datetime, note: str) -> Change:
    """The request is recorded; the clock runs on until it is decided."""
    fields = {"withdrawal_from": facts.dossier.state}
    return change(facts, Action.REQUEST_WITHDRAWAL, at, fields=fields, note=note.strip())


def plan_decision(facts: Facts, *, agreed: bool, at: datetime, note: str) -> Change:
    """Agreed: ended as withdrawn. Denied, with a reason: back to where it was."""
    dossier = facts.dossier
    if not agreed:
        return change(
            facts,
            Action.DECIDE_WITHDRAWAL,
            at,
            holds={Guard.DENIED},
            before=State(dossier.withdrawal_from),
            fields={"withdrawal_from": ""},
            note=reason_given(note),
        )
    made = change(
        facts,
        Action.DECIDE_WITHDRAWAL,
        at,
        holds={Guard.AGREED},
        fields=ended(dossier, at),
        note=note.strip(),
        clock=clock_end(dossier),
    )
    made.fact = True
    return made


def request_withdrawal(
    dossier: Dossier, *, actor: Actor, at: datetime, note: str = "", key: str = "", expected: int | None = None
) -> Dossier:
    """Record that the applicant asks to stop."""
    return perform(
        Action.REQUEST_WITHDRAWAL,
        dossier,
        lambda f: plan_request(f, at=at, note=note),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
    )


def decide_withdrawal(
    dossier: Dossier,
    *,
    agreed: bool,
    actor: Actor,
    at: datetime,
    note: str = "",
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Agree (the stop notice is issued where its form set has one) or deny with the reason `note`."""

    def issue(facts: Facts, made: Change) -> None:
        if agreed:
            notices.issue_stop_notice(made, reason=note.strip(), actor=actor, at=at)

    return perform(
        Action.DECIDE_WITHDRAWAL,
        dossier,
        lambda f: plan_decision(f, agreed=agreed, at=at, note=note),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        after=issue,
    )
