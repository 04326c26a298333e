"""What happens when a dossier does not go straight: supplements, refusals, withdrawals, stops, undoing."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.doing import begin, find, finish, open_pdf
from tests.journeys.stage import Stage
from tests.journeys.visiting import PHONE, Visitor

pytestmark = pytest.mark.browser


def newest_paper(visitor: Visitor, title: str) -> None:
    """The last paper of that title opens."""
    link = visitor.page.get_by_role("link", name=f"Mở {title}").last
    open_pdf(visitor, link.get_attribute("href"))


def public_page(enter: Enter, stage: Stage, situation: str) -> Visitor:
    citizen = enter(viewport=PHONE)
    citizen.open(f"/h/{stage.token(situation)}")
    citizen.look()
    return citizen


def test_a_supplement_stops_the_clock_and_starts_it_anew(enter: Enter, stage: Stage) -> None:
    code = stage.code("in_progress")
    handler, desk = enter("handler"), enter("desk_officer")
    find(handler, code)
    page = begin(handler, "Yêu cầu bổ sung")
    finish(handler)
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn giấy tờ nào")
    page.get_by_label("Bản vẽ").check()
    page.get_by_label("Lý do, nội dung cần bổ sung").fill("Bản vẽ thiếu tỉ lệ và chữ ký")
    finish(handler)
    expect(page.locator("main")).to_contain_text("Thời hạn đang tạm dừng")
    newest_paper(handler, "Phiếu yêu cầu bổ sung")
    expect(public_page(enter, stage, "in_progress").page.locator("main")).to_contain_text("bổ sung")
    page = find(desk, code)
    begin(desk, "Nhận giấy tờ bổ sung")
    finish(desk)
    expect(page.locator("main")).to_contain_text("21/01/2026")
    newest_paper(desk, "Giấy tiếp nhận")
    expect(public_page(enter, stage, "in_progress").page.locator("main")).to_contain_text("21/01")


def test_what_cannot_be_taken_in_is_refused_with_a_reason_and_form_03(enter: Enter, stage: Stage) -> None:
    desk = enter("desk_officer")
    find(desk, stage.code("submitted"))
    page = begin(desk, "Từ chối")
    finish(desk)
    expect(page.get_by_role("alert")).to_contain_text("Lý do từ chối")
    page.get_by_label("Lý do từ chối").fill("Không thuộc thẩm quyền của xã")
    page.get_by_label("Hướng dẫn người nộp").fill("Nộp tại Sở Xây dựng")
    finish(desk)
    expect(page.locator("main")).to_contain_text("Từ chối tiếp nhận")
    newest_paper(desk, "Phiếu từ chối")


def test_a_withdrawal_is_asked_at_the_desk_and_decided_by_the_office(enter: Enter, stage: Stage) -> None:
    code = stage.code("in_progress")
    desk, head = enter("desk_officer"), enter("unit_head")
    find(desk, code)
    begin(desk, "Ghi yêu cầu rút").get_by_label("Lý do người nộp nêu").fill("Không xây nữa")
    finish(desk)
    find(head, code)
    page = begin(head, "rút")
    page.get_by_label("Đồng ý cho rút").check()
    finish(head)
    expect(page.locator(".mc-head")).to_contain_text("Đã kết thúc")
    expect(public_page(enter, stage, "in_progress").page.locator("main")).to_contain_text("rút")


def test_the_office_stops_a_dossier_and_the_desk_hands_the_papers_back(enter: Enter, stage: Stage) -> None:
    code = stage.code("in_progress")
    head, desk = enter("unit_head"), enter("desk_officer")
    find(head, code)
    page = begin(head, "Dừng giải quyết")
    page.get_by_label("Nội dung").fill("Người nộp đã mất")
    finish(head)
    expect(page.locator(".mc-head")).to_contain_text("Đã kết thúc")
    newest_paper(head, "Thông báo")
    find(desk, code)
    page = begin(desk, "Trả lại giấy tờ")
    page.get_by_label("Người nhận lại giấy tờ").fill("Con trai người nộp")
    finish(desk)
    expect(page.locator("#dien-bien")).to_contain_text("Trả lại giấy tờ")


def test_passing_on_is_taken_back_by_the_bar_that_offers_it(enter: Enter, stage: Stage) -> None:
    desk = enter("desk_officer")
    page = find(desk, stage.code("accepted"))
    begin(desk, "Chuyển xử lý")
    finish(desk)
    expect(page.locator(".mc-head")).to_contain_text("Đang giải quyết")
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    expect(page.locator(".mc-head")).to_contain_text("Đã tiếp nhận")
    desk.look()


def test_many_are_passed_on_at_once_and_taken_back_at_once(enter: Enter, stage: Stage) -> None:
    desk = enter("desk_officer")
    page = desk.open("/ho-so?trang_thai=ACCEPTED")
    for box in page.locator("[data-row] input[type=checkbox]").all():
        box.check()
    expect(page.locator("[data-bulk]")).to_be_visible()
    expect(page.locator("#ke-hoach")).not_to_be_empty()
    desk.look()
    with page.expect_navigation():
        page.get_by_role("button", name="Chuyển bước sau").click()
    expect(page.locator("[data-undo]")).to_contain_text("Đã chuyển")
    assert page.locator("[data-row]").count() == 0
    desk.look()
    with page.expect_navigation():
        page.locator("[data-undo] button").click()
    assert page.locator("[data-row]").count() > 0


def test_two_offices_do_their_parts_at_the_same_time(enter: Enter, stage: Stage) -> None:
    code = stage.code("in_progress")
    lead, asked = enter("handler"), enter("culture_handler")
    find(lead, code)
    page = begin(lead, "Giao việc phối hợp")
    for row, (unit, task) in enumerate((("Phòng Văn hóa", "Có di tích không?"), ("Văn phòng", "Đối chiếu")), 1):
        if row > 1:
            page.get_by_text(f"Giao thêm: Đơn vị {row}").click()
        form = page.get_by_role("group", name=f"Đơn vị {row}", exact=True)
        name = form.locator("option").filter(has_text=unit).first.text_content()
        form.get_by_label("Đơn vị phối hợp").select_option(label=name)
        form.get_by_label("Việc giao").fill(task)
    finish(lead)
    expect(page.locator("#phoi-hop")).to_contain_text("đang làm 2 trên 2")
    expect(public_page(enter, stage, "in_progress").page.locator("main")).to_contain_text("Đang phối hợp giải quyết")
    work = asked.open("/viec-cua-toi")
    asked.look()
    with work.expect_navigation():
        work.get_by_role("link", name="Trả kết quả").first.click()
    work.get_by_label("Đã làm xong").check()
    work.get_by_label("Nội dung kết quả").fill("Không có di tích")
    finish(asked)
    expect(work.locator("#phoi-hop")).to_contain_text("Không có di tích")
    with page.expect_navigation():
        page.get_by_role("link", name="Thu hồi việc phối hợp").last.click()
    page.get_by_label("Lý do thu hồi").fill("Đã có trong hồ sơ")
    finish(lead)
    expect(page.locator("#phoi-hop")).to_contain_text("đang làm 0 trên 2")
