"""Configuration of notices: ships the texts after every migrate, and gives the worker its tasks."""

from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _ship(using: str, **_kwargs: Any) -> None:
    from motcua.common import clock
    from motcua.notifications.services.ship import ship
    from motcua.organisation.actors import system_actor

    # A migrate back to nothing ends here too: then there is no table to fill.
    if using == DEFAULT_DB_ALIAS and "notifications_channelrule" in connections[using].introspection.table_names():
        ship(actor=system_actor(), at=clock.now())


class NotificationsConfig(AppConfig):
    """Notices to citizens and officers, from the outbox to the answer of whoever carried them."""

    name = "motcua.notifications"
    label = "notifications"
    verbose_name = _("Thông báo")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hook the shipped texts to the end of migrate, and register the worker's tasks."""
        from motcua.jobs import registry
        from motcua.notifications.jobs import deliver, digest, outbox
        from motcua.notifications.services import escalate

        post_migrate.connect(_ship, sender=self, dispatch_uid="motcua.notifications.ship")
        registry.register_consumer(outbox.PREFIXES, outbox.handle)
        registry.register_task("notifications.deliver", timedelta(seconds=2), deliver.run, title=_("Gửi tin"))
        registry.register_task(
            "notifications.watch", timedelta(minutes=5), escalate.run, title=_("Nhắc hạn theo quy tắc")
        )
        registry.register_task("notifications.digest", timedelta(minutes=5), digest.run, title=_("Báo việc đầu ngày"))
