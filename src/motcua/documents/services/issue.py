"""Issuing papers: a number from its series, the content frozen, one row for ever."""

import dataclasses
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from motcua.audit.actors import ActorRef
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """A paper to be issued.

    paper: a `PaperKind` value, of the contract that `data` is. series: the key of `numbering.paper_series`.
    """

    paper: str
    form_set: str
    subject: Subject | tuple[str, int]
    data: contracts.Paper
    series: str
    at: datetime


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
    """Issue one paper: see `issue_papers` and `NewPaper`."""
    new = NewPaper(paper=paper, form_set=form_set, subject=subject, data=data, series=series, at=at)
    (issued,) = issue_papers([new], actor=actor)
    return issued


def issue_papers(news: Sequence[NewPaper], *, actor: Actor) -> list[IssuedPaper]:
    """Give papers their numbers and freeze them; the print is made later, on demand, by `papers.render_issued`.

    Number and instant are written into the data; in each series the numbers follow the order given. Joins the caller's
    transaction. Raises NotAllowed, PaperUnknown (the form set has no such paper), PaperDataInvalid (data of another
    paper).
    """
    if not policies.can_issue(actor):
        raise errors.NotAllowed
    formed = [(new, _form_of(new)) for new in news]
    with transaction.atomic(savepoint=False):
        taken = _numbers(news)
        made = [_frozen(new, form, next(taken[new.series]), actor.ref) for new, form in formed]
        writing.insert([issued for issued, _salt, _frozen_data in made])
        writing.insert([PaperContent(paper=issued, salt=salt, data=data) for issued, salt, data in made], keyless=True)
    return [issued for issued, _salt, _frozen_data in made]


def _numbers(news: Sequence[NewPaper]) -> dict[str, Iterator[int]]:
    """The numbers of each series. Whoever takes several takes them in one order, so that no two wait for each other."""
    last = {new.series: new.at for new in news}
    wanted = Counter(new.series for new in news)
    return {key: iter(numbers.take_many(key, wanted[key], at=last[key])) for key in sorted(wanted)}


def _form_of(new: NewPaper) -> forms.Form:
    form = forms.form_of(new.paper, new.form_set)
    if new.data.kind is not form.kind:
        raise errors.PaperDataInvalid(paper=new.paper, field="kind", wanted=new.paper)
    return form


def _frozen(new: NewPaper, form: forms.Form, sequence: int, by: ActorRef) -> tuple[IssuedPaper, str, dict[str, Any]]:
    """The row of a paper with its salt and what it says."""
    number = numbering.format_paper_number(sequence, form.suffix)
    frozen = freezing.freeze(dataclasses.replace(new.data, number=number, issued_at=new.at))
    salt = secrets.token_hex(16)
    issued = writing.new(
        IssuedPaper,
        paper=new.paper,
        form_set=new.form_set,
        series=new.series,
        sequence=sequence,
        number=number,
        subject_kind=new.subject[0],
        subject_id=new.subject[1],
        issued_at=new.at,
        issued_by_kind=by.kind,
        issued_by_id=by.id,
        issued_by_label=by.label,
        copies=len(form.copies),
        seal=sealing.seal(frozen, salt),
    )
    return issued, salt, frozen
