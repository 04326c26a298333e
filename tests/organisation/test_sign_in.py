"""Signing in: by user name or e-mail, with a second factor if wanted, throttled once, logged, never by signing up."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from motcua.audit.models import LogEntry
from motcua.organisation import queries, services
from motcua.organisation.actors import system_actor
from motcua.organisation.models import Account
from motcua.project import settings
from tests.cast import AT, Cast, Member

pytestmark = pytest.mark.django_db

LOGIN = "/tai-khoan/dang-nhap/"


@pytest.fixture
def member(cast: Cast) -> Member:
    """The desk officer, who signs in."""
    return cast.members["desk_officer"]


def attempt(client: Client, name: str, password: str, target: str = "") -> str:
    """Try to sign in; return the address led to, or '' with the form again."""
    response = client.post(f"{LOGIN}?next={target}" if target else LOGIN, {"login": name, "password": password})
    return response.headers.get("Location", "")


def is_in(client: Client) -> bool:
    return client.get(reverse("organisation:profile")).status_code == 200


def test_passwords_are_kept_by_argon2() -> None:
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize("name", ["hantt", "HanTT", "ha@thanhlam.vn", "Ha@ThanhLam.vn"])
def test_a_user_name_or_an_e_mail_address_signs_in_whatever_its_case(member: Member, name: str) -> None:
    Account.objects.filter(username="hantt").update(email="ha@thanhlam.vn")
    client = Client()
    assert attempt(client, name, member.password, "/to-chuc/") == "/to-chuc/"
    assert is_in(client)
    entry = LogEntry.objects.get(verb="organisation.signed_in")
    assert (entry.actor_id, entry.actor_label) == (member.person_id, "Nguyễn Thị Thu Hà")


def test_a_wrong_password_says_what_to_check_and_keeps_the_name(member: Member) -> None:
    page = Client().post(LOGIN, {"login": "hantt", "password": "sai"}).content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in page
    assert 'value="hantt"' in page


def test_an_unknown_name_says_the_same_as_a_wrong_password(member: Member) -> None:
    page = Client().post(LOGIN, {"login": "khongai", "password": "sai"}).content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in page


def test_empty_fields_are_told_each() -> None:
    page = Client().post(LOGIN, {}).content.decode()
    assert "Có 2 chỗ cần sửa" in page


def test_after_five_wrong_passwords_an_account_waits_even_with_the_right_one(member: Member) -> None:
    client = Client()
    for _ in range(5):
        attempt(client, "hantt", "sai")
    page = client.post(LOGIN, {"login": "hantt", "password": member.password}).content.decode()
    assert "Nhập sai quá nhiều lần" in page
    assert not is_in(client)


def test_an_office_behind_one_address_goes_on_while_one_account_waits(cast: Cast) -> None:
    client = Client()
    for _ in range(6):
        attempt(client, "hantt", "sai")
    assert attempt(Client(), "quantm", cast.members["handler"].password)


def test_a_locked_account_is_told_so_and_stays_out(member: Member) -> None:
    account = queries.account_of(member.person_id)
    assert account is not None
    services.lock_account(account_id=account.pk, actor=system_actor(), at=AT)
    client = Client()
    assert attempt(client, "hantt", member.password) == reverse("account_inactive")
    assert "đang bị khóa" in client.get(reverse("account_inactive")).content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_there_is_no_sign_up_and_no_mail_page(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_out_ends_the_session_and_asks_first(member: Member) -> None:
    client = Client()
    attempt(client, "hantt", member.password)
    assert "Đăng xuất" in client.get(reverse("account_logout")).content.decode()
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [
        ("1234567890", "1234567890", ""),
        ("ngan", "ngan", ""),
        ("Mưa-rào-1947", "Mưa-rào-1948", ""),
        ("", "", "Chưa nhập"),
    ],
)
def test_a_weak_or_mistyped_new_password_is_refused(member: Member, new: str, again: str, sentence: str) -> None:
    client = Client()
    attempt(client, "hantt", member.password)
    typed = {"oldpassword": member.password, "password1": new, "password2": again}
    response = client.post(reverse("account_change_password"), typed)
    assert response.status_code == 200
    assert "chỗ cần sửa" in response.content.decode()
    assert sentence in response.content.decode()


def test_changing_ones_password_needs_the_present_one_and_is_logged(member: Member) -> None:
    client, other = Client(), Client()
    for signed in (client, other):
        attempt(signed, "hantt", member.password)
    typed = {"oldpassword": "sai", "password1": "Mưa-rào-1947", "password2": "Mưa-rào-1947"}
    page = client.post(reverse("account_change_password"), typed).content.decode()
    assert "Mật khẩu hiện tại không đúng" in page
    response = client.post(reverse("account_change_password"), typed | {"oldpassword": member.password})
    assert response.headers["Location"] == reverse("organisation:profile")
    assert is_in(client)
    assert not is_in(other)
    assert LogEntry.objects.filter(verb="organisation.password_changed", actor_id=member.person_id).count() == 1


def code_of(secret: str) -> str:
    code: str = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    return code


@override_settings(MFA_TOTP_TOLERANCE=1)
def test_a_second_factor_can_be_switched_on_is_asked_for_and_has_recovery_codes(member: Member) -> None:
    client = Client()
    attempt(client, "hantt", member.password)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert "Mật khẩu không đúng" in client.post(asked.headers["Location"], {"password": "sai"}).content.decode()
    again = client.post(asked.headers["Location"], {"password": member.password})
    assert again.headers["Location"] == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'<span class="mc-code">([A-Z2-7]{16,})</span>', page)
    assert found is not None
    secret = found[1]
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "Mã không đúng" in wrong
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    assert "Đang bật" in client.get(reverse("mfa_index")).content.decode()
    codes = re.findall(
        r'<li class="mc-code">(\w+)</li>', client.get(reverse("mfa_view_recovery_codes")).content.decode()
    )
    assert len(codes) == 10
    newcomer = Client()
    assert attempt(newcomer, "hantt", member.password).startswith(reverse("mfa_authenticate"))
    assert not is_in(newcomer)
    assert newcomer.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert is_in(newcomer)
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    assert client.get(reverse("mfa_download_recovery_codes")).headers["Content-Type"].startswith("text/plain")
    assert "mật khẩu của bạn đều đăng nhập được" in client.get(reverse("mfa_deactivate_totp")).content.decode()
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert attempt(Client(), "hantt", member.password) == "/"
