"""Work in the background seen in a browser: it moves by itself, or by a link, and can be stopped."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.stage import Stage

pytestmark = pytest.mark.browser


def write(home: Path, sql: str, job: str) -> None:
    """What a worker would write."""
    with closing(sqlite3.connect(home / "motcua.sqlite3", timeout=20)) as store, store:
        store.execute(f"UPDATE jobs_job SET {sql} WHERE public_id = ?", [job.replace("-", "")])


def test_progress_moves_without_a_press_and_rests_when_the_work_is_done(enter: Enter, stage: Stage, home: Path) -> None:
    job = stage.facts["ids"]["job_running"]
    page = enter("administrator").open(f"/viec-nen/{job}")
    panel = page.locator("#tien-do")
    expect(panel).to_contain_text("1.250 trên 3.000")
    write(home, "done = 2000", job)
    expect(panel).to_contain_text("2.000 trên 3.000")
    write(home, "done = 3000, state = 'done', finished_at = created_at", job)
    expect(panel).to_contain_text("Đã xong")
    expect(panel).to_contain_text("Đã làm đủ 3 phần.")
    expect(panel.get_by_role("link", name="Xem kết quả")).to_be_visible()
    assert panel.get_attribute("hx-get") is None


def test_without_script_a_link_reloads_and_cancelling_is_confirmed(enter: Enter, stage: Stage, home: Path) -> None:
    job = stage.facts["ids"]["job_running"]
    page = enter("administrator", java_script_enabled=False).open(f"/viec-nen/{job}")
    write(home, "done = 2000", job)
    with page.expect_navigation():
        page.get_by_role("link", name="Tải lại").click()
    expect(page.locator("#tien-do")).to_contain_text("2.000 trên 3.000")
    with page.expect_navigation():
        page.get_by_role("link", name="Hủy", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Hủy việc này").click()
    expect(page.locator("#tien-do")).to_contain_text("đang dừng theo yêu cầu hủy")
