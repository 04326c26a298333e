"""Citizens: a phone, no script, no account."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter
from tests.journeys.stage import Stage
from tests.journeys.visiting import PHONE, Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def citizen(enter: Enter) -> Visitor:
    """Somebody with a phone whose browser runs no script."""
    return enter(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)


def answer(page: Page, button: str) -> None:
    """Send a form by its button and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def test_a_dossier_is_followed_by_its_code_and_no_name_is_shown(citizen: Visitor, stage: Stage) -> None:
    page = citizen.open("/")
    page.get_by_label("Mã hồ sơ").fill(stage.code("in_progress"))
    answer(page, "Tra cứu")
    expect(page.locator("main")).to_contain_text("Đã qua 2 trên 7 bước")
    expect(page.locator("body")).not_to_contain_text("Khải")
    page.get_by_label("Tra mã hồ sơ khác").fill("H72.15-260113-9999")
    answer(page, "Tra cứu")
    expect(page.get_by_role("alert")).to_contain_text("H72.15-260113-9999")


def test_the_address_on_the_receipt_tells_the_date_and_why(citizen: Visitor, stage: Stage) -> None:
    page = citizen.open(f"/h/{stage.token('in_progress')}")
    expect(page.locator("main")).to_contain_text("20/01/2026")
    page.get_by_text("Vì sao là ngày này").click()
    expect(page.get_by_role("table")).to_contain_text("cuối tuần")
    expect(page.locator("body")).not_to_contain_text("Khải")
    assert citizen.page.goto(f"{citizen.origin}/h/khong-co-ma-nay").status == 404  # type: ignore[union-attr]


def test_a_procedure_is_found_and_read(citizen: Visitor) -> None:
    page = citizen.open("/")
    page.get_by_label("Việc cần làm").fill("giay phep thi cong duong bo")
    answer(page, "Tìm thủ tục")
    with page.expect_navigation():
        page.get_by_role("link", name="Giấy phép thi công trên đường bộ đang khai thác").first.click()
    expect(page.locator("main")).to_contain_text("1.013061")
    expect(page.locator("main")).to_contain_text("5 ngày làm việc")


def test_anybody_computes_when_something_is_due(citizen: Visitor) -> None:
    page = citizen.open("/khi-nao-den-han/?ngay=2026-02-11&gio=09:00&so=5&don_vi=working_days")
    expect(page.locator("#tra-loi")).to_contain_text("09:00 thứ Tư 25/02/2026")
    page.locator("[name=so]").fill("0")
    answer(page, "Tính hạn")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=so]")).to_have_value("0")


def test_language_and_theme_are_chosen_without_script(citizen: Visitor) -> None:
    page = citizen.open("/")
    answer(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    answer(page, "Dark")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_what_is_for_officers_asks_to_sign_in_and_leads_back(enter: Enter, stage: Stage) -> None:
    stranger = enter()
    page = stranger.open(f"/ho-so/{stage.code('accepted')}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    page.get_by_label("Tên đăng nhập").fill(stage.member("desk_officer")["username"])
    page.get_by_label("Mật khẩu").fill("không phải mật khẩu này")
    answer(page, "Đăng nhập")
    expect(page.get_by_role("alert")).to_be_visible()
    stranger.look()
    page.get_by_label("Mật khẩu").fill(stage.member("desk_officer")["password"])
    answer(page, "Đăng nhập")
    assert page.url.endswith(stage.code("accepted"))


def test_what_one_may_not_see_looks_like_what_is_not_there(enter: Enter, stage: Stage) -> None:
    neighbour = enter("outsider")
    page = neighbour.open(f"/ho-so/{stage.code('accepted')}", status=404)
    expect(page.locator("body")).not_to_contain_text("Khải")
    neighbour.look()
    handler = enter("handler")
    handler.open("/tiep-nhan", status=403)
    handler.look()
