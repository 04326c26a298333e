"""Answers that are files: papers that the browser shows, tables that it saves. Nobody's cache keeps them."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from csp.decorators import csp_update
from django.http import HttpResponse, StreamingHttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])


def shown_by_the_browser(view: View) -> View:
    """Let the browser show a PDF by an object of its own, which the policy of our pages forbids."""
    allow: Any = csp_update({"object-src": ["'self'"]})
    allowed: View = allow(view)
    return allowed


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser, under the name it should be saved with."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def saved(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that is saved under a name."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def csv_file(lines: Iterable[str], name: str) -> StreamingHttpResponse:
    """A CSV file that is saved, sent line by line (`common.csv_lines`)."""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
