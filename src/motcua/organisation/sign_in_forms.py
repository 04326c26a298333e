"""The forms of allauth with our labels; what they do is allauth's."""

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

_REQUIRED = _("Chưa nhập. Điền ô này rồi gửi lại.")


def _word(form: forms.Form, labels: "Mapping[str, _StrPromise]") -> None:
    """Set labels, take placeholders away (a label that vanishes while typing is no label), word the required fault."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = _REQUIRED


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name (or e-mail) and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"login": _("Tên đăng nhập hoặc thư điện tử"), "password": _("Mật khẩu")})
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        self.fields["password"].help_text = ""


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The present password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Mật khẩu hiện tại"),
            "password1": _("Mật khẩu mới"),
            "password2": _("Nhập lại mật khẩu mới"),
        }
        _word(self, labels)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _("Ít nhất 10 ký tự, không chỉ gồm chữ số, không giống tên đăng nhập.")


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password once more before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"password": _("Mật khẩu")})
        self.fields["password"].help_text = ""


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code of the authenticator app, or a recovery code, at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": _("Mã 6 số trên ứng dụng, hoặc mã khôi phục")})


class CodeAgainForm(CodeReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code once more before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": _("Mã 6 số trên ứng dụng, hoặc mã khôi phục")})


class ActivateCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of an authenticator app: it proves that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": _("Mã 6 số ứng dụng vừa hiện")})
