"""Why is it due then? An officer opens the explanation; the citizen counts it again on a phone without script."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.stage import Stage
from tests.journeys.visiting import PHONE

pytestmark = pytest.mark.browser


def test_an_officer_opens_the_explanation_and_the_citizen_counts_it_again(enter: Enter, stage: Stage) -> None:
    handler = enter("handler")
    page = handler.open(f"/ho-so/{stage.code('in_progress')}")
    with page.expect_navigation():
        page.get_by_role("link", name="Xem từng dòng, từng bước và in bảng tính hạn").click()
    expect(page.locator("h1")).to_contain_text("Vì sao là")
    squares = page.locator(".mc-weeks td:not(.none)")
    assert squares.count() == 8
    expect(page.locator(".mc-weeks td.due")).to_contain_text("Hạn")
    expect(page.locator(".mc-legend")).to_contain_text("Nghỉ hằng tuần")
    lines = page.get_by_role("table", name="Từng dòng, từ lúc tiếp nhận đến hạn")
    for words in ("Nghỉ trưa", "Đêm", "cuối tuần", "Hạn trả kết quả"):
        expect(lines).to_contain_text(words)
    due = lines.get_by_role("row").last.inner_text()
    handler.look()

    citizen = enter(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)
    page = citizen.open(f"/h/{stage.token('in_progress')}")
    page.get_by_text("Vì sao là ngày này").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Xem từng ngày và cách tự đếm lại").click()
    expect(page.locator("#tu-dem")).to_be_visible()
    last = page.get_by_role("table", name="Đếm từng ngày").get_by_role("row").last.inner_text()
    assert "40 giờ" in last
    told = page.get_by_role("table", name="Từng dòng").get_by_role("row").last.inner_text()
    assert told.split()[-5:] == due.split()[-5:]
    expect(page.locator("body")).not_to_contain_text("Khải")
    with page.expect_navigation():
        page.get_by_role("link", name="Xem lịch làm việc và ngày nghỉ năm 2026").click()
    expect(page.locator("h1")).to_have_text("Lịch làm việc 2026")
