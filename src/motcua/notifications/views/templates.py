"""Texts of notices: the list, writing a new version, and how it looks before it is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.common import clock
from motcua.domain.errors import BadInput, Conflict, NotFound
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.notices import notice_facts
from motcua.dossiers.vocabulary import PartyRole
from motcua.notifications import rendering
from motcua.notifications.forms.templates import TemplateForm
from motcua.notifications.policies import require_edit_templates
from motcua.notifications.queries.templates import access_topic, all_in_use, history, pair_in_use
from motcua.notifications.services.templates import edit
from motcua.notifications.services.values import officer_values, owner_values
from motcua.notifications.topics import TOPICS, Topic
from motcua.notifications.vocabulary import Channel, Language, RecipientKind
from motcua.organisation.actors import Actor
from motcua.organisation.http import OfficerRequest


@dataclass(frozen=True, slots=True)
class Shown:
    """A text filled in for one language."""

    language: Language
    subject: str
    text: str
    unknown: tuple[str, ...]

    @property
    def length(self) -> int:
        """How many characters the text has."""
        return len(self.text)


@require_GET
def templates(request: OfficerRequest) -> HttpResponse:
    """Every topic with its texts in use: version, when, by whom."""
    require_edit_templates(request.actor)
    texts = all_in_use()
    groups = [
        {
            "topic": topic,
            "label": _(topic.label),
            "audience": topic.audience.label,
            "texts": [
                (channel, [texts[topic.key, channel, language] for language in Language]) for channel in topic.channels
            ],
        }
        for topic in TOPICS.values()
    ]
    return render(request, "notifications/templates.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
def template(request: OfficerRequest, topic: str, channel: str) -> HttpResponse:
    """Write new versions of one text in both languages; without script the button *Xem thử* shows them filled in."""
    require_edit_templates(request.actor)
    found, by = access_topic(topic, channel)
    texts = pair_in_use(found, by)
    form = TemplateForm(request.POST if request.method == "POST" else None, channel=by, texts=texts)
    at = clock.now()
    keeps = request.method == "POST" and request.POST.get("action") != "preview"
    if keeps and form.is_valid() and _kept(request, form, found, by, at):
        return redirect("notifications:template", topic=topic, channel=channel)
    context = {
        "topic": found,
        "label": _(found.label),
        "channel": by,
        "form": form,
        "placeholders": [(name, _(rendering.PLACEHOLDERS[name].meaning)) for name in found.placeholders],
        "versions": history(found, by),
        "shown": _shown(request.actor, form, found, at),
    }
    return render(request, "notifications/template.html", context, status=422 if keeps else 200)


def _kept(request: OfficerRequest, form: TemplateForm, topic: Topic, channel: Channel, at: datetime) -> bool:
    try:
        rows = edit(topic, channel, form.written(), actor=request.actor, at=at)
    except (BadInput, Conflict) as error:
        field = error.field if isinstance(error, BadInput) and error.field in form.fields else None
        form.add_error(field, error.message(_))
        return False
    if rows:
        messages.success(request, _("Đã ghi phiên bản mới. Tin gửi từ bây giờ dùng lời này."))
    else:
        messages.info(request, _("Không có gì thay đổi."))
    return True


@require_POST
def preview(request: OfficerRequest, topic: str, channel: str) -> HttpResponse:
    """What is typed, filled in, in both languages; while typing."""
    require_edit_templates(request.actor)
    found, by = access_topic(topic, channel)
    form = TemplateForm(request.POST, channel=by, texts={})
    context = {"shown": _shown(request.actor, form, found, clock.now()), "channel": by, "form": form}
    return render(request, "notifications/template_preview.html", context)


def _shown(actor: Actor, form: TemplateForm, topic: Topic, at: datetime) -> list[Shown]:
    """The texts filled with the dossier whose code was typed, else with samples."""
    code = str(form["code"].value() or "").strip().upper()
    values = None
    if code:
        try:
            values = _values_of(actor, code, topic, at)
        except NotFound:
            form.add_error("code", _("Không có hồ sơ mã “%(code)s” mà bạn được xem.") % {"code": code})
    return [_filled(form, topic, language, values) for language in Language]


def _values_of(actor: Actor, code: str, topic: Topic, at: datetime) -> dict[str, str]:
    dossier = dossiers.access_dossier(actor, code, at, shown=False)
    facts = notice_facts([dossier.pk], contacts=False)[dossier.pk]
    if topic.audience is RecipientKind.PERSON:
        return rendering.stored(officer_values(facts))
    return rendering.stored(owner_values(facts, PartyRole.OWNER, {}))


def _filled(form: TemplateForm, topic: Topic, language: Language, values: dict[str, str] | None) -> Shown:
    written = form.written()[language]
    stored = rendering.samples(language) if values is None else values
    words = rendering.written({k: v for k, v in stored.items() if k in topic.placeholders}, language)
    unknown = rendering.unknown_in(f"{written.subject}\n{written.body}", topic.placeholders)
    return Shown(language, rendering.fill(written.subject, words), rendering.fill(written.body, words), tuple(unknown))
