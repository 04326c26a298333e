"""The desk by keyboard alone: search, new dossier, rows, the list of keys."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.stage import Stage

pytestmark = pytest.mark.browser


def test_a_dossier_is_found_from_anywhere_without_diacritics(enter: Enter, stage: Stage) -> None:
    desk = enter("desk_officer")
    page = desk.open("/so-theo-doi")
    page.keyboard.press("/")
    expect(page.locator("#tim")).to_be_focused()
    page.keyboard.type("nguyen van khai")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=stage.code("accepted"))).to_be_visible()


def test_rows_are_walked_and_opened_with_j_k_and_enter(enter: Enter) -> None:
    page = enter("desk_officer").open("/ho-so")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator("[data-row] [data-open]").first
    expect(first).to_be_focused()
    code = first.inner_text()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(code)


def test_n_opens_the_intake_and_its_sections_have_keys(enter: Enter, stage: Stage) -> None:
    desk = enter("desk_officer")
    page = desk.open("/viec-cua-toi")
    with page.expect_navigation():
        page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiếp nhận hồ sơ")
    desk.open(f"/tiep-nhan?thu-tuc={stage.facts['ids']['offering']}")
    page.keyboard.press("Alt+4")
    expect(page.locator("#h-np")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#id_owner-kind")).to_be_focused()


def test_the_question_mark_lists_the_keys_of_the_page(enter: Enter) -> None:
    desk = enter("desk_officer")
    page = desk.open("/ho-so")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog")
    expect(keys).to_contain_text("Tìm")
    expect(keys).to_contain_text("Tiếp nhận")
    desk.look()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_the_main_action_of_a_row_is_one_key_away(enter: Enter) -> None:
    page = enter("handler").open("/viec-cua-toi")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press(".")
    assert page.url.endswith("/viec/forward")


def test_everything_on_a_dossier_is_reached_by_tab_in_reading_order(enter: Enter, stage: Stage) -> None:
    page = enter("desk_officer").open(f"/ho-so/{stage.code('accepted')}")
    page.keyboard.press("Tab")
    expect(page.locator(".mc-skip")).to_be_focused()
    page.keyboard.press("Enter")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(str(page.evaluate("document.activeElement.innerText")).strip())
    assert [text for text in reached if text.startswith(("Chuyển xử lý", "Yêu cầu bổ sung", "Hiện", "Mở"))] == [
        reached[reached.index(text)] for text in reached if text.startswith(("Chuyển xử lý", "Yêu cầu", "Hiện", "Mở"))
    ]
    assert any(text.startswith("Chuyển xử lý") for text in reached)
