"""Several units at work on one dossier at once: sending, taking, answering, recalling, and who sees what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from motcua.domain.errors import ActionNotPossible, BadInput, Conflict, GuardFails, NotAllowed, NotFound
from motcua.domain.lifecycle import Action, State
from motcua.domain.limits import TimeLimit
from motcua.domain.parallel_legs import LegState
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierEvent, ParallelLeg
from motcua.dossiers.services.answer_leg import answer_leg
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.recall_leg import recall_leg
from motcua.dossiers.services.send_legs import Part, send_legs
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.submit_for_signature import submit_for_signature
from motcua.dossiers.services.take_leg import take_leg
from motcua.dossiers.vocabulary import LegAnswer
from motcua.organisation.actors import Actor
from tests.cast import AT
from tests.clock_columns import cached, rederive
from tests.factories import World, an_accepted, at_step

SOON = AT + timedelta(hours=1)
NEXT_DAY = AT + timedelta(days=1)


def part(unit_id: int, task: str = "Đo đạc", limit: str = "3 working_days") -> Part:
    return Part(unit_id=unit_id, task=task, limit=TimeLimit.parse(limit))


def _two(world: World) -> tuple[Part, Part]:
    commune = world.cast.commune
    return part(commune.culture, "Di tích?"), part(commune.office, "Hộ khẩu?", "1 working_days")


def _sent(world: World, step: int = 3) -> Dossier:
    actor = {1: world.cast.desk_officer, 3: world.cast.handler, 4: world.cast.unit_head}[step]
    return send_legs(at_step(world, step), parts=_two(world), actor=actor, at=SOON)


def _worker(world: World, name: str = "culture_handler") -> Actor:
    return world.cast.members[name].actor


def test_one_sending_reaches_every_unit_at_once_and_the_lead_keeps_the_dossier(world: World) -> None:
    before = at_step(world, 3)
    holder, due, version = before.holder_id, before.due_at, before.version
    dossier = send_legs(before, parts=_two(world), actor=world.cast.handler, at=SOON, key="k1")
    commune = world.cast.commune
    assert (dossier.state, dossier.holder_id, dossier.due_at) == (State.IN_PROGRESS, holder, due)
    assert (dossier.legs_sent, dossier.leg_units) == (2, [commune.culture, commune.office])
    events = list(dossier.events.filter(leg__isnull=False).order_by("seq"))
    assert [(e.seq, e.leg, e.kind, e.from_state, e.to_state) for e in events] == [
        (version + 1, 1, "LEG_SENT", "IN_PROGRESS", "IN_PROGRESS"),
        (version + 2, 2, "LEG_SENT", "IN_PROGRESS", "IN_PROGRESS"),
    ]
    first, second = dossier.parallel_legs.order_by("no")
    assert (first.unit_id, first.sent_seq, first.due_at) == (
        commune.culture,
        version + 1,
        datetime(2026, 1, 15, 2, 30, tzinfo=UTC),
    )
    assert (second.limit, second.due_at) == ("1 working_days", datetime(2026, 1, 13, 2, 30, tzinfo=UTC))
    told = [entry.note for entry in queries.timeline(dossier) if entry.kind == "LEG_SENT"]
    assert told == ["Hộ khẩu?", "Di tích?"]
    again = send_legs(dossier, parts=_two(world), actor=world.cast.handler, at=SOON, key="k1")
    assert (again.version, ParallelLeg.objects.count()) == (version + 2, 2)
    assert rederive(dossier) == cached(Dossier.objects.get(pk=dossier.pk))


def test_the_desk_may_send_at_the_beginning(world: World) -> None:
    dossier = send_legs(an_accepted(world), parts=_two(world), actor=world.cast.desk_officer, at=SOON)
    assert (dossier.state, dossier.legs_sent) == (State.ACCEPTED, 2)


def test_an_asked_unit_sees_the_dossier_during_and_after_its_part_and_another_never(world: World) -> None:
    asked = _worker(world)
    with pytest.raises(NotFound):
        queries.access_dossier(asked, at_step(world, 3).code, SOON)
    dossier = queries.access_dossier(asked, _sent(world).code, SOON)
    assert queries.actions_now(asked, dossier, SOON) == [Action.TAKE_LEG, Action.ANSWER_LEG]
    assert [row.pk for row in queries.my_work(asked, SOON).legs.rows] == [dossier.pk]
    done = answer_leg(dossier, note="Không có di tích.", actor=asked, at=NEXT_DAY)
    assert queries.access_dossier(asked, done.code, NEXT_DAY).pk == done.pk
    assert queries.my_work(asked, NEXT_DAY).legs.number == 0
    with pytest.raises(NotFound):
        queries.access_dossier(world.cast.outsider, done.code, NEXT_DAY)


def test_a_part_is_taken_answered_and_measured_by_itself(world: World) -> None:
    taken = take_leg(_sent(world), actor=_worker(world), at=SOON)
    leg = ParallelLeg.objects.get(no=1)
    assert leg.taken_by_id == _worker(world).id
    with pytest.raises(BadInput):
        take_leg(taken, actor=_worker(world), at=SOON)
    taken = take_leg(taken, actor=_worker(world, "culture_head"), at=SOON)
    done = answer_leg(
        taken, result=LegAnswer.AGREES_WITH_CONDITIONS, note="Giữ cây đa", actor=_worker(world), at=NEXT_DAY
    )
    leg.refresh_from_db()
    assert (leg.taken_by_id, leg.answered_at, leg.ended_at) == (_worker(world, "culture_head").id, NEXT_DAY, NEXT_DAY)
    event = done.events.get(kind="LEG_ANSWERED")
    assert (event.seq, event.leg) == (leg.answered_seq, 1)
    assert event.data == {"from_unit": leg.unit_id, "answer": "with_conditions", "late": False, "minutes_used": 420}
    assert done.leg_units == [world.cast.commune.office]
    assert leg.times.state(NEXT_DAY) is LegState.ANSWERED


def test_an_answer_may_come_late_and_while_papers_are_awaited(world: World) -> None:
    late = AT + timedelta(days=6)
    waiting = ask_supplement(_sent(world), items=[Item(name="Bản vẽ")], note="Thiếu", actor=world.cast.handler, at=SOON)
    assert waiting.state == State.AWAITING_SUPPLEMENT
    done = answer_leg(waiting, note="Muộn", actor=_worker(world), at=late)
    assert done.events.order_by("-seq")[0].data["late"] is True
    assert ParallelLeg.objects.get(no=1).times.state(late) is LegState.ANSWERED_LATE


def test_only_the_asked_units_people_answer_and_only_the_lead_recalls(world: World) -> None:
    dossier = _sent(world)
    cast = world.cast
    for stranger in (cast.handler, cast.desk_officer, cast.leader, cast.outsider):
        with pytest.raises(NotAllowed):
            answer_leg(dossier, no=1, note="x", actor=stranger, at=SOON)
    with pytest.raises(NotAllowed):
        answer_leg(dossier, no=2, note="x", actor=_worker(world), at=SOON)
    with pytest.raises(NotAllowed):
        recall_leg(dossier, no=1, note="x", actor=_worker(world), at=SOON)
    with pytest.raises(NotAllowed):
        send_legs(dossier, parts=[part(cast.commune.one_stop)], actor=_worker(world), at=SOON)


def test_a_part_is_recalled_with_a_reason_and_can_be_given_again(world: World) -> None:
    dossier, handler = _sent(world), world.cast.handler
    with pytest.raises(BadInput):
        recall_leg(dossier, note="x", actor=handler, at=SOON)
    with pytest.raises(BadInput):
        recall_leg(dossier, no=1, note=" ", actor=handler, at=SOON)
    left = recall_leg(dossier, no=1, note="Đã có ý kiến", actor=handler, at=NEXT_DAY)
    leg = ParallelLeg.objects.get(no=1)
    assert (leg.recalled_at, leg.ended_at, leg.times.state(NEXT_DAY)) == (NEXT_DAY, NEXT_DAY, LegState.RECALLED)
    assert queries.my_work(_worker(world), NEXT_DAY).legs.number == 0
    again = send_legs(left, parts=[part(world.cast.commune.culture)], actor=handler, at=NEXT_DAY)
    assert (again.legs_sent, list(again.parallel_legs.order_by("no").values_list("no", flat=True))) == (3, [1, 2, 3])


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ([], "parts"),
        (["economy"], "unit_id"),
        (["culture", "culture"], "unit_id"),
        ([-1], "unit_id"),
        (["31 working_days"], "limit"),
        (["5 calendar_days"], "limit"),
        ([" "], "note"),
    ],
)
def test_a_sending_that_cannot_be_says_what_is_wrong(world: World, parts: list[str | int], field: str) -> None:
    commune = world.cast.commune
    made = [
        part(each)
        if isinstance(each, int)
        else part(commune.culture, limit=each)
        if each[0].isdigit()
        else part(commune.culture, task=each)
        if not each.strip()
        else part(getattr(commune, each))
        for each in parts
    ]
    with pytest.raises(BadInput) as caught:
        send_legs(at_step(world, 3), parts=made, actor=world.cast.handler, at=SOON)
    assert (caught.value.field, ParallelLeg.objects.count()) == (field, 0)


def test_nothing_is_sent_recalled_or_answered_at_the_wrong_time(world: World) -> None:
    cast = world.cast
    dossier = at_step(world, 3)
    with pytest.raises(GuardFails, match="Không có việc phối hợp"):
        recall_leg(dossier, note="x", actor=cast.handler, at=SOON)
    signing = submit_for_signature(at_step(world, 4), actor=cast.unit_head, at=SOON)
    with pytest.raises(ActionNotPossible):
        send_legs(signing, parts=_two(world), actor=cast.leader, at=SOON)


def test_the_lead_signs_without_them_only_for_a_reason(world: World) -> None:
    head = world.cast.unit_head
    dossier = _sent(world, 4)
    with pytest.raises(BadInput) as caught:
        submit_for_signature(dossier, actor=head, at=NEXT_DAY)
    assert caught.value.field == "note"
    signing = submit_for_signature(dossier, note="Hết hạn chờ", actor=head, at=NEXT_DAY)
    event = signing.events.select_related("note").get(kind="SENT_FOR_SIGNATURE")
    assert (event.note.text, event.data["without_units"]) == ("Hết hạn chờ", dossier.leg_units)
    done = answer_leg(signing, note="Vẫn trả lời", actor=_worker(world), at=NEXT_DAY)
    assert done.state == State.AWAITING_SIGNATURE


def test_once_all_have_answered_no_reason_is_asked(world: World) -> None:
    dossier = answer_leg(_sent(world, 4), note="Rõ", actor=_worker(world), at=SOON)
    dossier = answer_leg(dossier, note="Rõ", actor=_worker(world, "office_head"), at=SOON)
    assert submit_for_signature(dossier, actor=world.cast.unit_head, at=NEXT_DAY).state == State.AWAITING_SIGNATURE


def test_the_end_of_the_dossier_closes_its_open_legs(world: World) -> None:
    dossier = answer_leg(_sent(world), note="Rõ", actor=_worker(world), at=SOON)
    ended = stop(dossier, reason="other", note="x", actor=world.cast.unit_head, at=NEXT_DAY)
    assert ended.leg_units == []
    answered, closed = ParallelLeg.objects.order_by("no")
    assert (answered.ended_at, closed.ended_at) == (SOON, NEXT_DAY)
    assert closed.times.state(NEXT_DAY) is LegState.CLOSED
    assert queries.my_work(_worker(world, "office_handler"), NEXT_DAY).legs.number == 0


def test_legs_move_nothing_of_the_lead_and_no_handler_of_figures(world: World) -> None:
    plain = forward(at_step(world, 3), actor=world.cast.handler, at=NEXT_DAY)
    dossier = take_leg(_sent(world), actor=_worker(world), at=SOON)
    moved = forward(
        answer_leg(dossier, note="Rõ", actor=_worker(world), at=NEXT_DAY), actor=world.cast.handler, at=NEXT_DAY
    )
    assert [(s.step.no, s.minutes) for s in queries.step_track(moved, NEXT_DAY)] == [
        (s.step.no, s.minutes) for s in queries.step_track(plain, NEXT_DAY)
    ]
    officer = "officer_id"
    assert moved.facts.get(recorded_to=None).__dict__[officer] == plain.facts.get(recorded_to=None).__dict__[officer]


def test_of_two_answers_from_one_page_the_second_is_told(world: World) -> None:
    dossier = _sent(world)
    mine, theirs = (Dossier.objects.get(pk=dossier.pk) for _ in range(2))
    answer_leg(mine, note="Rõ", actor=_worker(world), at=SOON)
    with pytest.raises(Conflict):
        answer_leg(theirs, note="Rõ", actor=_worker(world, "culture_head"), at=SOON)
    assert DossierEvent.objects.filter(dossier=dossier, kind="LEG_ANSWERED").count() == 1


def test_the_command_that_explains_a_dossier_tells_each_part_line_by_line(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("clock", "explain", _sent(world).code)
    told = capsys.readouterr().out.splitlines()
    second = next(place for place, line in enumerate(told) if line.startswith("Việc phối hợp 2, "))
    assert told[second].endswith(": hạn 09:30 13/01/2026")
    assert any(line.startswith("  ") and "tính" in line for line in told[second + 1 :])
