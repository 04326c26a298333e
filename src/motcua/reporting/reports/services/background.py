"""Collecting in the background where a store holds many dossiers: the same service, asked for as a job."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.domain.errors import NotAllowed
from motcua.dossiers.queries import populations
from motcua.jobs.registry import RunningJob
from motcua.jobs.services import jobs
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.reporting.models import Report
from motcua.reporting.reports.policies import Right, require
from motcua.reporting.reports.queries.reports import period_of_report
from motcua.reporting.reports.queries.units import reach_of
from motcua.reporting.reports.services.reporting import collect

JOB: Final = "reporting.collect"
AT_ONCE: Final = 30_000
"""Dossiers of a store up to which a report is counted while its reader waits (about a second)."""

LEASE: Final = timedelta(minutes=10)


def collect_or_ask(report: Report, *, actor: Actor, at: datetime) -> UUID | None:
    """Collect now and return None; or ask for a job and return its id. Raises what `collect` raises."""
    if populations.last_entered() <= AT_ONCE or actor.kind is not ActorKind.PERSON:
        collect(report, actor=actor, at=at)
        return None
    require(actor, Right.COLLECT, report.unit_id)
    arguments = {"report": str(report.public_id), "person": actor.id}
    key = f"{JOB}:{report.public_id}:{report.revision}"
    return jobs.enqueue(JOB, arguments, requested_by=actor.ref, at=at, key=key).public_id


def run(job: RunningJob) -> None:
    """Collect a report for who asked, if he still may."""
    report = Report.objects.get(public_id=job.arguments["report"])
    actor = organisation.actor_of_person(job.arguments["person"], job.at)
    if actor is None:
        raise NotAllowed(action="reporting.collect", actor="")
    job.total(1 + len(reach_of(report.unit_id, period_of_report(report).period).below))
    collect(report, actor=actor, at=job.at, told=job.advance)
    job.finish({"report": str(report.public_id)})


def result_text(_result: Mapping[str, Any]) -> str:
    """What the page of the finished job says."""
    return _("Đã tổng hợp số liệu của báo cáo.")


def result_url(result: Mapping[str, Any]) -> str:
    """Where the report is."""
    return reverse("reporting:report", args=[result["report"]])
