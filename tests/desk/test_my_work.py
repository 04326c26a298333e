"""*My work*: counts, groups with one action a row, and counts that open exactly the rows they count."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.domain.lifecycle import State
from motcua.dossiers.services.forward import forward
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.factories import World, a_dossier, a_filing, an_accepted, at_step

pytestmark = pytest.mark.django_db


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_an_officer_is_led_from_the_house_to_the_work(world: World, browser: Browser) -> None:
    answer = browser("desk_officer").get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("desk:my_work")


def test_the_row_of_each_role_bears_its_own_verb(world: World, browser: Browser) -> None:
    at_step(world, 1)
    at_step(world, 2)
    at_step(world, 3)
    at_step(world, 4)
    at_step(world, 6)
    verbs = {
        "desk_officer": "Chuyển xử lý",
        "unit_head": "Phân công",
        "handler": "Chuyển bước sau",
        "clerk": "Ghi kết quả",
    }
    for key, verb in verbs.items():
        assert verb in browser(key).get(reverse("desk:my_work")).content.decode(), key
    assert "Trình ký" in browser("unit_head").get(reverse("desk:my_work")).content.decode()


def test_what_nobody_handles_yet_is_taken_by_one_press(world: World, browser: Browser) -> None:
    dossier = forward(at_step(world, 2), actor=world.cast.unit_head, at=AT + timedelta(minutes=30))
    client = browser("handler")
    assert "Nhận xử lý" in client.get(reverse("desk:my_work")).content.decode()
    url = reverse("desk:act", args=[dossier.code, "take"])
    client.post(url, {"key": "k", "expected": dossier.version, "next": reverse("desk:my_work")})
    dossier.refresh_from_db()
    assert dossier.holder_id == world.cast.handler.id


def test_the_counts_open_exactly_the_rows_they_count(world: World, browser: Browser) -> None:
    for _ in range(3):
        an_accepted(world)
    at_step(world, 3)
    client = browser("desk_officer")
    page = client.get(reverse("desk:my_work"))
    work = page.context["work"]
    for state in ("late", "today", "near", "intime"):
        rows = client.get(reverse("desk:list") + f"?viec=cua-toi&thoi_gian={state}").context["rows"]
        assert len(rows) == getattr(work, state).number, state
    for other in work.elsewhere:
        rows = client.get(reverse("desk:list") + f"?viec=cho-khac&don_vi={other.unit_id}").context["rows"]
        assert len(rows) == other.number


def test_a_day_of_the_strip_opens_the_dossiers_due_that_day(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    client = browser("desk_officer")
    strip = client.get(reverse("desk:my_work")).context["strip"]
    (day,) = [day for day in strip if day.count]
    rows = client.get(reverse("desk:list") + f"?han={day.on:%Y-%m-%d}").context["rows"]
    assert [row.dossier.code for row in rows] == [dossier.code]


def test_what_is_late_stands_first(world: World, browser: Browser) -> None:
    an_accepted(world, at=AT - timedelta(days=20))
    an_accepted(world)
    groups = browser("desk_officer").get(reverse("desk:my_work")).context["groups"]
    assert [group.state for group in groups] == ["late", "intime"]


def test_results_and_supplements_wait_at_the_side(world: World, browser: Browser) -> None:
    done = a_dossier(world, State.RESOLVED, at=AT - timedelta(days=3))
    page = browser("desk_officer").get(reverse("desk:my_work")).content.decode()
    assert "Kết quả chưa đến nhận" in page
    assert done.code in page


def test_the_number_of_queries_does_not_grow_with_the_rows(world: World, browser: Browser) -> None:
    client = browser("desk_officer")
    from motcua.dossiers.services.accept import accept_all

    accept_all([a_filing(world) for _ in range(10)], actor=world.cast.desk_officer, at=AT)
    few = _queries(client, reverse("desk:my_work"))
    accept_all([a_filing(world) for _ in range(90)], actor=world.cast.desk_officer, at=AT)
    assert _queries(client, reverse("desk:my_work")) == few


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_is_written_in_both_languages(world: World, browser: Browser, language: str) -> None:
    an_accepted(world)
    answer = browser("desk_officer").get(reverse("desk:my_work"), headers={"accept-language": language})
    assert answer.status_code == 200


def test_after_hours_the_page_says_when_the_office_opens(world: World, browser: Browser) -> None:
    with clock.set_to(AT + timedelta(hours=12)):
        page = browser("desk_officer").get(reverse("desk:my_work")).content.decode()
    assert "Mở cửa lúc 07:00 thứ Ba 13/01/2026" in page
