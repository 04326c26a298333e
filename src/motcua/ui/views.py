"""Setting how pages look."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from motcua.ui import preferences
from motcua.ui.forms import PreferencesForm


@require_POST
def set_preferences(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme, language or shortcuts in cookies and go back to the page it was chosen on."""
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    chosen = form.cleaned_data
    target = chosen["next"]
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, value in (
        (preferences.THEME_COOKIE, chosen["theme"]),
        (preferences.KEYS_COOKIE, chosen["keys"]),
        (settings.LANGUAGE_COOKIE_NAME, chosen["language"]),
    ):
        if value:
            response.set_cookie(
                name,
                value,
                max_age=preferences.KEEP_SECONDS,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
    return response
