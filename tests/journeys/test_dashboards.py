"""A leader goes from the overview to the units, what the busiest one resolved and one dossier of it, and back."""

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


def test_from_the_overview_to_one_dossier_and_back_by_keyboard(enter: Enter) -> None:
    leader = enter("leader")
    page = leader.open("/bang-dieu-hanh?ky=year-2025")
    page.get_by_label("Hình thức nộp").focus()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.get_by_role("button", name="Xem", exact=True).press("Enter")
    assert "kenh=" in page.url, "filters stand in the address"
    leader.look()
    page.go_back()
    follow(leader, page.get_by_role("link", name="So sánh đơn vị"))
    leader.look()
    resolved = page.locator("#pheu tbody tr:not(.total) td:first-of-type a.mc-fig")
    most = max(resolved.all(), key=count)
    number, units = count(most), page.url
    follow(leader, most)
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
