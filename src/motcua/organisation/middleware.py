"""Puts the typed actor on every request of a signed-in person."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.common import clock
from motcua.organisation import queries
from motcua.organisation.models import Account

_WITHOUT_OWN_PASSWORD = frozenset({"account_change_password", "account_logout", "account_reauthenticate"})
_READING = frozenset({"GET", "HEAD"})


class ActorMiddleware:
    """Sets `request.actor`: the Actor with the grants of this instant, or None when nobody is signed in.

    Whoever still has an initial password is led to choose an own one before anything else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Make the actor once; views and policies take it from the request."""
        account = request.user
        actor = queries.actor_of(account, clock.now()) if isinstance(account, Account) else None
        request.actor = actor  # type: ignore[attr-defined]
        if request.method not in _READING:
            return self.get_response(request)
        with queries.reading_once():
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Send a person with an initial password to the page where it is changed."""
        account = request.user
        if not isinstance(account, Account) or not account.must_change_password:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name in _WITHOUT_OWN_PASSWORD else HttpResponseRedirect(reverse("account_change_password"))
