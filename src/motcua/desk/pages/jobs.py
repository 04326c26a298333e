"""What the pages of work in the background show: words, icons, how far it is, what came of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.common.formats import number
from motcua.jobs import queries
from motcua.jobs.registry import job_kind, job_kinds, title_of
from motcua.jobs.vocabulary import UNFINISHED, JobState

if TYPE_CHECKING:
    from motcua.jobs.models import Job

ICONS = {
    JobState.QUEUED: "hourglass",
    JobState.RUNNING: "arrow-repeat",
    JobState.DONE: "check-circle",
    JobState.FAILED: "x-octagon",
    JobState.CANCELLED: "slash-circle",
}


@dataclass(frozen=True, slots=True)
class JobPage:
    """One job as people see it; empty where there is nothing to say."""

    job: "Job"
    title: str
    state: str
    icon: str
    unfinished: bool
    count: str
    note: str
    result: str
    result_url: str
    failed: bool
    may_retry: bool


def job_page(job: "Job") -> JobPage:
    """Put a job into words."""
    state = JobState(job.state)
    known = job_kind(job.kind) if job.kind in job_kinds() else None
    done = state is JobState.DONE
    return JobPage(
        job=job,
        title=title_of(job.kind),
        state=str(state.label),
        icon=ICONS[state],
        unfinished=state in UNFINISHED,
        count=_count(job),
        note=queries.note_of(job).render(_),
        result=known.result_text(job.result) if done and known and known.result_text else "",
        result_url=known.result_url(job.result) if done and known and known.result_url else "",
        failed=state is JobState.FAILED,
        may_retry=state in (JobState.FAILED, JobState.CANCELLED) and known is not None,
    )


def _count(job: "Job") -> str:
    if job.total is None:
        return number(job.done) if job.done else ""
    return _("%(done)s trên %(total)s") % {"done": number(job.done), "total": number(job.total)}
