"""Accept a complete dossier: code, due date, receipt. The clock starts here (NĐ 118/2025 art. 17(3)).

The code bears the identifier of the agency competent to resolve, not of the desk that received (art. 28).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.catalogue.values import Terms
from motcua.common.joining import joined
from motcua.documents.papers import forms
from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.lifecycle import Action, Guard
from motcua.dossiers import policies
from motcua.dossiers.guards import COUNTER_CHANNELS
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.parties import papers_of
from motcua.dossiers.services import drafts, papers
from motcua.dossiers.services.change import Change, Facts, Instants, change, each_at
from motcua.dossiers.services.clock import after
from motcua.dossiers.services.doing import check_version, first_result, lost_race
from motcua.dossiers.services.moving import to_step
from motcua.dossiers.services.opening import Filing, Ground, Grounds, facts_of, ground, new_dossier, pinned, terms_told
from motcua.dossiers.services.parties import applicants, components
from motcua.dossiers.services.record import mint_token, record
from motcua.dossiers.services.told import PINNED, papers_told
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, actor: Actor, at: datetime, token: str) -> Change:
    """The clock starts, the dossier lies at its first step with who received it, the due dates are derived."""
    dossier = facts.dossier
    version = facts.office_calendar.version
    clock = after(facts, ClockEvent(ClockKind.ACCEPTED, at, None, version))
    due = clock["due_at"]
    step = facts.route.first
    assert step is not None, "an offering has a process with a first step"
    holder = actor.id if policies.at_desk(actor, dossier) else None
    columns = {
        "accepted_at": at,
        "promised_at": due,
        "public_token": token,
        "form_set": forms.form_set_at(at),
        "answer_due_at": None,
        "closing_at": None,
        **clock,
        **to_step(facts, step, at, holder),
    }
    made = change(
        facts,
        Action.ACCEPT,
        at,
        holds={Guard.AT_COUNTER} if dossier.channel in COUNTER_CHANNELS else (),
        fields=columns,
        clock=ClockKind.ACCEPTED,
        promised_at=due,
        calendar_version=version,
        data={"to_step": step.no, "to_unit": columns["holder_unit_id"], "to_person": holder},
    )
    made.units = frozenset({dossier.receiving_unit_id or 0, dossier.competent_unit_id or 0, columns["holder_unit_id"]})
    made.fact = True
    return made


def _new(filing: Filing, base: Ground, *, actor: Actor, at: datetime) -> Change:
    made = plan(facts_of(new_dossier(filing, base), base), actor=actor, at=at, token=mint_token())
    made.is_new, made.agency = True, base.agency
    made.applicants = applicants(filing.owner, filing.submitter, at)
    made.components = components(filing.papers, at)
    made.event.data["missing"] = [c.no for c in made.components if c.required and c.received_at is None]
    made.event.data[PINNED] = {**terms_told(base.terms), **papers_told(made.components)}
    return made


def accept(filing: Filing, *, actor: Actor, at: datetime, key: str = "", draft_id: int | None = None) -> Dossier:
    """Accept what lies on the desk (filed directly or by post) and issue the receipt; closes the officer's draft.

    Raises BadInput by field, NotAllowed, OfferingNotOpen, LimitUnknown, CalendarMissing, GuardFails (filed online).
    """
    known = first_result(key)
    if known is not None:
        return known
    base = ground(filing.offering_id, filing.case_id, filing.channel, actor=actor, at=at)
    made = _new(filing, base, actor=actor, at=at)
    made.key = key
    try:
        with transaction.atomic(), joined():
            (dossier,) = record([made], actor=actor, at=at)
            papers.issue_receipts([_receiving(made, base.terms)], actor=actor)
            drafts.close(draft_id, dossier, actor=actor, at=at)
    except IntegrityError:
        return lost_race(key)
    return dossier


def accept_all(filings: Sequence[Filing], *, actor: Actor, at: Instants) -> list[Dossier]:
    """Accept many dossiers in one transaction, all or none, of one instant or each of its own."""
    grounds = Grounds(actor)
    terms: list[Terms] = []
    made: list[Change] = []
    for filing, own in zip(filings, each_at(at, len(filings)), strict=True):
        base = grounds.of(filing.offering_id, filing.case_id, filing.channel, own)
        made.append(_new(filing, base, actor=actor, at=own))
        terms.append(base.terms)
    with transaction.atomic(), joined():
        dossiers = record(made, actor=actor, at=at)
        papers.issue_receipts([_receiving(*pair) for pair in zip(made, terms, strict=True)], actor=actor)
    return dossiers


def _receiving(made: Change, terms: Terms) -> papers.Receiving:
    return papers.Receiving(
        dossier=made.dossier, parties=made.applicants, components=made.components, terms=terms, at=made.at
    )


def accept_submitted(
    dossier: Dossier, *, actor: Actor, at: datetime, key: str = "", expected: int | None = None
) -> Dossier:
    """Accept a dossier that was submitted (online or left at the desk): same code, clock from now, receipt."""
    known = first_result(key)
    if known is not None:
        return known
    check_version(dossier, expected)
    policies.require(actor, Action.ACCEPT, dossier)
    assert dossier.offering_id is not None
    parties, received = papers_of(dossier)
    base = ground(dossier.offering_id, dossier.case_id, dossier.channel, actor=actor, at=at)
    renewed = pinned(base)
    for name, value in renewed.items():
        setattr(dossier, name, value)
    token = dossier.public_token or mint_token()
    made = plan(facts_of(dossier, base), actor=actor, at=at, token=token)
    made.fields |= renewed
    made.event.data[PINNED] = terms_told(base.terms)
    made.key = key
    try:
        with transaction.atomic(), joined():
            (written,) = record([made], actor=actor, at=at)
            receiving = papers.Receiving(dossier=written, parties=parties, components=received, terms=base.terms, at=at)
            papers.issue_receipts([receiving], actor=actor)
    except IntegrityError:
        return lost_race(key)
    return written
