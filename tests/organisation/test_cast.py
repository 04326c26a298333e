"""The cast is built through the real services and plays the parts that everybody else's tests count on."""

from motcua.organisation import queries
from motcua.organisation.roles import Role
from tests.cast import AT, FOUNDED, Cast


def test_every_named_actor_holds_the_role_of_the_part(cast: Cast) -> None:
    assert cast.desk_officer.has(Role.DESK_OFFICER, cast.commune.one_stop)
    assert cast.handler.has(Role.HANDLER, cast.commune.economy)
    assert cast.unit_head.has(Role.UNIT_HEAD, cast.commune.economy)
    assert cast.leader.has(Role.LEADER, cast.commune.id)
    assert cast.clerk.has(Role.CLERK, cast.commune.id)
    assert cast.one_stop_head.has(Role.ONE_STOP_HEAD, cast.commune.one_stop)
    assert cast.auditor.has(Role.AUDITOR)
    assert cast.administrator.has(Role.ADMINISTRATOR)


def test_the_outsider_works_nowhere_in_our_commune(cast: Cast) -> None:
    assert cast.outsider.has(Role.DESK_OFFICER, cast.neighbour.one_stop)
    assert not cast.outsider.unit_ids & set(cast.commune.ids)


def test_the_citizen_holds_nothing(cast: Cast) -> None:
    assert cast.citizen.grants == frozenset()
    assert cast.citizen.id is None


def test_the_leader_holds_a_state_and_a_party_post_at_once(cast: Cast) -> None:
    lines = queries.assignments_of(cast.members["leader"].person_id, FOUNDED)
    assert {(line.assignment.post.title, line.assignment.kind, line.active) for line in lines} == {
        ("Chủ tịch UBND xã", "main", True),
        ("Phó Bí thư Đảng ủy", "concurrent", True),
    }


def test_units_bear_the_codes_of_the_brief(cast: Cast) -> None:
    assert queries.unit_by_code("H72.15", AT.date()).pk == cast.commune.id
    assert queries.unit_by_code("H72.16", AT.date()).pk == cast.neighbour.id
    assert queries.unit_by_code("H72.17", AT.date()).pk == cast.second_neighbour.id
    assert queries.unit_by_code("H72", AT.date()).pk == cast.province


def test_accounts_have_random_passwords_that_sign_in(cast: Cast) -> None:
    member = cast.members["desk_officer"]
    assert member.username == "hantt"
    account = queries.account_of(member.person_id)
    assert account is not None
    assert account.check_password(member.password)
    assert len({other.password for other in cast.members.values() if other.password}) == 17
