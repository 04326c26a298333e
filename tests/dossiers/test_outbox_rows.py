"""The outbox row stands with its event: one for each that leads to notices, in one more statement, or not at all."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.domain.lifecycle import EventKind
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.services import outbox_rows
from motcua.dossiers.services.accept import accept, accept_all
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.forward import forward, forward_all
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.refuse_intake import refuse_filing
from motcua.dossiers.services.send_back import send_back
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.submit import submit
from motcua.dossiers.services.take import take
from motcua.dossiers.services.undo import undo
from motcua.dossiers.vocabulary import StopReason
from motcua.jobs.models import Outbox
from tests.cast import AT
from tests.factories import World, a_filing, advance, an_accepted, at_step, later

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def topics() -> list[str]:
    """What the outbox holds, oldest first."""
    return list(Outbox.objects.order_by("id").values_list("topic", flat=True))


def test_the_whole_way_tells_each_next_holder_and_the_owner_at_both_ends(world: World) -> None:
    dossier = at_step(world, 6)
    advance(world, advance(world, dossier, later(AT, 2)), later(AT, 3))
    assert topics() == ["dossier.accepted", *["dossier.arrived"] * 5, "dossier.resolved"]


def test_a_row_names_the_event_and_with_whom_the_dossier_lies(world: World) -> None:
    dossier = forward(an_accepted(world), actor=world.cast.desk_officer, at=later(AT))
    row = Outbox.objects.get(topic="dossier.arrived")
    event = DossierEvent.objects.get(dossier=dossier, kind=EventKind.FORWARDED)
    assert (row.subject_kind, row.subject_id, row.at) == ("dossier", dossier.pk, later(AT))
    assert row.data == {
        "event": event.pk,
        "seq": 2,
        "unit": dossier.holder_unit_id,
        "person": None,
        "role": dossier.step_role,
    }


def test_endings_and_questions_are_told_too(world: World) -> None:
    refuse_filing(a_filing(world), note="Sai nơi nộp", guidance="Nộp ở tỉnh", actor=world.cast.desk_officer, at=AT)
    asked = at_step(world, 3)
    ask_supplement(asked, items=[Item(name="Bản vẽ")], note="Thiếu", actor=world.cast.handler, at=later(AT))
    stop(at_step(world, 3), reason=StopReason.DISPUTE, note="Tranh chấp", actor=world.cast.unit_head, at=later(AT))
    assert {"dossier.refused_at_intake", "dossier.supplement_asked", "dossier.stopped"} <= set(topics())


def test_what_concerns_nobody_else_writes_no_row(world: World) -> None:
    submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)
    assert topics() == []
    dossier = forward(an_accepted(world), actor=world.cast.desk_officer, at=AT)
    before = len(topics())
    take(dossier, actor=world.cast.unit_head, at=AT + timedelta(minutes=1))
    assert len(topics()) == before


def test_adopted_history_tells_nobody_anything() -> None:
    assert EventKind.ADOPTED not in outbox_rows.TOPICS


def test_a_row_is_there_if_and_only_if_its_event_is(world: World) -> None:
    with transaction.atomic():
        an_accepted(world)
        assert topics() == ["dossier.accepted"]
        transaction.set_rollback(True)
    assert topics() == []
    assert not Dossier.objects.exists()


def test_a_key_that_comes_again_tells_nobody_again(world: World) -> None:
    for _ in range(2):
        accept(a_filing(world), actor=world.cast.desk_officer, at=AT, key="pressed twice")
    assert topics() == ["dossier.accepted"]


def test_it_costs_one_statement_for_one_dossier_and_for_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = world.cast.desk_officer
    an_accepted(world)
    for number in (1, 20):
        counted = []
        for told in (outbox_rows.TOPICS, {}):
            monkeypatch.setattr(outbox_rows, "TOPICS", told)
            with CaptureQueriesContext(connection) as seen:
                accept_all([a_filing(world)] * number, actor=desk, at=AT)
            counted.append(len(seen))
        monkeypatch.undo()
        assert counted[0] == counted[1] + 1


def test_many_at_once_tell_as_one_by_one_do(world: World) -> None:
    desk = world.cast.desk_officer
    single = [forward(an_accepted(world), actor=desk, at=later(AT)) for _ in range(3)]
    many = forward_all(accept_all([a_filing(world)] * 3, actor=desk, at=AT), actor=desk, at=later(AT))

    def rows(dossiers: list[Dossier]) -> list[tuple[object, ...]]:
        order = {dossier.pk: number for number, dossier in enumerate(dossiers)}
        found = Outbox.objects.filter(subject_id__in=order)
        return sorted((order[row.subject_id], row.at, row.topic, str(row.data | {"event": 0})) for row in found)

    assert rows(single) == rows(many)
    assert len(rows(many)) == 6


def test_what_was_sent_back_has_arrived_again_and_an_undo_says_nothing(world: World) -> None:
    dossier = forward(an_accepted(world), actor=world.cast.desk_officer, at=AT)
    dossier = send_back(dossier, note="Thiếu", actor=world.cast.unit_head, at=later(AT))
    assert topics()[-1] == "dossier.arrived"
    before = len(topics())
    undo(dossier, actor=world.cast.unit_head, at=later(AT) + timedelta(seconds=5))
    assert len(topics()) == before
