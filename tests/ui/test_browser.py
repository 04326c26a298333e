"""The scripts in a real browser: shortcuts, ticks, no sending twice, undo; and the shell itself under axe."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from motcua.project.access import PUBLIC, TABLE
from tests.ui import sample_site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.ui.sample_site"),
]
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def site(committing: None, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The sample site, open to all: what is tested here are scripts, not who may do what."""
    for name in sample_site.NAMES:
        monkeypatch.setitem(TABLE, name, PUBLIC)
    sample_site.posts.clear()
    return str(live_server.url)


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", reduced_motion="reduce")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.goto(site + "/")
    yield opened
    context.close()
    assert not complaints


def test_rows_are_walked_ticked_and_opened_by_keys(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-open]").nth(1)).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.locator("[data-row] :checked")).to_have_count(3)
    expect(page.locator("[data-bulk-count]")).to_have_text("3")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/open/3")


def test_the_bar_of_mass_actions_comes_with_the_first_tick_and_goes_with_the_last(page: Page) -> None:
    bar = page.locator("[data-bulk]")
    expect(bar).to_be_hidden()
    page.locator("[data-tick-all]").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("5")
    page.locator("[data-bulk-clear]").click()
    expect(bar).to_be_hidden()


def test_single_keys_are_off_in_a_field_and_where_they_were_switched_off(page: Page) -> None:
    page.locator("#f").focus()
    page.keyboard.type("njx?")
    expect(page.locator("#f")).to_have_value("njx?")
    page.keyboard.press("Escape")
    page.evaluate("document.body.dataset.keys = 'off'")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_hidden()


def test_the_dialog_lists_the_keys_of_this_page(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    expect(page.locator("[data-keys-list]")).to_contain_text("Trang khác")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/other")


def test_a_form_sent_twice_arrives_once(page: Page) -> None:
    page.locator("#f").fill("một")
    page.evaluate("const form = document.getElementById('slow'); form.requestSubmit(); form.requestSubmit()")
    page.wait_for_url("**/slow")
    assert sample_site.posts == ["một"]


def test_the_offer_to_undo_is_taken_by_its_button(page: Page, site: str) -> None:
    page.goto(site + "/?undo")
    bar = page.locator("[data-undo]")
    expect(bar).to_be_visible()
    bar.get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/slow")
    assert sample_site.posts == [""]


def test_the_rail_opens_and_closes_on_a_phone_and_nothing_scrolls_sideways(page: Page) -> None:
    page.set_viewport_size(PHONE)
    opener = page.locator("[data-menu]")
    expect(page.locator("#trinh-don")).to_be_hidden()
    opener.click()
    expect(page.locator("#trinh-don")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#trinh-don")).to_be_hidden()
    expect(opener).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_the_shell(browser: Browser, site: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 900}
    )
    opened = context.new_page()
    opened.goto(site + "/?undo")
    found = Axe().run(opened).response["violations"]
    context.close()
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
