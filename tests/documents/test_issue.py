"""Issuing papers: number, frozen content, seal, who may, and what the database refuses."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from motcua.documents import papers, queries
from motcua.documents.models import IssuedPaper, PaperContent
from motcua.documents.papers import contracts, freezing
from motcua.documents.services.issue import Subject, issue_paper
from motcua.domain import errors, numbering
from motcua.organisation.actors import ActorKind, citizen_actor, import_actor, system_actor
from tests.cast import AT
from tests.documents import samples

if TYPE_CHECKING:
    from motcua.organisation.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SUBJECT = Subject("dossier", 42)
SERIES = numbering.paper_series("7", "GTN", 2026)


def issue(
    paper: contracts.Paper = samples.RECEIPT, *, actor: "Actor | None" = None, form_set: str = "tt03_2025"
) -> IssuedPaper:
    return issue_paper(
        paper=paper.kind.value,
        form_set=form_set,
        subject=SUBJECT,
        data=paper,
        series=SERIES,
        actor=actor or system_actor(),
        at=AT,
    )


def test_a_paper_gets_the_next_number_and_keeps_what_it_said() -> None:
    first, second = issue(), issue(samples.REFUSAL)
    assert (first.number, second.number) == ("00001/GTN", "00002/PTC")
    assert (first.copies, second.copies) == (2, 1)
    assert (first.issued_at, first.issued_by_kind, first.issued_by_label) == (AT, ActorKind.SYSTEM, "motcua")
    stored = queries.paper_of("dossier", 42, first.public_id)
    content = freezing.thaw("receipt", stored.content.data)
    assert (content.number, content.issued_at) == ("00001/GTN", AT)
    assert papers.render_issued(stored) == papers.render_issued(first)
    assert papers.file_name(stored) == "giay-tiep-nhan-ho-so-va-hen-tra-ket-qua-00001-GTN.pdf"
    assert papers.file_name(second) == "phieu-tu-choi-tiep-nhan-giai-quyet-ho-so-00002-PTC.pdf"


def test_papers_are_found_by_their_subject_only() -> None:
    first, second = issue(), issue()
    assert list(queries.papers_of("dossier", 42)) == [second, first]
    assert list(queries.papers_of("dossier", 43)) == []
    assert queries.latest_of("dossier", 42, "receipt") == second
    assert queries.latest_of("dossier", 42, "refusal") is None
    for kind, subject, public_id in (
        ("dossier", 43, first.public_id),
        ("plan", 42, first.public_id),
        ("dossier", 42, uuid4()),
    ):
        with pytest.raises(errors.NotFound):
            queries.paper_of(kind, subject, public_id)


@pytest.mark.parametrize("actor", [citizen_actor("Lý A"), import_actor("Sở cũ")], ids=["citizen", "import"])
def test_only_officers_and_the_system_issue_papers(actor: "Actor") -> None:
    with pytest.raises(errors.NotAllowed):
        issue(actor=actor)
    assert not IssuedPaper.objects.exists()


def test_a_paper_that_the_form_set_lacks_takes_no_number() -> None:
    with pytest.raises(errors.PaperUnknown):
        issue(samples.STOP_NOTICE, form_set="tt01_2018")
    assert issue().sequence == 1


def test_data_of_another_paper_take_no_number() -> None:
    with pytest.raises(errors.PaperDataInvalid):
        issue_paper(
            paper="refusal", form_set="tt03_2025", subject=SUBJECT, data=samples.RECEIPT, series=SERIES,
            actor=system_actor(), at=AT,
        )  # fmt: skip
    assert issue().sequence == 1


def test_an_issued_paper_can_be_neither_changed_nor_deleted() -> None:
    issued = issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.filter(pk=issued.pk).update(number="9")
    PaperContent.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        issued.delete()


def test_content_that_was_altered_or_erased_is_not_printed_again() -> None:
    issued = issue()
    PaperContent.objects.update(data=issued.content.data | {"due_at": (AT + timedelta(days=900)).isoformat()})
    with pytest.raises(errors.PaperAltered, match="00001/GTN"):
        papers.render_issued(queries.paper_of("dossier", 42, issued.public_id))
    PaperContent.objects.all().delete()
    with pytest.raises(errors.PaperAltered):
        papers.render_issued(queries.paper_of("dossier", 42, issued.public_id))


def test_the_same_number_cannot_stand_twice_in_a_series() -> None:
    issued = issue()
    issued.pk, issued.public_id = None, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        issued.save(force_insert=True)
