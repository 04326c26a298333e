"""Dashboards: each role sees its own, every number opens exactly its rows, and no page asks more for more units."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.domain.indicators.values import Dimension
from motcua.figures import queries as figures
from motcua.jobs.services.run import work_once
from motcua.organisation.actors import system_actor
from motcua.reporting.dashboards import asking, counting, pages
from motcua.reporting.dashboards.asking import Asked
from motcua.reporting.dashboards.counting import Opened
from motcua.reporting.dashboards.parts import Panel
from motcua.reporting.dashboards.reach import View, views_of
from motcua.reporting.dashboards.sections import Section
from tests.cast import AT, Cast
from tests.desk.conftest import Browser
from tests.factories import World
from tests.reporting.dashboards.conftest import SVG, ended, facts

pytestmark = pytest.mark.django_db

EVERY = [section.value for section in Section]
WIDE = "ky=year-2026"
TOMORROW = AT + timedelta(days=1)


def url(section: str, query: str = WIDE) -> str:
    return f"{reverse('reporting:dashboard', args=[section])}?{query}"


def page_of(actor: Any, section: Section, query: str = "ky=free-2025-11-01-2026-01-12") -> dict[str, Any]:
    wanted = pages.asked_by(actor, QueryDict(query), TOMORROW)
    assert wanted is not None
    return pages.page(actor, wanted, section, TOMORROW)


def opened(page: dict[str, Any]) -> Iterator[Opened]:
    """Every figure that a page shows with a question."""
    for cell in (*page["today"], *page["head"]):
        yield cell.now
        if cell.before is not None:
            yield cell.before
    for panel in page["panels"]:
        assert isinstance(panel, Panel)
        for row in panel.table.rows:
            yield from (cell.opened for cell in row.cells if cell.opened is not None)


@pytest.mark.parametrize("section", EVERY)
@pytest.mark.parametrize("key", ["leader", "unit_head", "reform_officer", "auditor"])
def test_each_role_that_answers_for_something_opens_every_page(
    busy: World, browser: Browser, key: str, section: str
) -> None:
    answer = browser(key).get(url(section))
    assert answer.status_code == 200
    assert "Bảng điều hành" in answer.content.decode()


def test_who_answers_for_nothing_has_no_dashboard(busy: World, browser: Browser) -> None:
    assert browser("desk_officer").get(url("tong-quan")).status_code == 403
    assert views_of(system_actor()) == []


def test_a_page_that_does_not_exist_is_not_found(busy: World, browser: Browser) -> None:
    assert browser("leader").get(url("khac")).status_code == 404


def test_the_widest_view_comes_first_and_each_is_offered(cast: Cast) -> None:
    assert views_of(cast.leader) == [View.AGENCY]
    assert views_of(cast.unit_head) == [View.OFFICE]
    assert views_of(cast.members["auditor"].actor) == [View.EVERYTHING]


@pytest.mark.parametrize("section", list(Section))
@pytest.mark.parametrize("key", ["leader", "unit_head"])
@pytest.mark.untraced
def test_every_number_opens_as_many_rows_as_it_says(busy: World, key: str, section: Section) -> None:
    actor = busy.cast.members[key].actor
    found = list(opened(page_of(actor, section)))
    assert found
    for each in found:
        assert len(figures.row_ids(each.figure.code, each.question)) == each.figure.numerator, each.figure.code


NUMBERS = re.compile(r'<td class="mc-num[^"]*"[^>]*>(.*?)</td>|<span class="v[^"]*">(.*?)</span>(?=<span class="d")')


@pytest.mark.parametrize("section", EVERY)
def test_every_number_on_the_page_is_a_link_but_for_nothing(busy: World, browser: Browser, section: str) -> None:
    with clock.set_to(TOMORROW):
        content = browser("leader").get(url(section, "ky=free-2025-11-01-2026-01-12")).content.decode()
    written = [one or two for one, two in NUMBERS.findall(content)]
    assert any("href=" in each for each in written)
    plain = [re.sub(r"<[^>]+>", "", each).strip() for each in written if "href=" not in each]
    assert set(plain) <= {"0", "–"}, plain


def test_the_head_of_an_office_sees_only_its_own(busy: World) -> None:
    (resolved,) = [
        each for each in page_of(busy.cast.unit_head, Section.OVERVIEW)["head"] if each.now.figure.code == "form06.7"
    ]
    assert resolved.now.figure.numerator == 6
    (whole,) = [
        each for each in page_of(busy.cast.leader, Section.OVERVIEW)["head"] if each.now.figure.code == "form06.7"
    ]
    assert whole.now.figure.numerator == 10


@pytest.mark.parametrize("section", list(Section))
def test_more_units_take_no_more_statements(busy: World, section: Section) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            page_of(busy.cast.leader, section)
        return len(context)

    page_of(busy.cast.leader, section)
    ended(busy, 1, days_ago=5, executing_unit_id=busy.cast.commune.office)
    few = statements()
    for unit in range(9001, 9009):
        ended(busy, 1, days_ago=5, executing_unit_id=unit)
    assert facts().values("executing_unit_id").distinct().count() > 8
    work_once(AT)
    assert statements() <= few


@pytest.mark.parametrize("told", [counting.trend, counting.units_by_month])
def test_thirteen_months_are_told_in_one_statement(busy: World, told: Callable[[Asked], Any]) -> None:
    wanted = pages.asked_by(busy.cast.leader, QueryDict(WIDE), TOMORROW)
    assert wanted is not None
    with CaptureQueriesContext(
        connection,
    ) as context:
        assert len(told(wanted)) == 13
    assert len(context) == 1


def test_filters_stand_in_the_address_and_narrow_what_is_counted(busy: World) -> None:
    economy = busy.cast.commune.economy
    wanted = pages.asked_by(
        busy.cast.leader, QueryDict(f"ky=free-2025-11-01-2026-01-11&don-vi={economy}&kenh=direct"), AT
    )
    assert wanted is not None
    assert wanted.reach.split is Dimension.EXECUTING_UNIT
    assert asking.asked(busy.cast.leader, QueryDict(asking.query(wanted)).dict(), wanted.today) == wanted
    assert figures.figures(["form06.7"], wanted.question(wanted.now))["form06.7"].numerator == 6


@pytest.mark.parametrize(
    "query", ["don-vi=x", "linh-vuc=-1", "kenh=fax", "thu-tuc=a,b", "don-vi=99999999999999999999", "xem=khac"]
)
def test_an_address_that_cannot_be_read_narrows_nothing(busy: World, query: str) -> None:
    plain = pages.asked_by(busy.cast.leader, QueryDict(""), AT)
    assert pages.asked_by(busy.cast.leader, QueryDict(query), AT) == plain


def test_another_commune_is_out_of_reach(busy: World) -> None:
    wanted = pages.asked_by(busy.cast.leader, QueryDict(f"don-vi={busy.cast.neighbour.id}"), AT)
    assert wanted is not None
    assert wanted.unit is None


def test_an_empty_period_says_so_and_shows_no_picture(world: World, browser: Browser) -> None:
    content = browser("leader").get(url("linh-vuc", "ky=free-2024-01-01-2024-01-31")).content.decode()
    assert "Không có hồ sơ nào đã giải quyết trong kỳ này" in content
    assert "mc-chart" not in content


def test_a_page_waits_for_its_drawings_and_shows_them_when_a_worker_made_them(busy: World, browser: Browser) -> None:
    client = browser("leader")
    waiting = client.get(url("linh-vuc")).content.decode()
    (address, *_more) = re.findall(r'hx-get="(/bieu-do/[^"]+)"', waiting)
    assert "đang được vẽ" in client.get(address).content.decode()
    assert "chưa vẽ được" in client.get(address.split("?")[0] + "?lan=99").content.decode()
    work_once(AT + timedelta(seconds=2))
    assert SVG in client.get(address).content.decode()
    assert client.get(url("linh-vuc")).content.decode().count(SVG) >= 2


def test_a_long_table_shows_its_first_rows_until_all_are_asked_for(
    busy: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_ROWS", 1)
    client = browser("leader")
    short = client.get(url("don-vi")).content.decode()
    (more,) = set(re.findall(r'href="([^"]+bang=du)#pheu"', short))
    whole = client.get(url("don-vi") + "&bang=du").content.decode()
    assert "ky=year-2026" in more
    assert short.count("<tr") < whole.count("<tr")
    assert "bang=du#" not in whole


def test_each_chart_stands_beside_a_table_of_the_same_numbers(busy: World) -> None:
    for section in Section:
        for panel in page_of(busy.cast.leader, section)["panels"]:
            assert panel.picture is None or panel.table.rows, panel.id
            assert panel.table.rows or panel.empty
