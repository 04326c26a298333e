"""The bar that offers to take back what was just done.

An undo is a new event made by a door of its own, never a deletion: this module only carries the offer from the
response that did the thing to the page that follows it. It travels in a signed cookie, not in the session: a session
would be written twice in the database for every press.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from motcua.ui.parts import UndoOffer

COOKIE = "mc_undo"
SECONDS = 60
"""How long the offer waits for a page to show it; how long it can be taken is the door's matter."""

_MADE = "motcua.undo_made"
_TAKEN = "motcua.undo_taken"


def offer_undo(request: HttpRequest, text: str, url: str, fields: Mapping[str, str] | None = None) -> None:
    """Offer once, on the next page shown, to take back what `text` says by posting `fields` to `url`."""
    request.META[_MADE] = {"text": text, "url": url, "fields": dict(fields or {})}


def take_offer(request: HttpRequest) -> UndoOffer | None:
    """Read and forget the offer; reading it twice gives nothing the second time."""
    kept = request.META.pop(_MADE, None) or _brought(request)
    if kept is None:
        return None
    return UndoOffer(text=kept["text"], url=kept["url"], fields=tuple(kept["fields"].items()))


def _brought(request: HttpRequest) -> dict[str, Any] | None:
    """The offer that an earlier response gave along; one that is old or not ours is none."""
    told = request.COOKIES.get(COOKIE)
    if told is None or _TAKEN in request.META:
        return None
    request.META[_TAKEN] = True
    try:
        kept: dict[str, Any] = signing.loads(told, salt=COOKIE, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return kept


class UndoMiddleware:
    """Gives an offer along that no page has shown yet, and takes back one that was shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Write the cookie, or delete it; most responses do neither."""
        response = self.get_response(request)
        if _MADE in request.META:
            value = signing.dumps(request.META[_MADE], salt=COOKIE, compress=True)
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(COOKIE, value, max_age=SECONDS, httponly=True, samesite="Lax", secure=secure)
        elif _TAKEN in request.META:
            response.delete_cookie(COOKIE, samesite="Lax")
        return response
