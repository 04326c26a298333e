"""Configuration of dossiers: what the passing of time does to them, and the reasons for lateness that are shipped."""

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _ship(using: str, **_kwargs: Any) -> None:
    from motcua.dossiers.services.apologies.lists import ship_reasons

    # A migrate back to nothing ends here too: then there is no table to fill.
    if using == DEFAULT_DB_ALIAS and "dossiers_latereason" in connections[using].introspection.table_names():
        ship_reasons()


class DossiersConfig(AppConfig):
    """The aggregate: a dossier from intake to return."""

    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register fact tables, what the passing of time does to dossiers, long work, subcommands, shipped reasons."""
        from django_typer.utils import register_command_plugins

        from motcua.domain.indicators.values import DossierFigures, StepFigures
        from motcua.dossiers.jobs import calendars, foresight, timers
        from motcua.dossiers.services import apply_calendar, fill_figures, try_calendar
        from motcua.dossiers.services.apologies.opening import open_due_duties
        from motcua.figures import fact_tables
        from motcua.jobs.registry import register_job, register_task

        fact_tables.register(DossierFigures, "dossiers_dossierfact")
        fact_tables.register(StepFigures, "dossiers_stepfact")
        fact_tables.complete_when(lambda: not fill_figures.waiting())

        title = _("Đóng hồ sơ quá hạn bổ sung")
        register_task("dossiers.timers", timedelta(minutes=5), timers.run, title=title)
        title = _("Học từ hồ sơ cũ để dự báo trễ hạn")
        register_task("dossiers.foresight", timedelta(hours=1), foresight.run, title=title)
        title = _("Áp dụng lịch cho hồ sơ tiếp nhận đúng lúc lịch đổi")
        register_task("dossiers.calendar_stragglers", timedelta(minutes=10), calendars.stragglers, title=title)
        register_job(
            try_calendar.JOB,
            try_calendar.run,
            title=_("Chạy thử lịch làm việc"),
            result_text=calendars.trial_text,
            result_url=calendars.trial_url,
        )
        register_job(
            apply_calendar.JOB,
            calendars.run,
            title=_("Áp dụng lịch làm việc"),
            result_text=calendars.result_text,
            result_url=calendars.result_url,
        )
        register_command_plugins(import_module(f"{self.name}.management.plugins"))
        title = _("Mở việc xin lỗi của hồ sơ sẽ trễ")
        register_task("dossiers.apologies", timedelta(minutes=10), open_due_duties, title=title)
        post_migrate.connect(_ship, sender=self, dispatch_uid="motcua.dossiers.ship")
