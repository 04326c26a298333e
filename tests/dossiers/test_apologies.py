"""The apology as a duty, through the real services: it opens, its letter goes its way, the date moves once."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.common import clock
from motcua.domain.apologies import Act, Ground, LetterState, Met, Relief
from motcua.domain.errors import BadInput, GuardFails
from motcua.domain.errors_apologies import (
    ApologyActNotPossible,
    ApologyChanged,
    LetterOutdated,
    NewDateNotPossible,
    NoApologyOwed,
    ReappointedAlready,
)
from motcua.domain.foresight import Forecast
from motcua.domain.lifecycle import EventKind
from motcua.domain.worktime import local_date
from motcua.dossiers.models import Apology, ApologyEvent, ApologyNote, Dossier, Foresight
from motcua.dossiers.queries import apologies as queries
from motcua.dossiers.services.apologies import opening
from motcua.dossiers.services.apologies.checking import approve, review, rework
from motcua.dossiers.services.apologies.drafting import proposal
from motcua.dossiers.services.apologies.issuing import number
from motcua.dossiers.services.apologies.opening import open_due_duties
from motcua.dossiers.services.apologies.saying import say_late
from motcua.dossiers.services.apologies.sending import deliver, send
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.reappoint import reappoint
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.jobs.models import Outbox
from tests.cast import AT
from tests.clock_columns import cached, rederive
from tests.dossiers.letters import WHY, again, drafted, due_of, numbered, paper_of, said_late
from tests.factories import World, advance, an_accepted, at_step, later

pytestmark = [pytest.mark.django_db, pytest.mark.database]


# --- the way of a letter ----------------------------------------------------------------------------------------------


def open_by_foresight(dossier: Dossier, *, at: datetime) -> Apology | None:
    """What the run does once foresight is sure enough of a dossier."""
    return opening._unless_there(dossier, Ground.FORESIGHT, at)


def test_a_letter_in_time_moves_the_date_once_and_keeps_the_first(world: World) -> None:
    apology = said_late(world)
    dossier = apology.dossier
    first, at = due_of(dossier), later(AT, 3)
    assert (apology.ground, apology.step_no, apology.step_person_id) == (Ground.HANDLER, 3, world.cast.handler.id)
    apology = numbered(world, apology, at)
    assert again(dossier).due_at == first
    apology = send(apology, by="post", actor=world.cast.clerk, at=at)
    moved = again(dossier)
    assert moved.due_at == moved.promised_at == apology.new_due_at != first
    assert (moved.first_due_at, moved.statutory_due_at, moved.reappointments) == (first, first, 1)
    assert cached(moved) == rederive(moved)
    assert queries.met(apology, later(first)) is Met.IN_TIME
    event = moved.events.get(kind=EventKind.REAPPOINTED)
    assert (event.clock, event.promised_at) == ("reappointed", moved.due_at)
    apology = deliver(apology, on=local_date(at), note="Phiếu báo phát số 12", actor=world.cast.desk_officer, at=at)
    assert apology.state == LetterState.DELIVERED
    acts = [Act(act) for act in apology.events.order_by("seq").values_list("act", flat=True)]
    assert acts == [Act.OPEN, Act.DRAFT, Act.REVIEW, Act.APPROVE, Act.NUMBER, Act.SEND, Act.DELIVER]


def test_the_paper_bears_number_signer_reason_and_both_dates(world: World) -> None:
    apology = numbered(world, said_late(world), later(AT, 3))
    issued = paper_of(apology)
    told = issued.content.data
    assert (issued.paper, apology.number) == ("apology", "00001/PXL")
    assert (told["signer"], told["signer_role"]) == (world.cast.leader.label, "Chủ tịch UBND xã")
    assert told["agency"] == "Xã Thanh Lâm"
    assert "chân thành xin lỗi" in told["body"]
    assert "Nguyên nhân: việc xác minh kéo dài." in told["body"]
    assert datetime.fromisoformat(told["new_due_at"]) == apology.new_due_at
    assert datetime.fromisoformat(told["due_at"]) == apology.due_at


def test_there_is_no_second_re_appointment_and_it_says_so(world: World) -> None:
    at = later(AT, 3)
    apology = send(numbered(world, said_late(world), at), by="handed", actor=world.cast.desk_officer, at=at)
    dossier = again(apology.dossier)
    with pytest.raises(ReappointedAlready, match="đã được hẹn lại một lần"):
        say_late(dossier, reason=WHY, note="Vẫn chưa xong.", actor=world.cast.handler, at=at)
    with pytest.raises(GuardFails, match="không cho hẹn lại lần nữa"):
        reappoint(
            dossier,
            promised_at=due_of(dossier) + timedelta(days=7),
            letter=apology.public_id,
            actor=world.cast.clerk,
            at=at,
        )
    assert open_due_duties(due_of(dossier) + timedelta(days=3)).number == 0
    assert open_by_foresight(dossier, at=at) is None


def test_a_letter_after_the_date_promises_a_new_one_but_heals_nothing(world: World) -> None:
    dossier = at_step(world, 3)
    first = due_of(dossier)
    late = first + timedelta(hours=3)
    assert open_due_duties(late).by_ground == {Ground.PASSED: 1}
    apology = Apology.objects.select_related("dossier").get()
    apology = send(numbered(world, apology, late), by="post", actor=world.cast.clerk, at=late)
    moved = again(dossier)
    assert (moved.due_at, moved.promised_at) == (first, apology.new_due_at)
    assert moved.events.get(kind=EventKind.REAPPOINTED).clock == ""
    assert cached(moved) == rederive(moved)
    assert queries.met(apology, late) is Met.LATE


def test_a_letter_on_the_due_day_itself_is_late_but_moves_the_date(world: World) -> None:
    apology = said_late(world)
    at = apology.due_by + timedelta(minutes=1)
    apology = send(numbered(world, apology, at), by="post", actor=world.cast.clerk, at=at)
    assert queries.met(apology, at) is Met.LATE
    assert again(apology.dossier).due_at == apology.new_due_at


def test_a_dossier_that_ended_late_still_owes_its_letter_without_a_new_date(world: World) -> None:
    dossier = at_step(world, 6)
    late = due_of(dossier) + timedelta(hours=1)
    dossier = advance(world, dossier, late)
    apology = Apology.objects.select_related("dossier").get(dossier=dossier)
    assert (apology.ground, apology.state) == (Ground.PASSED, LetterState.OPEN)
    made = proposal(apology, "hồ sơ chờ ký", late)
    assert made.new_due_at is None
    assert "đã giải quyết xong chậm 1 giờ" in made.body
    assert "Kết quả đã có từ" in made.body
    apology = send(numbered(world, apology, late), by="post", actor=world.cast.clerk, at=late)
    assert (apology.state, again(dossier).reappointments) == (LetterState.SENT, 0)


def test_others_are_told_in_the_same_transaction(world: World) -> None:
    at = later(AT, 3)
    apology = send(numbered(world, said_late(world), at), by="post", actor=world.cast.clerk, at=at)
    told = Outbox.objects.filter(topic__startswith="apology.").order_by("id")
    assert [row.topic for row in told] == ["apology.owed", "apology.sent"]
    assert {row.subject_id for row in told} == {apology.dossier_id}
    assert told[1].data["new_due_at"] == again(apology.dossier).due_at.isoformat()  # type: ignore[union-attr]


# --- when it opens and when it is not needed --------------------------------------------------------------------------


def test_the_date_opens_each_duty_once(world: World) -> None:
    fresh, behind = an_accepted(world), at_step(world, 2)
    soon = due_of(behind) - timedelta(hours=1)
    assert open_due_duties(AT).number == 0
    assert open_due_duties(soon).by_ground == {Ground.NEAR: 2}
    assert open_due_duties(soon).number == 0
    assert set(Apology.objects.values_list("dossier_id", flat=True)) == {fresh.pk, behind.pk}
    assert {event.actor_kind for event in ApologyEvent.objects.all()} == {"system"}


def test_foresight_opens_where_it_is_sure_enough(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sure, unsure = at_step(world, 3), at_step(world, 3)
    Foresight.objects.create(unit_id=world.cast.commune.id, learnt_at=AT, dossiers=100, shown=True, certain_from=0.8)
    told = {
        sure.pk: Forecast(probability=0.9, alike=10, in_time=1, likeness=1, group="9"),
        unsure.pk: Forecast(probability=0.7, alike=10, in_time=3, likeness=1, group="9"),
    }
    monkeypatch.setattr(opening, "probability_of", lambda dossiers, at: told)
    assert open_due_duties(later(AT, 2)).by_ground == {Ground.FORESIGHT: 1}
    assert Apology.objects.get().dossier_id == sure.pk
    assert open_due_duties(later(AT, 2)).number == 0


def test_what_can_still_be_done_in_time_owes_nothing(world: World) -> None:
    dossier = at_step(world, 6)
    assert open_due_duties(due_of(dossier) - timedelta(days=1)).number == 0


def test_adopted_history_and_ended_dossiers_owe_nothing(world: World) -> None:
    dossier = at_step(world, 7)
    assert open_due_duties(AT + timedelta(days=90)).number == 0
    with pytest.raises(NoApologyOwed):
        open_by_foresight(dossier, at=AT)
    running = an_accepted(world)
    Dossier.objects.filter(pk=running.pk).update(rule_set="as_promised")
    assert open_due_duties(AT + timedelta(days=90)).number == 0
    with pytest.raises(NoApologyOwed):
        open_by_foresight(again(running), at=AT)


def test_an_end_in_time_relieves_and_says_who_ended_it(world: World) -> None:
    dossier = at_step(world, 6)
    apology = say_late(dossier, reason=WHY, note="Chờ ký.", actor=world.cast.clerk, at=later(AT, 3))
    advance(world, dossier, later(AT, 4))
    apology.refresh_from_db()
    assert (apology.state, apology.relief) == (LetterState.CLOSED_NOT_NEEDED, Relief.ENDED_IN_TIME)
    entry = queries.story(apology)[0]
    assert (entry.act, entry.actor) == (Act.RELIEVE, world.cast.clerk.label)
    assert queries.met(apology, later(AT, 5)) is Met.NOT_NEEDED


def test_a_missed_duty_stays_open_when_the_dossier_ends(world: World) -> None:
    dossier = at_step(world, 6)
    say_late(dossier, reason=WHY, note="Chờ ký.", actor=world.cast.clerk, at=later(AT, 3))
    late = due_of(dossier) + timedelta(minutes=1)
    advance(world, dossier, late)
    apology = Apology.objects.get()
    assert (apology.state, queries.met(apology, late)) == (LetterState.OPEN, Met.OVERDUE)


def test_a_pause_relieves_and_the_new_term_can_owe_again(world: World) -> None:
    dossier = at_step(world, 3)
    say_late(dossier, reason=WHY, note="Chờ đo.", actor=world.cast.handler, at=later(AT, 2))
    at = later(AT, 3)
    item = Item(name="Bản vẽ", problem="Mờ")
    dossier = ask_supplement(dossier, items=[item], note="Mờ", actor=world.cast.handler, at=at)
    assert Apology.objects.get().relief == Relief.PAUSED
    with pytest.raises(NoApologyOwed, match="tạm dừng"):
        say_late(dossier, reason=WHY, note="Chờ.", actor=world.cast.handler, at=at)
    dossier = receive_supplement(dossier, actor=world.cast.desk_officer, at=later(at, 48))
    second = say_late(dossier, reason=WHY, note="Chờ đo.", actor=world.cast.handler, at=later(at, 49))
    assert second.due_at == due_of(dossier)
    assert Apology.objects.count() == 2


# --- what is refused --------------------------------------------------------------------------------------------------


def test_no_step_of_the_letter_is_left_out(world: World) -> None:
    cast, at = world.cast, later(AT, 3)
    apology = said_late(world)
    with pytest.raises(ApologyActNotPossible):
        approve(apology, actor=cast.leader, at=at)
    with pytest.raises(ApologyActNotPossible):
        send(apology, by="post", actor=cast.clerk, at=at)
    apology = drafted(world, apology, at)
    with pytest.raises(ApologyActNotPossible):
        number(apology, actor=cast.clerk, at=at)


def test_a_date_that_has_gone_by_goes_back_to_be_written_anew(world: World) -> None:
    cast, at = world.cast, later(AT, 3)
    apology = numbered(world, said_late(world), at)
    assert apology.new_due_at is not None
    after = apology.new_due_at + timedelta(hours=15)
    with pytest.raises(NewDateNotPossible):
        send(apology, by="post", actor=cast.clerk, at=after)
    assert again(apology.dossier).reappointments == 0
    apology = rework(apology, note="Ngày hẹn đã qua.", actor=cast.clerk, at=after)
    assert (apology.state, apology.number) == (LetterState.OPEN, "")
    assert numbered(world, apology, after).number == "00002/PXL"


def test_a_letter_that_no_longer_fits_is_not_sent(world: World) -> None:
    dossier = at_step(world, 6)
    late = due_of(dossier) + timedelta(minutes=30)
    open_due_duties(late)
    apology = numbered(world, Apology.objects.select_related("dossier").get(), late)
    advance(world, dossier, later(late))
    with pytest.raises(LetterOutdated):
        send(apology, by="post", actor=world.cast.clerk, at=later(late, 2))


def test_a_page_that_shows_another_version_is_refused(world: World) -> None:
    at = later(AT, 3)
    apology = said_late(world)
    stale = Apology.objects.select_related("dossier").get()
    apology = drafted(world, apology, at)
    with pytest.raises(ApologyChanged):
        drafted(world, stale, at)
    with pytest.raises(ApologyChanged):
        review(apology, actor=world.cast.unit_head, at=at, expected=1)


def test_words_that_are_missing_or_impossible_are_named(world: World) -> None:
    cast, at = world.cast, later(AT, 3)
    apology = said_late(world)
    for changes in ({"body": " "}, {"body": "x" * 5000}, {"new_due_at": None}, {"reason": "?"}):
        with pytest.raises(BadInput):
            drafted(world, apology, at, **changes)
    apology = numbered(world, apology, at)
    with pytest.raises(BadInput, match="cách gửi"):
        send(apology, by="pigeon", actor=cast.clerk, at=at)
    apology = send(apology, by="email", actor=cast.clerk, at=at)
    with pytest.raises(BadInput):
        deliver(apology, on=local_date(at) - timedelta(days=1), note="x", actor=cast.clerk, at=at)
    with pytest.raises(BadInput, match="bằng chứng"):
        deliver(apology, on=local_date(at), note=" ", actor=cast.clerk, at=at)


def test_words_stand_beside_the_events_and_events_cannot_be_changed(world: World) -> None:
    said_late(world)
    event = ApologyEvent.objects.get()
    assert "Chờ đo" not in str(event.data)
    assert ApologyNote.objects.get().text == "Chờ đo lại."
    assert len(event.note_hash) == 64
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_apologyevent SET act = 'x'")


def test_the_clock_is_read_nowhere_but_at_the_edge(world: World) -> None:
    with clock.set_to(later(AT, 2)):
        apology = said_late(world)
    event = ApologyEvent.objects.get(apology=apology)
    assert (event.at, event.recorded_at) == (later(AT, 2), later(AT, 2))
