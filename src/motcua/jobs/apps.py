"""Configuration of jobs: registers the task that clears the outbox."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Leased rows for work that no request waits for."""

    name = "motcua.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the worker does for this app itself."""
        from motcua.jobs.registry import register_task
        from motcua.jobs.services import outbox

        register_task("jobs.outbox_forget", timedelta(hours=6), outbox.forget, title=_("Dọn hộp thư đi"))
