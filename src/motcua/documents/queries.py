"""Reading issued papers. The caller has already established that the actor may see the subject."""

from typing import TYPE_CHECKING
from uuid import UUID

from motcua.documents.models import IssuedPaper
from motcua.domain import errors

if TYPE_CHECKING:
    from django.db.models import QuerySet


def papers_of(subject_kind: str, subject_id: int) -> "QuerySet[IssuedPaper]":
    """Return the papers about one subject, newest first; their content is not loaded."""
    return IssuedPaper.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-id")


def paper_of(subject_kind: str, subject_id: int, public_id: UUID) -> IssuedPaper:
    """Return one paper about the subject with its content; raises NotFound, also for a paper about something else."""
    found = papers_of(subject_kind, subject_id).select_related("content").filter(public_id=public_id).first()
    if found is None:
        raise errors.NotFound
    return found


def latest_of(subject_kind: str, subject_id: int, paper: str) -> IssuedPaper | None:
    """Return the newest paper of that kind about the subject, with its content."""
    return papers_of(subject_kind, subject_id).select_related("content").filter(paper=paper).first()
