"""Unit events from the page of a unit: one form each, each with the door it opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.common import clock, formats
from motcua.organisation import queries, services
from motcua.organisation.actors import Actor
from motcua.organisation.forms import units as forms
from motcua.organisation.forms.fields import UnitForm
from motcua.organisation.http import OfficerRequest
from motcua.organisation.kinds import CodeScheme, Level
from motcua.organisation.models import Unit
from motcua.organisation.services import Code, NewUnit, OnChildren
from motcua.organisation.views.doing import done, sent

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Act = Callable[[Unit, Mapping[str, Any], Actor, datetime], object]


@dataclass(frozen=True, slots=True)
class Event:
    """An event that can be written: its title, its form, its door, and what is said about its effect."""

    title: "_StrPromise | str"
    form: type[UnitForm]
    act: Act
    effect: "_StrPromise | str"


def _codes(text: str) -> tuple[Code, ...]:
    return (Code(text.strip().upper()),) if text.strip() else ()


def _create(unit: Unit, typed: Mapping[str, Any], actor: Actor, at: datetime) -> object:
    return services.create_unit(
        level=Level(typed["level"]),
        name=typed["name"],
        parent_id=unit.pk,
        valid_from=typed["on"],
        codes=_codes(typed["code"]),
        decision=typed["decision"],
        actor=actor,
        at=at,
    )


def _rename(unit: Unit, typed: Mapping[str, Any], actor: Actor, at: datetime) -> object:
    return services.rename_unit(unit_id=unit.pk, **typed, actor=actor, at=at)


def _move(unit: Unit, typed: Mapping[str, Any], actor: Actor, at: datetime) -> object:
    return services.move_unit(
        unit_id=unit.pk, parent_id=typed["unit"].pk, on=typed["on"], decision=typed["decision"], actor=actor, at=at
    )


def _recode(unit: Unit, typed: Mapping[str, Any], actor: Actor, at: datetime) -> object:
    code = Code(typed["code"].strip().upper(), CodeScheme(typed["scheme"]))
    return services.recode_unit(
        unit_id=unit.pk, code=code, on=typed["on"], decision=typed["decision"], actor=actor, at=at
    )


def _dissolve(unit: Unit, typed: Mapping[str, Any], actor: Actor, at: datetime) -> object:
    heir = typed["unit"].pk if typed["unit"] else None
    return services.dissolve_unit(
        unit_id=unit.pk,
        on=typed["on"],
        children=OnChildren(typed["children"]),
        new_parent_id=heir,
        heir_id=heir,
        decision=typed["decision"],
        actor=actor,
        at=at,
    )


def _merge(unit: Unit, typed: Mapping[str, Any], actor: Actor, at: datetime) -> object:
    others = [other.pk for other in typed["others"]]
    named = bool(typed["name"].strip())
    into = NewUnit(unit.level, typed["name"], unit.parent_id, _codes(typed["code"])) if named else unit.pk
    return services.merge_units(
        source_ids=[unit.pk, *others] if named else others,
        into=into,
        on=typed["on"],
        children=OnChildren(typed["children"]),
        decision=typed["decision"],
        actor=actor,
        at=at,
    )


def _split(unit: Unit, typed: Mapping[str, Any], actor: Actor, at: datetime) -> object:
    parts = [NewUnit(unit.level, name, unit.parent_id, _codes(code)) for name, code in typed["parts"]]
    return services.split_unit(
        source_id=unit.pk,
        into=parts,
        heir=0,
        keep_source=typed["keep"],
        on=typed["on"],
        decision=typed["decision"],
        actor=actor,
        at=at,
    )


EVENTS: dict[str, Event] = {
    "them": Event(
        gettext_lazy("Thêm đơn vị trực thuộc"),
        forms.CreateForm,
        _create,
        gettext_lazy("Đơn vị mới đứng dưới đơn vị này."),
    ),
    "doi-ten": Event(
        gettext_lazy("Đổi tên"),
        forms.RenameForm,
        _rename,
        gettext_lazy("Tên cũ còn trong lịch sử; mã và hồ sơ không đổi."),
    ),
    "chuyen": Event(
        gettext_lazy("Chuyển cấp trên"),
        forms.MoveForm,
        _move,
        gettext_lazy("Trước ngày này, đơn vị vẫn thuộc cấp trên cũ."),
    ),
    "doi-ma": Event(
        gettext_lazy("Đổi mã"),
        forms.RecodeForm,
        _recode,
        gettext_lazy("Mã cũ cùng loại hết hiệu lực từ ngày này; hồ sơ đã cấp mã giữ nguyên mã."),
    ),
    "sap-nhap": Event(
        gettext_lazy("Sáp nhập, hợp nhất"),
        forms.MergeForm,
        _merge,
        gettext_lazy("Các đơn vị cũ kết thúc; chức vụ và vai trò ở đó kết thúc theo; đơn vị mới kế thừa hồ sơ."),
    ),
    "chia-tach": Event(
        gettext_lazy("Chia, tách"),
        forms.SplitForm,
        _split,
        gettext_lazy("Khi chia, đơn vị này kết thúc và dòng đầu kế thừa hồ sơ. Khi tách, đơn vị này giữ hồ sơ."),
    ),
    "ket-thuc": Event(
        gettext_lazy("Kết thúc hoạt động"),
        forms.DissolveForm,
        _dissolve,
        gettext_lazy("Chức vụ và vai trò ở đơn vị này kết thúc theo. Không xóa gì: lịch sử vẫn tra cứu được."),
    ),
}


@require_http_methods(["GET", "POST"])
def event(request: OfficerRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Write one event of a unit; what cannot be undone is said on the page before the button."""
    chosen = EVENTS.get(kind)
    if chosen is None:
        raise Http404
    unit = queries.access_unit(request.actor, public_id)
    at = clock.now()
    today = formats.local(at).date()
    initial = {"on": today, "name": _initial_name(kind, unit)}
    form = chosen.form(sent(request), initial=initial, actor=request.actor, day=today)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if done(form, lambda: chosen.act(unit, typed, request.actor, at)):
            messages.success(request, _("Đã ghi: %(title)s.") % {"title": str(chosen.title)})
            return redirect("organisation:unit", public_id)
    context = {
        "form": form,
        "title": chosen.title,
        "subject": unit.name,
        "effect": chosen.effect,
        "button": chosen.title,
        "back": reverse("organisation:unit", args=[public_id]),
    }
    return render(request, "organisation/form.html", context)


def _initial_name(kind: str, unit: Unit) -> str:
    return unit.name if kind == "doi-ten" else ""
