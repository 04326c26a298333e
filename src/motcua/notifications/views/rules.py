"""The rules of channels, and whether the settings open them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.common import clock
from motcua.notifications.forms.rules import RuleForm
from motcua.notifications.models import ChannelRule
from motcua.notifications.policies import require_manage
from motcua.notifications.queries.deliveries import held_up
from motcua.notifications.queries.rules import all_rules, rules_on
from motcua.notifications.sending import configured
from motcua.notifications.services.rules import set_rule
from motcua.notifications.vocabulary import OUTWARD
from motcua.organisation.http import OfficerRequest


@require_http_methods(["GET", "POST"])
def rules(request: OfficerRequest) -> HttpResponse:
    """One panel for each channel: open or not, its rule, the form that sets another."""
    require_manage(request.actor)
    at = clock.now()
    known = rules_on(at)
    data = request.POST if request.method == "POST" else None
    chosen = data.get("channel") if data is not None else None
    forms = {
        channel: RuleForm(
            data if chosen == channel.value else None, channel=channel, initial=_initial(known.get(channel))
        )
        for channel in OUTWARD
    }
    for channel, form in forms.items():
        if form.is_bound and form.is_valid():
            set_rule(channel, **form.cleaned_data, actor=request.actor, at=at)
            messages.success(request, _("Đã đặt quy tắc của kênh %(channel)s.") % {"channel": channel.label})
            return redirect("notifications:rules")
    context = {
        "panels": [(channel, configured(channel), form, f"h-{channel.value}") for channel, form in forms.items()],
        "faulty": [form for form in forms.values() if form.is_bound],
        "mail_host": settings.SMTP_HOST,
        "held_up": held_up(at),
        "history": all_rules(),
    }
    return render(request, "notifications/rules.html", context, status=200 if data is None else 422)


def _initial(rule: ChannelRule | None) -> dict[str, object]:
    if rule is None:
        return {}
    return {
        "quiet_from": rule.quiet_from,
        "quiet_to": rule.quiet_to,
        "keep_days": rule.keep_days,
        "urgent": rule.urgent,
    }
