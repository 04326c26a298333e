"""How allauth is bound to our accounts: no sign-up, our words, our doors for passwords, sign-ins in the log."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.common import clock
from motcua.organisation import queries, services

if TYPE_CHECKING:
    from motcua.organisation.models import Account

_MISMATCH = _("Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """An administrator makes accounts for people of the organisation; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang bị khóa. Liên hệ quản trị hệ thống của cơ quan."),
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "invalid_login": _MISMATCH,
        "enter_current_password": _("Mật khẩu hiện tại không đúng. Nhập lại mật khẩu đang dùng."),
        "incorrect_password": _("Mật khẩu không đúng. Nhập lại mật khẩu đang dùng."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Nhập mã mới nhất trên ứng dụng."),
        "too_many_login_attempts": _("Nhập sai quá nhiều lần. Đợi 5 phút rồi thử lại."),
        "rate_limited": _("Thao tác quá nhanh. Đợi một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up, always."""
        return False

    def login(self, request: HttpRequest, user: "Account") -> None:
        """Open the session and log that this person signed in."""
        super().login(request, user)
        at = clock.now()
        services.note_sign_in(account_id=user.pk, actor=queries.actor_of(user, at), at=at)

    def set_password(self, user: "Account", password: str) -> None:
        """Change one's own password through the door of the house."""
        at = clock.now()
        services.change_own_password(account_id=user.pk, password=password, actor=queries.actor_of(user, at), at=at)
        user.refresh_from_db()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on to one's own page."""
        return reverse("organisation:profile")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: what happened to an account is in the log, and no mail leaves without the outbox."""


class TwoFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """One-time codes in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Không tắt được xác thực hai lớp của tài khoản này."),
        "cannot_generate_recovery_codes": _("Bật xác thực hai lớp trước, rồi mới tạo mã khôi phục."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Nhập mã mới nhất trên ứng dụng."),
    }

    def get_totp_issuer(self) -> str:
        """Name the product in the authenticator app."""
        return "Một Cửa"

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: see the account's adapter."""
