"""The list of dossiers, search, and passing many on at once."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common.pagination import Count
from motcua.desk import queries
from motcua.domain.lifecycle import EventKind, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.adopt import adopt
from motcua.dossiers.services.history.values import History
from motcua.organisation.actors import import_actor, system_actor
from motcua.organisation.services import merge_units
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.dossiers.history.samples import a_case, layout
from tests.factories import World, a_dossier, a_filing, a_party, an_accepted, at_step, later

pytestmark = pytest.mark.django_db

LIST = "desk:list"


def _codes(client: Client, query: str = "") -> set[str]:
    return {row.dossier.code for row in client.get(reverse(LIST) + query).context["rows"]}


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_what_is_finished_is_left_out_until_it_is_asked_for(world: World, browser: Browser) -> None:
    running, done = an_accepted(world), a_dossier(world, State.RETURNED)
    client = browser("desk_officer")
    assert _codes(client) == {running.code}
    assert _codes(client, "?nhom=tat-ca") == {running.code, done.code}


def test_the_filters_stand_in_the_address(world: World, browser: Browser) -> None:
    here, there = an_accepted(world, owner=a_party("Đặng Thị Hoà")), at_step(world, 3)
    client = browser("desk_officer")
    assert _codes(client, "?q=dang+hoa") == {here.code}
    assert _codes(client, f"?don_vi={world.cast.commune.economy}") == {there.code}
    assert _codes(client, "?trang_thai=ACCEPTED") == {here.code}
    assert _codes(client, "?kenh=post") == set()
    assert _codes(client, "?thoi_gian=late") == set()
    assert _codes(client, "?don_vi=khong-phai-so&linh_vuc=zz") == {here.code, there.code}


def test_the_history_of_another_system_is_listed_by_its_source_for_who_may_see_it(
    world: World, browser: Browser
) -> None:
    at_step(world, 3)
    history = History([a_case("A", end=None), a_case("B")])
    adopt(history, layout(), unit_id=world.cast.commune.id, actor=import_actor("old"), at=AT)
    for key in ("procedure_controller", "administrator", "auditor"):
        client = browser(key)
        page = client.get(reverse(LIST)).content.decode()
        assert '<option value="old">' in page
        assert _codes(client, "?nguon=old") == {"old:A"}
        assert _codes(client, "?nguon=old&nhom=tat-ca") == {"old:A", "old:B"}
        assert not any(code.startswith("old:") for code in _codes(client, "?nhom=tat-ca"))
    stranger = browser("handler")
    assert 'name="nguon"' not in stranger.get(reverse(LIST)).content.decode()
    assert _codes(stranger, "?nguon=old") == _codes(stranger) != set()


def test_an_unreadable_address_narrows_nothing(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    assert _codes(browser("desk_officer"), "?han=hom-qua&after=!!!&thoi_gian=mai") == {dossier.code}


def test_the_neighbour_sees_nothing_of_ours(world: World, browser: Browser) -> None:
    an_accepted(world)
    assert _codes(browser("outsider"), "?nhom=tat-ca") == set()


def test_pages_follow_each_other_by_key(world: World, browser: Browser) -> None:
    accept_all([a_filing(world) for _ in range(60)], actor=world.cast.desk_officer, at=AT)
    client = browser("desk_officer")
    first = client.get(reverse(LIST))
    assert len(first.context["rows"]) == 50
    second = client.get(reverse(LIST) + f"?after={first.context['page'].next}")
    assert len(second.context["rows"]) == 10
    assert {r.dossier.pk for r in first.context["rows"]}.isdisjoint(r.dossier.pk for r in second.context["rows"])


@pytest.mark.parametrize("name", ["desk:list", "desk:results"])
def test_the_number_of_queries_does_not_grow_with_the_rows(world: World, browser: Browser, name: str) -> None:
    client = browser("desk_officer")
    accept_all([a_filing(world) for _ in range(10)], actor=world.cast.desk_officer, at=AT)
    few = _queries(client, reverse(name))
    accept_all([a_filing(world) for _ in range(90)], actor=world.cast.desk_officer, at=AT)
    assert _queries(client, reverse(name)) == few


def test_a_row_of_any_state_is_read_with_all_that_it_tells(world: World, browser: Browser) -> None:
    for state in (State.AWAITING_SUPPLEMENT, State.RESOLVED, State.RETURNED, State.ENDED, State.IN_PROGRESS):
        a_dossier(world, state)
    for url in (reverse(LIST) + "?nhom=tat-ca", reverse("desk:results")):
        with CaptureQueriesContext(connection) as seen:
            assert browser("desk_officer").get(url).context["rows"]
        assert not [query["sql"] for query in seen.captured_queries if '"dossiers_dossier"."id" = ' in query["sql"]]


def test_a_page_asks_once_whose_records_units_inherit(world: World, browser: Browser) -> None:
    with CaptureQueriesContext(connection) as seen:
        browser("desk_officer").get(reverse(LIST))
    assert sum("former" in query["sql"] for query in seen.captured_queries) == 1


def test_what_units_inherit_is_asked_anew_by_the_next_page(world: World, browser: Browser) -> None:
    client = browser("outsider")
    assert _codes(client) == set()
    dossier = an_accepted(world)
    cast = world.cast
    ended, heir = cast.commune.one_stop, cast.neighbour.one_stop
    merge_units(source_ids=[ended], into=heir, on=AT.date(), actor=system_actor(), at=AT)
    assert _codes(client) == {dossier.code}


def test_the_chips_of_the_plain_list_count_what_the_lists_behind_them_hold(world: World, browser: Browser) -> None:
    for step in (1, 3, 5):
        at_step(world, step)
    a_dossier(world, State.RESOLVED)
    a_dossier(world, State.RETURNED)
    actor = world.cast.desk_officer
    for at in (AT, later(AT, hours=9600)):
        standing, everything = queries.standing(actor, at), queries.NOTHING_NARROWED
        assert standing.times == queries.counts_by_time(actor, everything, at)
        assert (
            standing.unfinished == queries.page_count(actor, replace(everything, unfinished=True), at) == Count(3, True)
        )
    client = browser("desk_officer")
    answer = client.get(reverse(LIST))
    assert answer.context["count"] == standing.unfinished
    for chip in answer.context["chips"]:
        if chip["count"] is not None:
            assert client.get(reverse(LIST) + chip["url"]).context["count"] == chip["count"], chip


def test_an_exact_count_is_given_on_demand(world: World, browser: Browser) -> None:
    an_accepted(world)
    answer = browser("desk_officer").get(reverse(LIST) + "?dem=1")
    assert answer.context["exact"] == 1
    assert "đếm đúng: 1" in answer.content.decode()


# --- search


def test_one_exact_code_leads_straight_to_the_dossier(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    client = browser("desk_officer")
    for typed in (dossier.code, dossier.code.lower(), f"https://mot-cua.example/h/{dossier.public_token}"):
        answer = client.get(reverse("desk:search"), {"q": typed})
        assert answer.status_code == 302, typed
        assert answer.headers["Location"] == reverse("desk:dossier", args=[dossier.code])


def test_words_without_diacritics_find_a_list(world: World, browser: Browser) -> None:
    dossier = an_accepted(world, owner=a_party("Đặng Thị Hoà"))
    answer = browser("desk_officer").get(reverse("desk:search"), {"q": "dang thi hoa"})
    assert [row.dossier.code for row in answer.context["rows"]] == [dossier.code]
    assert browser("outsider").get(reverse("desk:search"), {"q": "dang thi hoa"}).context["rows"] == []


# --- many at once


def test_the_bar_says_before_pressing_which_will_not_go_and_why(world: World, browser: Browser) -> None:
    goes, stays = an_accepted(world), at_step(world, 3)
    page = browser("desk_officer").post(reverse("desk:bulk_plan"), {"codes": [goes.code, stays.code]})
    said = page.content.decode()
    assert "1 hồ sơ không chuyển được" in said
    assert stays.code in said
    assert "không ở chỗ bạn" in said


def test_what_can_go_goes_and_can_be_taken_back(world: World, browser: Browser) -> None:
    goes, stays = an_accepted(world), at_step(world, 3)
    client = browser("desk_officer")
    answer = client.post(
        reverse("desk:bulk_forward"), {"codes": [goes.code, stays.code], "next": reverse(LIST)}, follow=True
    )
    assert "Đã chuyển 1 hồ sơ. 1 hồ sơ ở lại." in answer.content.decode()
    goes.refresh_from_db()
    assert goes.step_no == 2
    client.post(reverse("desk:bulk_undo"), {"codes": goes.code})
    goes.refresh_from_db()
    assert goes.step_no == 1
    assert goes.events.order_by("-seq").values_list("kind", flat=True)[0] == EventKind.UNDONE


def test_nobody_passes_on_a_neighbours_dossiers(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    assert browser("outsider").post(reverse("desk:bulk_forward"), {"codes": [dossier.code]}).status_code == 404
    assert Dossier.objects.get().step_no == 1
