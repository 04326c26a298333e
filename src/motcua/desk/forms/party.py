"""The applicant and whoever brings the dossier for them."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from motcua.desk.forms.fields import said
from motcua.domain import identity
from motcua.domain.errors import MotcuaError
from motcua.dossiers.vocabulary import IdentityKind, PartyKind

_KINDS: Final = (
    (IdentityKind.PERSONAL.value, gettext_lazy("Số định danh")),
    (IdentityKind.OLD_CARD.value, gettext_lazy("Chứng minh nhân dân")),
    (IdentityKind.PASSPORT.value, gettext_lazy("Hộ chiếu")),
    (IdentityKind.BUSINESS.value, gettext_lazy("Mã số doanh nghiệp")),
    (IdentityKind.OTHER.value, gettext_lazy("Giấy tờ khác")),
)
"""Short names of the kinds, to fit a narrow field."""


class PartyForm(forms.Form):
    """One party of a dossier; `cleaned_data` holds each value in its one form. `on` is the day it is filled in.

    The identity number is checked by its kind, the name by the kind of party: an organisation may bear digits.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"), choices=PartyKind.choices, initial=PartyKind.CITIZEN.value
    )
    identity_kind = forms.ChoiceField(
        label=gettext_lazy("Loại giấy tờ"), choices=_KINDS, initial=IdentityKind.PERSONAL.value
    )
    identity_number = forms.CharField(
        label=gettext_lazy("Số giấy tờ"),
        widget=forms.TextInput(attrs={"class": "mc-num", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Chưa có số giấy tờ. Nhập số định danh cá nhân trên thẻ căn cước.")},
    )
    full_name = forms.CharField(
        label=gettext_lazy("Họ và tên, tên tổ chức"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Chưa có họ và tên. Nhập như trên giấy tờ.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Địa chỉ thư điện tử chưa đúng. Viết như ten@mien.vn.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Nơi cư trú, trụ sở"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Chưa có nơi cư trú. Nhập thôn, xã, tỉnh.")},
    )

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.on = on

    def clean_phone(self) -> str:
        """The number as digits; people without a telephone leave it empty."""
        number = self.cleaned_data["phone"]
        return _checked(identity.phone_number, number) if number else ""

    def clean_full_name(self) -> str:
        """The name in composed letters."""
        person = self.cleaned_data.get("kind", PartyKind.CITIZEN) == PartyKind.CITIZEN
        return _checked(identity.person_name if person else identity.organisation_name, self.cleaned_data["full_name"])

    def clean_identity_number(self) -> str:
        """The number, checked as its kind demands (`identity_kind` stands before it)."""
        checks: dict[str, Callable[[str], str]] = {
            IdentityKind.PERSONAL: lambda number: identity.personal_number(number, self.on),
            IdentityKind.OLD_CARD: identity.old_card_number,
            IdentityKind.PASSPORT: identity.passport_number,
            IdentityKind.BUSINESS: lambda number: identity.business_number(number, self.on),
        }
        kind = self.cleaned_data.get("identity_kind", "")
        return _checked(checks.get(kind, identity.other_number), self.cleaned_data["identity_number"])


class SubmitterForm(PartyForm):
    """Who brings the dossier for its owner, by a written authority: a person, whose address may stay empty."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["kind"]
        self.fields["address"].required = False
        self.fields["identity_kind"].initial = IdentityKind.PERSONAL.value

    def clean(self) -> dict[str, Any]:
        """Whoever stands at the desk is a person."""
        return {**(super().clean() or {}), "kind": PartyKind.CITIZEN}


def _checked(check: Callable[[str], str], value: str) -> str:
    try:
        return check(value)
    except MotcuaError as error:
        raise forms.ValidationError(said(error)) from error
