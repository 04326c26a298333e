"""Roles are granted in a unit between instants; accounts belong to people; both are logged."""

from datetime import timedelta

import pytest

from motcua.audit.models import LogEntry
from motcua.domain.errors import NotAllowed, NotFound
from motcua.domain.errors_organisation import (
    AccountExists,
    AlreadyClosed,
    EmailTaken,
    GrantExists,
    GrantUnitWrong,
    LastAdministrator,
    PeriodNotValid,
    UnitNotInForce,
    UsernameNotValid,
    UsernameTaken,
)
from motcua.organisation import queries, services
from motcua.organisation.actors import Actor, ActorKind, Grant, import_actor, system_actor
from motcua.organisation.models import Account, Person, RoleGrant
from motcua.organisation.policies import Action, can
from motcua.organisation.roles import ROLE_LABELS, STORE_WIDE, Role
from tests.cast import AT, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SOON = AT + timedelta(hours=1)


@pytest.fixture
def person(cast: Cast) -> Person:
    """Somebody without role and account."""
    return services.add_person(full_name="Hồ Thị Nhã", actor=system_actor(), at=AT)


def test_every_role_has_a_vietnamese_name() -> None:
    assert set(ROLE_LABELS) == set(Role)


def test_an_actor_holds_a_role_where_it_was_granted_and_nowhere_else() -> None:
    actor = Actor(
        ActorKind.PERSON, 1, "A", frozenset({Grant(Role.HANDLER, 5), Grant(Role.AUDITOR, None)}), frozenset({9})
    )
    assert actor.has(Role.HANDLER)
    assert actor.has(Role.HANDLER, 5)
    assert not actor.has(Role.HANDLER, 6)
    assert actor.has(Role.AUDITOR, 6)
    assert not actor.has(Role.LEADER)
    assert actor.has_any(Role.LEADER, Role.HANDLER)
    assert actor.units_with(Role.HANDLER, Role.AUDITOR) == {5}
    assert actor.unit_ids == {5, 9}
    assert actor.roles == {Role.HANDLER, Role.AUDITOR}
    assert not actor.is_system
    assert (actor.ref.kind, actor.ref.id, actor.ref.label) == ("person", 1, "A")


def test_a_grant_is_held_from_its_start_to_its_end(person: Person, cast: Cast) -> None:
    services.grant_role(
        person_id=person.pk,
        role=Role.HANDLER,
        unit_id=cast.commune.economy,
        starts_at=SOON,
        ends_at=SOON + timedelta(days=1),
        actor=cast.administrator,
        at=AT,
    )
    held = [queries.actor_of_person(person.pk, at).has(Role.HANDLER) for at in (AT, SOON, SOON + timedelta(days=1))]
    assert held == [False, True, False]


def test_granting_and_revoking_are_logged_with_who_did_it(person: Person, cast: Cast) -> None:
    grant = services.grant_role(
        person_id=person.pk, role=Role.CLERK, unit_id=cast.commune.id, actor=cast.administrator, at=AT
    )
    services.revoke_role(grant_id=grant.pk, actor=cast.administrator, at=SOON)
    subject = {"subject_kind": "person", "subject_id": str(person.public_id)}
    entries = LogEntry.objects.filter(**subject, verb__startswith="organisation.role_").order_by("id")
    assert [(entry.verb, entry.actor_id, entry.at) for entry in entries] == [
        ("organisation.role_granted", cast.administrator.id, AT),
        ("organisation.role_revoked", cast.administrator.id, SOON),
    ]
    assert entries[0].data == {"role": "clerk", "unit": cast.commune.id, "grant": grant.pk}
    assert not queries.actor_of_person(person.pk, SOON).grants
    assert RoleGrant.objects.filter(pk=grant.pk).exists()
    with pytest.raises(AlreadyClosed):
        services.revoke_role(grant_id=grant.pk, actor=cast.administrator, at=SOON)


def test_a_grant_that_has_not_begun_ends_empty_when_revoked(person: Person, cast: Cast) -> None:
    grant = services.grant_role(
        person_id=person.pk,
        role=Role.CLERK,
        unit_id=cast.commune.id,
        starts_at=SOON,
        actor=cast.administrator,
        at=AT,
    )
    services.revoke_role(grant_id=grant.pk, actor=cast.administrator, at=AT)
    assert not queries.actor_of_person(person.pk, SOON).grants


@pytest.mark.parametrize("role", list(Role))
def test_a_role_takes_a_unit_unless_it_reaches_the_whole_store(person: Person, cast: Cast, role: Role) -> None:
    right = None if role in STORE_WIDE else cast.commune.id
    wrong = cast.commune.id if role in STORE_WIDE else None
    with pytest.raises(GrantUnitWrong):
        services.grant_role(person_id=person.pk, role=role, unit_id=wrong, actor=cast.administrator, at=AT)
    services.grant_role(person_id=person.pk, role=role, unit_id=right, actor=cast.administrator, at=AT)
    with pytest.raises(GrantExists):
        services.grant_role(
            person_id=person.pk, role=role, unit_id=right, ends_at=SOON, actor=cast.administrator, at=AT
        )


