"""What anybody sees: closed months only, and no number that tells about one person."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.jobs.registry import tasks
from motcua.jobs.services.run import work_once
from motcua.reporting.dashboards import public
from motcua.reporting.dashboards.public import published
from tests.cast import AT
from tests.factories import World
from tests.reporting.dashboards.conftest import ended

pytestmark = pytest.mark.django_db

MONTH = "2025-12"


def cells(world: World, panel: int) -> dict[str, list[str]]:
    return {row.label: [cell.text for cell in row.cells] for row in published(MONTH, AT).panels[panel].table.rows}


def test_anybody_opens_it_without_a_script_and_the_running_month_is_not_there(busy: World) -> None:
    with clock.set_to(AT):
        public.draw(AT)
        answer = Client().get(reverse("reporting:public"))
    content = answer.content.decode()
    assert answer.status_code == 200
    assert "12/2025" in content
    assert ">01/2026<" not in content
    assert "hx-get" not in content
    assert "max-age=600" in answer.headers["Cache-Control"]


def test_its_charts_are_drawn_before_anybody_comes_and_nobody_waits_for_others(busy: World) -> None:
    (waiting,) = [each for each in tasks() if each.name == "reporting.public"]
    assert "max-age=0" in Client().get(reverse("reporting:public")).headers["Cache-Control"]
    assert waiting.run(AT) == 2 * len(settings.LANGUAGES) * len(
        [each for each in published("", AT).panels if each.chart]
    )
    assert published("", AT).drawn
    ended(busy, 7, days_ago=75)
    other = "2025-10"
    with clock.set_to(AT):
        content = Client().get(reverse("reporting:public"), {"thang": other}).content.decode()
    assert f'<a href="?thang={other}">Tải lại trang</a>' in content
    work_once(AT + timedelta(seconds=1))
    assert published(other, AT).drawn


def test_small_numbers_are_hidden_with_what_gives_them_away(world: World) -> None:
    ended(world, 8, days_ago=20)
    ended(world, 2, days_ago=20, late=True)
    (row,) = cells(world, 1).values()
    resolved, early, on_time, late, rate = row
    assert (resolved, on_time, rate) == ("10", "0", "không nêu")
    assert early == late == "không nêu", "nobody is told which of the two is the small one"
    (month,) = [texts for label, texts in cells(world, 0).items() if label == "12/2025"]
    assert month == ["10", "không nêu", "không nêu"]


def test_large_numbers_are_told(world: World) -> None:
    ended(world, 9, days_ago=20)
    ended(world, 6, days_ago=20, late=True)
    assert list(cells(world, 1).values()) == [["15", "9", "0", "6", "60,00\u00a0%"]]


def test_no_number_leads_to_rows_but_each_to_its_definition(busy: World) -> None:
    content = Client().get(reverse("reporting:public")).content.decode()
    assert "/ho-so?" not in content
    assert re.search(r'href="/so-lieu/on_time.resolved"', content)


def test_whoever_asks_again_within_ten_minutes_costs_no_counting(busy: World) -> None:
    client, url = Client(), reverse("reporting:public")

    def counted(minutes: int) -> tuple[str, int]:
        with clock.set_to(AT + timedelta(minutes=minutes)), CaptureQueriesContext(connection) as caught:
            text = client.get(url, {"thang": MONTH}).content.decode()
        return text, sum("dossiers_dossierfact" in each["sql"] for each in caught.captured_queries)

    first, statements = counted(0)
    assert statements > 0
    ended(busy, 40, days_ago=40)
    again, none = counted(1)
    assert (again.count("<td"), none) == (first.count("<td"), 0)
    later, anew = counted(11)
    assert (later != again, anew) == (True, statements)


def test_a_month_that_is_none_is_the_last_closed_one(busy: World) -> None:
    with clock.set_to(AT + timedelta(days=1)):
        assert published("2031-01", AT).month.name == "12/2025"
