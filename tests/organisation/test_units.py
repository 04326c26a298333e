"""Units live for a period; events link what came out of what; a code in another period is another unit."""

import itertools
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.domain.errors import NotAllowed, NotFound
from motcua.domain.errors_organisation import (
    ChildrenInForce,
    CodeNotValid,
    CodeTaken,
    NameMissing,
    ParentNotValid,
    PeriodNotValid,
    UnitHasLaterRows,
    UnitNotInForce,
    UnitPartsMissing,
)
from motcua.organisation import queries, services
from motcua.organisation.actors import Actor, system_actor
from motcua.organisation.kinds import AssignmentKind, CodeScheme, Level, PartSide
from motcua.organisation.models import Assignment, RoleGrant, Unit, UnitCode, UnitEvent, UnitPeriod
from motcua.organisation.roles import Role
from motcua.organisation.services import Code, NewUnit, OnChildren
from tests.cast import AT, FOUNDED, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]

START = date(2010, 1, 1)
REFORM = date(2025, 7, 1)


def make(name: str, level: Level = Level.COMMUNE, parent: Unit | None = None, **more: Any) -> Unit:
    values: dict[str, Any] = {"valid_from": START, "actor": system_actor(), "at": AT} | more
    return services.create_unit(level=level, name=name, parent_id=None if parent is None else parent.pk, **values)


def dissolve(unit: Unit, on: date = REFORM, **more: Any) -> Unit:
    return services.dissolve_unit(unit_id=unit.pk, on=on, actor=system_actor(), at=AT, **more)


def test_a_unit_is_found_by_its_code_within_its_period_only() -> None:
    unit = make("Xã A", codes=[Code("H72.15")], valid_to=REFORM)
    assert queries.unit_by_code("H72.15", date(2020, 5, 5)).pk == unit.pk
    with pytest.raises(NotFound):
        queries.unit_by_code("H72.15", REFORM)


def test_the_same_code_in_another_period_is_another_unit() -> None:
    old = make("Xã cũ", codes=[Code("00004", CodeScheme.GSO)], valid_to=REFORM)
    new = make("Phường mới", codes=[Code("00004", CodeScheme.GSO)], valid_from=REFORM)
    assert queries.unit_by_code("00004", date(2025, 6, 30)).pk == old.pk
    assert queries.unit_by_code("00004", REFORM).pk == new.pk
    assert queries.successors_of(old.pk) == ()


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (START, None),
        (date(2005, 1, 1), date(2010, 1, 2)),
        (date(2025, 6, 30), None),
        (date(2012, 1, 1), date(2013, 1, 1)),
    ],
)
def test_two_units_cannot_bear_one_code_at_once(starts: date, ends: date | None) -> None:
    make("Xã A", codes=[Code("H72.15")], valid_to=REFORM)
    with pytest.raises(CodeTaken, match="Xã A"):
        make("Xã B", codes=[Code("H72.15")], valid_from=starts, valid_to=ends)


def test_the_database_itself_refuses_two_open_rows_of_one_code() -> None:
    unit, other = make("Xã A", codes=[Code("H72.15")]), make("Xã B")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitCode.objects.create(unit=other, scheme=CodeScheme.AGENCY, code="H72.15", valid_from=REFORM)
    assert unit.codes.count() == 1


@pytest.mark.parametrize(
    ("scheme", "text", "good"),
    [
        (CodeScheme.AGENCY, "H72", True),
        (CodeScheme.AGENCY, "H72.15.01.A2", True),
        (CodeScheme.AGENCY, "h72.15", False),
        (CodeScheme.AGENCY, "000.00.15.H72", False),
        (CodeScheme.AGENCY, "H72." + "1" * 40, False),
        (CodeScheme.AGENCY_2016, "000.00.15.H72", True),
        (CodeScheme.AGENCY_2016, "H72.15", False),
        (CodeScheme.GSO, "00004", True),
        (CodeScheme.GSO, "H72", False),
        (CodeScheme.GSO, "", False),
    ],
)
def test_a_code_is_written_as_its_scheme_says(scheme: CodeScheme, text: str, good: bool) -> None:
    if good:
        assert make("Xã A", codes=[Code(text, scheme)]).codes.get().code == text
    else:
        with pytest.raises(CodeNotValid):
            make("Xã A", codes=[Code(text, scheme)])


def test_wrong_names_periods_and_parents_are_refused() -> None:
    parent = make("Tỉnh", Level.PROVINCE, valid_from=REFORM)
    with pytest.raises(NameMissing):
        make("   ")
    with pytest.raises(PeriodNotValid):
        make("Xã A", valid_to=START)
    with pytest.raises(UnitNotInForce):
        make("Xã A", parent=parent)


