"""Supplements, refusals, withdrawals, stops, corrections and timers, by the rules of the decree."""

from datetime import UTC, datetime, timedelta

import pytest

from motcua.documents import queries as documents
from motcua.domain.errors import ActionNotPossible, BadInput, GuardFails, NotAllowed
from motcua.domain.lifecycle import Action, Outcome, State
from motcua.dossiers import queries
from motcua.dossiers.jobs import timers
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.services.accept import accept, accept_submitted
from motcua.dossiers.services.ask_supplement import ask_of_filing, ask_supplement
from motcua.dossiers.services.correct import correct
from motcua.dossiers.services.hand_back import hand_back
from motcua.dossiers.services.lapse import lapse
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.parties import Paper
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.dossiers.services.refuse_intake import refuse_filing, refuse_intake
from motcua.dossiers.services.return_result import return_result
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.submit import submit
from motcua.dossiers.services.withdrawal import decide_withdrawal, request_withdrawal
from motcua.organisation.actors import system_actor
from tests.cast import AT
from tests.clock_columns import cached, rederive
from tests.factories import World, a_dossier, a_filing, an_accepted, at_step

ITEMS = (Item(name="Bản vẽ", quantity=2, problem="thiếu tỉ lệ", component_no=2),)


def _papers(dossier: Dossier) -> list[str]:
    return [paper.paper for paper in documents.papers_of("dossier", dossier.pk)]


def _submitted(world: World, at: datetime = AT) -> Dossier:
    return submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=at)


def _asked(world: World, at: datetime = AT + timedelta(hours=1)) -> Dossier:
    return ask_supplement(at_step(world, 3), items=ITEMS, note="Bản vẽ thiếu tỉ lệ", actor=world.cast.handler, at=at)


def test_a_submitted_dossier_has_a_code_and_eight_working_hours_for_the_answer(world: World) -> None:
    dossier = _submitted(world)
    assert dossier.state == State.SUBMITTED
    assert dossier.code == "H72.15-260112-0001"
    assert dossier.answer_due_at == AT + timedelta(days=1)
    assert dossier.due_at is None
    assert len(dossier.public_token or "") == 22, "whoever filed can follow it before it is accepted"


def test_an_online_dossier_cannot_be_accepted_without_being_submitted(world: World) -> None:
    with pytest.raises(GuardFails, match="trực tuyến"):
        accept(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)


def test_the_clock_starts_when_a_submitted_dossier_is_accepted_under_its_old_code(world: World) -> None:
    submitted = _submitted(world)
    at = AT + timedelta(hours=1)
    dossier = accept_submitted(submitted, actor=world.cast.desk_officer, at=at)
    assert (dossier.state, dossier.code, dossier.accepted_at) == (State.ACCEPTED, submitted.code, at)
    assert dossier.public_token == submitted.public_token
    assert dossier.due_at == at + timedelta(days=7)
    assert dossier.answer_due_at is None
    assert _papers(dossier) == ["receipt"]


def test_a_refusal_at_intake_ends_with_form_03_and_no_outcome(world: World) -> None:
    dossier = refuse_intake(_submitted(world), note="Không thuộc thẩm quyền", actor=world.cast.desk_officer, at=AT)
    assert (dossier.state, dossier.outcome, dossier.accepted_at) == (State.REFUSED_AT_INTAKE, "", None)
    assert _papers(dossier) == ["refusal"]


def test_a_refusal_without_a_reason_is_refused_and_writes_nothing(world: World) -> None:
    dossier = _submitted(world)
    with pytest.raises(BadInput) as caught:
        refuse_intake(dossier, note="  ", actor=world.cast.desk_officer, at=AT)
    assert caught.value.field == "note"
    assert Dossier.objects.get(pk=dossier.pk).version == 1


def test_at_the_counter_refusing_and_asking_take_one_transaction(world: World) -> None:
    desk = world.cast.desk_officer
    refused = refuse_filing(a_filing(world), note="Sai nơi nộp", actor=desk, at=AT, key="r1")
    asked = ask_of_filing(a_filing(world), items=ITEMS, note="Thiếu bản vẽ", actor=desk, at=AT, key="a1")
    assert (refused.state, asked.state) == (State.REFUSED_AT_INTAKE, State.INTAKE_SUPPLEMENT)
    assert refuse_filing(a_filing(world), note="Sai nơi nộp", actor=desk, at=AT, key="r1") == refused
    assert Dossier.objects.count() == 2


