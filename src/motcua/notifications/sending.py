"""Which channels this store can send by: the settings say it."""

from typing import Final

from django.conf import settings

from motcua.notifications.vocabulary import OUTWARD, Channel

SETTINGS: Final = {Channel.EMAIL: "SMTP_HOST", Channel.SMS: "GATEWAY_URL", Channel.ZALO: "GATEWAY_URL"}
"""Without a value of this setting a channel cannot send: what is written for it waits."""


def configured(channel: Channel) -> bool:
    """Whether messages can leave by the channel."""
    return bool(getattr(settings, SETTINGS[channel]))


def configured_channels() -> list[Channel]:
    """The channels by which messages can leave."""
    return [channel for channel in OUTWARD if configured(channel)]