def test_a_renamed_unit_keeps_its_identity_and_its_old_name_in_history() -> None:
    unit = make("Xã Thanh Tân", codes=[Code("H72.15")])
    services.rename_unit(unit_id=unit.pk, name="Phường Thanh Tân", on=REFORM, actor=system_actor(), at=AT)
    assert queries.unit(unit.pk).name == "Phường Thanh Tân"
    assert queries.unit_names([unit.pk], on=date(2025, 6, 30)) == {unit.pk: "Xã Thanh Tân"}
    assert queries.unit_names([unit.pk], on=REFORM) == {unit.pk: "Phường Thanh Tân"}
    assert queries.unit_by_code("H72.15", REFORM).pk == unit.pk
    with pytest.raises(UnitHasLaterRows):
        services.rename_unit(unit_id=unit.pk, name="Khác", on=date(2020, 1, 1), actor=system_actor(), at=AT)


def test_a_moved_unit_stands_under_the_old_parent_before_that_day() -> None:
    province = make("Tỉnh", Level.PROVINCE)
    district = make("Huyện", Level.DISTRICT, province)
    commune = make("Xã A", parent=district)
    services.move_unit(unit_id=commune.pk, parent_id=province.pk, on=REFORM, actor=system_actor(), at=AT)
    assert commune.pk in queries.descendant_ids(district.pk, date(2025, 6, 30))
    assert commune.pk not in queries.descendant_ids(district.pk, REFORM)
    assert queries.ancestor_ids(commune.pk) == (commune.pk, province.pk)


def test_a_unit_cannot_move_below_itself() -> None:
    province = make("Tỉnh", Level.PROVINCE)
    district = make("Huyện", Level.DISTRICT, province)
    with pytest.raises(ParentNotValid):
        services.move_unit(unit_id=province.pk, parent_id=district.pk, on=REFORM, actor=system_actor(), at=AT)


def test_a_new_code_ends_the_old_one_of_the_same_scheme_only() -> None:
    unit = make("Xã A", codes=[Code("H72.15"), Code("00004", CodeScheme.GSO)])
    services.recode_unit(unit_id=unit.pk, code=Code("H72.115"), on=REFORM, actor=system_actor(), at=AT)
    assert queries.agency_code(unit.pk, date(2025, 6, 30)) == "H72.15"
    assert queries.agency_code(unit.pk, REFORM) == "H72.115"
    assert queries.unit_by_code("00004", REFORM).pk == unit.pk
    with pytest.raises(UnitHasLaterRows):
        services.recode_unit(unit_id=unit.pk, code=Code("H72.116"), on=REFORM, actor=system_actor(), at=AT)


def test_the_old_identifier_serves_where_the_new_one_is_missing() -> None:
    unit = make("Xã A", codes=[Code("000.00.15.H72", CodeScheme.AGENCY_2016)])
    assert queries.agency_code(unit.pk, REFORM) == "000.00.15.H72"
    assert queries.agency_code(make("Xã B").pk, REFORM) == ""


def test_the_district_level_closes_on_30_6_2025_and_history_stays() -> None:
    province = make("Tỉnh Nam Sơn", Level.PROVINCE)
    district = make("Huyện Sông Lam", Level.DISTRICT, province, codes=[Code("H72.50")])
    communes = [make(f"Xã {n}", parent=district) for n in "ABC"]
    with pytest.raises(ChildrenInForce, match="3"):
        dissolve(district)
    dissolve(district, children=OnChildren.MOVE, new_parent_id=province.pk, heir_id=province.pk)
    closed = queries.unit(district.pk)
    assert closed.valid_to == date(2025, 7, 1)
    assert queries.unit_by_code("H72.50", date(2025, 6, 30)).pk == district.pk
    assert {c.pk for c in communes} < queries.descendant_ids(district.pk, date(2025, 6, 30))
    assert queries.descendant_ids(district.pk, REFORM) == {district.pk}
    assert {c.pk for c in communes} < queries.descendant_ids(province.pk, REFORM)
    assert queries.successors_of(district.pk) == (province.pk,)
    assert queries.predecessor_ids([province.pk]) == {district.pk}


