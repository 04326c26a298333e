"""Context processor of the shells: theme, keys and the offer to undo."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from motcua.ui import preferences, undo


def ui(request: HttpRequest) -> dict[str, Any]:
    """`theme`, `keys_on`, `here` (to come back to) and `undo`, which is read only by a page that shows it."""
    chosen = preferences.read(request.COOKIES)
    return {
        "theme": chosen.theme.value,
        "keys_on": chosen.keys,
        "here": request.get_full_path(),
        "undo": SimpleLazyObject(lambda: undo.take_offer(request)),
    }
