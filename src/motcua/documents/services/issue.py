"""Issuing a paper: a number from its series, the content frozen, one row for ever."""

import dataclasses
import secrets
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from motcua.common import writing
from motcua.documents import policies
from motcua.documents.models import IssuedPaper, PaperContent
from motcua.documents.papers import contracts, forms, freezing, sealing
from motcua.documents.services import numbers
from motcua.domain import errors, numbering
from motcua.organisation.actors import Actor


class Subject(NamedTuple):
    """What a paper is about: `("dossier", 42)`."""

    kind: str
    id: int


def issue_paper(
    *,
    paper: str,
    form_set: str,
    subject: Subject | tuple[str, int],
    data: contracts.Paper,
    series: str,
    actor: Actor,
    at: datetime,
) -> IssuedPaper:
    """Give the paper its number and freeze it; the print is made later, on demand, by `papers.render_issued`.

    paper: a `PaperKind` value, of the contract that `data` is. series: the key of `numbering.paper_series`. The number
    and `at` are written into the data. Joins the caller's transaction.
    Raises NotAllowed, PaperUnknown (the form set has no such paper), PaperDataInvalid (data of another paper).
    """
    if not policies.can_issue(actor):
        raise errors.NotAllowed
    form = forms.form_of(paper, form_set)
    if data.kind is not form.kind:
        raise errors.PaperDataInvalid(paper=paper, field="kind", wanted=paper)
    with transaction.atomic(savepoint=False):
        sequence = numbers.take(series, at=at)
        number = numbering.format_paper_number(sequence, form.suffix)
        frozen = freezing.freeze(dataclasses.replace(data, number=number, issued_at=at))
        salt = secrets.token_hex(16)
        ref = actor.ref
        issued = IssuedPaper(
            paper=paper,
            form_set=form_set,
            series=series,
            sequence=sequence,
            number=number,
            subject_kind=subject[0],
            subject_id=subject[1],
            issued_at=at,
            issued_by_kind=ref.kind,
            issued_by_id=ref.id,
            issued_by_label=ref.label,
            copies=len(form.copies),
            seal=sealing.seal(frozen, salt),
        )
        writing.insert([issued])
        writing.insert([PaperContent(paper=issued, salt=salt, data=frozen)])
    return issued
