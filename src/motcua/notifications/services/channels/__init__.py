"""The carriers of messages. Each tells whether it took one, and if not, whether trying again can help."""

from motcua.notifications.services.channels.carriers import Carriers
from motcua.notifications.services.channels.message import CarrierRefused, Message

__all__ = ["CarrierRefused", "Carriers", "Message"]
