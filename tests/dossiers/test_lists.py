"""Lists: who sees what, filters, states of time, and queries that do not grow with rows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.errors import NotFound
from motcua.domain.lifecycle import State
from motcua.domain.remaining import TimeState
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import WorkFilters, lists
from motcua.dossiers.queries.time_states import in_state
from motcua.dossiers.services.accept import accept_all
from motcua.organisation.actors import Actor
from tests.cast import AT
from tests.factories import World, a_dossier, a_filing, a_party, an_accepted, at_step

EVERYTHING = WorkFilters()


def _codes(actor: Actor, filters: WorkFilters = EVERYTHING) -> list[str]:
    return [row.code for row in queries.work_list(actor, filters, AT)[0].rows]


def test_desk_leader_and_auditor_see_a_dossier_and_the_neighbour_does_not(world: World) -> None:
    dossier = an_accepted(world)
    cast = world.cast
    for actor in (cast.desk_officer, cast.one_stop_head, cast.leader, cast.clerk, cast.auditor):
        assert _codes(actor) == [dossier.code], actor.label
    for actor in (cast.outsider, cast.citizen, cast.administrator, cast.reform_officer):
        assert _codes(actor) == [], actor.label
        with pytest.raises(NotFound):
            queries.access_dossier(actor, dossier.code, AT)


def test_the_division_sees_a_dossier_once_it_came_there_and_ever_after(world: World) -> None:
    dossier = an_accepted(world)
    assert _codes(world.cast.handler) == []
    dossier = at_step(world, 3)
    assert _codes(world.cast.handler) == [dossier.code]
    dossier = a_dossier(world, State.RETURNED)
    assert dossier.code in _codes(world.cast.handler)


def test_an_auditors_reading_is_logged(world: World) -> None:
    dossier = an_accepted(world)
    with CaptureQueriesContext(connection) as seen:
        queries.access_dossier(world.cast.auditor, dossier.code, AT)
    assert any("audit_logentry" in query["sql"] for query in seen)


@pytest.mark.parametrize(
    "text", ["khai", "KHẢI", "nguyen van", "0900000318", "0900 000 318", "072085000318", "h72.15-260112", "260112-0001"]
)
def test_a_dossier_is_found_without_diacritics_by_code_name_phone_and_identity(world: World, text: str) -> None:
    dossier = an_accepted(world)
    assert [d.code for d in queries.search(world.cast.desk_officer, text)] == [dossier.code]
    assert queries.search(world.cast.outsider, text) == []


@pytest.mark.parametrize("name", ["Đặng Hoà", "Đặng Hòa", "dang hoa", "DANG HOA"])
def test_d_with_stroke_and_both_ways_to_place_a_tone_are_found(world: World, name: str) -> None:
    an_accepted(world, owner=a_party("Đặng Thị Hoà"))
    assert len(queries.search(world.cast.desk_officer, name)) == 1


def test_an_empty_search_finds_nothing(world: World) -> None:
    an_accepted(world)
    assert queries.search(world.cast.desk_officer, "  ") == []


def test_filters_narrow_by_group_time_unit_channel_and_text(world: World) -> None:
    cast = world.cast
    here, there, done = an_accepted(world), at_step(world, 3), a_dossier(world, State.RETURNED)
    desk = cast.desk_officer
    assert set(_codes(desk, WorkFilters(group="open"))) == {here.code, there.code}
    assert _codes(desk, WorkFilters(group="closed")) == [done.code]
    assert _codes(desk, WorkFilters(unit_id=cast.commune.economy)) == [there.code]
    assert _codes(desk, WorkFilters(channel="online")) == []
    assert set(_codes(desk, WorkFilters(time="intime"))) == {here.code, there.code}
    assert len(_codes(desk, WorkFilters(text="khai", sector_id=here.sector_id))) == 3


@pytest.mark.parametrize("days", [0, 1, 2, 3, 3.9, 4.1, 5, 6, 6.9, 7, 7.01, 8, 30])
def test_the_state_of_time_in_sql_is_that_of_the_rule(world: World, days: float) -> None:
    dossier = an_accepted(world)
    at = AT + timedelta(days=days)
    state = queries.time_state_of(dossier, at)
    found = [s for s in TimeState if Dossier.objects.filter(in_state(s, at), pk=dossier.pk).exists()]
    assert found == [state]


def test_every_state_belongs_to_one_group() -> None:
    grouped = [state for states in queries.GROUPS.values() for state in states]
    assert sorted(grouped) == sorted(set(State) - {State.DRAFT})


def test_pages_follow_each_other_and_count_all(world: World) -> None:
    desk = world.cast.desk_officer
    accept_all([a_filing(world)] * 7, actor=desk, at=AT)
    pages, after = [], None
    for _page in range(3):
        page, number = queries.work_list(desk, WorkFilters(group="open"), AT, after=after, size=3)
        assert (number.number, number.exact) == (7, True)
        pages.append(page)
        after = page.next
    codes = [row.code for page in pages for row in page.rows]
    assert codes == sorted(codes)
    assert len(set(codes)) == 7
    assert after is None


def test_what_is_over_is_listed_from_the_newest_back(world: World) -> None:
    first, second = (a_dossier(world, State.RETURNED, AT + timedelta(days=day)).code for day in (0, 1))
    live = an_accepted(world)
    assert _codes(world.cast.desk_officer, WorkFilters(group="closed")) == [second, first]
    assert live.live
    assert not Dossier.objects.get(code=first).live


def test_my_work_groups_by_urgency_and_shows_what_lies_elsewhere(world: World) -> None:
    cast = world.cast
    an_accepted(world)
    at_step(world, 3)
    a_dossier(world, State.RESOLVED)
    work = queries.my_work(cast.desk_officer, AT + timedelta(hours=4))
    assert (work.intime.number, work.late.number, work.to_return.number) == (1, 0, 1)
    assert [(e.unit_id, e.number) for e in work.elsewhere] == [(cast.commune.economy, 1)]
    assert queries.my_work(cast.handler, AT).intime.number == 1
    assert queries.my_work(cast.handler, AT + timedelta(days=30)).late.number == 1
    assert queries.my_work(cast.unit_head, AT).number == 0
    assert queries.my_work(cast.outsider, AT).number == 0


def test_work_nobody_took_waits_for_everyone_with_the_role(world: World) -> None:
    at_step(world, 5)
    assert queries.my_work(world.cast.leader, AT).intime.number == 1


@pytest.mark.parametrize("most", [10_000, 1])
def test_states_of_time_are_counted_as_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(lists, "MOST_COUNTED", most)
    for days in (0, 0, 3, 5, 6, 30):
        an_accepted(world, AT - timedelta(days=days))
    a_dossier(world, State.RETURNED)
    found = queries.counts_by_time(world.cast.desk_officer, WorkFilters(), AT)
    rows = [queries.time_state_of(row, AT) for row in Dossier.objects.filter(live=True)]
    assert {s: n.number for s, n in found.items()} == {s: min(rows.count(s), 10_000) for s in TimeState}
    assert sum(rows.count(s) > 0 for s in TimeState) >= 3


READS: dict[str, Callable[[World, Dossier], object]] = {
    "work_list": lambda world, _: [
        (row.holder, row.holder_unit) for row in queries.work_list(world.cast.desk_officer, WorkFilters(), AT)[0].rows
    ],
    "search": lambda world, _: queries.search(world.cast.desk_officer, "khai", most=200),
    "my_work": lambda world, _: queries.my_work(world.cast.desk_officer, AT),
    "counts_by_time": lambda world, _: queries.counts_by_time(world.cast.desk_officer, WorkFilters(), AT),
    "timeline": lambda world, dossier: queries.timeline(dossier),
    "step_track": lambda world, dossier: queries.step_track(dossier, AT),
    "actions_now": lambda world, dossier: queries.actions_now(world.cast.desk_officer, dossier, AT),
}


@pytest.mark.database
@pytest.mark.parametrize("name", READS)
def test_a_read_makes_as_many_queries_at_100_rows_as_at_10(world: World, name: str) -> None:
    counts = []
    for more in (10, 90):
        made = accept_all([a_filing(world)] * more, actor=world.cast.desk_officer, at=AT)
        fresh = queries.access_dossier(world.cast.desk_officer, made[0].code, AT)
        with CaptureQueriesContext(connection) as seen:
            READS[name](world, fresh)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 12
