"""`{% load catalogue %}`: words for steps, and the error summary of a form with its rows."""

from collections.abc import Sequence
from typing import Any

from django import forms, template

from motcua.catalogue.pages.words import place_words, role_words
from motcua.ui.templatetags.mc import error_summary

register = template.Library()
register.filter("role", role_words)
register.filter("place", place_words)


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary_of(form: forms.Form, rows: Sequence[forms.Form]) -> dict[str, Any]:
    """`{% error_summary_of form rows %}`: as `error_summary`, for a form that has rows of its own."""
    return error_summary(form, *rows)
