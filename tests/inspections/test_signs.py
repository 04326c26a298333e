"""The page of signs: whoever answers for an agency sees its counts, and each count opens exactly its rows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.correct import correct
from motcua.inspections.models import FoundSign
from motcua.inspections.services.look import look
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.dossiers.pasts import to_appraisal, to_result, to_review
from tests.factories import World, a_dossier, an_accepted, later

pytestmark = pytest.mark.django_db

LOOKERS = ("leader", "one_stop_head", "procedure_controller", "reform_officer", "auditor")
CELL = re.compile(r'<a class="mc-fig mc-num" href="(/doi-chieu/ho-so\?[^"]+)">([\d.]+)</a>')
CODE = re.compile(r"H72\.15-\d{6}-\d{4}")


@pytest.fixture
def signed(world: World) -> World:
    """Six results in a burst, one entered late, two returned without confirmation."""
    begun = AT - timedelta(days=8)
    with clock.set_to(begun):
        to_result(world, to_review(world, to_appraisal(world, begun, 6), later(begun, 3)), later(begun, 4))
        a_dossier(world, State.RETURNED, begun)
        a_dossier(world, State.RETURNED, begun)
    with clock.set_to(later(begun, 20)):
        an_accepted(world, begun)
    look(AT)
    return world


def page_of(client: Client, query: str = "") -> str:
    answer = client.get(reverse("inspections:signs") + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", LOOKERS)
@pytest.mark.parametrize("by", ["don-vi", "nguoi"])
def test_every_count_opens_exactly_its_rows(signed: World, browser: Browser, who: str, by: str) -> None:
    client = browser(who)
    page = page_of(client, f"?tu=01/01/2026&den=31/01/2026&theo={by}")
    counts = CELL.findall(page)
    assert sorted(int(number) for _url, number in counts) == [1, 1, 2, 2, 6, 6]
    for url, number in counts:
        rows = client.get(url.replace("&amp;", "&")).content.decode()
        shown = rows[rows.index("<tbody>") : rows.index("</tbody>")]
        assert shown.count("<tr ") == int(number), url
        assert len(set(CODE.findall(shown))) == int(number)
        assert "Nguyễn Văn Khải" not in rows, "rows are without identity"


def test_another_agency_sees_none_of_it_and_an_officer_of_the_desk_may_not_look(
    signed: World, browser: Browser, stranger: Client
) -> None:
    assert browser("desk_officer").get(reverse("inspections:signs")).status_code == 403
    assert CELL.findall(page_of(stranger)) == []
    url = reverse("inspections:rows") + "?dau_hieu=burst&tu=01/01/2026&den=31/01/2026"
    assert "Không có hồ sơ nào." in stranger.get(url).content.decode()


def test_a_code_leads_to_the_dossier_only_for_who_may_see_it_whole(signed: World, browser: Browser) -> None:
    url = reverse("inspections:rows") + "?dau_hieu=late_entry&tu=01/01/2026&den=31/01/2026"
    assert 'href="/ho-so/H72.15' in browser("leader").get(url).content.decode()
    rows = browser("reform_officer").get(url).content.decode()
    assert CODE.search(rows)
    assert 'href="/ho-so/H72.15' not in rows


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?tu=01/02/2026&den=31/01/2026", "Ngày kết thúc trước ngày bắt đầu"),
        ("?tu=01/01/2024&den=31/12/2025", "Xem nhiều nhất một năm"),
        ("?tu=hom+qua&den=31/01/2026", "không phải là ngày"),
    ],
)
def test_a_period_that_cannot_be_is_told_and_kept(signed: World, browser: Browser, query: str, words: str) -> None:
    assert words in page_of(browser("leader"), query)


@pytest.mark.parametrize("query", ["", "?dau_hieu=khac&tu=01/01/2026&den=31/01/2026", "?dau_hieu=burst&tu=x&den=y"])
def test_rows_of_nothing_that_is_counted_are_not_found(world: World, browser: Browser, query: str) -> None:
    assert browser("leader").get(reverse("inspections:rows") + query).status_code == 404


def test_the_page_asks_the_same_number_of_questions_for_ten_and_a_hundred(world: World, browser: Browser) -> None:
    client = browser("leader")
    counts = []
    for number in (10, 90):
        begun = AT - timedelta(days=3)
        to_result(world, to_review(world, to_appraisal(world, begun, number), later(begun, 3)), later(begun, 4))
        look(AT)
        page_of(client)
        with CaptureQueriesContext(connection) as seen:
            page_of(client)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_look_finds_what_came_since_and_forgets_what_is_no_longer(signed: World) -> None:
    known = set(FoundSign.objects.values_list("oddity", "dossier_id"))
    assert len(known) == 9
    assert look(AT + timedelta(minutes=15)) > 0, "what was seen last is looked at again"
    assert set(FoundSign.objects.values_list("oddity", "dossier_id")) == known
    silent = Dossier.objects.get(pk=min(pk for oddity, pk in known if oddity == "unconfirmed"))
    with clock.set_to(AT):
        correct(silent, note="Sai tên.", actor=signed.cast.desk_officer, at=AT)
    FoundSign.objects.filter(oddity="burst").update(day=AT.date() - timedelta(days=300))
    look(AT + timedelta(minutes=30))
    assert set(FoundSign.objects.values_list("oddity", "dossier_id")) <= known
    assert FoundSign.objects.filter(oddity="burst").count() == 6, "a sign stands on one day"


def test_before_the_first_look_the_page_says_so(world: World, browser: Browser) -> None:
    assert "chưa tìm lần nào" in page_of(browser("leader"))
    look(AT)
    assert "tìm lần cuối lúc 08:30 12/01/2026" in page_of(browser("leader"))
