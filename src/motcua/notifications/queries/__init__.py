"""Reads of notices, for pages and the apps above."""

from motcua.notifications.queries.bell import unread_count
from motcua.notifications.queries.preferences import offered_channels, ways_out

__all__ = ["offered_channels", "unread_count", "ways_out"]
