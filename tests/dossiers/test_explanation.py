"""Why a dossier is due when it is: names for officers, units for the public, every stay at a step, one JSON for all."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.clock_facts import LineKind
from motcua.domain.lifecycle import State
from motcua.dossiers.explaining.as_json import as_json
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.queries.clock import derivation_of
from motcua.dossiers.queries.explanation import Explanation, explanation_of
from motcua.dossiers.services.apologies.opening import open_due_duties
from motcua.dossiers.services.apologies.sending import send
from motcua.dossiers.services.ask_payment import ask_payment
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.confirm_payment import confirm_payment
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.dossiers.services.send_back import send_back
from motcua.dossiers.services.submit import submit
from motcua.dossiers.services.take import take
from motcua.dossiers.services.undo import undo
from tests.cast import AT, Cast
from tests.dossiers.letters import numbered, said_late
from tests.factories import World, a_dossier, a_filing, a_world, an_accepted, at_step, later

pytestmark = pytest.mark.django_db


def explained(dossier: Dossier, hours: float = 4, *, public: bool = False) -> Explanation:
    found = explanation_of(dossier, later(AT, hours), public=public)
    assert found is not None
    return found


def supplemented(world: World) -> Dossier:
    """Asked for papers at step 3 by the handler, received at the desk two days later."""
    dossier = at_step(world, 3)
    items = [Item(name="Bản vẽ")]
    dossier = ask_supplement(dossier, items=items, note="Mờ", actor=world.cast.handler, at=later(AT, 2))
    return receive_supplement(dossier, actor=world.cast.desk_officer, at=later(AT, 49))


def test_what_was_not_accepted_has_no_explanation(world: World) -> None:
    waiting = submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)
    assert explanation_of(waiting, AT) is None


def test_it_says_what_the_derivation_says(world: World) -> None:
    dossier = supplemented(world)
    plain, found = derivation_of(dossier), explained(dossier, 50)
    assert plain is not None
    assert (found.due, found.first_due, found.statutory_due) == (plain.due, plain.first_due, plain.statutory_due)
    assert (found.due, found.promised_at) == (dossier.due_at, dossier.promised_at)
    assert [(line.starts, line.kind) for line in found.lines] == [(line.starts, line.kind) for line in plain.lines]
    assert found.rules.source == "NĐ 118/2025/NĐ-CP, Điều 17–23"
    assert [reached.story.key for reached in found.calendars] == [dossier.calendar_version]


def test_a_pause_tells_its_reason_and_who_asked(world: World) -> None:
    pause = next(line for line in explained(supplemented(world), 50).lines if line.kind is LineKind.PAUSE)
    assert "Lý do: chờ người nộp bổ sung, hoàn thiện hồ sơ." in pause.text
    assert "Người thực hiện: Trần Minh Quân, " in pause.text


def test_the_public_is_told_units_and_no_name_at_all(world: World) -> None:
    dossier = supplemented(world)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        public = explained(dossier, 50, public=True)
    told = json.dumps(as_json(public), ensure_ascii=False)
    for name in ("Trần Minh Quân", "Nguyễn Văn Khải", "Mận"):
        assert name not in told
    assert not any("organisation_person" in query["sql"] and "full_name" in query["sql"] for query in asked)
    units = {stay.unit for stay in public.stays}
    assert all(units)
    assert {stay.person for stay in public.stays} == {""}
    assert any(f"Người thực hiện: {unit}." in line.text for line in public.lines for unit in units)


def test_a_code_for_a_further_supplement_is_said_in_words(world: World) -> None:
    dossier = ask_supplement(
        supplemented(world),
        items=[Item(name="Giấy ủy quyền")],
        note="Thiếu chữ ký",
        reason="still_incomplete",
        actor=world.cast.one_stop_head,
        at=later(AT, 50),
    )
    standing = explained(dossier, 51).lines[-2]
    assert "hoàn thiện hồ sơ; Giấy tờ bổ sung chưa đủ." in standing.text


def test_every_stay_has_its_minutes_its_limit_and_its_lines(world: World) -> None:
    found = explained(at_step(world, 4))
    assert [(stay.step.no, stay.minutes, stay.until is None) for stay in found.stays] == [
        (1, 15, False), (2, 15, False), (3, 15, False), (4, 135, True),
    ]  # fmt: skip
    assert all(stay.lines[-1].starts == stay.due for stay in found.stays)
    assert found.stays[2].person == "Trần Minh Quân"
    assert [leg.minutes for leg in found.legs] == [15, 165]
    assert sum(leg.minutes for leg in found.legs) == sum(stay.minutes for stay in found.stays)


def test_a_stay_that_was_undone_never_was(world: World) -> None:
    dossier = forward(an_accepted(world), actor=world.cast.desk_officer, at=AT)
    dossier = undo(dossier, actor=world.cast.desk_officer, at=AT + timedelta(seconds=5))
    (stay,) = explained(dossier).stays
    assert (stay.step.no, stay.until) == (1, None)


def test_a_step_to_which_it_came_back_is_told_twice_and_who_took_it_last(world: World) -> None:
    dossier = send_back(at_step(world, 4), note="Thiếu", actor=world.cast.unit_head, at=later(AT, 2))
    dossier = take(dossier, actor=world.cast.unit_head, at=later(AT, 2.5))
    found = explained(dossier)
    assert [stay.step.no for stay in found.stays] == [1, 2, 3, 4, 3]
    assert found.stays[-1].person != found.stays[2].person


def test_a_supplement_ends_a_stay_and_begins_it_anew(world: World) -> None:
    found = explained(supplemented(world), 50)
    assert [stay.step.no for stay in found.stays] == [1, 2, 3, 3]
    assert found.stays[2].until == later(AT, 2)
    assert found.stays[3].since == later(AT, 49)


def test_a_step_over_its_limit_is_late_but_waiting_for_the_applicant_is_not(world: World) -> None:
    slow = explained(an_accepted(world), 24 * 9)
    assert slow.late
    assert slow.stays[0].late
    assert slow.legs[0].late_steps == 1
    uncollected = explained(a_dossier(world, State.RESOLVED), 24 * 30)
    assert not uncollected.late
    assert not uncollected.stays[-1].late
    returned = explained(a_dossier(world, State.RETURNED), 24 * 30)
    assert returned.stays[-1].until is not None


def test_the_json_is_what_clock_due_says_and_more(world: World) -> None:
    told = as_json(explained(supplemented(world), 50))
    assert json.loads(json.dumps(told)) == told
    assert {"due", "provisional", "lines", "promised_at", "first_due", "statutory_due", "steps", "legs", "days"} <= set(
        told
    )
    assert told["lines"][0].keys() == {"from", "to", "kind", "minutes", "text", "name", "source"}
    assert told["days"]["total"] == 5 * 480
    assert told["days"]["rows"][-1]["total"] == 5 * 480
    assert told["calendars"][0]["parts"][0]["calendar"]
    assert told["due"].endswith("+07:00")


def test_a_long_story_costs_no_more_queries_than_a_short_one(world: World) -> None:
    short, long = an_accepted(world), supplemented(world)
    for _ in range(3):
        long = forward(long, actor=world.cast.handler, at=later(AT, 50))
        long = send_back(long, note="Thiếu", actor=world.cast.unit_head, at=later(AT, 50.5))
    counts = []
    for dossier in (short, long):
        explained(dossier, 51)
        with CaptureQueriesContext(connection) as asked:
            explained(dossier, 51)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 7


def test_a_re_appointment_tells_its_letter_and_why(world: World) -> None:
    at = later(AT, 3)
    apology = send(numbered(world, said_late(world), at), by="post", actor=world.cast.clerk, at=at)
    dossier = Dossier.objects.get(pk=apology.dossier_id)
    for public in (False, True):
        line = next(line for line in explained(dossier, 4, public=public).lines if line.kind is LineKind.REAPPOINT)
        assert f"(thư xin lỗi số {apology.number})." in line.text
        assert ("Vũ Ngọc Bích" in line.text) is not public
    assert explained(dossier).due == dossier.due_at


def test_a_new_date_promised_too_late_is_told_and_heals_nothing(world: World) -> None:
    dossier = at_step(world, 3)
    assert dossier.due_at is not None
    late = dossier.due_at + timedelta(hours=3)
    open_due_duties(late)
    apology = Apology.objects.select_related("dossier").get()
    send(numbered(world, apology, late), by="post", actor=world.cast.clerk, at=late)
    found = explanation_of(Dossier.objects.get(pk=dossier.pk), late)
    assert found is not None
    assert found.late
    assert "hạn không đổi, hồ sơ vẫn là quá hạn" in found.lines[-1].text


def test_a_payment_that_stops_the_clock_stops_the_step_too(cast: Cast) -> None:
    law = "Luật Quản lý thuế 2019, Điều 55"
    world = a_world(cast, payment_stop=law)
    dossier = ask_payment(at_step(world, 3), note="Lệ phí", actor=cast.handler, at=later(AT, 2))
    standing = explained(dossier, 30)
    assert f"chờ người nộp thực hiện nghĩa vụ tài chính; {law}." in standing.lines[-2].text
    assert standing.stays[-1].until is None
    assert standing.stays[-1].lines[-1].text.startswith("Hạn của bước trước khi tạm dừng")
    dossier = confirm_payment(dossier, actor=cast.desk_officer, at=later(AT, 26))
    found = explained(dossier, 27)
    stay = found.stays[-1]
    assert [each.step.no for each in found.stays] == [1, 2, 3]
    assert (stay.due, stay.lines[-1].starts) == (dossier.step_due_at, dossier.step_due_at)
    assert stay.minutes == 90 + 60  # 09:00 to 10:30, then from 10:30 of the next day on
