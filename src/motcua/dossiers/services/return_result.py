"""Hand the result to the applicant (national code 10); after a correction, hand out the corrected one."""

from datetime import datetime
from typing import Any

from motcua.domain.lifecycle import Action
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, Instants, change
from motcua.dossiers.services.doing import perform, perform_all
from motcua.dossiers.vocabulary import Confirmation, ResultChannel
from motcua.organisation.actors import Actor


def plan(
    facts: Facts,
    *,
    at: datetime,
    actor: Actor,
    channel: str = "",
    result_number: str = "",
    note: str = "",
    confirmation: str = "",
) -> Change:
    """The case is over; a correction that was open is done, in time or not, and the first end stays."""
    dossier = facts.dossier
    corrected = dossier.correction_due_at is not None
    columns: dict[str, Any] = {
        "returned_at": dossier.returned_at or at,
        "correction_due_at": None,
        "holder_id": actor.id,
        "step_due_at": None,
        "papers_returned_at": at,
    }
    if result_number.strip():
        columns["result_number"] = result_number.strip()[:64]
    data: dict[str, Any] = {"channel": ResultChannel(channel or dossier.result_channel).value}
    if confirmation:
        data["confirmation"] = Confirmation(confirmation).value
    if corrected:
        data["corrected_in_time"] = dossier.correction_due_at is not None and at <= dossier.correction_due_at
    made = change(facts, Action.RETURN_RESULT, at, fields=columns, note=note.strip(), data=data)
    made.fact = True
    return made


def return_result(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    channel: str = "",
    result_number: str = "",
    note: str = "",
    confirmation: str = "",
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Return the result in person, by post or electronically (`channel`; else as the applicant asked at intake).

    `note` may say who received it; `confirmation` what proves it (a `Confirmation`). Without one the dossier is counted
    among those returned without confirmation.
    """
    return perform(
        Action.RETURN_RESULT,
        dossier,
        lambda f: plan(
            f,
            at=at,
            actor=actor,
            channel=channel,
            result_number=result_number,
            note=note,
            confirmation=confirmation,
        ),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
    )


def return_all(dossiers: list[Dossier], *, actor: Actor, at: Instants) -> list[Dossier]:
    """Return many results at once, all or none."""
    return perform_all(Action.RETURN_RESULT, dossiers, lambda f, own: plan(f, at=own, actor=actor), actor=actor, at=at)