def test_a_merger_gives_the_new_unit_a_code_of_the_old_on_the_same_day() -> None:
    province = make("Tỉnh", Level.PROVINCE)
    a = make("Xã A", parent=province, codes=[Code("H72.15")])
    b = make("Xã B", parent=province, codes=[Code("H72.16")])
    new = NewUnit(Level.COMMUNE, "Xã AB", province.pk, (Code("H72.15"),))
    merged = services.merge_units(source_ids=[a.pk, b.pk], into=new, on=REFORM, actor=system_actor(), at=AT)
    assert queries.unit_by_code("H72.15", REFORM).pk == merged.pk
    assert queries.unit_by_code("H72.15", date(2025, 6, 30)).pk == a.pk
    assert queries.successors_of(a.pk) == queries.successors_of(b.pk) == (merged.pk,)
    assert queries.predecessor_ids([merged.pk]) == {a.pk, b.pk}


def test_a_merger_moves_or_ends_what_stood_below() -> None:
    province = make("Tỉnh", Level.PROVINCE)
    a, b, goes_on = (make(f"Xã {n}", parent=province) for n in "ABC")
    office = make("Phòng A", Level.OFFICE, a)
    desk = make("Một cửa B", Level.ONE_STOP, b)
    services.merge_units(
        source_ids=[a.pk], into=goes_on.pk, on=REFORM, children=OnChildren.MOVE, actor=system_actor(), at=AT
    )
    services.merge_units(
        source_ids=[b.pk], into=goes_on.pk, on=REFORM, children=OnChildren.END, actor=system_actor(), at=AT
    )
    assert queries.ancestor_ids(office.pk) == (office.pk, goes_on.pk, province.pk)
    assert queries.unit(desk.pk).valid_to == REFORM
    assert queries.successors_of(desk.pk) == (goes_on.pk,)
    assert queries.predecessor_ids([goes_on.pk]) == {a.pk, b.pk, desk.pk}


def test_a_merger_of_one_unit_with_nothing_is_refused() -> None:
    a = make("Xã A")
    with pytest.raises(UnitPartsMissing):
        services.merge_units(
            source_ids=[a.pk], into=NewUnit(Level.COMMUNE, "X", None), on=REFORM, actor=system_actor(), at=AT
        )


def test_after_a_split_one_named_part_inherits() -> None:
    source = make("Sở A")
    made = services.split_unit(
        source_id=source.pk,
        into=[NewUnit(Level.OFFICE, "Sở B", None), NewUnit(Level.OFFICE, "Sở C", None)],
        heir=1,
        on=REFORM,
        actor=system_actor(),
        at=AT,
    )
    assert set(queries.successors_of(source.pk)) == {unit.pk for unit in made}
    assert queries.predecessor_ids([made[0].pk]) == frozenset()
    assert queries.predecessor_ids([made[1].pk]) == {source.pk}
    with pytest.raises(UnitNotInForce):
        services.rename_unit(unit_id=source.pk, name="X", on=REFORM, actor=system_actor(), at=AT)


def test_a_unit_that_gives_a_part_away_goes_on_and_keeps_its_records() -> None:
    source = make("Sở A")
    (part,) = services.split_unit(
        source_id=source.pk,
        into=[NewUnit(Level.OFFICE, "Sở B", None)],
        heir=0,
        keep_source=True,
        on=REFORM,
        actor=system_actor(),
        at=AT,
    )
    assert queries.unit(source.pk).valid_to is None
    assert queries.predecessor_ids([part.pk]) == frozenset()
    assert queries.successors_of(source.pk) == (part.pk,)
    with pytest.raises(UnitPartsMissing):
        services.split_unit(source_id=source.pk, into=[], heir=0, on=REFORM, actor=system_actor(), at=AT)


def test_succession_is_followed_over_several_events() -> None:
    a, b, c = make("A"), make("B"), make("C")
    ab = services.merge_units(
        source_ids=[a.pk, b.pk],
        into=NewUnit(Level.COMMUNE, "AB", None),
        on=date(2020, 1, 1),
        actor=system_actor(),
        at=AT,
    )
    services.merge_units(source_ids=[ab.pk], into=c.pk, on=REFORM, actor=system_actor(), at=AT)
    assert queries.successors_of(a.pk) == (c.pk,)
    assert queries.predecessor_ids([c.pk]) == {a.pk, b.pk, ab.pk}


def test_posts_assignments_and_grants_end_with_their_unit(cast: Cast) -> None:
    services.dissolve_unit(unit_id=cast.commune.economy, on=date(2026, 3, 1), actor=system_actor(), at=AT)
    handler = cast.members["handler"].person_id
    assert Assignment.objects.get(person_id=handler).valid_to == date(2026, 3, 1)
    before = AT.replace(month=2, day=28, hour=16)
    assert queries.actor_of_person(handler, before).has(Role.HANDLER)
    assert not queries.actor_of_person(handler, before.replace(hour=17)).has(Role.HANDLER)
    assert RoleGrant.objects.filter(unit_id=cast.commune.economy, ends_at=None).count() == 0


