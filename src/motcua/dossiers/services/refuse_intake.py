"""Refuse to accept a dossier, with the reason in writing (form 03; NĐ 118/2025 art. 17(1)(c), NĐ 63/2010 art. 18(5)).

This is not a refusal after appraisal: the dossier was never accepted and no clock ran.
"""

from datetime import datetime

from django.db import transaction

from motcua.domain.lifecycle import Action
from motcua.dossiers.models import Dossier
from motcua.dossiers.services import notices
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import first_result, perform
from motcua.dossiers.services.moving import reason_given
from motcua.dossiers.services.opening import Filing
from motcua.dossiers.services.submit import submit
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, at: datetime, note: str) -> Change:
    """The dossier ends before it began; in time or not, the event tells."""
    due = facts.dossier.answer_due_at
    made = change(
        facts,
        Action.REFUSE_INTAKE,
        at,
        fields={"answer_due_at": None},
        note=reason_given(note),
        data={"late": due is not None and at > due},
    )
    made.fact = True
    return made


def refuse_intake(
    dossier: Dossier,
    *,
    note: str,
    actor: Actor,
    at: datetime,
    legal_ground: str = "",
    guidance: str = "",
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Refuse with the reason `note` and issue form 03; `guidance` says where or how to file rightly."""
    return perform(
        Action.REFUSE_INTAKE,
        dossier,
        lambda f: plan(f, at=at, note=note),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        after=lambda facts, made: notices.issue_refusal(
            made.dossier, reason=note.strip(), legal_ground=legal_ground, guidance=guidance, actor=actor, at=at
        ),
    )


def refuse_filing(
    filing: Filing,
    *,
    note: str,
    actor: Actor,
    at: datetime,
    legal_ground: str = "",
    guidance: str = "",
    key: str = "",
    draft_id: int | None = None,
) -> Dossier:
    """Refuse what lies on the counter: recorded as submitted and refused at once, in one transaction."""
    known = first_result(key)
    if known is not None:
        return known
    with transaction.atomic():
        dossier = submit(filing, actor=actor, at=at, draft_id=draft_id)
        return refuse_intake(
            dossier, note=note, legal_ground=legal_ground, guidance=guidance, actor=actor, at=at, key=key
        )
