"""Drawing a form's field: label, control, help and error tied together by ids, as readers of screens need them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
_DIGITS = (forms.NumberInput, forms.DateInput, forms.TimeInput, forms.DateTimeInput)


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the error summary; `target` is the id of the control, empty for a fault of the whole form."""

    label: str
    message: str
    target: str


def faults(sources: Iterable["BaseForm | BaseFormSet[Any]"]) -> list[Fault]:
    """All faults of some forms and form sets, in the order of their fields; unbound forms have none."""
    found: list[Fault] = []
    for source in sources:
        if isinstance(source, BaseFormSet):
            found += [Fault("", str(message), "") for message in source.non_form_errors()]
            found += faults(source.forms)
            continue
        if not source.is_bound:
            continue
        found += [Fault("", str(message), "") for message in source.non_field_errors()]
        for bound in source:
            found += [Fault(str(bound.label), str(message), _target(bound)) for message in bound.errors]
    return found


def draw(bound: BoundField, *, width: str, hint: str, say_optional: bool, large: bool) -> dict[str, Any]:
    """What the templates `field_control`, `field_check` and `field_list` print.

    `kind` chooses the template; `described` names the ids of help and error for `aria-describedby`.
    """
    widget = bound.field.widget
    kind = "list" if isinstance(widget, _LISTS) else "check" if isinstance(widget, forms.CheckboxInput) else "control"
    help_id = f"{bound.auto_id}_helptext"
    error_id = f"{bound.auto_id}_error"
    help_text = hint or bound.help_text
    described = " ".join(name for name, there in ((help_id, bool(help_text)), (error_id, bool(bound.errors))) if there)
    optional = say_optional and not bound.field.required and kind != "check"
    context: dict[str, Any] = {
        "kind": kind,
        "bound": bound,
        "width": width,
        "help": help_text,
        "help_id": help_id,
        "error_id": error_id,
        "described": described,
        "optional": _("(không bắt buộc)") if optional else "",
        "large": large,
    }
    if kind == "list":
        context["choices"] = _choices(bound)
    else:
        context["control"] = _control(bound, described)
    return context


def _target(bound: BoundField) -> str:
    """Id that a link of the summary leads to: of a list, its first choice."""
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, _LISTS) else bound.id_for_label


def _control(bound: BoundField, described: str) -> SafeString:
    widget = bound.field.widget
    attrs: dict[str, str | bool] = {"class": " ".join(_classes(bound))}
    if described:
        attrs["aria-describedby"] = described
    if isinstance(widget, forms.DateInput):
        attrs.setdefault("inputmode", "numeric")
    return bound.as_widget(attrs=attrs)


def _classes(bound: BoundField) -> list[str]:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        names = ["form-check-input"]
    elif isinstance(widget, forms.Select):
        names = ["form-select"]
    else:
        names = ["form-control"]
    digits = isinstance(widget, _DIGITS) or widget.attrs.get("inputmode") in {"numeric", "tel", "decimal"}
    if digits:
        names.append("mc-num")
    if bound.errors:
        names.append("is-invalid")
    if "class" in widget.attrs:
        names.append(widget.attrs["class"])
    return names


def _choices(bound: BoundField) -> list[dict[str, Any]]:
    """Each choice of a list with its own control and label."""
    drawn = []
    for choice in bound.subwidgets:
        attrs = choice.data["attrs"]
        attrs["class"] = "form-check-input"
        if bound.errors:
            attrs["aria-invalid"] = "true"
        drawn.append(
            {
                "control": choice.tag(),
                "id": choice.id_for_label,
                "label": choice.choice_label,
                "on": bool(choice.data.get("selected")),
            }
        )
    return drawn
