"""The carriers of one run of the sender, opened when first needed."""

from types import TracebackType

from motcua.notifications.services.channels import gateway
from motcua.notifications.services.channels.mail import Mail
from motcua.notifications.services.channels.message import Message
from motcua.notifications.vocabulary import Channel


class Carriers:
    """Sends each message by its channel; one SMTP connection serves all e-mails of a run."""

    def __init__(self) -> None:
        self._mail = Mail()

    def send(self, message: Message) -> None:
        """Hand the message to its carrier; raises CarrierRefused."""
        if message.channel is Channel.EMAIL:
            self._mail.send(message)
        else:
            gateway.send(message)

    def __enter__(self) -> "Carriers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mail.close()
