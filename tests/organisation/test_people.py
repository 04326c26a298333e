"""People hold posts between days, several at once; one of them is the main one."""

from datetime import date
from typing import Any

import pytest

from motcua.audit.models import LogEntry
from motcua.domain.errors import NotAllowed, NotFound
from motcua.domain.errors_organisation import (
    AlreadyClosed,
    AssignmentOverlaps,
    MainPostHeld,
    NameMissing,
    PeriodNotValid,
    UnitNotInForce,
)
from motcua.organisation import queries, services
from motcua.organisation.actors import system_actor
from motcua.organisation.kinds import AssignmentKind, Level, Sphere
from motcua.organisation.models import Assignment, Person, Post
from motcua.organisation.roles import Role
from tests.cast import AT, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = date(2026, 1, 1)


@pytest.fixture
def person(cast: Cast) -> Person:
    """Somebody who holds nothing yet."""
    return services.add_person(full_name=" Hồ  Thị   Nhã ", phone=" 0912 ", actor=system_actor(), at=AT)


def hold(person: Person, unit_id: int, **more: Any) -> Assignment:
    values: dict[str, Any] = {"title": "Chuyên viên", "valid_from": DAY} | more
    return services.open_assignment(person_id=person.pk, unit_id=unit_id, actor=system_actor(), at=AT, **values)


def test_a_name_is_kept_with_single_spaces_and_found_without_diacritics(person: Person, cast: Cast) -> None:
    assert (person.full_name, person.phone) == ("Hồ Thị Nhã", "0912")
    assert person in queries.people(cast.handler, "ho nha", on=DAY)
    assert queries.person_names([person.pk]) == {person.pk: "Hồ Thị Nhã"}


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_a_person_needs_a_name_of_bearable_length(name: str) -> None:
    with pytest.raises(NameMissing):
        services.add_person(full_name=name, actor=system_actor(), at=AT)


def test_a_correction_logs_which_fields_changed_and_not_their_values(person: Person) -> None:
    services.change_person(
        person_id=person.pk, full_name="Hồ Thị Nhã", phone="0913", email="NHA@x.vn", actor=system_actor(), at=AT
    )
    entry = LogEntry.objects.get(verb="organisation.person_changed")
    assert entry.data == {"fields": ["phone", "email"]}
    assert queries.access_person(system_actor(), person.public_id).email == "nha@x.vn"


def test_a_main_post_and_several_others_are_held_at_once(person: Person, cast: Cast) -> None:
    hold(person, cast.commune.office)
    hold(person, cast.commune.culture, kind=AssignmentKind.ACTING, title="Phó phòng")
    hold(person, cast.commune.id, kind=AssignmentKind.CONCURRENT, title="Ủy viên", sphere=Sphere.PARTY)
    actor = queries.actor_of_person(person.pk, AT)
    assert actor.assigned == {cast.commune.office, cast.commune.culture, cast.commune.id}
    assert actor.grants == frozenset()


def test_a_second_main_post_and_the_same_post_twice_are_refused(person: Person, cast: Cast) -> None:
    hold(person, cast.commune.office)
    with pytest.raises(MainPostHeld, match="Chuyên viên"):
        hold(person, cast.commune.culture)
    with pytest.raises(AssignmentOverlaps):
        hold(person, cast.commune.office, kind=AssignmentKind.CONCURRENT)


def test_a_post_is_left_on_a_day_and_can_be_taken_up_again(person: Person, cast: Cast) -> None:
    first = hold(person, cast.commune.office)
    services.close_assignment(assignment_id=first.pk, on=date(2026, 2, 1), actor=system_actor(), at=AT)
    again = hold(person, cast.commune.office, valid_from=date(2026, 2, 1))
    assert again.post_id == first.post_id
    with pytest.raises(AlreadyClosed):
        services.close_assignment(assignment_id=first.pk, on=date(2026, 3, 1), actor=system_actor(), at=AT)
    with pytest.raises(PeriodNotValid):
        services.close_assignment(assignment_id=again.pk, on=date(2026, 2, 1), actor=system_actor(), at=AT)


def test_an_assignment_known_later_makes_its_post_begin_earlier(person: Person, cast: Cast) -> None:
    late = hold(person, cast.commune.office, title="Thủ quỹ", valid_from=date(2026, 6, 1), valid_to=date(2026, 7, 1))
    early = hold(person, cast.commune.office, title="Thủ quỹ", valid_from=DAY, valid_to=date(2026, 2, 1))
    assert early.post_id == late.post_id
    assert Post.objects.get(pk=early.post_id).valid_from == DAY


def test_an_assignment_ends_with_its_unit_at_the_latest(person: Person, cast: Cast) -> None:
    team = services.create_unit(
        level=Level.OFFICE,
        name="Tổ công tác",
        parent_id=cast.commune.id,
        valid_from=DAY,
        valid_to=date(2026, 4, 1),
        actor=system_actor(),
        at=AT,
    )
    assert hold(person, team.pk).valid_to == date(2026, 4, 1)
    with pytest.raises(UnitNotInForce):
        hold(person, team.pk, title="Tổ phó", kind=AssignmentKind.CONCURRENT, valid_to=date(2026, 5, 1))
    with pytest.raises(UnitNotInForce):
        hold(person, team.pk, title="Tổ phó", valid_from=date(2026, 4, 1))


def test_only_who_manages_people_writes_about_them(cast: Cast) -> None:
    for actor in (cast.leader, cast.auditor, cast.outsider, cast.citizen):
        with pytest.raises(NotAllowed):
            services.add_person(full_name="A", actor=actor, at=AT)


def test_what_is_not_there_is_not_found() -> None:
    system = system_actor()
    with pytest.raises(NotFound):
        services.close_assignment(assignment_id=1, on=DAY, actor=system, at=AT)
    with pytest.raises(NotFound):
        services.change_person(person_id=1, full_name="A", phone="", email="", actor=system, at=AT)
    with pytest.raises(NotFound):
        queries.actor_of_person(1, AT)
    with pytest.raises(NotFound):
        queries.access_assignment(system, 1, 1)
    with pytest.raises(NotFound):
        queries.unit(1)


def test_people_of_a_role_are_listed_by_given_name(cast: Cast) -> None:
    names = [p.full_name for p in queries.people_with_role(Role.DESK_OFFICER, cast.commune.one_stop, AT)]
    assert names == ["Nguyễn Thị Thu Hà", "Nguyễn Văn Hòa"]


def test_nobody_from_outside_sees_people(cast: Cast) -> None:
    member = Person.objects.get(pk=cast.members["handler"].person_id)
    assert not queries.people(cast.citizen, on=DAY).exists()
    with pytest.raises(NotFound):
        queries.access_person(cast.citizen, member.public_id)
