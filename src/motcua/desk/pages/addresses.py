"""Addresses of lists: the present one with some of its filters changed."""

from typing import Final

from django.http import HttpRequest

PAGING: Final = ("after", "before", "dem")
"""What of an address says which page is shown and how it is counted; it narrows nothing."""


def changed(request: HttpRequest, **changes: str) -> str:
    """The present address with some of its filters changed (an empty value drops one); paging begins anew."""
    query = request.GET.copy()
    for name in (*PAGING, *changes):
        query.pop(name, None)
    for name, value in changes.items():
        if value:
            query[name] = value
    return f"?{query.urlencode()}"
