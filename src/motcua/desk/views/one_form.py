"""One form on a page of its own: done and back to the list, or shown again with what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desk.forms.actions import PlainForm
from motcua.domain.errors import BadInput
from motcua.organisation.http import OfficerRequest


@dataclass(frozen=True, slots=True)
class OneForm:
    """The title of the page, and the list that it belongs to: its address by name, and what it is called."""

    title: str
    back: str
    back_words: str


def answered(
    request: OfficerRequest, form: PlainForm, page: OneForm, done: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Show the form, or do what it asks: `done` takes its values and returns what is said then."""
    if request.method == "POST" and form.is_valid():
        try:
            said = done(form.values())
        except BadInput as error:
            add_fault(form, error)
        else:
            messages.success(request, said)
            return redirect(page.back)
    context = {"form": form, "title": page.title, "back": reverse(page.back), "back_words": page.back_words}
    return render(request, "desk/one_form.html", context, status=422 if request.method == "POST" else 200)


def add_fault(form: PlainForm, error: BadInput) -> None:
    """Put what a service refuses beside the field that it names, else on top."""
    form.add_error(error.field if error.field in form.fields else None, error.message(_))
