"""Ask for papers to be completed (form 02): once before and once after acceptance, complete and accurate.

After acceptance the clock stops and will start again in full (NĐ 118/2025 art. 19(5)). Asked later than 3 working days
it is recorded as a breach, not refused; a further request needs a reason code and the head of the desk.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Action, State
from motcua.domain.rule_sets import closing_on, supplement_request_due
from motcua.domain.texts import Text, gettext_noop
from motcua.dossiers import policies
from motcua.dossiers.guards import of_supplement
from motcua.dossiers.models import Dossier, DossierComponent
from motcua.dossiers.services import notices
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.clock import after as clock_after
from motcua.dossiers.services.doing import first_result, perform
from motcua.dossiers.services.moving import reason_given
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.opening import Filing
from motcua.dossiers.services.submit import submit
from motcua.dossiers.vocabulary import SupplementReason
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, items: Sequence[Item], note: str, at: datetime, actor: Actor, reason: str = "") -> Change:
    """Wait for papers: before acceptance without a clock, afterwards with the clock stopped."""
    if not items:
        remedy = Text(gettext_noop("Chọn ít nhất một giấy tờ cần bổ sung."))
        raise BadInput(field="items", value="", remedy=remedy)
    dossier = facts.dossier
    code = SupplementReason(reason).value if reason else ""
    excepted = bool(code) and policies.is_exception_head(actor, dossier)
    columns, event = _before(facts) if dossier.accepted_at is None else _after(facts, at)
    data = {"items": len(items), "components": [i.component_no for i in items if i.component_no is not None]}
    made = change(
        facts,
        Action.ASK_SUPPLEMENT,
        at,
        holds=of_supplement(dossier, excepted=excepted),
        fields=columns,
        reason=code,
        note=reason_given(note),
        clock=event.kind if event else None,
        data={**data, "late": _late(facts, at)},
    )
    made.fact = True
    return made


def _before(facts: Facts) -> tuple[dict[str, Any], None]:
    return {"supplements_before": facts.dossier.supplements_before + 1, "answer_due_at": None}, None


def _after(facts: Facts, at: datetime) -> tuple[dict[str, Any], ClockEvent]:
    event = ClockEvent(ClockKind.PAUSED, at)
    closing = closing_on(facts.office_calendar, at, facts.rules)
    columns = clock_after(facts, event)
    columns |= {
        "supplements_after": facts.dossier.supplements_after + 1,
        "resume_state": facts.dossier.state,
        "closing_at": closing,
        "step_due_at": None,
    }
    if closing is not None:
        columns["sort_at"] = closing
    return columns, event


def _late(facts: Facts, at: datetime) -> bool:
    """Whether the request comes later than the law wants: after its 3 working days, or after the answer was due."""
    dossier = facts.dossier
    if dossier.accepted_at is None:
        return dossier.answer_due_at is not None and at > dossier.answer_due_at
    since = dossier.clock_started_at or dossier.accepted_at
    due = supplement_request_due(facts.office_calendar, since, facts.rules)
    return due is not None and at > due


def ask_supplement(
    dossier: Dossier,
    *,
    items: Sequence[Item],
    note: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    legal_ground: str = "",
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Ask for the `items` with the reason `note` and issue form 02.

    `reason` is a `SupplementReason`, needed (with the head of the desk as actor) when one was asked already.
    """

    def issue(facts: Facts, made: Change) -> None:
        numbers = made.event.data["components"]
        if numbers:
            DossierComponent.objects.filter(dossier=made.dossier, no__in=numbers).update(asked_again=True)
        notices.issue_supplement_request(
            made.dossier, items=items, reason=note.strip(), legal_ground=legal_ground, actor=actor, at=at
        )

    return perform(
        Action.ASK_SUPPLEMENT,
        dossier,
        lambda f: plan(f, items=items, note=note, at=at, actor=actor, reason=reason),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        with_clock=dossier.state != State.SUBMITTED,
        after=issue,
    )


def ask_of_filing(
    filing: Filing,
    *,
    items: Sequence[Item],
    note: str,
    actor: Actor,
    at: datetime,
    legal_ground: str = "",
    key: str = "",
    draft_id: int | None = None,
) -> Dossier:
    """Ask at the counter for what is missing: recorded as submitted and asked at once, in one transaction."""
    known = first_result(key)
    if known is not None:
        return known
    with transaction.atomic():
        dossier = submit(filing, actor=actor, at=at, draft_id=draft_id)
        return ask_supplement(dossier, items=items, note=note, legal_ground=legal_ground, actor=actor, at=at, key=key)
