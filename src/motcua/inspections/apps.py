"""Configuration of inspections."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    """Signs of work outside the software, and random dossiers compared with the shelf."""

    name = "motcua.inspections"
    label = "inspections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the worker's task."""
        from motcua.inspections.services.look import look
        from motcua.jobs.registry import register_task

        title = _("Tìm dấu hiệu làm việc ngoài phần mềm")
        register_task("inspections.signs", timedelta(minutes=15), look, title=title)