def test_a_unit_does_not_end_before_what_is_written_for_later(cast: Cast) -> None:
    services.open_assignment(
        person_id=cast.members["handler"].person_id,
        unit_id=cast.commune.office,
        title="Chuyên viên biệt phái",
        kind=AssignmentKind.SECONDED,
        valid_from=date(2026, 6, 1),
        actor=system_actor(),
        at=AT,
    )
    with pytest.raises(UnitHasLaterRows):
        dissolve(queries.unit(cast.commune.office), date(2026, 3, 1))


def test_the_cast_remembers_the_former_communes_and_the_district(cast: Cast) -> None:
    former = {unit.name for unit in queries.units(queries.predecessor_ids([cast.commune.id])).values()}
    assert former == {"Xã Thanh Tân", "Xã Lâm Hòa"}
    names = {line.name for line in queries.tree(cast.auditor, date(2025, 6, 30), cast.province)}
    assert "Huyện Sông Lam" in names
    names = {line.name for line in queries.tree(cast.auditor, FOUNDED, cast.province)}
    assert {"Xã Thanh Lâm", "Xã Đông Hạ", "Xã Yên Phú"} <= names
    assert "Huyện Sông Lam" not in names


def test_only_who_manages_units_changes_them(cast: Cast) -> None:
    for actor in (cast.desk_officer, cast.leader, cast.auditor, cast.citizen):
        with pytest.raises(NotAllowed):
            services.rename_unit(unit_id=cast.commune.id, name="X", on=AT.date(), actor=actor, at=AT)
    services.rename_unit(unit_id=cast.commune.id, name="Xã Mới", on=AT.date(), actor=cast.administrator, at=AT)


def test_events_say_who_did_what_when_and_cannot_be_changed(cast: Cast) -> None:
    event = UnitEvent.objects.order_by("-id").first()
    assert event is not None
    for statement in ("UPDATE organisation_unitevent SET decision = 'x'", "DELETE FROM organisation_uniteventpart"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_unit_search_finds_names_without_diacritics_and_codes(cast: Cast) -> None:
    assert next(u.name for u in queries.search_units(cast.handler, "dong ha")).endswith("Đông Hạ")
    assert {u.pk for u in queries.search_units(cast.handler, "h72.16")} == {cast.neighbour.id}
    assert "Huyện Sông Lam" in {u.name for u in queries.search_units(cast.handler, "song lam")}
    assert "Huyện Sông Lam" not in {u.name for u in queries.search_units(cast.handler, "song lam", on=AT.date())}
    assert not queries.search_units(cast.citizen, "dong ha").exists()


def test_reads_take_the_same_number_of_queries_for_few_and_many_units(
    system: Actor, django_assert_num_queries: Any
) -> None:
    top = make("Tỉnh", Level.PROVINCE)
    for wanted in (10, 100):
        for n in range(top.children.count(), wanted):
            child = make(f"Xã {n}", parent=top, codes=[Code(f"H72.{n}")])
            make(f"Phòng {n}", Level.OFFICE, child)
        with django_assert_num_queries(1):
            assert len(queries.descendant_ids(top.pk)) == 2 * wanted + 1
        with django_assert_num_queries(1):
            assert len(queries.descendant_ids(top.pk, REFORM)) == 2 * wanted + 1
        with django_assert_num_queries(3):
            lines = queries.tree(system, REFORM, top.pk)
        assert len(lines) == wanted
        assert lines[0].children == 1
        with django_assert_num_queries(1):
            queries.predecessor_ids([top.pk, *range(50)])


def test_periods_of_a_unit_follow_each_other_without_gap(cast: Cast) -> None:
    for unit in Unit.objects.all():
        periods = list(UnitPeriod.objects.filter(unit=unit).order_by("valid_from"))
        assert periods[0].valid_from == unit.valid_from
        assert periods[-1].valid_to == unit.valid_to
        assert all(a.valid_to == b.valid_from for a, b in itertools.pairwise(periods))
        assert (periods[-1].name, periods[-1].parent_id) == (unit.name, unit.parent_id)


def test_the_parts_of_an_event_name_the_side(cast: Cast) -> None:
    parts = queries.events_of(cast.commune.id)
    assert [(part.event.kind, part.side, part.inherits) for part in parts] == [("merged", PartSide.AFTER, True)]
