"""Fields that the forms of several apps share."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
"""Days outside these years are slips of the hand, and instants beside them leave what dates can hold."""


def year_is_meant(value: date) -> bool:
    """Whether a day that could be read lies in a year that somebody can mean."""
    return FIRST_YEAR <= value.year <= LAST_YEAR


class VietnameseDateField(forms.DateField):
    """A day written dd/mm/yyyy; `missing` is said where a required one is empty."""

    def __init__(self, *, missing: "str | _StrPromise", **options: Any) -> None:
        super().__init__(
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "11/02/2026", "autocomplete": "off"}),
            error_messages={"required": missing},
            **options,
        )

    def to_python(self, value: Any) -> date | None:
        """Read the day; the error repeats what was typed."""
        try:
            day = super().to_python(value)
        except forms.ValidationError:
            day = date.min
        if day is not None and not year_is_meant(day):
            raise forms.ValidationError(
                _("“%(value)s” không phải là ngày. Nhập ngày/tháng/năm, ví dụ 11/02/2026."), params={"value": value}
            )
        return day


class PlainSelect(forms.Select):
    """A drop-down list without groups, written by Python: as a template each choice costs three more to render."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: object = None) -> SafeString:
        """Write the list as Django does."""
        widget = self.get_context(name, value, attrs)["widget"]
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (option["value"], flatatt(option["attrs"]), option["label"])
                for _name, group, _index in widget["optgroups"]
                for option in group
            ),
        )
        return format_html('<select name="{}"{}>\n{}\n</select>', widget["name"], flatatt(widget["attrs"]), options)


def choose_from(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field of a form its choices, as they are in this request."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
