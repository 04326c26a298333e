"""Reads of notices, for pages and the apps above."""

from motcua.notifications.queries.bell import unread_count
from motcua.notifications.queries.preferences import offered_channels

__all__ = ["offered_channels", "unread_count"]
