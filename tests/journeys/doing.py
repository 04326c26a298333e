"""What officers do in their pages, by keyboard where they would; every page met is looked at."""

from playwright.sync_api import Page, expect

from tests.journeys.visiting import Visitor


def sign_in(visitor: Visitor, member: dict[str, str]) -> Page:
    """Sign in as people do, and land on one's work."""
    page = visitor.open("/tai-khoan/dang-nhap/")
    visitor.look()
    page.get_by_label("Tên đăng nhập").fill(member["username"])
    page.get_by_label("Mật khẩu").fill(member["password"])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/viec-cua-toi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
    visitor.look()
    return page


def find(visitor: Visitor, code: str) -> Page:
    """Find a dossier by its code from wherever one is."""
    page = visitor.page
    if visitor.is_new:
        visitor.open("/viec-cua-toi")
    page.keyboard.press("/")
    page.keyboard.type(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/ho-so/{code}")
    visitor.look()
    return page


def begin(visitor: Visitor, verb: str) -> Page:
    """Press the button of an action on the dossier's page."""
    page = visitor.page
    with page.expect_navigation():
        page.locator(".mc-actions .btn").filter(has_text=verb).click()
    visitor.look()
    return page


def finish(visitor: Visitor) -> Page:
    """Send the form of the action and land where it leads."""
    page = visitor.page
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    visitor.look()
    return page


def open_pdf(visitor: Visitor, address: str | None) -> bytes:
    """Fetch a paper as the browser would show it."""
    answer = visitor.context.request.get(f"{visitor.origin}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    return answer.body()
