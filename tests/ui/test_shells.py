"""The shells stand around every page: landmarks, preferences, undo; the error pages stand when all else fails."""

from typing import Any

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from motcua.ui import context, preferences, undo
from motcua.ui.parts import ConfirmPage, Shell
from tests.ui.rendering import Reader

SHELL = Shell(
    site_name="Xã Thanh Lâm",
    search_url="/tim",
    search_label="Tìm hồ sơ",
    person_name="Nguyễn Thị Thu Hà",
    sign_out_url="/ra",
    banner="Bản trình diễn",
)
MENU = [
    {
        "title": "",
        "items": [
            {"label": "Hồ sơ", "url": "/hs", "icon": "folder2-open", "count": 1284, "current": True, "key": "h"},
            {"label": "Lịch", "url": "/lich", "icon": "calendar3", "current": False},
        ],
    }
]


def request(cookies: dict[str, str] | None = None) -> HttpRequest:
    """A request with a session and cookies, as the middleware makes it."""
    made = RequestFactory().get("/hs?q=a")
    made.COOKIES.update(cookies or {})
    made.session = SessionStore()
    return made


def shown(template: str, made: HttpRequest | None = None, **extra: Any) -> str:
    """A template with what the context processor of the shells gives, and no other."""
    made = made or request()
    return render_to_string(template, {**context.ui(made), "request": made, "shell": SHELL, "menu": MENU, **extra})


@pytest.mark.parametrize("template", ["ui/officer.html", "ui/public.html", "ui/plain.html"])
def test_a_page_starts_with_the_way_to_its_content(template: str) -> None:
    page = Reader(shown(template))
    first = page.all("a")[0]
    assert first["class"] == "mc-skip"
    assert page.by_id(str(first["href"]).removeprefix("#"))["tabindex"] == "-1"
    assert len(page.all("main")) == 1


def test_ids_are_given_once() -> None:
    made = request()
    undo.offer_undo(made, "Đã chuyển 3 hồ sơ.", "/hoan-tac", {"ids": "1"})
    for template in ("ui/officer.html", "ui/public.html", "ui/plain.html"):
        ids = [attributes["id"] for _tag, attributes in Reader(shown(template, made)).elements if "id" in attributes]
        assert len(ids) == len(set(ids))


def test_the_rail_says_where_one_is() -> None:
    links = [link for link in Reader(shown("ui/officer.html")).all("a") if link.get("href") in {"/hs", "/lich"}]
    assert [link.get("aria-current") for link in links] == ["page", None]
    assert "1.284" in shown("ui/officer.html")


def test_what_has_no_address_is_left_out() -> None:
    page = shown("ui/officer.html", shell=Shell(site_name="x"), menu=[])
    assert 'role="search"' not in page
    assert "Đăng xuất" not in page
    assert "trinh-don" not in page


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("pink", "auto")]
)
def test_the_theme_is_the_cookie_or_the_device(cookie: str, theme: str) -> None:
    page = shown("ui/plain.html", request({preferences.THEME_COOKIE: cookie}))
    assert f'data-bs-theme="{theme}"' in page


def test_single_keys_can_be_switched_off() -> None:
    assert 'data-keys="on"' in shown("ui/officer.html")
    assert 'data-keys="off"' in shown("ui/officer.html", request({preferences.KEYS_COOKIE: "off"}))


def test_an_offer_to_undo_is_shown_once() -> None:
    made = request()
    undo.offer_undo(made, "Đã chuyển 3 hồ sơ.", "/hoan-tac", {"ids": "1"})
    page = shown("ui/officer.html", made)
    assert "Đã chuyển 3 hồ sơ." in page
    assert 'action="/hoan-tac"' in page
    assert '<input type="hidden" name="ids" value="1">' in page
    assert "Đã chuyển" not in shown("ui/officer.html", made)


def test_a_page_that_cannot_show_the_offer_leaves_it_for_the_next() -> None:
    made = request()
    undo.offer_undo(made, "Đã chuyển 3 hồ sơ.", "/hoan-tac")
    shown("ui/public.html", made)
    assert "Đã chuyển 3 hồ sơ." in shown("ui/officer.html", made)


def answered(made: HttpRequest, *, shows: bool = False) -> HttpResponse:
    """The response to a request through the middleware, from a page that shows the offer or does not."""

    def respond(request: HttpRequest) -> HttpResponse:
        return HttpResponse(shown("ui/officer.html", request) if shows else "")

    return undo.UndoMiddleware(respond)(made)


def test_an_offer_travels_to_the_next_page_and_is_gone_then() -> None:
    made = request()
    undo.offer_undo(
        made, "Đã chuyển 3 hồ sơ.", "/hoan-tac", {"codes": " ".join(f"H72.15-260112-{n:04}" for n in range(100))}
    )
    cookie = answered(made).cookies[undo.COOKIE]
    assert len(cookie.value) < 4000
    assert cookie["httponly"]
    bringing = {undo.COOKIE: cookie.value}
    assert undo.COOKIE not in answered(request(bringing)).cookies
    page = answered(request(bringing), shows=True)
    assert "Đã chuyển 3 hồ sơ." in page.content.decode()
    assert "H72.15-260112-0099" in page.content.decode()
    assert page.cookies[undo.COOKIE].value == ""


def test_an_offer_that_is_not_ours_is_none() -> None:
    page = answered(request({undo.COOKIE: "abc"}), shows=True)
    assert 'class="mc-undo"' not in page.content.decode()
    assert page.cookies[undo.COOKIE].value == ""


@pytest.mark.parametrize("name", ["403", "404", "500", "csrf", "conflict", "refused"])
def test_error_pages_need_nothing_but_their_number(name: str) -> None:
    page = render_to_string(f"ui/errors/{name}.html", {"incident": "A1B2C3D4", "reason": "Đã có người nhận."})
    assert "A1B2C3D4" in page
    assert "<h1>" in page


def test_confirming_repeats_what_it_is_done_to() -> None:
    confirm = ConfirmPage("Từ chối", "Từ chối và in", "/hs", "Không làm lại được.", (("Mã hồ sơ", "H72.15"),))
    page = shown("ui/confirm.html", confirm=confirm)
    assert "H72.15" in page
    assert "Không làm lại được." in page
    assert [b for b in Reader(page).all("button") if b.get("class") == "btn btn-primary"]


@pytest.mark.django_db
def test_choosing_keeps_a_cookie_and_comes_back(client: Client) -> None:
    answer = client.post(reverse("ui:preferences"), {"theme": "dark", "next": "/ho-so?q=a"})
    assert (answer.status_code, answer["Location"]) == (302, "/ho-so?q=a")
    cookie = answer.cookies[preferences.THEME_COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("dark", True, "Lax")
    assert preferences.KEYS_COOKIE not in answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_choosing_leads_to_no_other_place(client: Client, target: str) -> None:
    assert client.post(reverse("ui:preferences"), {"language": "en", "next": target})["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"language": "xx"}, {"keys": "maybe"}])
def test_a_choice_that_does_not_exist_is_refused(client: Client, wrong: dict[str, str]) -> None:
    assert client.post(reverse("ui:preferences"), wrong).status_code == 400


@pytest.mark.django_db
def test_preferences_are_set_by_posting_only(client: Client) -> None:
    assert client.get(reverse("ui:preferences")).status_code == 405
