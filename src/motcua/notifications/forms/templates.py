"""Texts of one topic and channel in both languages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.notifications.queries.templates import Pair
from motcua.notifications.services.templates import HEADED, MOST_BODY, MOST_SUBJECT, Written
from motcua.notifications.vocabulary import Channel, Language

ROWS = {Channel.BELL: 3, Channel.EMAIL: 11, Channel.SMS: 5, Channel.ZALO: 6}


class TemplateForm(forms.Form):
    """Subject and body in each language, and the code of a dossier to try them with. `check` judges the words."""

    code = forms.CharField(
        label=gettext_lazy("Xem thử với hồ sơ mã"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "mc-num"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, channel: Channel, texts: Pair) -> None:
        super().__init__(data)
        self.headed = channel in HEADED
        for language in Language:
            text = texts.get(language)
            if self.headed:
                self.fields[f"subject_{language.value}"] = forms.CharField(
                    label=_("Dòng đầu") if channel is Channel.BELL else _("Tiêu đề thư"),
                    required=False,
                    max_length=MOST_SUBJECT,
                    initial=text.subject if text else "",
                    widget=forms.TextInput(attrs={"autocomplete": "off"}),
                )
            self.fields[f"body_{language.value}"] = forms.CharField(
                label=_("Nội dung"),
                required=False,
                max_length=MOST_BODY[channel],
                strip=True,
                initial=text.body if text else "",
                widget=forms.Textarea(attrs={"rows": ROWS[channel]}),
            )

    @property
    def sides(self) -> list[tuple[Language, list[Any]]]:
        """The fields of each language, for the page."""
        names = ("subject", "body") if self.headed else ("body",)
        return [(language, [self[f"{name}_{language.value}"] for name in names]) for language in Language]

    def written(self) -> dict[Language, Written]:
        """What is typed, as far as it can be read: line ends as the store keeps them."""
        return {
            language: Written(self._typed("subject", language), self._typed("body", language)) for language in Language
        }

    def _typed(self, name: str, language: Language) -> str:
        field = f"{name}_{language.value}"
        if field not in self.fields:
            return ""
        return str(self[field].value() or "").replace("\r\n", "\n").strip()
