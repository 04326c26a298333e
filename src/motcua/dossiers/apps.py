"""Configuration of dossiers."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    """The aggregate: a dossier from intake to return."""

    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what happens to dossiers by the passing of time."""
        from motcua.dossiers.jobs import foresight, timers
        from motcua.jobs.registry import register_task

        title = _("Đóng hồ sơ quá hạn bổ sung")
        register_task("dossiers.timers", timedelta(minutes=5), timers.run, title=title)
        title = _("Học từ hồ sơ cũ để dự báo trễ hạn")
        register_task("dossiers.foresight", timedelta(hours=1), foresight.run, title=title)
