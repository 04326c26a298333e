"""Buttons that ask for files."""

from typing import Any
from urllib.parse import urlencode

from django import template

from motcua.figures.questions import Part, Question
from motcua.reporting.exports.forms import FormatForm
from motcua.reporting.opening.addresses import parameters

register = template.Library()


@register.inclusion_tag("reporting/exports/rows_button.html", takes_context=True)
def export_rows_button(context: dict[str, Any], code: str, question: Question, base: object = None) -> dict[str, Any]:
    """`{% export_rows_button code question base_shown %}`: a form that asks for the rows of a figure as a file."""
    form = FormatForm()
    form.fields["dinh_dang"].widget.attrs["class"] = "form-select w-auto"
    part = Part.BASE if base else Part.COUNTED
    query = urlencode(parameters(question, part))
    return {"code": code, "query": query, "export_form": form, "csrf_token": context.get("csrf_token")}
