"""Record a dossier that was submitted and waits for the desk's answer (online, by post, or left at the counter).

It gets its code and its public address at once; the clock does not run yet, but the answer has its own term: 8 working
hours (NĐ 118/2025 art. 17(2)(c)).
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.documents.papers import forms
from motcua.domain.lifecycle import Action
from motcua.domain.rule_sets import intake_answer_due
from motcua.dossiers.models import Dossier
from motcua.dossiers.services import drafts
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import first_result, lost_race
from motcua.dossiers.services.opening import Filing, Ground, ground, new_dossier, terms_told
from motcua.dossiers.services.parties import applicants, components
from motcua.dossiers.services.record import mint_token, record
from motcua.dossiers.services.told import PINNED, papers_told
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, at: datetime) -> Change:
    """The dossier waits at the desk; until when it must be answered stands in the row."""
    dossier = facts.dossier
    answer_due = intake_answer_due(facts.office_calendar, at, facts.rules)
    columns = {
        "submitted_at": at,
        "answer_due_at": answer_due,
        "sort_at": answer_due or at,
        "public_token": mint_token(),
        "form_set": forms.form_set_at(at),
        "holder_unit_id": dossier.receiving_unit_id,
    }
    made = change(facts, Action.SUBMIT, at, fields=columns, data={"channel": dossier.channel})
    made.units = frozenset({dossier.receiving_unit_id or 0, dossier.competent_unit_id or 0})
    made.fact = True
    return made


def opened(filing: Filing, base: Ground, at: datetime) -> Change:
    """The change that brings a submitted dossier into being."""
    made = plan(Facts(new_dossier(filing, base), (), base.calendar), at=at)
    made.is_new, made.agency = True, base.agency
    made.applicants = applicants(filing.owner, filing.submitter, at)
    made.components = components(filing.papers, at)
    made.event.data[PINNED] = {**terms_told(base.terms), **papers_told(made.components)}
    return made


def submit(filing: Filing, *, actor: Actor, at: datetime, key: str = "", draft_id: int | None = None) -> Dossier:
    """Record the submission and return the dossier in state SUBMITTED. Raises what `accept` raises."""
    known = first_result(key)
    if known is not None:
        return known
    base = ground(filing.offering_id, filing.case_id, filing.channel, actor=actor, at=at)
    made = opened(filing, base, at)
    made.key = key
    try:
        with transaction.atomic():
            (dossier,) = record([made], actor=actor, at=at)
            drafts.close(draft_id, dossier, actor=actor, at=at)
    except IntegrityError:
        return lost_race(key)
    return dossier
