"""The request as our views see it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from motcua.organisation.actors import Actor
    from motcua.organisation.models import Account


class OfficerRequest(HttpRequest):
    """A request of a signed-in officer, after `ActorMiddleware`."""

    actor: "Actor"
    user: "Account"
    htmx: "HtmxDetails"
