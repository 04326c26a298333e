"""Fields that speak the sentences of the domain."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.errors import MotcuaError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def said(error: MotcuaError) -> str:
    """The sentence of an error in the reader's language."""
    return error.message(_)


class WordsField(forms.CharField):
    """Free words of an officer (a reason, what to bring): several lines, kept as typed, never empty when required."""

    def __init__(self, *, missing: "str | _StrPromise" = "", rows: int = 3, most: int = 2000, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        messages = {
            "required": missing,
            "max_length": gettext_lazy("Có %(show_value)d ký tự. Viết gọn trong %(limit_value)d ký tự."),
        }
        super().__init__(max_length=most, error_messages=messages, **options)
