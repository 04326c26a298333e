"""Calendars in the background: trying one, the job of one decision, and the task that finds who slipped through."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.common import clock
from motcua.common.formats import number
from motcua.dossiers.models import CalendarApplication
from motcua.dossiers.queries.applications import unfinished_of
from motcua.dossiers.services import apply_calendar
from motcua.jobs.registry import RunningJob


def run(job: RunningJob) -> None:
    """Bring every running dossier of the calendar's units to the version that was decided on."""
    application = CalendarApplication.objects.get(pk=job.arguments["application"])
    job.total(unfinished_of(application))
    done = apply_calendar.run(application, now=clock.now, told=job.advance)
    job.finish(
        {
            "application": str(done.public_id),
            "dossiers": done.totals.get("dossiers", 0),
            "moved": done.totals.get("moved", 0),
            "left_behind": done.left_behind,
        }
    )


def result_text(result: Mapping[str, Any]) -> str:
    """What the page of the finished job says."""
    return _("Đã áp dụng lịch cho %(dossiers)s hồ sơ, %(moved)s hồ sơ đổi hạn.") % {
        "dossiers": number(result["dossiers"]),
        "moved": number(result["moved"]),
    }


def result_url(result: Mapping[str, Any]) -> str:
    """Where the result is told in full."""
    return reverse("desk:calendar_application", args=[result["application"]])


def trial_text(result: Mapping[str, Any]) -> str:
    """What the page of a finished trial's job says; nothing where the trial was overtaken."""
    if not result:
        return ""
    return _("Đã chạy thử lịch cho %(dossiers)s hồ sơ, %(moved)s hồ sơ sẽ đổi hạn.") % {
        "dossiers": number(result["dossiers"]),
        "moved": number(result["moved"]),
    }


def trial_url(result: Mapping[str, Any]) -> str:
    """Where a trial is told in full."""
    return reverse("desk:calendar_trial", args=[result["calendar"]]) if result else ""


def stragglers(at: datetime) -> int:
    """Reach dossiers that were being accepted under the old calendar while the new one was applied; how many."""
    found = 0
    for application in CalendarApplication.objects.filter(finished_at__isnull=False, superseded=False):
        before = application.totals.get("dossiers", 0)
        if unfinished_of(application) > application.left_behind:
            found += apply_calendar.run(application, now=lambda: at).totals["dossiers"] - before
    return found
