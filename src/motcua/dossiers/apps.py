"""Configuration of dossiers."""

from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    """The aggregate: a dossier from intake to return."""

    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what happens to dossiers by the passing of time, long work on them, and our subcommands."""
        from django_typer.utils import register_command_plugins

        from motcua.dossiers.jobs import calendars, foresight, timers
        from motcua.dossiers.services.apply_calendar import JOB
        from motcua.jobs.registry import register_job, register_task

        title = _("Đóng hồ sơ quá hạn bổ sung")
        register_task("dossiers.timers", timedelta(minutes=5), timers.run, title=title)
        title = _("Học từ hồ sơ cũ để dự báo trễ hạn")
        register_task("dossiers.foresight", timedelta(hours=1), foresight.run, title=title)
        title = _("Áp dụng lịch cho hồ sơ tiếp nhận đúng lúc lịch đổi")
        register_task("dossiers.calendar_stragglers", timedelta(minutes=10), calendars.stragglers, title=title)
        register_job(
            JOB,
            calendars.run,
            title=_("Áp dụng lịch làm việc"),
            result_text=calendars.result_text,
            result_url=calendars.result_url,
        )
        register_command_plugins(import_module(f"{self.name}.management.plugins"))
