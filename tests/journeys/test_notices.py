"""Notices in Chromium: a text is written with its preview beside it, the bell is read, a citizen finds the way out."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.stage import Stage

pytestmark = pytest.mark.browser


def test_a_text_is_seen_in_both_languages_while_it_is_typed_and_kept_as_a_version(enter: Enter) -> None:
    page = enter("administrator").open("/thong-bao/mau/dossier.resolved/sms")
    page.locator("#id_body_vi").fill("Xong rồi: {code}. {nham}")
    expect(page.locator("#xem")).to_contain_text("Xong rồi: H72.15-260112-0001.")
    expect(page.locator("#xem .ntf-unknown")).to_contain_text("{nham}")
    page.locator("#id_body_vi").fill("Xong rồi: {code}. {stop}")
    expect(page.locator("#xem .ntf-unknown")).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="Ghi phiên bản mới").click()
    expect(page.locator("#noi-dung")).to_contain_text("Đã ghi phiên bản mới")
    expect(page.get_by_role("row").filter(has_text="Ngô Thanh Tùng")).to_have_count(1)


def test_an_officer_chooses_e_mail_and_the_choice_is_there_again(enter: Enter) -> None:
    page = enter("handler").open("/thong-bao")
    expect(page.locator("#chuong")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="Tùy chọn").click()
    page.get_by_label("Việc đầu ngày: Thư điện tử").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu tùy chọn").click()
    expect(page.get_by_label("Việc đầu ngày: Thư điện tử")).to_be_checked()
    expect(page.get_by_label("Nhắc hạn: Chuông trong hệ thống")).to_be_disabled()


def test_a_citizens_link_opens_without_script_and_tells_no_address(enter: Enter, stage: Stage) -> None:
    page = enter(java_script_enabled=False).open(f"/h/{stage.token('accepted')}/thong-bao/o")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ngừng nhận tin")
    expect(page.locator("#noi-dung")).not_to_contain_text("@")
