"""Closed lists of words of jobs, with what people read for each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không xong")
    CANCELLED = "cancelled", _("Đã hủy")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
"""States in which a worker may still take the job."""
