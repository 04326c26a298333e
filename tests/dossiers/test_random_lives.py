"""Whatever officers do in whatever order: rows, events, facts and the clock go on agreeing."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from motcua.domain.lifecycle import FINAL, Action, State, national_code
from motcua.domain.limits import TimeLimit
from motcua.domain.worktime import local_date
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierFact, DossierUnit, ParallelLeg
from motcua.dossiers.policies import works_on_leg
from motcua.dossiers.services.accept import accept_submitted
from motcua.dossiers.services.answer import answer
from motcua.dossiers.services.answer_leg import answer_leg
from motcua.dossiers.services.ask_payment import ask_payment
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.confirm_payment import confirm_payment
from motcua.dossiers.services.consult import consult
from motcua.dossiers.services.correct import correct
from motcua.dossiers.services.finish_verify import finish_verify
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.hand_back import hand_back
from motcua.dossiers.services.lapse import lapse
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.recall_leg import recall_leg
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.dossiers.services.refuse_intake import refuse_intake
from motcua.dossiers.services.resolve import resolve
from motcua.dossiers.services.return_result import return_result
from motcua.dossiers.services.send_back import send_back
from motcua.dossiers.services.send_legs import Part, send_legs
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.submit import submit
from motcua.dossiers.services.submit_for_signature import submit_for_signature
from motcua.dossiers.services.take import take
from motcua.dossiers.services.take_leg import take_leg
from motcua.dossiers.services.undo import undo
from motcua.dossiers.services.verify import verify
from motcua.dossiers.services.withdrawal import decide_withdrawal, request_withdrawal
from motcua.organisation.actors import Actor
from motcua.organisation.queries import units_around
from tests.cast import AT, Cast
from tests.clock_columns import cached, rederive
from tests.factories import a_filing, a_world, an_accepted

Do = Callable[[Dossier, Actor, datetime], Dossier]

ACTS: dict[Action, Do] = {
    Action.ACCEPT: lambda d, a, at: accept_submitted(d, actor=a, at=at),
    Action.REFUSE_INTAKE: lambda d, a, at: refuse_intake(d, note="x", actor=a, at=at),
    Action.ASK_SUPPLEMENT: lambda d, a, at: ask_supplement(
        d, items=[Item(name="x")], note="x", actor=a, at=at, reason="still_incomplete"
    ),
    Action.RECEIVE_SUPPLEMENT: lambda d, a, at: receive_supplement(d, actor=a, at=at),
    Action.LAPSE: lambda d, a, at: lapse(d, actor=a, at=at),
    Action.TAKE: lambda d, a, at: take(d, actor=a, at=at),
    Action.FORWARD: lambda d, a, at: forward(d, actor=a, at=at),
    Action.SEND_BACK: lambda d, a, at: send_back(d, note="x", actor=a, at=at),
    Action.UNDO: lambda d, a, at: undo(d, actor=a, at=at),
    Action.SUBMIT_FOR_SIGNATURE: lambda d, a, at: submit_for_signature(d, note="x", actor=a, at=at),
    Action.RESOLVE: lambda d, a, at: resolve(d, actor=a, at=at),
    Action.RETURN_RESULT: lambda d, a, at: return_result(d, actor=a, at=at),
    Action.HAND_BACK: lambda d, a, at: hand_back(d, actor=a, at=at),
    Action.REQUEST_WITHDRAWAL: lambda d, a, at: request_withdrawal(d, actor=a, at=at),
    Action.DECIDE_WITHDRAWAL: lambda d, a, at: decide_withdrawal(
        d, agreed=at.minute % 2 == 0, note="x", actor=a, at=at
    ),
    Action.STOP: lambda d, a, at: stop(d, reason="other", note="x", actor=a, at=at),
    Action.CORRECT: lambda d, a, at: correct(d, note="x", actor=a, at=at),
    Action.CONSULT: lambda d, a, at: consult(d, unit_id=_to_ask(d), note="x", actor=a, at=at),
    Action.ANSWER: lambda d, a, at: answer(d, unit_id=d.asked_units[0], note="x", actor=a, at=at),
    Action.SEND_LEGS: lambda d, a, at: send_legs(d, parts=_parts(d), actor=a, at=at),
    Action.TAKE_LEG: lambda d, a, at: take_leg(d, no=_leg_to_take(d, a), actor=a, at=at),
    Action.ANSWER_LEG: lambda d, a, at: answer_leg(d, no=_legs_of(d, a)[0].no, note="x", actor=a, at=at),
    Action.RECALL_LEG: lambda d, a, at: recall_leg(d, no=_legs(d)[0].no, note="x", actor=a, at=at),
    Action.VERIFY: lambda d, a, at: verify(d, note="x", actor=a, at=at),
    Action.FINISH_VERIFY: lambda d, a, at: finish_verify(d, note="x", actor=a, at=at),
    Action.ASK_PAYMENT: lambda d, a, at: ask_payment(d, note="x", actor=a, at=at),
    Action.CONFIRM_PAYMENT: lambda d, a, at: confirm_payment(d, actor=a, at=at),
}


def _to_ask(dossier: Dossier) -> int:
    """Some unit that was not asked yet."""
    passed = {dossier.holder_unit_id, *dossier.asked_units}
    return next(
        unit.pk for unit in units_around(dossier.competent_unit_id or 0, local_date(AT)) if unit.pk not in passed
    )


def _parts(dossier: Dossier) -> list[Part]:
    """A part for some unit that has none."""
    passed = {dossier.holder_unit_id, *dossier.leg_units}
    around = units_around(dossier.competent_unit_id or 0, local_date(AT))
    unit_id = next(unit.pk for unit in around if unit.pk not in passed)
    return [Part(unit_id=unit_id, task="x", limit=TimeLimit.parse("2 working_days"))]


def _legs(dossier: Dossier) -> list[ParallelLeg]:
    """The open legs."""
    return list(dossier.parallel_legs.filter(ended_at__isnull=True).order_by("no"))


def _legs_of(dossier: Dossier, actor: Actor) -> list[ParallelLeg]:
    """The open legs that the actor works on."""
    return [leg for leg in _legs(dossier) if works_on_leg(actor, leg.unit_id)]


def _leg_to_take(dossier: Dossier, actor: Actor) -> int:
    """The number of a leg that is not the actor's yet; where there is none, a colleague has given one back before."""
    legs = _legs_of(dossier, actor)
    for leg in legs:
        if leg.taken_by_id != actor.id:
            return leg.no
    dossier.parallel_legs.filter(no=legs[0].no).update(taken_by=None)
    return legs[0].no


