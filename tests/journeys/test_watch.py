"""What is watched is seen before it is late, and working time left counts down without reloading the page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter
from tests.journeys.doing import begin, find, finish
from tests.journeys.stage import Stage
from tests.journeys.visiting import PHONE

pytestmark = pytest.mark.browser


def minutes_in(page: Page) -> int:
    """The working minutes that the first badge of the list says are left."""
    text = page.locator("[data-left]").first.inner_text()
    found = {unit: int(number) for number, unit in re.findall(r"(\d+) (ngày|giờ|phút)", text)}
    return found.get("ngày", 0) * 480 + found.get("giờ", 0) * 60 + found.get("phút", 0)


def said(minutes: int) -> int:
    """What a badge says of so many minutes: the two largest units."""
    days, rest = divmod(minutes, 480)
    return minutes - rest % 60 if days and rest >= 60 else minutes


def test_the_leader_opens_what_is_counted_from_its_number_by_keyboard_and_on_a_phone(enter: Enter) -> None:
    leader = enter("leader")
    page = leader.open("/theo-doi-han")
    figure = page.locator(".mc-counts a").first
    number = int(figure.locator(".v").inner_text())
    with page.expect_navigation():
        figure.focus()
        page.keyboard.press("Enter")
    assert page.locator("tr[data-row]").count() == number
    page = leader.open("/theo-doi-han")
    with page.expect_navigation():
        page.keyboard.press("Alt+2")
    expect(page.locator(".mc-chip[aria-current]")).to_have_text("Việc tôi phụ trách")
    phone = enter("leader", viewport=PHONE)
    phone.open("/theo-doi-han")
    phone.look()


def test_minutes_count_down_while_the_office_works_and_the_part_is_fetched_when_the_state_turns(enter: Enter) -> None:
    desk = enter("desk_officer")
    desk.page.clock.install()
    page = desk.open("/ho-so?thoi_gian=intime")
    page.evaluate("document.querySelector('#danh-sach').removeAttribute('data-live')")
    left = int(page.locator("[data-left]").first.get_attribute("data-left") or 0)
    desk.page.clock.run_for("30:00")
    assert minutes_in(page) in {said(left - 30), said(left - 31)}
    desk.page.clock.run_for("05:00:00")
    worked = 150 + 60
    assert minutes_in(page) in {said(left - worked), said(left - worked - 1)}, "from 11:30 to 13:30 nothing counts"
    page.evaluate("document.querySelector('#danh-sach').setAttribute('data-live', '')")
    page.evaluate("document.querySelector('[data-left]').dataset.turn = '1'")
    with page.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
        desk.page.clock.run_for(6000)
    expect(page.locator("#danh-sach [data-left]").first).to_be_visible()
    assert page.locator("#danh-sach").count() == 1


def test_another_unit_is_asked_finds_the_question_and_answers(enter: Enter, stage: Stage) -> None:
    handler, asked = enter("handler"), enter("culture_handler")
    code = stage.code("in_progress")
    page = find(handler, code)
    begin(handler, "Lấy ý kiến")
    finish(handler)
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn đơn vị")
    page.get_by_label("Hỏi đơn vị nào").select_option(label="Phòng Văn hóa – Xã hội xã Thanh Lâm")
    page.get_by_label("Nội dung cần hỏi").fill("Khu vực này có di tích không?")
    handler.look()
    finish(handler)
    expect(page.locator("#dien-bien")).to_contain_text("Trả lời trước")
    theirs = asked.open("/viec-cua-toi")
    expect(theirs.locator("main")).to_contain_text("Đơn vị khác hỏi ý kiến")
    find(asked, code)
    page = begin(asked, "Trả lời ý kiến")
    page.get_by_label("Đồng ý", exact=True).check()
    page.get_by_label("Nội dung ý kiến").fill("Không có di tích.")
    finish(asked)
    expect(page.locator("#dien-bien")).to_contain_text("Không có di tích.")
