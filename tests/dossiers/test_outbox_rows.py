"""The outbox row stands with its event: one for each that leads to notices, in one more statement, or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.domain.lifecycle import EventKind
from motcua.dossiers.jobs import timers
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


class DatabaseGoneError(Exception):
    """The database goes away."""


@contextmanager
def falling_before(number: int) -> Iterator[None]:
    """Fall before statement `number` (from 1)."""
    sent = count(1)

    def send(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql and next(sent) == number:
            raise DatabaseGoneError
        return execute(sql, params, many, context)

    with connection.execute_wrapper(send):
        yield


def a_pile(world: World) -> list[Dossier]:
    """Three dossiers at the desk."""
    return accept_all([a_filing(world)] * 3, actor=world.cast.desk_officer, at=AT)


def going_on(world: World, *dossiers: Dossier) -> Callable[[], object]:
    """The door by which the desk passes them on, as somebody finds them."""
    rows, desk = Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers]), world.cast.desk_officer
    if len(dossiers) == 1:
        return lambda: forward(rows.get(), actor=desk, at=later(AT))
    return lambda: forward_all(list(rows.all()), actor=desk, at=later(AT))


def a_timer(world: World) -> Callable[[], object]:
    """The timers, with two dossiers whose supplement never came."""
    for _ in range(2):
        item = Item(name="Bản vẽ")
        ask_supplement(at_step(world, 3), items=[item], note="Thiếu", actor=world.cast.handler, at=later(AT))
    return partial(timers.run, AT + timedelta(days=30))


DOORS: dict[str, Callable[[World], Callable[[], object]]] = {
    "a door that makes a dossier": lambda world: partial(an_accepted, world),
    "a door": lambda world: going_on(world, an_accepted(world)),
    "a door that makes many": lambda world: partial(a_pile, world),
    "a door for many": lambda world: going_on(world, *a_pile(world)),
    "the timers": a_timer,
}


@pytest.mark.parametrize("door", DOORS)
def test_wherever_a_transaction_fails_there_is_a_row_if_and_only_if_there_is_the_event(world: World, door: str) -> None:
    do = DOORS[door](world)
    kinds = [kind for kind in outbox_rows.TOPICS if kind != EventKind.SUPPLEMENT_ASKED]

    def told() -> set[int]:
        rows = set(Outbox.objects.exclude(topic="dossier.supplement_asked").values_list("data__event", flat=True))
        assert rows == set(DossierEvent.objects.filter(kind__in=kinds).values_list("pk", flat=True))
        return rows

    before = told()
    for number in count(1):
        try:
            with falling_before(number):
                do()
        except DatabaseGoneError:
            assert door == "the timers" or told() == before
            told()
        else:
            break
    assert number > 5
    assert told() > before


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
