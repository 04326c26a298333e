"""Sign-in with a second factor: switched on by its owner, asked for at the next sign-in, switched off again."""

import base64
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter
from tests.journeys.doing import sign_in
from tests.journeys.stage import Stage
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.browser

PERIOD = 30


def code_of(secret: str, at: float) -> str:
    """The six digits that an authenticator shows (RFC 6238): written here anew, so that ours are checked by others."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at // PERIOD)), "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def clock() -> float:
    """Seconds as the product's second factor counts them: of the machine, not of the stage."""
    return time.clock_gettime(time.CLOCK_REALTIME)


def press(visitor: Visitor, name: str) -> Page:
    """Press a button of the page and look at what comes."""
    page = visitor.page
    with page.expect_navigation():
        page.get_by_role("main").or_(page.locator("body")).get_by_role("button", name=name, exact=True).first.click()
    visitor.look()
    return page


def give_code(visitor: Visitor, secret: str, button: str) -> None:
    """Enter the code of this half minute; once more where the half minute ended meanwhile."""
    asked = visitor.page.url
    for _ in range(2):
        visitor.page.get_by_label("Mã 6 số").fill(code_of(secret, clock()))
        press(visitor, button)
        if visitor.page.url != asked:
            return


def give_password_again(visitor: Visitor, password: str) -> None:
    """What touches the security of an account asks for the password once more."""
    visitor.look()
    visitor.page.get_by_label("Mật khẩu").fill(password)
    press(visitor, "Tiếp tục")


def test_a_second_factor_is_switched_on_asked_for_and_switched_off(enter: Enter, stage: Stage) -> None:
    member = stage.member("handler")
    visitor = enter()
    sign_in(visitor, member)
    page = visitor.open("/tai-khoan/hai-lop/bat/")
    give_password_again(visitor, member["password"])
    found = re.search(r"[A-Z2-7]{16,}", page.locator("main").inner_text())
    assert found is not None
    secret = found.group()
    page.get_by_label("Mã 6 số").fill("000000")
    press(visitor, "Bật")
    expect(page.get_by_role("alert")).to_be_visible()
    give_code(visitor, secret, "Bật")
    visitor.open("/tai-khoan/hai-lop/")
    expect(page.get_by_role("main")).to_contain_text("Đang bật")
    visitor.look()

    again = enter()
    page = again.open("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(member["username"])
    page.get_by_label("Mật khẩu").fill(member["password"])
    press(again, "Đăng nhập")
    assert page.url.endswith("/tai-khoan/hai-lop/dang-nhap/")
    give_code(again, secret, "Đăng nhập")
    assert page.url.endswith("/viec-cua-toi")
    again.open("/tai-khoan/hai-lop/tat/")
    give_password_again(again, member["password"])
    press(again, "Tắt")
    again.open("/tai-khoan/hai-lop/")
    expect(page.get_by_role("main")).to_contain_text("Chưa bật")
