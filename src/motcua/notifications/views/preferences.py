"""The page on which an officer chooses notices."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.common import clock
from motcua.notifications.forms.preferences import PreferencesForm
from motcua.notifications.queries.preferences import offered_channels, wishes_of
from motcua.notifications.services.preferences import choose
from motcua.notifications.vocabulary import Channel, Language, RecipientKind
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest


@require_http_methods(["GET", "POST"])
def preferences(request: OfficerRequest) -> HttpResponse:
    """Show and keep what the actor wants; nothing goes by e-mail or telephone that was not ticked here."""
    person_id = request.actor.id or 0
    contact = organisation.contacts_of([person_id]).get(person_id)
    reached = {Channel.EMAIL: contact.email, Channel.SMS: contact.phone, Channel.ZALO: contact.phone} if contact else {}
    channels = [channel for channel in offered_channels() if reached.get(channel)]
    wishes = wishes_of(RecipientKind.PERSON, person_id)
    data = request.POST if request.method == "POST" else None
    form = PreferencesForm(data, wishes=wishes, channels=channels)
    if data is not None and form.is_valid():
        language = Language(form.cleaned_data["language"])
        choose(form.wanted(), language, actor=request.actor, at=clock.now())
        messages.success(request, _("Đã lưu tùy chọn thông báo."))
        return redirect("notifications:preferences")
    context = {"form": form, "channels": form.channels, "contact": contact, "by_mail": Channel.EMAIL in channels}
    return render(request, "notifications/preferences.html", context, status=200 if data is None else 422)