def test_a_supplement_before_acceptance_stops_no_clock_and_is_asked_once(world: World) -> None:
    desk, head = world.cast.desk_officer, world.cast.one_stop_head
    asked = ask_supplement(_submitted(world), items=ITEMS, note="Thiếu", actor=desk, at=AT)
    assert (asked.state, asked.supplements_before, asked.paused_since) == (State.INTAKE_SUPPLEMENT, 1, None)
    back = receive_supplement(asked, actor=desk, at=AT + timedelta(days=1))
    assert back.state == State.SUBMITTED
    assert back.answer_due_at == AT + timedelta(days=2)
    with pytest.raises(GuardFails, match="một lần"):
        ask_supplement(back, items=ITEMS, note="Vẫn thiếu", actor=desk, at=AT + timedelta(days=1))
    with pytest.raises(GuardFails):
        ask_supplement(back, items=ITEMS, note="x", actor=desk, at=AT + timedelta(days=1), reason="still_incomplete")
    again = ask_supplement(
        back, items=ITEMS, note="Vẫn thiếu", actor=head, at=AT + timedelta(days=1), reason="still_incomplete"
    )
    assert again.supplements_before == 2


def test_a_supplement_after_acceptance_stops_the_clock_and_restarts_it_in_full(world: World) -> None:
    asked = _asked(world)
    assert asked.state == State.AWAITING_SUPPLEMENT
    assert asked.paused_since == AT + timedelta(hours=1)
    assert asked.closing_at == datetime(2026, 1, 27, 17, tzinfo=UTC)
    back_at = AT + timedelta(days=2)
    back = receive_supplement(
        asked, actor=world.cast.desk_officer, at=back_at, new_papers=[Paper(name="Bản vẽ mới", originals=1)]
    )
    assert back.state == State.IN_PROGRESS
    assert back.due_at == back.promised_at == back_at + timedelta(days=7)
    assert back.first_due_at == AT + timedelta(days=7)
    assert (back.closing_at, back.paused_since) == (None, None)
    assert back.holder_id == world.cast.handler.id
    assert _papers(back) == ["receipt", "supplement_request", "receipt"]
    supplemented = [(c.name, c.received_at) for c in queries.components_of(back) if c.supplemented_at == back_at]
    assert supplemented == [("Bản vẽ", AT), ("Bản vẽ mới", back_at)]


def test_a_supplement_asked_after_three_working_days_is_a_recorded_breach(world: World) -> None:
    in_time = _asked(world)
    assert in_time.events.get(kind="SUPPLEMENT_ASKED").data["late"] is False
    late = _asked(world, AT + timedelta(days=4))
    assert late.events.get(kind="SUPPLEMENT_ASKED").data["late"] is True


def test_the_cache_always_agrees_with_the_derivation(world: World) -> None:
    dossier = _asked(world)
    assert rederive(dossier) == cached(Dossier.objects.get(pk=dossier.pk))
    back = receive_supplement(dossier, actor=world.cast.desk_officer, at=AT + timedelta(days=2))
    assert rederive(back) == cached(Dossier.objects.get(pk=back.pk))


def test_the_timer_closes_after_fifteen_days_and_not_before(world: World) -> None:
    dossier = _asked(world)
    assert dossier.closing_at is not None
    assert timers.run(dossier.closing_at - timedelta(minutes=1)).lapsed == ()
    done = timers.run(dossier.closing_at)
    assert done.lapsed == (dossier.code,)
    assert timers.run(dossier.closing_at).lapsed == ()
    closed = Dossier.objects.get(pk=dossier.pk)
    assert (closed.state, closed.outcome) == (State.ENDED, Outcome.NO_SUPPLEMENT)
    assert closed.processing_ended_at == AT + timedelta(hours=1)
    assert _papers(closed) == ["stop_notice", "supplement_request", "receipt"]
    assert closed.events.get(kind="LAPSED").actor_kind == "system"


def test_under_the_decree_of_2018_nothing_closes_by_itself(world: World) -> None:
    asked = _asked(world)
    Dossier.objects.filter(pk=asked.pk).update(rule_set="nd61_2018", closing_at=None)
    asked.refresh_from_db()
    assert timers.run(AT + timedelta(days=90)).lapsed == ()
    with pytest.raises(GuardFails):
        lapse(asked, actor=system_actor(), at=AT + timedelta(days=90))


def test_a_withdrawal_is_asked_denied_asked_again_and_agreed(world: World) -> None:
    cast = world.cast
    asked = request_withdrawal(at_step(world, 3), actor=cast.desk_officer, at=AT + timedelta(hours=2))
    assert asked.state == State.WITHDRAWAL_REQUESTED
    with pytest.raises(NotAllowed):
        decide_withdrawal(asked, agreed=True, actor=cast.handler, at=AT + timedelta(hours=3))
    back = decide_withdrawal(
        asked, agreed=False, note="Quyết định đã ban hành", actor=cast.leader, at=AT + timedelta(hours=3)
    )
    assert back.state == State.IN_PROGRESS
    again = request_withdrawal(back, actor=cast.desk_officer, at=AT + timedelta(hours=4))
    ended = decide_withdrawal(again, agreed=True, actor=cast.unit_head, at=AT + timedelta(hours=5))
    assert (ended.state, ended.outcome) == (State.ENDED, Outcome.WITHDRAWN)
    assert ended.processing_ended_at == AT + timedelta(hours=5)
    assert "stop_notice" in _papers(ended)