RARE = {
    Action.STOP,
    Action.REQUEST_WITHDRAWAL,
    Action.REFUSE_INTAKE,
    Action.CORRECT,
}


def check(dossier: Dossier) -> None:
    """What must hold of every dossier at every moment."""
    row = Dossier.objects.get(pk=dossier.pk)
    events = list(row.events.order_by("seq"))
    assert [event.seq for event in events] == list(range(1, row.version + 1))
    assert events[-1].to_state == row.state
    assert all(before.to_state == after.from_state for before, after in pairwise(events))
    if row.accepted_at is not None:
        assert rederive(row) == cached(row)
    fact = DossierFact.objects.get(dossier=row, recorded_to__isnull=True)
    assert (fact.outcome, fact.due_at, fact.ended_at) == (row.outcome, row.due_at, row.processing_ended_at)
    assert bool(row.outcome) == (row.state in (State.RESOLVED, State.RETURNED, State.ENDED))
    assert national_code(State(row.state), row.outcome or None) is not None  # type: ignore[arg-type]
    check_waiting(row)
    units = set(DossierUnit.objects.filter(dossier=row).values_list("unit_id", flat=True))
    assert {row.receiving_unit_id, row.competent_unit_id, row.holder_unit_id} <= units
    assert not row.units.exclude(live=row.live).exists()


def check_waiting(row: Dossier) -> None:
    """The row's columns of what others owe agree with the requests and with the events."""
    asked = list(row.consultations.filter(closed_at__isnull=True).order_by("asked_seq"))
    assert row.asked_units == [each.asked_unit_id for each in asked]
    assert row.opinion_due_at == min((each.due_at for each in asked), default=None)
    assert row.consulting_since == min((each.asked_at for each in asked), default=None)
    legs = list(row.parallel_legs.filter(ended_at__isnull=True).order_by("no"))
    assert row.leg_units == [each.unit_id for each in legs]
    assert row.legs_sent == row.parallel_legs.count() == row.events.filter(kind="LEG_SENT").count()
    kinds = list(row.events.order_by("seq").values_list("kind", flat=True))
    ended = row.processing_ended_at is not None
    assert (row.verifying_since is not None) == (not ended and kinds.count("VERIFYING") > kinds.count("VERIFIED"))
    if ended or not row.live:
        assert (row.asked_units, row.leg_units, row.payment_asked_at, row.verifying_since) == ([], [], None, None)
    if row.state == State.AWAITING_PAYMENT:
        assert row.payment_asked_at is not None
        assert (row.paused_since is not None) == bool(row.offering and row.offering.payment_stop)


@pytest.mark.parametrize("seed", range(12))
def test_a_random_life_keeps_everything_in_agreement(cast: Cast, seed: int) -> None:
    world = a_world(cast, payment_stop="Luật A, Điều 1" if seed % 3 == 0 else "")
    dice = random.Random(seed)
    at = AT
    people = [cast.desk_officer, cast.one_stop_head, cast.unit_head, cast.handler, cast.leader, cast.clerk]
    online = seed % 2 == 0
    dossier = (
        submit(a_filing(world, channel="online"), actor=cast.desk_officer, at=at) if online else an_accepted(world)
    )
    for _turn in range(25):
        check(dossier)
        at += timedelta(minutes=dice.choice([0.05, 7, 45, 200, 1500]))
        open_to = [(actor, action) for actor in people for action in queries.actions_now(actor, dossier, at)]
        choices = [pair for pair in open_to if pair[1] not in RARE or dice.random() < 0.05]
        if not choices:
            if dossier.state in FINAL:
                break
            at += timedelta(days=1)
            continue
        actor, action = dice.choice(choices)
        dossier = ACTS[action](queries.access_dossier(actor, dossier.code, at), actor, at)
    check(dossier)
