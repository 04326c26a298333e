"""Errors at the edge: the one place that turns our error tree into pages, each with an incident number."""

import logging
import secrets
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from motcua.domain import errors
from motcua.project import logs

logger = logging.getLogger("motcua")


class IncidentMiddleware:
    """Gives each request an id, and translates errors that no view handled."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run the request under an id of its own, which error pages show and logs carry."""
        token = logs.request_id.set(secrets.token_hex(4))
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = logs.request_id.get()
            return response
        finally:
            logs.request_id.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an error of ours with its page; leave the rest to Django's 404, 403 and 500."""
        if isinstance(exception, errors.NotFound):
            return not_found(request, exception)
        if isinstance(exception, errors.NotAllowed):
            return forbidden(request, PermissionDenied(message(exception)))
        if isinstance(exception, errors.Conflict | errors.RuleBroken):
            return _page(request, "conflict", 409, message(exception))
        if isinstance(exception, errors.MotcuaError):
            return _page(request, "refused", 400, message(exception))
        return None


def message(error: errors.MotcuaError) -> str:
    """Return the error's sentence in the visitor's language."""
    return error.message(gettext)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: what is not there and what you may not see look alike."""
    return _page(request, "404", 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request that is too large, has too many fields or is not one that a browser sends."""
    return _page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason where one was given."""
    reason = str(exception) if isinstance(exception, PermissionDenied) and str(exception) else ""
    return _page(request, "403", 403, reason)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the traceback is in the log under the incident number shown.

    Rendered without the request: the shell's menu asks the database, which may be what failed.
    """
    return HttpResponse(render_to_string("ui/errors/500.html", {"incident": logs.request_id.get()}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or was not sent from our pages."""
    return _page(request, "csrf", 403)


def _page(request: HttpRequest, name: str, status: int, reason: str = "") -> HttpResponse:
    context = {"incident": logs.request_id.get(), "reason": reason}
    return render(request, f"ui/errors/{name}.html", context, status=status)
