"""A message as a carrier takes it, and how a carrier refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.notifications.vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Message:
    """One filled message. `id` is that of its delivery at every attempt; `repeat` says that an earlier attempt may
    have arrived. `template` names text and version; `values` are the words that were filled in; `stop` is the address
    at which the recipient switches the channel off, empty for officers.
    """

    id: UUID
    channel: Channel
    to: str
    subject: str
    text: str
    language: str
    template: str
    values: Mapping[str, str]
    stop: str
    repeat: bool
    at: datetime


class CarrierRefused(Exception):  # noqa: N818  a carrier's answer, not a fault of ours
    """The carrier did not take the message. `code` is a word for the list of dead letters, without personal data."""

    def __init__(self, code: str, *, for_good: bool) -> None:
        super().__init__(code)
        self.code = code
        self.for_good = for_good
