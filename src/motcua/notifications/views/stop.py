"""The way out for citizens: the link in a message leads here; nothing is switched off before it is confirmed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.common import clock
from motcua.domain.errors import NotFound
from motcua.dossiers import queries as dossiers
from motcua.dossiers.vocabulary import PartyRole
from motcua.notifications.addresses import LETTERS
from motcua.notifications.queries.preferences import stopped_channels, wishes_of
from motcua.notifications.services.preferences import resume
from motcua.notifications.services.preferences import stop as stop_channels
from motcua.notifications.vocabulary import OUTWARD, RecipientKind


@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str, party: str) -> HttpResponse:
    """Show by which channels one party of the dossier is told, stop those ticked, start again what
    had been stopped. No address stands on the page."""
    dossier = dossiers.by_public_token(token)
    roles = {letter: role for role, letter in LETTERS.items()}
    mine = [row for row in dossiers.parties_of(dossier) if row.role == roles.get(party)]
    if not mine:
        raise NotFound(subject="party", value=party)
    (applicant,) = mine
    stopped = resumed = 0
    if request.method == "POST":
        chosen = [channel for channel in OUTWARD if channel.value in request.POST.getlist("kenh")]
        if request.POST.get("action") == "resume":
            resumed = resume([applicant.pk], chosen, at=clock.now())
        else:
            stopped = stop_channels([applicant.pk], chosen, at=clock.now())
    wishes = wishes_of(RecipientKind.APPLICANT, applicant.pk)
    context = {
        "code": dossier.code,
        "token": token,
        "role": PartyRole(applicant.role).label,
        "open": [channel for channel in OUTWARD if channel.value in wishes],
        "closed": stopped_channels(applicant.pk),
        "stopped": stopped,
        "resumed": resumed,
        "sent": request.method == "POST",
    }
    return render(request, "notifications/stop.html", context)
