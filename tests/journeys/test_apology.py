"""A dossier will be late: the handler says so, the letter goes its way, the date moves once and never again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter
from tests.journeys.doing import begin, find, finish, open_pdf
from tests.journeys.stage import Stage
from tests.journeys.visiting import PHONE, Visitor

pytestmark = pytest.mark.browser


def press(visitor: Visitor, address: str, verb: str) -> Page:
    """Open the page of the duty and press one of its buttons."""
    visitor.open(address)
    visitor.look()
    return begin(visitor, verb)


def test_an_apology_goes_out_before_the_date_and_moves_it_once(enter: Enter, stage: Stage) -> None:
    code = stage.code("in_progress")
    handler = enter("handler")
    page = find(handler, code)
    begin(handler, "Báo hồ sơ sẽ trễ")
    finish(handler)
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn nguyên nhân")
    page.get_by_label("Nguyên nhân").select_option(label="Cơ quan phối hợp trả lời chậm")
    page.get_by_label("Nói rõ vì sao sẽ trễ").fill("Chờ ý kiến của cơ quan quản lý đường.")
    finish(handler)
    expect(page.locator("main")).to_contain_text("Còn nợ, chưa đến hạn gửi")
    duty = page.url.removeprefix(stage.url)

    page = begin(handler, "Soạn thư")
    expect(page.get_by_label("Nội dung thư")).to_have_value(
        re.compile("chân thành xin lỗi.*cơ quan phối hợp", re.DOTALL)
    )
    finish(handler)
    head = enter("unit_head")
    press(head, duty, "Xem xét thư")
    finish(head)
    leader = enter("leader")
    press(leader, duty, "Duyệt thư")
    finish(leader)
    clerk = enter("clerk")
    press(clerk, duty, "Lấy số thư")
    page = finish(clerk)
    letter = page.get_by_role("link", name="In thư số")
    open_pdf(clerk, letter.get_attribute("href"))
    begin(clerk, "Gửi thư")
    page.get_by_label("Qua bưu chính").check()
    finish(clerk)
    expect(page.locator("main")).to_contain_text("Đã gửi đúng lúc")

    page = find(handler, code)
    expect(page.locator("#xin-loi")).to_contain_text("lần duy nhất")
    expect(page.locator("main")).to_contain_text("Xin lỗi và hẹn lại")
    expect(page.locator(".mc-actions .btn").filter(has_text="Báo hồ sơ sẽ trễ")).to_have_count(0)
    handler.open(f"/ho-so/{code}/se-tre")
    page.get_by_label("Nguyên nhân").select_option(label="Nguyên nhân khác")
    page.get_by_label("Nói rõ vì sao sẽ trễ").fill("Vẫn chưa có ý kiến.")
    finish(handler)
    expect(page.get_by_role("alert")).to_contain_text("chỉ cho hẹn lại một lần")


def test_the_ledger_and_its_public_face(enter: Enter, stage: Stage) -> None:
    leader = enter("leader")
    page = leader.open("/xin-loi")
    leader.look()
    with page.expect_navigation():
        page.locator(".mc-ledger tfoot a.mc-fig").first.click()
    leader.look()
    assert page.locator("tr[data-row]").count() > 0
    citizen = enter(viewport=PHONE)
    citizen.open("/cong-khai/xin-loi")
    citizen.look()
    expect(citizen.page.locator("main")).to_contain_text("Phải xin lỗi")
