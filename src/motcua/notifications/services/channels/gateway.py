"""SMS and Zalo through one HTTP gateway of the office or its carrier: docs/formats/gateway.md says what is posted."""

import json
from http.client import HTTPException
from typing import IO, Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from motcua.notifications.services.channels.message import CarrierRefused, Message

LATER: Final = frozenset({408, 425, 429})
"""Answers that name the client and still mean: not now."""


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry the bearer token elsewhere."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        """Follow none."""
        return None


_opener = build_opener(_NoRedirect)


def body_of(message: Message) -> dict[str, Any]:
    """What is posted, as JSON values."""
    return {
        "id": str(message.id),
        "channel": message.channel.value,
        "to": message.to,
        "text": message.text,
        "template": message.template,
        "values": dict(message.values),
        "language": message.language,
        "repeat": message.repeat,
    }


def send(message: Message) -> None:
    """Post one message; raises CarrierRefused."""
    request = Request(  # noqa: S310  the address is the administrator's, http or https (project.settings)
        settings.GATEWAY_URL,
        data=json.dumps(body_of(message), ensure_ascii=False).encode(),
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Authorization": f"Bearer {settings.GATEWAY_TOKEN}",
            "Idempotency-Key": str(message.id),
        },
        method="POST",
    )
    try:
        with _opener.open(request, timeout=settings.GATEWAY_TIMEOUT) as answer:
            answer.read()
    except HTTPError as error:
        with error:
            for_good = 300 <= error.code < 500 and error.code not in LATER
        raise CarrierRefused(f"gateway_{error.code}", for_good=for_good) from error
    except TimeoutError as error:
        raise CarrierRefused("gateway_timeout", for_good=False) from error
    except (URLError, HTTPException, OSError) as error:
        timed_out = isinstance(getattr(error, "reason", None), TimeoutError)
        raise CarrierRefused("gateway_timeout" if timed_out else "gateway_unreachable", for_good=False) from error
