"""E-mail by SMTP, plain text. The Message-ID is made from the delivery's id, so a repeat has the same one."""

import smtplib
from email.utils import format_datetime, parseaddr
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from motcua.domain.worktime import ZONE
from motcua.notifications.services.channels.message import CarrierRefused, Message

GONE: Final = range(500, 600)
"""SMTP answers that trying again does not change (RFC 5321 section 4.2.1)."""


class Mail:
    """One connection to the mail server of the settings, made at the first message and after each fault."""

    def __init__(self) -> None:
        self._backend: EmailBackend | None = None

    def send(self, message: Message) -> None:
        """Send one e-mail; raises CarrierRefused."""
        try:
            self._open().send_messages([written(message)])
        except smtplib.SMTPRecipientsRefused as error:
            self.close()
            codes = [code for code, _text in error.recipients.values()]
            raise _refused(codes[0] if codes else 0, "recipient") from error
        except smtplib.SMTPResponseException as error:
            self.close()
            # A password that is not taken is the office's fault, not the message's: it waits until that is mended.
            if isinstance(error, smtplib.SMTPAuthenticationError):
                raise CarrierRefused("smtp_sign_in", for_good=False) from error
            raise _refused(error.smtp_code, "message") from error
        except TimeoutError as error:
            self.close()
            raise CarrierRefused("smtp_timeout", for_good=False) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise CarrierRefused("smtp_unreachable", for_good=False) from error

    def _open(self) -> EmailBackend:
        if self._backend is None:
            backend = EmailBackend(
                host=settings.SMTP_HOST,
                port=settings.SMTP_PORT,
                username=settings.SMTP_USER,
                password=settings.SMTP_PASSWORD,
                use_tls=settings.SMTP_SECURITY == "starttls",
                use_ssl=settings.SMTP_SECURITY == "tls",
                timeout=settings.SMTP_TIMEOUT,
            )
            backend.open()
            self._backend = backend
        return self._backend

    def close(self) -> None:
        """End the connection, however it stands."""
        backend, self._backend = self._backend, None
        if backend is not None:
            backend.close()


def written(message: Message) -> EmailMessage:
    """The e-mail with the marks by which a repeat is known."""
    _name, sender = parseaddr(settings.MAIL_FROM)
    headers = {
        "Message-ID": f"<{message.id}@{sender.rpartition('@')[2]}>",
        "Date": format_datetime(message.at.astimezone(ZONE)),
        "X-Motcua-Delivery": str(message.id),
        "X-Motcua-Template": message.template,
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if message.repeat:
        headers["X-Motcua-Repeat"] = "true"
    if message.stop:
        headers["List-Unsubscribe"] = f"<{message.stop}>"
    return EmailMessage(message.subject, message.text, settings.MAIL_FROM, [message.to], headers=headers)


def _refused(code: int, what: str) -> CarrierRefused:
    return CarrierRefused(f"smtp_{what}_{code}", for_good=code in GONE)
