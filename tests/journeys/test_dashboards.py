"""A leader goes from the overview to the worst unit, its late dossiers and one of them, and back, by keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Enter
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.browser


def follow(visitor: Visitor, link: Locator) -> Page:
    """Follow a link by keyboard."""
    with visitor.page.expect_navigation():
        link.focus()
        visitor.page.keyboard.press("Enter")
    return visitor.page


def count(link: Locator) -> int:
    """The number that a link says."""
    return int(link.inner_text().replace(".", ""))


def test_from_the_overview_to_one_late_dossier_and_back(enter: Enter) -> None:
    leader = enter("leader")
    page = leader.open("/bang-dieu-hanh?ky=year-2025")
    page.get_by_label("Cách nộp").focus()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.get_by_role("button", name="Xem", exact=True).press("Enter")
    assert "kenh=" in page.url, "filters stand in the address"
    leader.look()
    page.go_back()
    follow(leader, page.get_by_role("link", name="So sánh đơn vị"))
    leader.look()
    late = page.locator("#pheu tbody tr:not(.total) td.t-late a.mc-fig")
    worst = max(late.all(), key=count)
    number, units = count(worst), page.url
    follow(leader, worst)
    leader.look()
    expect(page.locator("#h-rows")).to_contain_text(re.compile(rf"\b{number} hồ sơ"))
    assert page.locator("tr[data-row]").count() == min(number, 50)
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert re.search(r"/ho-so/H\d", page.url)
    page.go_back()
    page.go_back()
    assert page.url == units
