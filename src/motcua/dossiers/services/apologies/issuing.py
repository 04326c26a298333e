"""Numbering the letter: it gets its number from the agency's series of the year and is frozen, ready to be signed."""

from datetime import datetime

from django.db import transaction

from motcua.documents.papers import contracts, forms
from motcua.documents.services.issue import issue_paper
from motcua.domain.apologies import Act, LetterState, next_state
from motcua.domain.numbering import paper_series
from motcua.domain.worktime import local_date
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.models import Apology
from motcua.dossiers.queries.apologies import letter_of
from motcua.dossiers.queries.parties import parties_of
from motcua.dossiers.services.apologies.drafting import check_promise
from motcua.dossiers.services.apologies.moving import Said, move
from motcua.dossiers.services.papers import about, head_of, procedure_code_of, subject_of
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor


def number(apology: Apology, *, actor: Actor, at: datetime, expected: int | None = None) -> Apology:
    """Give the approved letter its number and freeze it as form 04 of the dossier's form set.

    Raises NotAllowed, ApologyActNotPossible, ApologyChanged, NewDateNotPossible.
    """
    policies.require(actor, Act.NUMBER, apology, at)
    next_state(LetterState(apology.state), Act.NUMBER)
    check_promise(apology, apology.new_due_at, at)
    dossier = apology.dossier
    form_set = dossier.form_set or forms.form_set_at(at)
    suffix = forms.form_of(contracts.PaperKind.APOLOGY.value, form_set).suffix
    with transaction.atomic():
        move(apology, Act.NUMBER, actor=actor, at=at, said=Said(data={"letter": apology.letters}), expected=expected)
        issued = issue_paper(
            paper=contracts.PaperKind.APOLOGY.value,
            form_set=form_set,
            subject=subject_of(dossier),
            data=paper_of(apology, at),
            series=paper_series(str(apology.competent_unit_id), suffix, local_date(at).year),
            actor=actor,
            at=at,
        )
        Apology.objects.filter(pk=apology.pk).update(paper_id=issued.public_id, number=issued.number)
    apology.paper_id, apology.number = issued.public_id, issued.number
    return apology


def paper_of(apology: Apology, at: datetime) -> contracts.ApologyLetter:
    """What form 04 says about this duty, from the latest version of its letter."""
    dossier, letter = apology.dossier, letter_of(apology)
    assert dossier.accepted_at is not None
    return contracts.ApologyLetter(
        **head_of(dossier, by_competent=True),
        **about(dossier, parties_of(dossier), procedure_code_of(dossier)),
        received_at=dossier.accepted_at,
        due_at=apology.due_at,
        body=letter.body,
        new_due_at=letter.new_due_at,
        office=organisation.unit_names([apology.receiving_unit_id])[apology.receiving_unit_id],
        office_phone=organisation.unit(apology.receiving_unit_id).phone,
        signer=_signer_name(apology),
        signer_role=_signer_title(apology, at),
    )


def _signer_name(apology: Apology) -> str:
    approver = apology.approver_id or 0
    return organisation.person_names([approver]).get(approver, "")


def _signer_title(apology: Apology, at: datetime) -> str:
    """The title configured for the agency's letters; else that of the approver's post in the agency."""
    signer = policies.signer_of(apology.competent_unit_id, at)
    if signer.title:
        return signer.title
    lines = organisation.assignments_of(apology.approver_id or 0, local_date(at))
    posts = [line.assignment.post for line in lines if line.active]
    titles = [post.title for post in posts if post.unit_id == signer.unit_id] or [post.title for post in posts]
    return titles[0] if titles else "Người ký"