def test_a_grant_needs_a_person_a_unit_in_force_and_a_period(person: Person, cast: Cast) -> None:
    former = next(iter(queries.predecessor_ids([cast.commune.id])))
    actor = cast.administrator
    with pytest.raises(UnitNotInForce):
        services.grant_role(person_id=person.pk, role=Role.CLERK, unit_id=former, actor=actor, at=AT)
    with pytest.raises(PeriodNotValid):
        services.grant_role(
            person_id=person.pk, role=Role.CLERK, unit_id=cast.commune.id, ends_at=AT, actor=actor, at=AT
        )
    with pytest.raises(NotFound):
        services.grant_role(person_id=10**9, role=Role.CLERK, unit_id=cast.commune.id, actor=actor, at=AT)
    with pytest.raises(NotFound):
        services.revoke_role(grant_id=10**9, actor=actor, at=AT)


def test_grants_are_shown_to_oneself_and_to_those_who_oversee_access(cast: Cast) -> None:
    handler = cast.members["handler"].person_id
    assert [
        bool(queries.grants_of(actor, handler, AT)) for actor in (cast.handler, cast.administrator, cast.auditor)
    ] == [
        True,
        True,
        True,
    ]
    for actor in (cast.leader, cast.outsider, cast.citizen):
        assert queries.grants_of(actor, handler, AT) == []


def test_policies_refuse_what_they_do_not_name(cast: Cast) -> None:
    for action in Action:
        assert can(system_actor(), action)
        assert can(cast.administrator, action)
        assert not can(cast.citizen, action)
        assert can(import_actor("a.csv"), action) == (action in {Action.VIEW, Action.MANAGE_UNITS})
        assert can(cast.handler, action) == (action is Action.VIEW)
        assert can(cast.auditor, action) == (action in {Action.VIEW, Action.VIEW_ACCESS})


def test_only_an_administrator_manages_access(person: Person, cast: Cast) -> None:
    for actor in (cast.leader, cast.auditor, cast.citizen, import_actor("x")):
        with pytest.raises(NotAllowed):
            services.grant_role(person_id=person.pk, role=Role.AUDITOR, unit_id=None, actor=actor, at=AT)
        with pytest.raises(NotAllowed):
            services.create_account(person_id=person.pk, username="nhaht", password="x", actor=actor, at=AT)


def test_the_last_administrator_who_can_sign_in_stays(person: Person, cast: Cast) -> None:
    administrator = cast.members["administrator"].person_id
    grant = RoleGrant.objects.get(person_id=administrator)
    account = queries.account_of(administrator)
    assert account is not None
    services.grant_role(person_id=person.pk, role=Role.ADMINISTRATOR, unit_id=None, actor=system_actor(), at=AT)
    with pytest.raises(LastAdministrator):
        services.revoke_role(grant_id=grant.pk, actor=system_actor(), at=AT)
    with pytest.raises(LastAdministrator):
        services.lock_account(account_id=account.pk, actor=system_actor(), at=AT)
    services.create_account(person_id=person.pk, username="nhaht", password="x", actor=system_actor(), at=AT)
    services.lock_account(account_id=account.pk, actor=system_actor(), at=AT)
    assert not Account.objects.get(pk=account.pk).is_active


@pytest.mark.parametrize("username", ["", "ab", "có dấu", "-abc", "abc-", "a b", "x" * 65, "a_b"])
def test_a_user_name_is_plain(person: Person, username: str) -> None:
    with pytest.raises(UsernameNotValid):
        services.create_account(person_id=person.pk, username=username, password="x", actor=system_actor(), at=AT)


def test_names_and_addresses_of_accounts_are_unique_whatever_their_case(person: Person, cast: Cast) -> None:
    Account.objects.filter(username="hantt").update(email="ha@x.vn")
    system = system_actor()
    with pytest.raises(UsernameTaken):
        services.create_account(person_id=person.pk, username="HanTT", password="x", actor=system, at=AT)
    with pytest.raises(EmailTaken):
        services.create_account(
            person_id=person.pk, username="nhaht", email="HA@x.vn", password="x", actor=system, at=AT
        )
    services.create_account(person_id=person.pk, username=" NhaHT ", password="x", actor=system, at=AT)
    with pytest.raises(AccountExists, match="nhaht"):
        services.create_account(person_id=person.pk, username="khac", password="x", actor=system, at=AT)


def test_accounts_that_do_not_exist_and_accounts_of_others_are_left_alone(cast: Cast) -> None:
    with pytest.raises(NotFound):
        services.create_account(person_id=10**9, username="nhaht", password="x", actor=system_actor(), at=AT)
    with pytest.raises(NotFound):
        services.reset_password(account_id=10**9, password="x", actor=system_actor(), at=AT)
    account = queries.account_of(cast.members["leader"].person_id)
    assert account is not None
    with pytest.raises(NotAllowed):
        services.change_own_password(account_id=account.pk, password="x", actor=cast.handler, at=AT)


def test_first_passwords_are_long_random_and_easy_to_read_aloud() -> None:
    made = {services.random_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(word) == 19 and not set(word) & set("lo01i") for word in made)
