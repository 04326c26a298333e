"""The address of the house: officers come to their work, everybody else to the public home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.portal.views.home import home as public_home


def home(request: HttpRequest) -> HttpResponse:
    """Lead a signed-in officer to *my work*; show a citizen the public home."""
    if getattr(request, "actor", None) is not None:
        return redirect("desk:my_work")
    return public_home(request)
