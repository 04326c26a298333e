"""Tables of notices. Other apps read them through `queries` and write them through `services.notify`."""

from motcua.notifications.models.bell import BellItem
from motcua.notifications.models.deliveries import Delivery
from motcua.notifications.models.digests import Digest
from motcua.notifications.models.escalation import EscalationRule, EscalationSending, WatchThreshold
from motcua.notifications.models.preferences import Preference
from motcua.notifications.models.rules import ChannelRule
from motcua.notifications.models.templates import NoticeTemplate

__all__ = [
    "BellItem",
    "ChannelRule",
    "Delivery",
    "Digest",
    "EscalationRule",
    "EscalationSending",
    "NoticeTemplate",
    "Preference",
    "WatchThreshold",
]
