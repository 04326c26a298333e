"""A storm shuts the office for a day: tried, decided, applied, told by e-mail, and taken back when it did not come."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter
from tests.journeys.doing import find
from tests.journeys.stage import Stage
from tests.journeys.visiting import PHONE, Visitor
from tests.notifications.servers import Post, mail_server
from tests.proof.processes import run

pytestmark = pytest.mark.browser

STORM = {"Từ ngày": "15/01/2026", "Từ giờ": "00:00", "Đến ngày": "16/01/2026", "Đến giờ": "00:00"}
DUE = re.compile(r"Hẹn trả\s+(\d\d:\d\d) \S+ \S+ (\d\d/\d\d/\d{4})")

Work = Callable[[int], None]


@pytest.fixture
def post() -> Iterator[Post]:
    """A local mail server."""
    with mail_server() as server:
        yield server


@pytest.fixture
def work(home: Path, stage: Stage, post: Post) -> Work:
    """`work(5)` lets a worker do what is due in five minutes of the server's clock, with the mail server at hand."""
    sends = {
        "MOTCUA_SMTP_HOST": "127.0.0.1",
        "MOTCUA_SMTP_PORT": str(post.port),
        "MOTCUA_SMTP_SECURITY": "none",
        "MOTCUA_PUBLIC_URL": stage.url,
    }

    def worked(minutes: int) -> None:
        done = run(home, "tests.proof.working", (stage.now() + timedelta(minutes=minutes)).isoformat(), **sends)
        assert done.returncode == 0, done.stderr[-3000:]

    return worked


def press(visitor: Visitor, name: str) -> Page:
    """Press a button or a link, and look at the page that it leads to."""
    page = visitor.page
    with page.expect_navigation():
        page.locator("main, .mc-head").locator("button:visible, a.btn:visible").filter(has_text=name).first.click()
    visitor.look()
    return page


def tried(visitor: Visitor, work: Work, minutes: int, name: str) -> Page:
    """Press what tries a calendar and wait for its numbers, wherever it is tried."""
    page = press(visitor, name)
    if page.locator("#tien-do").count():
        work(minutes)
    expect(page.locator(".lich-heads")).to_be_visible()
    return page


def applied(visitor: Visitor, work: Work, minutes: int, decision: str) -> Page:
    """Decide that the calendar tried is applied, and wait until it is."""
    page = press(visitor, "Công bố và áp dụng")
    page.get_by_label("Số, ngày quyết định hoặc thông báo").fill(decision)
    page = press(visitor, "Công bố và áp dụng")
    if page.locator("progress").count():
        work(minutes)
    expect(page.get_by_role("link", name="Hoàn nguyên")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Áp dụng xong")
    return page


def moved(page: Page) -> int:
    """How many dossiers move, as the head of the page says."""
    return int(page.locator(".lich-heads li").filter(has_text="hồ sơ đổi hạn").locator(".v").inner_text())


def letters(post: Post, code: str) -> list[EmailMessage]:
    """What the mail server has about the moved date of a dossier."""
    subject = f"Hồ sơ {code}: ngày trả kết quả thay đổi theo lịch"
    return [letter for letter in post.letters if letter["Subject"].strip().startswith(subject)]


def due_of(visitor: Visitor, code: str) -> str:
    """When a dossier is due, as its page says."""
    found = DUE.search(find(visitor, code).locator(".mc-clock").inner_text())
    assert found is not None
    return f"{found[1]} {found[2]}"


def test_a_storm_moves_dates_by_a_decision_is_told_and_taken_back(
    enter: Enter, stage: Stage, work: Work, post: Post
) -> None:
    admin, handler, code = enter("administrator"), enter("handler"), stage.code("in_progress")
    before = due_of(handler, code)
    page = admin.open("/lich-lam-viec/")
    page.get_by_text("Lập lịch riêng cho một đơn vị").click()
    page.get_by_label("Mã đơn vị").fill("H72.15")
    press(admin, "Lập lịch riêng")
    page.locator("summary").filter(has_text="Đóng cửa").click()
    form = page.locator("form").filter(has_text="Thêm lúc đóng cửa")
    for label, value in STORM.items():
        form.get_by_label(label, exact=True).fill(value)
    form.get_by_label("Lý do đóng cửa").fill("Bão số 3")
    press(admin, "Thêm lúc đóng cửa")

    page = tried(admin, work, 2, "Chạy thử, rồi công bố và áp dụng")
    number = moved(page)
    assert number > 0
    expect(page.locator(".lich-heads")).to_contain_text("người nộp giữ giấy ghi hạn khác")
    expect(page.locator(".lich-bars")).to_be_visible()
    assert due_of(handler, code) == before, "a trial moves nothing"
    applied(admin, work, 3, "15/QĐ-UBND ngày 14/01/2026")
    decided = page.url
    assert moved(page) == number, "what was tried is what came"

    after = due_of(handler, code)
    assert after != before
    expect(handler.page.locator(".mc-clock")).to_contain_text("giấy hẹn ghi")
    expect(handler.page.locator("#dien-bien")).to_contain_text("15/QĐ-UBND")
    work(5)
    (told,) = letters(post, code)
    link = re.search(rf"{re.escape(stage.url)}(/h/\S+)", told.get_content())
    assert link is not None
    citizen = enter(viewport=PHONE)
    citizen.open(f"{link[1]}/thoi-han")
    citizen.look()
    expect(citizen.page.locator("#noi-dung")).to_contain_text("Bão số 3")

    admin.open(decided)
    press(admin, "Hoàn nguyên")
    page.get_by_label("Số, ngày quyết định hoặc thông báo").fill("16/QĐ-UBND ngày 14/01/2026")
    press(admin, "Mở bản nháp hoàn nguyên")
    page = tried(admin, work, 7, "Chạy thử")
    applied(admin, work, 8, "16/QĐ-UBND ngày 14/01/2026")
    assert moved(page) == number
    assert due_of(handler, code) == before
    work(10)
    assert len(letters(post, code)) == 2, "the owner is told that the date is the old one again"
