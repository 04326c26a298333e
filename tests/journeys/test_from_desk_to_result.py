"""The main journey: from sign-in at the desk to the returned result, through every office, in Chromium.

Every page that is met on the way is looked at in both colour schemes.
"""

import io
import json
import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Enter
from tests.journeys.doing import begin, find, finish, open_pdf, sign_in
from tests.journeys.stage import Stage
from tests.journeys.visiting import PHONE, Visitor

pytestmark = pytest.mark.browser

CODE = re.compile(r"H72\.15-260114-\d{4}")


def choose_procedure(visitor: Visitor) -> Page:
    """Find a procedure by typing without diacritics, by keyboard alone."""
    page = visitor.page
    page.keyboard.press("n")
    page.wait_for_url("**/tiep-nhan")
    visitor.look()
    expect(page.locator("#tt")).to_be_focused()
    page.keyboard.type("thi cong tren duong bo")
    found = page.get_by_role("option")
    expect(found.first).to_contain_text("1.013061")
    visitor.look()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tiep-nhan?thu-tuc=*")
    return page


def fill_in(page: Page) -> None:
    """Tick the papers and enter the applicant, with one slip in the identity number."""
    for box in page.locator("#giay-to tbody tr").filter(has_not_text="Không bắt buộc").get_by_role("checkbox").all():
        box.check()
    page.locator("#id_owner-identity_number").fill("072085000")
    page.locator("#id_owner-full_name").fill("Đỗ Thị Ước")
    page.locator("#id_owner-phone").fill("0912 345 678")
    page.locator("#id_owner-address").fill("Thôn Hòa Bình, xã Thanh Lâm")


def receive(visitor: Visitor) -> str:
    """Receive a dossier at the counter; returns its code."""
    page = choose_procedure(visitor)
    expect(page.locator("#h-due + .big")).to_be_visible()
    expect(page.locator("#ben")).to_contain_text("21/01/2026")
    expect(page.locator("#ben")).to_contain_text("5 ngày làm việc")
    fill_in(page)
    visitor.look()
    page.keyboard.press("Control+Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Số giấy tờ")
    expect(summary).to_contain_text("072085000")
    visitor.look()
    expect(page.locator("#id_owner-full_name")).to_have_value("Đỗ Thị Ước")
    expect(page.locator("#giay-to").get_by_role("checkbox").first).to_be_checked()
    summary.get_by_role("link").first.click()
    expect(page.locator("#id_owner-identity_number")).to_be_focused()
    page.locator("#id_owner-identity_number").fill("072185000325")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/ho-so/H72.15-*")
    visitor.look()
    expect(page.locator("main")).to_contain_text("Đỗ Thị Ước")
    code = CODE.search(page.url)
    assert code is not None
    return code.group()


def print_receipt(visitor: Visitor, code: str) -> None:
    """The receipt opens as PDF in two copies and says whose it is."""
    link = visitor.page.get_by_role("link", name="In giấy tiếp nhận").get_attribute("href")
    receipt = PdfReader(io.BytesIO(open_pdf(visitor, link)))
    assert len(receipt.pages) == 2
    text = receipt.pages[0].extract_text()
    assert code in text
    assert "Đỗ Thị Ước" in text
    assert "ngày 21 tháng 01 năm 2026" in text


def address_on_receipt(home: Path, code: str) -> str:
    """The address in the QR code, from the frozen data the receipt is printed from."""
    with sqlite3.connect(home / "motcua.sqlite3") as store:
        (data,) = store.execute(
            "SELECT content.data FROM documents_papercontent content"
            " JOIN documents_issuedpaper paper ON paper.id = content.paper_id"
            " JOIN dossiers_dossier dossier ON dossier.id = paper.subject_id"
            " WHERE paper.paper = 'receipt' AND dossier.code = ?",
            [code],
        ).fetchone()
    store.close()
    return str(json.loads(data)["public_url"])


def follow(enter: Enter, address: str, words: str) -> None:
    """A citizen opens the address of the QR code on a phone, without signing in and without script."""
    citizen = enter(viewport=PHONE)
    page = citizen.open(address)
    expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("body")).not_to_contain_text("Ước")
    citizen.look()


def act(visitor: Visitor, code: str, verb: str, *, choose: str = "", number: str = "") -> None:
    """Find the dossier and do its main action."""
    find(visitor, code)
    page = begin(visitor, verb)
    if choose:
        page.get_by_label(choose, exact=True).check()
    if number:
        page.get_by_label("Số văn bản kết quả").fill(number)
    if verb != "Nhận xử lý":  # done by the press itself
        finish(visitor)
    assert page.url.endswith(f"/ho-so/{code}")


def test_from_sign_in_to_the_returned_result(enter: Enter, stage: Stage, home: Path) -> None:
    desk = enter()
    sign_in(desk, stage.member("desk_officer"))
    code = receive(desk)
    print_receipt(desk, code)
    address = address_on_receipt(home, code)
    follow(enter, address, "20")
    act(desk, code, "Chuyển xử lý")
    steps: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("unit_head", "Phân công", {"choose": stage.member("handler")["name"]}),
        ("handler", "Chuyển bước sau", {}),
        ("unit_head", "Nhận xử lý", {}),
        ("unit_head", "Trình ký", {}),
        ("leader", "Nhận xử lý", {}),
        ("leader", "Ký duyệt", {}),
        ("clerk", "Nhận xử lý", {}),
        ("clerk", "Ghi kết quả", {"number": "12/GP-UBND"}),
    )
    offices: dict[str, Visitor] = {}
    for who, verb, what in steps:
        if who not in offices:
            offices[who] = enter()
            sign_in(offices[who], stage.member(who))
        act(offices[who], code, verb, **what)
    follow(enter, address, "kết quả")
    act(desk, code, "Trả kết quả")
    expect(desk.page.locator("main")).to_contain_text("Đã trả kết quả")
    expect(desk.page.locator("main")).to_contain_text("12/GP-UBND")
    follow(enter, address, "Đã trả")
