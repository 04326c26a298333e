"""Asking another unit, verifying, waiting for a payment: what is recorded, who may, and what it does to the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from motcua.domain.errors import ActionNotPossible, BadInput, GuardFails, NotAllowed, NotFound
from motcua.domain.lifecycle import Action, State
from motcua.dossiers import queries
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.services.answer import answer
from motcua.dossiers.services.ask_payment import ask_payment
from motcua.dossiers.services.confirm_payment import confirm_payment
from motcua.dossiers.services.consult import consult
from motcua.dossiers.services.finish_verify import finish_verify
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.submit_for_signature import submit_for_signature
from motcua.dossiers.services.verify import verify
from motcua.dossiers.services.withdrawal import decide_withdrawal, request_withdrawal
from motcua.dossiers.vocabulary import Stance
from tests.cast import AT, Cast
from tests.clock_columns import cached, rederive
from tests.factories import World, a_world, at_step

SOON = AT + timedelta(hours=1)
NEXT_DAY = AT + timedelta(days=1)
LAW = "Nghị định về đất đai, Điều 22"


def _asked(world: World, days: int = 3) -> Dossier:
    unit = world.cast.commune.culture
    note = "Có di tích không?"
    return consult(at_step(world, 3), unit_id=unit, note=note, days=days, actor=world.cast.handler, at=SOON)


def test_an_opinion_is_asked_with_a_term_in_working_days_and_the_clock_runs_on(world: World) -> None:
    before = at_step(world, 3)
    due = before.due_at
    dossier = consult(
        before, unit_id=world.cast.commune.culture, note="Có di tích không?", actor=world.cast.handler, at=SOON
    )
    assert (dossier.state, dossier.due_at, dossier.paused_since) == (State.IN_PROGRESS, due, None)
    (row,) = dossier.consultations.all()
    assert (row.asking_unit_id, row.asked_unit_id) == (world.cast.commune.economy, world.cast.commune.culture)
    assert row.due_at == dossier.opinion_due_at == datetime(2026, 1, 15, 10, tzinfo=UTC)
    assert (dossier.asked_units, dossier.consulting_since) == ([world.cast.commune.culture], SOON)
    (told,) = [entry for entry in queries.timeline(dossier) if entry.kind == "CONSULTED"]
    assert (told.note, told.to_unit) == ("Có di tích không?", "Phòng Văn hóa – Xã hội xã Thanh Lâm")


def test_the_asked_unit_sees_the_dossier_finds_it_among_its_work_and_answers(world: World) -> None:
    asked = world.cast.members["culture_handler"].actor
    with pytest.raises(NotFound):
        queries.access_dossier(asked, at_step(world, 3).code, SOON)
    dossier = queries.access_dossier(asked, _asked(world).code, SOON)
    assert queries.actions_now(asked, dossier, SOON) == [Action.ANSWER]
    assert [row.pk for row in queries.my_work(asked, SOON).questions.rows] == [dossier.pk]
    done = answer(dossier, note="Không có di tích.", stance=Stance.AGREES, actor=asked, at=NEXT_DAY)
    assert (done.asked_units, done.opinion_due_at, done.consulting_since) == ([], None, None)
    row = Consultation.objects.get()
    assert (row.stance, row.answered_at, row.closed_at) == (Stance.AGREES, NEXT_DAY, NEXT_DAY)
    event = done.events.get(kind="ANSWERED")
    assert (event.seq, event.data["late"], event.data["asked"]) == (row.answered_seq, False, row.asked_seq)
    assert queries.my_work(asked, NEXT_DAY).questions.number == 0


def test_several_units_are_asked_and_the_earliest_term_counts(world: World) -> None:
    cast = world.cast
    first = _asked(world, days=5)
    both = consult(first, unit_id=cast.commune.office, note="Hộ khẩu?", days=2, actor=cast.handler, at=NEXT_DAY)
    assert both.asked_units == [cast.commune.culture, cast.commune.office]
    with pytest.raises(BadInput) as caught:
        answer(both, note="Rõ", actor=cast.handler, at=NEXT_DAY)
    assert caught.value.field == "unit_id"
    left = answer(both, unit_id=cast.commune.office, note="Rõ", actor=cast.handler, at=NEXT_DAY)
    assert left.asked_units == [cast.commune.culture]
    assert (left.opinion_due_at, left.consulting_since) == (first.opinion_due_at, SOON)
    with pytest.raises(NotAllowed):
        answer(left, unit_id=cast.commune.culture, note="Rõ", actor=cast.members["office_handler"].actor, at=NEXT_DAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit_id": 0}, "unit_id"),
        ({"unit_id": -1}, "unit_id"),
        ({"days": 0}, "days"),
        ({"days": 31}, "days"),
        ({"note": " "}, "note"),
    ],
)
def test_a_question_that_cannot_be_asked_says_what_is_wrong(world: World, changes: dict[str, int], field: str) -> None:
    own = {"unit_id": world.cast.commune.economy} if changes.get("unit_id") == 0 else changes
    told = {"unit_id": world.cast.commune.culture, "note": "x", **own}
    with pytest.raises(BadInput) as caught:
        consult(at_step(world, 3), actor=world.cast.handler, at=SOON, **told)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_the_same_unit_is_not_asked_twice_while_it_owes_an_answer(world: World) -> None:
    with pytest.raises(BadInput):
        consult(_asked(world), unit_id=world.cast.commune.culture, note="x", actor=world.cast.handler, at=SOON)


def test_an_answer_may_come_after_its_term_and_while_the_dossier_is_signed(world: World) -> None:
    cast = world.cast
    dossier = consult(at_step(world, 4), unit_id=cast.commune.culture, note="x", actor=cast.unit_head, at=SOON)
    signing = submit_for_signature(dossier, actor=cast.unit_head, at=SOON)
    late = AT + timedelta(days=6)
    done = answer(signing, note="Muộn", actor=cast.members["culture_head"].actor, at=late)
    assert done.state == State.AWAITING_SIGNATURE
    assert done.events.order_by("-seq")[0].data["late"] is True


def test_nobody_answers_what_was_not_asked(world: World) -> None:
    with pytest.raises(NotAllowed):
        answer(at_step(world, 3), note="x", actor=world.cast.handler, at=SOON)


def test_the_end_of_a_dossier_ends_every_waiting(world: World) -> None:
    cast = world.cast
    waiting = verify(_asked(world), note="Đo lại", actor=cast.handler, at=SOON)
    ended = stop(waiting, reason="other", note="x", actor=cast.unit_head, at=NEXT_DAY)
    assert (ended.asked_units, ended.opinion_due_at, ended.verifying_since) == ([], None, None)
    row = Consultation.objects.get()
    assert (row.closed_at, row.answered_at) == (NEXT_DAY, None)
    assert queries.my_work(cast.members["culture_handler"].actor, NEXT_DAY).questions.number == 0


def test_a_verification_is_begun_once_and_ended_with_its_finding(world: World) -> None:
    handler = world.cast.handler
    dossier = verify(at_step(world, 3), note="Đo lại", with_applicant=True, actor=handler, at=SOON)
    assert (dossier.verifying_since, dossier.paused_since) == (SOON, None)
    with pytest.raises(GuardFails, match="đang được xác minh"):
        verify(dossier, note="Lần nữa", actor=handler, at=SOON)
    with pytest.raises(BadInput):
        finish_verify(dossier, note="", actor=handler, at=SOON)
    done = finish_verify(dossier, note="Đúng diện tích", actor=handler, at=SOON + timedelta(hours=2))
    assert done.verifying_since is None
    assert done.events.order_by("-seq")[0].data == {"minutes": 120}
    with pytest.raises(GuardFails):
        finish_verify(done, note="x", actor=handler, at=NEXT_DAY)


def test_a_payment_leaves_the_clock_running_where_no_law_stops_it(world: World) -> None:
    cast = world.cast
    before = at_step(world, 3)
    due = before.due_at
    dossier = ask_payment(before, note="Nộp phí", amount=150_000, actor=cast.handler, at=SOON)
    assert (dossier.state, dossier.paused_since, dossier.due_at) == (State.AWAITING_PAYMENT, None, due)
    assert dossier.events.order_by("-seq")[0].data == {"amount": 150_000, "source": ""}
    with pytest.raises(ActionNotPossible):
        forward(dossier, actor=cast.handler, at=SOON)
    paid = confirm_payment(dossier, receipt_no="BL-12", actor=cast.desk_officer, at=NEXT_DAY)
    assert (paid.state, paid.due_at, paid.payment_asked_at) == (State.IN_PROGRESS, due, None)
    assert paid.holder_id == cast.handler.id
    with pytest.raises(BadInput) as caught:
        ask_payment(paid, note="x", amount=-5, actor=cast.handler, at=NEXT_DAY)
    assert caught.value.field == "amount"


def test_a_payment_stops_the_clock_where_the_offering_names_the_law_and_gives_the_rest_back(cast: Cast) -> None:
    world = a_world(cast, payment_stop=LAW)
    before = at_step(world, 3)
    due, step_due, promised = before.due_at, before.step_due_at, before.promised_at
    assert due is not None
    assert step_due is not None
    waiting = ask_payment(before, note="Tiền sử dụng đất", actor=cast.handler, at=SOON)
    assert (waiting.paused_since, waiting.near_at) == (SOON, None)
    assert waiting.events.order_by("-seq")[0].data["source"] == LAW
    assert rederive(waiting) == cached(Dossier.objects.get(pk=waiting.pk))
    paid = confirm_payment(waiting, actor=cast.handler, at=NEXT_DAY + timedelta(hours=1))
    assert (paid.due_at, paid.first_due_at) == (due + timedelta(days=1), due)
    assert paid.promised_at == promised
    assert paid.step_due_at == step_due + timedelta(days=1)
    assert rederive(paid) == cached(Dossier.objects.get(pk=paid.pk))


def test_an_applicant_may_withdraw_instead_of_paying(cast: Cast) -> None:
    world = a_world(cast, payment_stop=LAW)
    waiting = ask_payment(at_step(world, 3), note="Tiền sử dụng đất", actor=cast.handler, at=SOON)
    asked = request_withdrawal(waiting, actor=cast.desk_officer, at=SOON)
    denied = decide_withdrawal(asked, agreed=False, note="Đã đo đạc", actor=cast.unit_head, at=SOON)
    assert (denied.state, denied.payment_asked_at) == (State.AWAITING_PAYMENT, SOON)
    asked = request_withdrawal(denied, actor=cast.desk_officer, at=NEXT_DAY)
    gone = decide_withdrawal(asked, agreed=True, actor=cast.unit_head, at=NEXT_DAY)
    assert (gone.state, gone.payment_asked_at) == (State.ENDED, None)


def test_who_neither_holds_nor_heads_asks_nothing(world: World) -> None:
    cast, dossier = world.cast, at_step(world, 3)
    for stranger in (cast.desk_officer, cast.members["economy_handler"].actor, cast.outsider):
        with pytest.raises(NotAllowed):
            consult(dossier, unit_id=cast.commune.culture, note="x", actor=stranger, at=SOON)
        with pytest.raises(NotAllowed):
            verify(dossier, note="x", actor=stranger, at=SOON)
        with pytest.raises(NotAllowed):
            ask_payment(dossier, note="x", actor=stranger, at=SOON)
    assert Dossier.objects.get(pk=dossier.pk).version == dossier.version
