"""A report goes from collecting to received: four people, one press each, and a number opens its dossiers."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.doing import open_pdf
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.browser


def press(visitor: Visitor, address: str, verb: str) -> None:
    """Press a step on the page of the report, and confirm it."""
    page = visitor.open(address)
    visitor.look()
    with page.expect_navigation():
        page.locator(".mc-head-end .btn").filter(has_text=verb).click()
    visitor.look()
    with page.expect_navigation():
        page.locator(".mc-confirm button[type=submit]").click()
    visitor.look()


def test_form_06_from_collecting_to_received(enter: Enter) -> None:
    collector = enter("reform_officer")
    page = collector.open("/bao-cao")
    collector.look()
    page.get_by_label("Kỳ", exact=True).select_option("calendar_month")
    page.get_by_label("Năm", exact=True).fill("2025")
    page.get_by_label("Tháng hoặc quý thứ mấy").fill("12")
    with page.expect_navigation():
        page.get_by_role("button", name="Lập và tổng hợp").click()
    collector.look()
    report = page.url.removeprefix(collector.origin)
    expect(page.get_by_role("heading", level=1)).to_have_text("Biểu số 06/VPCP/KSTT")
    total = page.locator("tr.total td.mc-num a.mc-fig").first
    number = total.inner_text()
    with page.expect_navigation():
        total.click()
    collector.look()
    expect(page.locator("#h-rows")).to_have_text(re.compile(rf"^{re.escape(number)} hồ sơ$"))

    press(enter("procedure_controller"), report, "Xác nhận đã kiểm tra")
    press(enter("leader"), report, "Duyệt")
    sender = enter("one_stop_head")
    press(sender, report, "Gửi báo cáo")
    open_pdf(sender, f"{report}/pdf?ban=1")
    receiver = enter("superior")
    press(receiver, report, "Tiếp nhận báo cáo")
    expect(receiver.page.locator(".mc-head")).to_contain_text("Đã tiếp nhận")
    receiver.open(f"{report}/ban/1?kiem-tra=co")
    receiver.look()
    expect(receiver.page.locator("main")).to_contain_text("Vừa đếm lại: đúng những hồ sơ này")
