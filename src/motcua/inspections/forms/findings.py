"""What is found of one dossier at the shelf."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.inspections.services.findings import LONGEST
from motcua.inspections.vocabulary import Field, Verdict

WORDS: Final = "words_"


class FindingForm(forms.Form):
    """It agrees, it differs in some fields (what stands on paper), or it is not there."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("So với hồ sơ giấy"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chưa chọn: khớp, khác hay không thấy hồ sơ.")},
    )
    fields_differing = forms.MultipleChoiceField(
        label=gettext_lazy("Khác ở mục nào"),
        choices=Field.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        for field in Field:
            self.fields[WORDS + field.value] = forms.CharField(
                label=_("%(field)s: trên giấy ghi") % {"field": field.label},
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def words(self) -> list[tuple[str, BoundField]]:
        """The fields for what stands on paper, by the name of what differs, in their order."""
        return [(field.value, self[WORDS + field.value]) for field in Field]

    def clean(self) -> dict[str, Any]:
        """What differs is named; who writes what stands on paper has named the field by that."""
        good = super().clean() or {}
        if good.get("verdict") == Verdict.DIFFERS and not self._differing(good):
            self.add_error("fields_differing", _("Chọn ít nhất một mục khác với phần mềm."))
        return good

    def differing(self) -> dict[str, str]:
        """The fields that differ with the words on paper; only after `is_valid`."""
        return self._differing(self.cleaned_data)

    def _differing(self, good: Mapping[str, Any]) -> dict[str, str]:
        ticked = set(good.get("fields_differing") or ())
        words = {field.value: good.get(WORDS + field.value) or "" for field in Field}
        return {name: text for name, text in words.items() if name in ticked or text}