def test_a_withdrawal_while_papers_are_awaited_goes_back_to_waiting_when_denied(world: World) -> None:
    cast = world.cast
    asked = request_withdrawal(_asked(world), actor=cast.desk_officer, at=AT + timedelta(hours=2))
    back = decide_withdrawal(asked, agreed=False, note="Không", actor=cast.leader, at=AT + timedelta(hours=3))
    assert back.state == State.AWAITING_SUPPLEMENT
    assert receive_supplement(back, actor=cast.desk_officer, at=AT + timedelta(hours=4)).state == State.IN_PROGRESS


def test_before_acceptance_the_desk_decides_a_withdrawal_and_no_processing_ended(world: World) -> None:
    desk = world.cast.desk_officer
    asked = request_withdrawal(_submitted(world), actor=desk, at=AT)
    ended = decide_withdrawal(asked, agreed=True, actor=desk, at=AT)
    assert (ended.state, ended.outcome, ended.processing_ended_at) == (State.ENDED, Outcome.WITHDRAWN, None)
    assert _papers(ended) == []


def test_the_agency_stops_with_a_ground_and_hands_the_papers_back_once(world: World) -> None:
    cast = world.cast
    dossier = at_step(world, 3)
    with pytest.raises(NotAllowed):
        stop(dossier, reason="dispute", note="Tranh chấp", actor=cast.handler, at=AT + timedelta(hours=2))
    with pytest.raises(BadInput):
        stop(dossier, reason="whim", note="Tranh chấp", actor=cast.leader, at=AT + timedelta(hours=2))
    ended = stop(dossier, reason="dispute", note="Tranh chấp", actor=cast.leader, at=AT + timedelta(hours=2))
    assert (ended.state, ended.outcome) == (State.ENDED, Outcome.STOPPED)
    back = hand_back(ended, actor=cast.desk_officer, at=AT + timedelta(hours=3))
    assert back.papers_returned_at == AT + timedelta(hours=3)
    with pytest.raises(GuardFails):
        hand_back(back, actor=cast.desk_officer, at=AT + timedelta(hours=4))


def test_a_correction_has_its_own_timer_and_keeps_the_first_end(world: World) -> None:
    desk = world.cast.desk_officer
    returned = a_dossier(world, State.RETURNED)
    ended, first_returned = returned.processing_ended_at, returned.returned_at
    opened = correct(returned, note="Sai năm sinh", actor=desk, at=AT + timedelta(days=1))
    assert opened.state == State.RESOLVED
    assert opened.correction_due_at == datetime(2026, 1, 16, 10, tzinfo=UTC)
    closed = return_result(opened, actor=desk, at=AT + timedelta(days=5), result_number="07/GP-DC")
    assert (closed.state, closed.processing_ended_at, closed.returned_at) == (State.RETURNED, ended, first_returned)
    assert closed.result_number == "07/GP-DC"
    assert closed.events.order_by("-seq")[0].data["corrected_in_time"] is False


def test_what_is_over_cannot_be_stopped(world: World) -> None:
    with pytest.raises(ActionNotPossible, match="Đã trả kết quả"):
        stop(a_dossier(world, State.RETURNED), reason="other", note="x", actor=world.cast.leader, at=AT)


def test_words_stand_in_the_note_and_the_event_holds_their_hash(world: World) -> None:
    dossier = _asked(world)
    event = DossierEvent.objects.select_related("note").get(dossier=dossier, kind="SUPPLEMENT_ASKED")
    assert event.note.text == "Bản vẽ thiếu tỉ lệ"
    assert len(event.note_hash) == 64
    assert "Bản vẽ" not in str(event.data)
    assert queries.timeline(dossier)[0].note == "Bản vẽ thiếu tỉ lệ"


def test_buttons_are_those_that_state_role_and_guards_allow(world: World) -> None:
    cast = world.cast
    dossier = at_step(world, 3)
    late = AT + timedelta(hours=2)
    assert queries.actions_now(cast.handler, dossier, late) == [
        Action.ASK_SUPPLEMENT,
        Action.FORWARD,
        Action.SEND_BACK,
        Action.CONSULT,
        Action.SEND_LEGS,
        Action.VERIFY,
        Action.ASK_PAYMENT,
    ]
    assert queries.actions_now(cast.desk_officer, dossier, late) == [Action.ASK_SUPPLEMENT, Action.REQUEST_WITHDRAWAL]
    assert queries.actions_now(cast.leader, dossier, late) == [Action.STOP]
    assert queries.actions_now(cast.outsider, dossier, late) == []
    assert queries.actions_now(cast.unit_head, an_accepted(world), late) == [Action.STOP]
    returned = a_dossier(world, State.RETURNED)
    assert queries.actions_now(cast.desk_officer, returned, late) == [Action.CORRECT]
