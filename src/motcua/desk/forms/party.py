"""The applicant and whoever brings the dossier for them."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.desk.forms.fields import said
from motcua.domain import identity
from motcua.domain.errors import MotcuaError
from motcua.dossiers.vocabulary import IdentityKind, NoticeChannel, PartyKind
from motcua.notifications.queries import offered_channels

_KINDS: Final = (
    (IdentityKind.PERSONAL.value, gettext_lazy("Số định danh")),
    (IdentityKind.OLD_CARD.value, gettext_lazy("Chứng minh nhân dân")),
    (IdentityKind.PASSPORT.value, gettext_lazy("Hộ chiếu")),
    (IdentityKind.BUSINESS.value, gettext_lazy("Mã số doanh nghiệp")),
    (IdentityKind.OTHER.value, gettext_lazy("Giấy tờ khác")),
)
"""Short names of the kinds, to fit a narrow field."""


NOTIFY: Final = {
    "notify_email": NoticeChannel.EMAIL,
    "notify_sms": NoticeChannel.SMS,
    "notify_zalo": NoticeChannel.ZALO,
}
"""The tick of each channel by which a party may be told what happens."""


def _notify(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


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

    notify_email = _notify(gettext_lazy("Báo tin bằng thư điện tử"))
    notify_sms = _notify(gettext_lazy("Báo tin bằng tin nhắn SMS"))
    notify_zalo = _notify(gettext_lazy("Báo tin qua Zalo"))
    notify_language = forms.ChoiceField(
        label=gettext_lazy("Ngôn ngữ của tin"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
        required=False,
    )

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.on = on
        offered = {channel.value for channel in offered_channels()}
        for name, channel in NOTIFY.items():
            if channel.value not in offered:
                del self.fields[name]

    @property
    def notices(self) -> list[BoundField]:
        """The ticks for notices by channels that this office has; without a tick nothing is sent."""
        return [self[name] for name in NOTIFY if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Who asks to be told says where."""
        good = super().clean() or {}
        if good.get("notify_email") and "email" not in self.errors and not good.get("email"):
            self.add_error("email", _("Chưa có địa chỉ thư điện tử để báo tin. Nhập địa chỉ, hoặc bỏ đánh dấu."))
        by_phone = good.get("notify_sms") or good.get("notify_zalo")
        if by_phone and "phone" not in self.errors and not good.get("phone"):
            self.add_error("phone", _("Chưa có số điện thoại để báo tin. Nhập số, hoặc bỏ đánh dấu."))
        return good

    def clean_notify_language(self) -> str:
        """The language chosen; Vietnamese where the form was sent without one."""
        return str(self.cleaned_data["notify_language"] or settings.LANGUAGE_CODE)

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
