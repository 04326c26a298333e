"""The app of the procedure catalogue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Declares the app; importing it has no side effect."""

    name = "motcua.catalogue"
    label = "catalogue"
    verbose_name = _("Danh mục thủ tục")
