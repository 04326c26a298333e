"""The bar that offers to take back what was just done.

An undo is a new event made by a door of its own, never a deletion: this module only carries the offer from the
response that did the thing to the page that follows it.
"""

from collections.abc import Mapping

from django.http import HttpRequest

from motcua.ui.parts import UndoOffer

_KEY = "ui_undo"


def offer_undo(request: HttpRequest, text: str, url: str, fields: Mapping[str, str] | None = None) -> None:
    """Offer once, on the next page shown, to take back what `text` says by posting `fields` to `url`."""
    request.session[_KEY] = {"text": text, "url": url, "fields": dict(fields or {})}


def take_offer(request: HttpRequest) -> UndoOffer | None:
    """Read and forget the offer; reading it twice gives nothing the second time."""
    session = getattr(request, "session", None)
    kept = session.pop(_KEY, None) if session is not None and _KEY in session else None
    if kept is None:
        return None
    return UndoOffer(text=kept["text"], url=kept["url"], fields=tuple(kept["fields"].items()))
