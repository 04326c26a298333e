"""Configuration of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers, numbering and registers."""

    name = "motcua.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
