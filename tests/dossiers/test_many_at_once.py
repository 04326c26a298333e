"""Work on many dossiers at once, and what happens when a write loses a race that SQLite cannot show."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from motcua.domain.errors import BadInput, Conflict, RuleBroken
from motcua.domain.lifecycle import State
from motcua.dossiers.jobs import timers
from motcua.dossiers.models import Dossier
from motcua.dossiers.services import accept as accepting
from motcua.dossiers.services import doing
from motcua.dossiers.services import lapse as lapsing
from motcua.dossiers.services.accept import accept, accept_all
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.forward import forward, forward_all
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.resolve import resolve_all
from motcua.dossiers.services.return_result import return_all
from motcua.dossiers.services.submit_for_signature import submit_all_for_signature
from motcua.dossiers.services.take import take_all
from tests.cast import AT
from tests.factories import World, a_filing, an_accepted, at_step

SOON = AT + timedelta(hours=1)


def test_a_pile_goes_all_the_way_together(world: World) -> None:
    cast = world.cast
    pile = accept_all([a_filing(world)] * 3, actor=cast.desk_officer, at=AT)
    pile = forward_all(pile, actor=cast.desk_officer, at=SOON)
    pile = take_all(pile, actor=cast.unit_head, at=SOON)
    pile = forward_all(pile, actor=cast.unit_head, at=SOON, person_id=cast.handler.id)
    pile = forward_all(pile, actor=cast.handler, at=SOON)
    pile = submit_all_for_signature(pile, actor=cast.unit_head, at=SOON, person_id=cast.leader.id)
    pile = forward_all(pile, actor=cast.leader, at=SOON)
    pile = resolve_all(pile, actor=cast.clerk, at=SOON)
    pile = return_all(pile, actor=cast.desk_officer, at=SOON)
    assert {dossier.state for dossier in pile} == {State.RETURNED}
    assert Dossier.objects.filter(state=State.RETURNED, outcome="GRANTED", live=False).count() == 3


def test_a_step_that_does_not_follow_cannot_be_chosen(world: World) -> None:
    desk = world.cast.desk_officer
    with pytest.raises(BadInput) as caught:
        forward(an_accepted(world), actor=desk, at=SOON, step_no=5)
    assert caught.value.field == "step_no"
    assert forward(an_accepted(world), actor=desk, at=SOON, step_no=2).step_no == 2


def test_who_loses_the_race_of_one_key_gets_the_winners_dossier(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two requests with one key both look before either wrote; the database lets one write."""
    desk = world.cast.desk_officer
    first = accept(a_filing(world), actor=desk, at=AT, key="k")
    monkeypatch.setattr(accepting, "first_result", lambda key: None)
    assert accept(a_filing(world), actor=desk, at=AT, key="k") == first
    moved = forward(first, actor=desk, at=SOON, key="m")
    stale = Dossier.objects.get(pk=moved.pk)
    real, asked = doing.first_result, []

    def first_result(key: str) -> Dossier | None:
        asked.append(key)
        return None if len(asked) == 1 else real(key)

    monkeypatch.setattr(doing, "first_result", first_result)
    again = forward(stale, actor=world.cast.unit_head, at=SOON, key="m")
    assert (again.pk, again.version) == (first.pk, 2)


def test_another_broken_constraint_is_not_hidden(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise IntegrityError("something else")

    monkeypatch.setattr(accepting, "record", broken)
    with pytest.raises(IntegrityError, match="something else"):
        accept(a_filing(world), actor=world.cast.desk_officer, at=AT, key="k")


def test_a_timer_that_fails_for_one_dossier_goes_on_with_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [Item(name="Bản vẽ")]
    waiting = [
        ask_supplement(at_step(world, 3), items=items, note="Thiếu", actor=world.cast.handler, at=SOON)
        for _ in range(3)
    ]
    real = lapsing.lapse

    def lapse(dossier: Dossier, **how: Any) -> Dossier:
        if dossier.pk == waiting[0].pk:
            raise RuleBroken()
        return real(dossier, **how)

    monkeypatch.setattr(timers, "lapse", lapse)
    done = timers.run(AT + timedelta(days=30))
    assert (done.failed, len(done.lapsed)) == ((waiting[0].code,), 2)
    assert timers.run(AT + timedelta(days=30)).failed == (waiting[0].code,)


def test_a_timer_overtaken_by_another_worker_counts_it_and_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = ask_supplement(
        at_step(world, 3), items=[Item(name="Bản vẽ")], note="Thiếu", actor=world.cast.handler, at=SOON
    )
    real = lapsing.lapse

    def lapse(late: Dossier, **how: Any) -> Dossier:
        real(Dossier.objects.get(pk=late.pk), **{**how, "key": "other worker"})
        raise Conflict()

    monkeypatch.setattr(timers, "lapse", lapse)
    done = timers.run(AT + timedelta(days=30))
    assert (done.lapsed, done.overtaken, done.failed) == ((), 1, ())
    assert Dossier.objects.get(pk=dossier.pk).state == State.ENDED
