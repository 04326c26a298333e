"""*Theo dõi hạn*: nothing goes late unseen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.common import clock
from motcua.desk.pages import watch as pages
from motcua.organisation.http import OfficerRequest
from motcua.organisation.roles import Role


@require_GET
def watch(request: OfficerRequest) -> HttpResponse:
    """What is near, due today, late, paused or waiting too long and not fetched, of what the officer answers for."""
    at = clock.now()
    scopes = pages.scopes_of(request.actor)
    chosen = next((scope for scope in scopes if scope.value == request.GET.get("cua")), scopes[0])
    sets_rules = request.actor.has_any(Role.ADMINISTRATOR, Role.ONE_STOP_HEAD)
    context = pages.page(request.actor, chosen, at) | {"tabs": pages.tabs(request.actor, chosen), "at": at}
    context["sets_rules"] = sets_rules
    return render(request, "desk/watch.html", context)
