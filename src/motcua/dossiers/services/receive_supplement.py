"""Take the papers that were asked for.

Before acceptance the dossier waits for its answer again; after acceptance the limit is counted again from the beginning
(NĐ 118/2025 art. 19(5)) and a new receipt says the new date.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Value
from django.db.models.functions import Coalesce

from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.lifecycle import Action, State
from motcua.domain.rule_sets import intake_answer_due
from motcua.dossiers.models import Dossier, DossierComponent
from motcua.dossiers.queries.parties import papers_of
from motcua.dossiers.services import papers
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.clock import after as clock_after
from motcua.dossiers.services.clock import step_due
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.parties import Paper, components
from motcua.dossiers.services.told import PINNED, papers_told
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, at: datetime, papers: Sequence[DossierComponent] = ()) -> Change:
    """Back to where it was: to the desk's answer, or to the step, with the whole term before it.

    `papers` are all that the dossier then has.
    """
    dossier = facts.dossier
    if dossier.accepted_at is None:
        due = intake_answer_due(facts.office_calendar, at, facts.rules)
        fields: dict[str, Any] = {"answer_due_at": due, "sort_at": due or at}
        made = change(facts, Action.RECEIVE_SUPPLEMENT, at, fields=fields)
    else:
        made = _restart(facts, at)
    made.event.data[PINNED] = papers_told(papers)
    made.fact = True
    return made


def _restart(facts: Facts, at: datetime) -> Change:
    dossier = facts.dossier
    columns = clock_after(facts, ClockEvent(ClockKind.RESTARTED, at))
    step = facts.route.current
    columns |= {
        "promised_at": columns["due_at"],
        "closing_at": None,
        "resume_state": "",
        "step_since": at,
        "step_stood": 0,
        "step_due_at": step_due(facts, step, at) if step is not None else None,
    }
    before = dossier.promised_at
    return change(
        facts,
        Action.RECEIVE_SUPPLEMENT,
        at,
        before=State(dossier.resume_state) if dossier.resume_state else None,
        fields=columns,
        clock=ClockKind.RESTARTED,
        promised_at=columns["due_at"],
        data={"promised_before": before.isoformat() if before else None},
    )


def receive_supplement(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    new_papers: Sequence[Paper] = (),
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Take the papers asked for (they count as handed in) and `new_papers` beside them; issue the new receipt."""

    def written(facts: Facts, made: Change) -> None:
        _write_papers(made.dossier, tuple(new_papers), at)
        if made.dossier.accepted_at is not None:
            parties, received = papers_of(Dossier.objects.get(pk=made.dossier.pk))
            rounds = 1 + made.dossier.supplements_after
            code = papers.procedure_code_of(made.dossier)
            receiving = papers.Receiving(
                dossier=made.dossier,
                parties=parties,
                components=received,
                terms=None,
                at=at,
                round_no=rounds,
                procedure_code=code,
            )
            papers.issue_receipts([receiving], actor=actor)

    after = _with_new(dossier, tuple(new_papers), at)
    return perform(
        Action.RECEIVE_SUPPLEMENT,
        dossier,
        lambda f: plan(f, at=at, papers=after),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        with_clock=dossier.accepted_at is not None,
        after=written,
    )


def _with_new(dossier: Dossier, new: tuple[Paper, ...], at: datetime) -> list[DossierComponent]:
    """The papers of the dossier as they will be: what was asked for is in, new ones stand beside."""
    held = list(DossierComponent.objects.filter(dossier=dossier).order_by("no"))
    for component in held:
        component.received_at = component.received_at or (at if component.asked_again else None)
    return [*held, *components(new, at)]


def _write_papers(dossier: Dossier, new: tuple[Paper, ...], at: datetime) -> None:
    """The asked papers are in, those that were in before since then; new ones follow the numbers there are."""
    rows = DossierComponent.objects.filter(dossier=dossier)
    since = Coalesce("received_at", Value(at))
    rows.filter(asked_again=True).update(asked_again=False, supplemented_at=at, received_at=since)
    if new:
        last = rows.aggregate(last=Max("no"))["last"] or 0
        made = components(new, at, first=last + 1)
        for component in made:
            component.dossier, component.supplemented_at = dossier, at
        DossierComponent.objects.bulk_create(made)
