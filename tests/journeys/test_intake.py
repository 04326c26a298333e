"""The intake page beyond the straight way: drafts that survive, papers that are missing, acting for somebody else."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.doing import finish, open_pdf
from tests.journeys.stage import Stage
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(enter: Enter, stage: Stage) -> Visitor:
    """The desk officer before the form of a procedure."""
    visitor = enter("desk_officer")
    visitor.open(f"/tiep-nhan?thu-tuc={stage.facts['ids']['offering']}")
    return visitor


def name_owner(visitor: Visitor, name: str) -> None:
    page = visitor.page
    page.locator("#id_owner-identity_number").fill("072185000325")
    page.locator("#id_owner-full_name").fill(name)
    page.locator("#id_owner-address").fill("Thôn Hòa Bình, xã Thanh Lâm")


def test_a_draft_survives_a_closed_browser(desk: Visitor, enter: Enter) -> None:
    name_owner(desk, "Lê Văn Dở Dang")
    expect(desk.page.locator("[data-draft-status]")).to_contain_text("Bản nháp tự lưu lúc 09:0")
    desk.leave()
    again = enter("desk_officer")
    page = again.open("/tiep-nhan")
    with page.expect_navigation():
        page.get_by_role("listitem").filter(has_text="Lê Văn Dở Dang").get_by_role("link").click()
    expect(page.locator("#id_owner-full_name")).to_have_value("Lê Văn Dở Dang")
    expect(page.locator("#id_owner-identity_number")).to_have_value("072185000325")
    again.look()


def test_a_draft_of_a_colleague_is_not_there(enter: Enter, stage: Stage) -> None:
    colleague = enter("desk_officer_2")
    colleague.open(f"/tiep-nhan?nhap={stage.facts['ids']['draft']}", status=404)


def test_what_is_typed_waits_in_the_tab_when_the_server_is_away(desk: Visitor) -> None:
    desk.page.route("**/tiep-nhan/nhap", lambda route: route.abort())
    name_owner(desk, "Lê Văn Mất Mạng")
    expect(desk.page.locator("[data-draft-status]")).to_contain_text("Chưa lưu được bản nháp")
    desk.page.unroute("**/tiep-nhan/nhap")
    desk.page.reload()
    offer = desk.page.locator("[data-draft-offer]")
    expect(offer).to_be_visible()
    desk.look()
    offer.get_by_role("button", name="Lấy lại").click()
    expect(desk.page.locator("#id_owner-full_name")).to_have_value("Lê Văn Mất Mạng")


def test_an_incomplete_filing_gets_a_request_for_supplement_on_paper(desk: Visitor) -> None:
    name_owner(desk, "Trần Thị Thiếu")
    page = desk.page
    with page.expect_navigation():
        page.get_by_role("button", name="Yêu cầu bổ sung").click()
    desk.look()
    expect(page.locator("main")).to_contain_text("Trần Thị Thiếu")
    expect(page.get_by_label("Đơn đề nghị cấp phép thi công")).to_be_checked()
    page.get_by_label("Lý do, nội dung cần bổ sung").fill("Chưa có đơn và bản vẽ")
    finish(desk)
    expect(page.locator(".mc-head")).to_contain_text("Chờ bổ sung trước tiếp nhận")
    open_pdf(desk, page.get_by_role("link", name="Mở Phiếu yêu cầu bổ sung").get_attribute("href"))


def test_whoever_files_for_somebody_else_is_asked_for_once_the_box_is_ticked(desk: Visitor) -> None:
    page = desk.page
    expect(page.locator("#id_submitter-full_name")).to_be_hidden()
    page.get_by_label("Nộp thay người khác theo ủy quyền").check()
    expect(page.locator("#id_submitter-full_name")).to_be_visible()
    name_owner(desk, "Bùi Thị Chủ")
    page.locator("#id_submitter-identity_number").fill("072185000325")
    page.locator("#id_submitter-full_name").fill("Bùi Thị Chủ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("trùng với chủ hồ sơ")
    desk.look()


def test_the_date_follows_the_case_and_the_way_of_filing(desk: Visitor) -> None:
    page = desk.page
    expect(page.locator("#ben")).to_contain_text("21/01/2026")
    page.get_by_text("Xem từng dòng cách tính").click()
    expect(page.locator(".mc-whylist")).to_contain_text("cuối tuần")
    with page.expect_response("**/tiep-nhan/tinh"):
        page.get_by_label("Dịch vụ bưu chính", exact=True).check()
    expect(page.locator("#ben")).to_contain_text("21/01/2026")
    desk.look()
