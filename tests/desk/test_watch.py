"""*Theo dõi hạn*: each number opens exactly the rows it counts, for the officer, the head, the leader and the desk."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.calendars import queries as calendars
from motcua.common import clock
from motcua.desk.pages.heat import heat
from motcua.desk.pages.ticks import tick_of
from motcua.desk.queries import Scope
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.ask_payment import ask_payment
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.consult import consult
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.verify import verify
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.factories import World, a_dossier, a_filing, an_accepted, at_step

pytestmark = pytest.mark.django_db

WATCH = "desk:watch"


@pytest.fixture
def busy(world: World) -> World:
    """Dossiers of every kind that the page knows, seen three weeks later."""
    cast = world.cast
    for hours in (0, 1):
        at = AT + timedelta(hours=hours)
        an_accepted(world, at)
        at_step(world, 3, at)
        at_step(world, 5, at)
    forward(at_step(world, 2), actor=cast.unit_head, at=AT + timedelta(minutes=40))
    items = (Item(name="Bản vẽ", component_no=2),)
    ask_supplement(at_step(world, 3), items=items, note="x", actor=cast.handler, at=AT + timedelta(hours=1))
    soon = AT + timedelta(hours=1)
    consult(at_step(world, 3), unit_id=cast.commune.culture, note="x", actor=cast.handler, at=soon)
    verify(at_step(world, 3), note="x", actor=cast.handler, at=soon)
    ask_payment(at_step(world, 3), note="x", actor=cast.handler, at=soon)
    a_dossier(world, State.RESOLVED)
    a_dossier(world, State.RETURNED)
    an_accepted(world, AT + timedelta(days=14))
    return world


@pytest.fixture
def three_weeks_later() -> Iterator[None]:
    with clock.set_to(AT + timedelta(days=15)):
        yield


@pytest.mark.parametrize(
    ("key", "scopes"),
    [
        ("handler", ["phu-trach"]),
        ("desk_officer", ["phu-trach"]),
        ("unit_head", ["don-vi-toi", "phu-trach"]),
        ("leader", ["co-quan", "phu-trach"]),
        ("one_stop_head", ["tai-quay", "phu-trach"]),
    ],
)
@pytest.mark.usefixtures("three_weeks_later")
@pytest.mark.untraced
def test_every_number_opens_exactly_the_rows_it_counts(
    busy: World, browser: Browser, key: str, scopes: list[str]
) -> None:
    client = browser(key)
    for scope in scopes:
        page = client.get(reverse(WATCH), {"cua": scope})
        assert page.context["scope"].value == scope
        told = [*page.context["figures"], *page.context["waiting"], *page.context["ages"]]
        told += [f for o in page.context["owners"] for f in (o.held, o.late, o.today, o.near)]
        for figure in told:
            assert client.get(figure.url).context["count"].number == figure.count, (scope, figure)
        heads = [cell for cell in page.context["heat"] if cell.url]
        for cell in heads:
            assert client.get(cell.url).context["count"].number == cell.day.count, (scope, cell)
        links = set(re.findall(r'href="(/ho-so\?[^"]+)"', page.content.decode()))
        expected = {figure.url for figure in told if figure.count} | {cell.url for cell in heads}
        assert {unescape(link) for link in links} == expected
    assert client.get(reverse(WATCH)).context["scope"].value == scopes[0]
    assert client.get(reverse(WATCH), {"cua": "tat-ca"}).context["scope"].value == scopes[0]


@pytest.mark.usefixtures("three_weeks_later")
def test_the_leader_sees_every_kind(busy: World, browser: Browser) -> None:
    context = browser("leader").get(reverse(WATCH)).context
    assert {f.label: f.count for f in context["figures"]} == {
        "Quá hạn": 10,
        "Hôm nay": 0,
        "Sắp đến hạn": 0,
        "Tạm dừng quá lâu": 1,
        "Chờ nơi khác": 3,
        "Kết quả chưa đến nhận": 1,
    }
    assert [f.count for f in context["waiting"]] == [1, 1, 1, 1, 3]
    assert [f.count for f in context["ages"]] == [0, 0, 1, 0, 0]
    names = {owner.name: owner.held.count for owner in context["owners"]}
    assert names["Trần Minh Quân"] == 4
    assert names["Chưa ai nhận"] >= 1


@pytest.mark.usefixtures("three_weeks_later")
def test_a_stranger_counts_nothing_of_ours(busy: World, browser: Browser) -> None:
    context = browser("outsider").get(reverse(WATCH)).context
    assert not any(figure.count for figure in context["figures"])
    assert "Không có hồ sơ nào quá hạn" in browser("outsider").get(reverse(WATCH)).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(world: World, browser: Browser) -> None:
    client = browser("one_stop_head")

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(WATCH)).status_code == 200
        return len(seen)

    accept_all([a_filing(world) for _ in range(10)], actor=world.cast.desk_officer, at=AT)
    few = asked()
    accept_all([a_filing(world) for _ in range(90)], actor=world.cast.desk_officer, at=AT)
    assert asked() == few


def test_the_strip_skips_days_off_and_says_how_heavy_each_day_is(world: World) -> None:
    calendar = calendars.current_calendar(world.cast.commune.id)
    on = date(2026, 2, 11)
    counts = {date(2026, 2, 11): 2, date(2026, 2, 12): 4, date(2026, 2, 13): 6, date(2026, 2, 23): 9}
    cells = heat(calendar, on, counts, 4, Scope.UNIT)
    worked = [cell for cell in cells if cell.day.on is not None]
    assert len(worked) == 10
    assert [cell.word for cell in worked[:5]] == ["nhẹ", "vừa sức", "nặng", "quá sức", "trống"]
    assert worked[3].url == "/ho-so?viec=don-vi-toi&han=2026-02-23"
    assert "9 hồ sơ đến hạn: quá sức" in worked[3].label
    (gap,) = [cell for cell in cells if cell.day.on is None]
    assert "Tết" in gap.label
    assert {cell.word for cell in heat(calendar, on, counts, None, Scope.UNIT)} == {"", "chưa rõ", "trống"}


@pytest.mark.usefixtures("three_weeks_later")
def test_thin_history_is_said(busy: World, browser: Browser) -> None:
    assert "Chưa đủ lịch sử" in browser("leader").get(reverse(WATCH)).content.decode()


def test_the_page_of_a_dossier_says_what_it_waits_for(world: World, browser: Browser) -> None:
    cast = world.cast
    soon = AT + timedelta(hours=1)
    asked = consult(at_step(world, 3), unit_id=cast.commune.culture, note="x", actor=cast.handler, at=soon)
    paid = ask_payment(verify(asked, note="x", actor=cast.handler, at=soon), note="x", actor=cast.handler, at=soon)
    client = browser("handler")
    url = reverse("desk:dossier", args=[paid.code])
    page = client.get(url)
    assert [each.what for each in page.context["awaited"]] == [
        "Ý kiến của Phòng Văn hóa – Xã hội xã Thanh Lâm",
        "Đang xác minh",
        "Chờ nghĩa vụ tài chính",
    ]
    assert "trả lời trước 17:00 T5 15/01" in page.content.decode()
    with clock.set_to(AT + timedelta(days=10)):
        assert "quá hạn trả lời" in client.get(url).content.decode()


# --- counting down in the browser


def test_a_row_carries_what_the_browser_counts_down_by(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    at = AT + timedelta(seconds=20)
    tick = tick_of(dossier, at)
    assert tick is not None
    assert (tick.minutes, tick.day, tick.sessions, tick.second, tick.late) == (2400, 480, "0-180 300-510", 20, False)
    assert tick.turn == 15 * 3600 + 30 * 60 + 1
    page = browser("desk_officer").get(reverse("desk:list")).content.decode()
    assert 'data-left="2400" data-form="badge" data-day="480" data-sessions="0-180 300-510"' in page
    assert "data-clock-words" in page


def test_the_browser_asks_again_when_the_state_turns(world: World) -> None:
    dossier = an_accepted(world)
    assert dossier.due_at is not None
    assert dossier.near_at is not None
    before = tick_of(dossier, dossier.near_at - timedelta(minutes=3))
    last = tick_of(dossier, dossier.due_at - timedelta(minutes=5))
    late = tick_of(dossier, dossier.due_at + timedelta(minutes=5))
    assert before is not None
    assert last is not None
    assert late is not None
    assert (before.turn, last.turn, late.late) == (181, 301, True)
    assert late.minutes == -5


def test_what_stands_or_is_over_counts_nothing_down(busy: World) -> None:
    for dossier in Dossier.objects.filter(state__in=[State.AWAITING_SUPPLEMENT, State.RESOLVED, State.RETURNED]):
        assert tick_of(dossier, AT + timedelta(days=15)) is None


def test_pages_with_a_clock_name_the_part_to_fetch_anew(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    client = browser("desk_officer")
    for url, part in (
        (reverse("desk:list"), "danh-sach"),
        (reverse("desk:my_work"), "viec"),
        (reverse("desk:dossier", args=[dossier.code]), "dong-ho"),
        (reverse(WATCH), "theo-doi"),
    ):
        page = client.get(url).content.decode()
        assert f'hx-select="#{part}"' in page, url
        assert page.count(f'id="{part}"') == 1, url
