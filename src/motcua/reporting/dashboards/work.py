"""Slides as work in the background: asked for on a dashboard, made by a worker, fetched by whoever asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.domain.errors import NotFound
from motcua.domain.instants import local_date
from motcua.jobs.registry import RunningJob
from motcua.jobs.services.jobs import enqueue
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.reporting.dashboards import asking, briefing
from motcua.reporting.dashboards.asking import Asked, query
from motcua.reporting.models import Briefing

if TYPE_CHECKING:
    from uuid import UUID

    from motcua.jobs.models import Job

JOB: Final = "reporting.briefing"
KEPT: Final = timedelta(days=90)


def ask(actor: Actor, wanted: Asked, at: datetime) -> "Job":
    """Ask a worker for the slides of what a dashboard shows."""
    arguments = {"person": actor.id, "query": query(wanted), "language": translation.get_language() or "vi"}
    return enqueue(JOB, arguments, requested_by=actor.ref, at=at)


def run(job: RunningJob) -> None:
    """Make the slides, with the grants that the person holds now."""
    job.total(briefing.STEPS)
    actor = organisation.actor_of_person(job.arguments["person"], job.at)
    asked_for = str(job.arguments["query"])
    wanted = asking.asked(actor, dict(parse_qsl(asked_for)), local_date(job.at))
    if wanted is None:
        raise NotFound(subject="dashboard", value=asked_for)
    with translation.override(job.arguments["language"]):
        pdf = briefing.slides(actor, wanted, job.at, job.advance)
    row = Briefing(
        person_id=job.arguments["person"],
        query=asked_for,
        name=f"giao-ban-{wanted.period.key}.pdf",
        pdf=pdf,
        made_at=job.at,
    )
    row.save()
    job.finish({"briefing": str(row.public_id)})


def result_text(_result: Mapping[str, Any]) -> str:
    """What the page of the finished job says."""
    return _("Đã lập xong các trang trình chiếu.")


def result_url(result: Mapping[str, Any]) -> str:
    """Where the slides are fetched."""
    return reverse("reporting:briefing_pdf", args=[result["briefing"]])


def access_briefing(actor: Actor, public_id: "UUID") -> Briefing:
    """The slides, for whoever asked for them. Raises NotFound."""
    found = Briefing.objects.filter(public_id=public_id, person_id=actor.id).first() if actor.id is not None else None
    if found is None:
        raise NotFound(subject="briefing", value=str(public_id))
    return found


def forget(at: datetime) -> int:
    """Delete slides that were made long ago, and return how many."""
    number, _by_model = Briefing.objects.filter(made_at__lt=at - KEPT).delete()
    return number
