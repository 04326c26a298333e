"""Who says, drafts, checks, signs and sees: the people of an apology."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from motcua.domain.apologies import Act, LetterState
from motcua.domain.errors import BadInput, NotAllowed, NotFound
from motcua.domain.errors_apologies import (
    ApologyAlreadyOpen,
    OwnLetter,
)
from motcua.domain.worktime import local_date
from motcua.dossiers.queries import apologies as queries
from motcua.dossiers.services.apologies.checking import approve, review
from motcua.dossiers.services.apologies.issuing import number
from motcua.dossiers.services.apologies.lists import name_signer
from motcua.dossiers.services.apologies.saying import say_late
from motcua.dossiers.services.apologies.sending import send
from motcua.organisation.actors import Actor, Grant
from motcua.organisation.roles import Role
from tests.cast import AT
from tests.dossiers.letters import WHY, drafted, paper_of, said_late
from tests.factories import World, at_step, later

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_only_who_handles_says_that_it_will_be_late(world: World) -> None:
    dossier = at_step(world, 3)
    told: dict[str, Any] = {"reason": WHY, "note": "Chờ đo.", "at": later(AT, 2)}
    for actor in (world.cast.desk_officer, world.cast.reform_officer, world.cast.outsider):
        with pytest.raises(NotAllowed):
            say_late(dossier, actor=actor, **told)
    with pytest.raises(BadInput):
        say_late(dossier, actor=world.cast.handler, **{**told, "note": " "})
    with pytest.raises(BadInput):
        say_late(dossier, actor=world.cast.handler, **{**told, "reason": "none-such"})
    say_late(dossier, actor=world.cast.handler, **told)
    with pytest.raises(ApologyAlreadyOpen):
        say_late(dossier, actor=world.cast.unit_head, **told)


def test_who_drafted_neither_reviews_nor_approves_where_another_can(world: World) -> None:
    cast, at = world.cast, later(AT, 3)
    apology = drafted(world, said_late(world), at, actor=cast.unit_head)
    with pytest.raises(OwnLetter):
        review(apology, actor=cast.unit_head, at=at)
    assert Act.REVIEW not in queries.acts_now(cast.unit_head, apology, at)
    apology = review(apology, actor=cast.leader, at=at)
    assert approve(apology, actor=cast.leader, at=at).approver_id == cast.leader.id


def test_the_only_leader_may_approve_what_he_drafted(world: World) -> None:
    cast, at = world.cast, later(AT, 3)
    apology = drafted(world, said_late(world), at, actor=cast.leader)
    apology = review(apology, actor=cast.unit_head, at=at)
    assert approve(apology, actor=cast.leader, at=at).state == LetterState.APPROVED


def test_the_signer_is_configured_per_agency_with_dates(world: World) -> None:
    cast, at = world.cast, later(AT, 3)
    name_signer(
        unit_id=cast.commune.id,
        signer_unit_id=cast.commune.one_stop,
        role=Role.ONE_STOP_HEAD,
        title="Giám đốc",
        valid_from=local_date(AT),
        actor=cast.procedure_controller,
        at=AT,
    )
    apology = review(drafted(world, said_late(world), at), actor=cast.unit_head, at=at)
    with pytest.raises(NotAllowed):
        approve(apology, actor=cast.leader, at=at)
    apology = number(approve(apology, actor=cast.one_stop_head, at=at), actor=cast.clerk, at=at)
    told = paper_of(apology).content.data
    assert (told["signer"], told["signer_role"]) == (cast.one_stop_head.label, "Giám đốc")


@pytest.mark.parametrize("who", ["desk_officer", "handler", "reform_officer", "outsider", "clerk"])
def test_reviewing_and_approving_is_for_head_and_signer(world: World, who: str) -> None:
    at = later(AT, 3)
    apology = drafted(world, said_late(world), at)
    with pytest.raises(NotAllowed):
        review(apology, actor=getattr(world.cast, who), at=at)
    with pytest.raises(NotAllowed):
        approve(apology, actor=getattr(world.cast, who), at=at)


def test_a_duty_is_seen_by_those_it_concerns(world: World) -> None:
    cast = world.cast
    apology = said_late(world)
    for actor in (cast.handler, cast.unit_head, cast.leader, cast.clerk, cast.one_stop_head, cast.desk_officer):
        assert queries.access_apology(actor, apology.public_id) == apology
    for actor in (cast.procedure_controller, cast.reform_officer, cast.auditor):
        assert queries.access_apology(actor, apology.public_id) == apology
    with pytest.raises(NotFound):
        queries.access_apology(cast.outsider, apology.public_id)
    province = replace(cast.outsider, grants=frozenset({Grant(Role.LEADER, cast.province)}), assigned=frozenset())
    assert queries.access_apology(province, apology.public_id) == apology


def test_each_sees_what_waits_for_him(world: World) -> None:
    cast, at = world.cast, later(AT, 3)
    apology = said_late(world)

    def waits(actor: Actor, when: datetime = at) -> bool:
        return queries.waiting_for(actor, when).exists()

    assert waits(cast.handler)
    assert not waits(cast.leader)
    assert waits(cast.leader, later(apology.due_by))
    apology = drafted(world, apology, at)
    assert (waits(cast.unit_head), waits(cast.handler), waits(cast.leader)) == (True, False, False)
    apology = review(apology, actor=cast.unit_head, at=at)
    assert (waits(cast.unit_head), waits(cast.leader), waits(cast.clerk)) == (False, True, False)
    apology = approve(apology, actor=cast.leader, at=at)
    assert (waits(cast.leader), waits(cast.clerk)) == (False, True)
    send(number(apology, actor=cast.clerk, at=at), by="post", actor=cast.clerk, at=at)
    assert not waits(cast.clerk)
