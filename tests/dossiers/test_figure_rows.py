"""Rows that figures read follow from the events alone, after any life; tampering is found, old stores are filled."""

import json
import random
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.audit.models import LogEntry
from motcua.common import clock
from motcua.domain.errors_figures import FiguresIncomplete
from motcua.domain.indicators.values import Period
from motcua.domain.lifecycle import State
from motcua.domain.worktime import local_date
from motcua.dossiers.models import Dossier, DossierEvent, DossierFact, FactFilling, StepFact
from motcua.dossiers.services import fill_figures
from motcua.dossiers.services.apologies.opening import open_due_duties
from motcua.dossiers.services.ask_payment import ask_payment
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.confirm_payment import confirm_payment
from motcua.dossiers.services.fact_rows import CARRIED
from motcua.dossiers.services.fill_figures import fill
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.parties import Paper
from motcua.dossiers.services.rebuild_figures import rebuild, repair
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.dossiers.services.return_result import return_result
from motcua.dossiers.services.send_back import send_back
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.take import take
from motcua.dossiers.services.undo import undo
from motcua.figures import fact_tables
from motcua.figures.queries import figures
from motcua.figures.questions import Question
from tests.cast import AT, Cast
from tests.dossiers.calendars import SYSTEM
from tests.dossiers.test_recompute import live
from tests.factories import World, a_dossier, a_filing, a_world, an_accepted, at_step, later
from tests.oracle.story import stories
from tests.oracle.test_oracle import all_agree

pytestmark = pytest.mark.django_db


@pytest.fixture
def stopping(cast: Cast) -> World:
    """A commune whose procedure lets the clock stand for a payment."""
    return a_world(cast, payment_stop="Luật A, Điều 1")


def fact_of(dossier: Dossier) -> DossierFact:
    return DossierFact.objects.get(dossier=dossier, recorded_to__isnull=True)


def stays_of(dossier: Dossier) -> list[StepFact]:
    return list(StepFact.objects.filter(dossier=dossier, recorded_to__isnull=True).order_by("seq"))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_after_any_life_the_rows_are_what_the_events_say(stopping: World, seed: int) -> None:
    live(stopping, random.Random(seed))
    open_due_duties(AT + timedelta(days=60))
    found = rebuild()
    assert (found.dossiers, found.examples) == (Dossier.objects.count(), [])


def test_the_straight_way_tells_who_handled_it_and_each_stay(world: World) -> None:
    dossier = a_dossier(world, State.RETURNED)
    fact = fact_of(dossier)
    assert (fact.level, fact.officer_id) == ("commune", world.cast.handler.id)
    assert (fact.components, fact.components_digitised, fact.components_reused) == (2, 0, 0)
    assert (fact.electronic_result, fact.paid_online, fact.supplement_asked_at) == (False, None, None)
    stays = stays_of(dossier)
    cast = world.cast
    assert [(stay.step, stay.officer_id, stay.minutes_used) for stay in stays] == [
        ("receive", cast.desk_officer.id, 15),
        ("assign", cast.unit_head.id, 15),
        ("appraise", cast.handler.id, 15),
        ("review", cast.unit_head.id, 15),
        ("sign", cast.leader.id, 15),
        ("issue", cast.clerk.id, 45),
        ("return", cast.desk_officer.id, 60),
    ]
    assert [stay.due_at is None for stay in stays] == [False] * 6 + [True]
    assert {stay.executing_unit_id for stay in stays if stay.step == "appraise"} == {cast.commune.economy}


def test_the_sources_of_papers_are_counted_and_papers_that_come_later(world: World) -> None:
    papers = (
        Paper(name="Đơn", source="electronic"),
        Paper(name="Bản sao", source="scan"),
        Paper(name="Giấy chứng nhận", source="reused"),
        Paper(name="Trích lục", source="database"),
        Paper(name="Bản vẽ", received=False),
    )
    dossier = an_accepted(world, papers=papers)
    fact = fact_of(dossier)
    assert (fact.components, fact.components_digitised, fact.components_reused) == (4, 4, 2)
    forward(dossier, actor=world.cast.desk_officer, at=later(AT))
    asked = ask_supplement(
        dossier, items=[Item(name="Bản vẽ", component_no=5)], note="x", actor=world.cast.unit_head, at=later(AT, 2)
    )
    assert fact_of(dossier).supplement_asked_at == later(AT, 2)
    receive_supplement(asked, new_papers=[Paper(name="Ảnh")], actor=world.cast.desk_officer, at=later(AT, 26))
    fact = fact_of(dossier)
    assert (fact.components, fact.components_digitised, fact.supplement_asked_at) == (6, 4, None)


def test_a_paper_that_is_brought_anew_was_in_since_it_first_came(world: World) -> None:
    back, known, period = later(AT, 26), later(AT, 3), Period(local_date(AT), local_date(AT) + timedelta(days=1))
    with clock.set_to(AT):
        dossier = an_accepted(world, papers=(Paper(name="Đơn", source="scan"), Paper(name="Bản vẽ")))
        forward(dossier, actor=world.cast.desk_officer, at=later(AT))
        item = Item(name="Đơn", component_no=1)
        asked = ask_supplement(dossier, items=[item], note="x", actor=world.cast.unit_head, at=later(AT, 2))
        before = all_agree(stories(known), period, known)
        assert before["digitised.components"].value == 50
        receive_supplement(asked, actor=world.cast.desk_officer, at=back)
    times = dossier.components.order_by("no").values_list("received_at", "supplemented_at", "asked_again")
    assert list(times) == [(AT, back, False), (AT, None, False)]
    assert all_agree(stories(known), period, known) == before


def test_without_a_list_of_papers_their_number_is_unknown(world: World) -> None:
    assert fact_of(an_accepted(world, papers=())).components is None


def test_an_undo_gives_the_dossier_back_to_who_handled_it_and_its_stay_goes_on(world: World) -> None:
    cast, at = world.cast, later(AT, 2)
    dossier = at_step(world, 2)
    assert fact_of(dossier).officer_id == cast.desk_officer.id
    dossier = forward(dossier, actor=cast.unit_head, person_id=cast.handler.id, at=at)
    assert fact_of(dossier).officer_id == cast.handler.id
    dossier = undo(dossier, actor=cast.unit_head, at=at + timedelta(seconds=5))
    assert fact_of(dossier).officer_id == cast.desk_officer.id
    assert [stay.step for stay in stays_of(dossier)] == ["receive"]
    assert StepFact.objects.filter(dossier=dossier, recorded_to__isnull=False).count() == 1
    assert rebuild().examples == []


def test_what_is_sent_back_stays_a_second_time(world: World) -> None:
    dossier = at_step(world, 4)
    dossier = send_back(dossier, note="x", actor=world.cast.unit_head, at=later(AT, 3))
    forward(dossier, actor=world.cast.handler, at=later(AT, 4))
    assert [stay.step for stay in stays_of(dossier)] == ["receive", "assign", "appraise", "review", "appraise"]


def test_minutes_leave_out_what_the_clock_stood_for_a_payment(stopping: World) -> None:
    cast = stopping.cast
    dossier = at_step(stopping, 3)
    dossier = ask_payment(dossier, note="x", actor=cast.handler, at=later(AT, 1))
    dossier = confirm_payment(dossier, way="online", actor=cast.desk_officer, at=later(AT, 25))
    assert (fact_of(dossier).paid_online, dossier.clock_stood, dossier.step_stood) == (True, 480, 480)
    dossier = forward(dossier, actor=cast.handler, at=later(AT, 26))
    assert stays_of(dossier)[-1].minutes_used == 30 + 60
    assert dossier.step_stood == 0
    dossier = stop(dossier, reason="other", note="x", actor=cast.leader, at=later(AT, 26))
    assert (fact_of(dossier).minutes_used, fact_of(dossier).limit_minutes) == (120, 5 * 480)


def test_what_stops_while_a_payment_is_awaited_used_no_minute_of_the_waiting(stopping: World) -> None:
    cast = stopping.cast
    dossier = ask_payment(at_step(stopping, 3), note="x", actor=cast.handler, at=later(AT, 1))
    dossier = stop(dossier, reason="other", note="x", actor=cast.leader, at=later(AT, 25))
    assert fact_of(dossier).minutes_used == 60
    stay = stays_of(dossier)[-1]
    assert (stay.left_at, stay.minutes_used) == (later(AT, 1), 30)
    assert rebuild().examples == []


def test_an_electronic_result_is_known_when_it_is_returned(world: World) -> None:
    dossier = a_dossier(world, State.RESOLVED)
    assert fact_of(dossier).electronic_result is None
    dossier = return_result(dossier, channel="electronic", actor=world.cast.desk_officer, at=later(AT, 5))
    assert fact_of(dossier).electronic_result is True


def test_a_duty_to_apologise_stands_in_the_row_while_it_is_owed(world: World) -> None:
    dossier = at_step(world, 3)
    late = later(AT, 24 * 20)
    open_due_duties(late)
    fact = fact_of(dossier)
    apology = dossier.apologies.get()
    assert (fact.apology_due_at, fact.apology_sent_at) == (apology.due_by, None)
    assert rebuild().examples == []


def test_who_takes_an_appraisal_handles_the_dossier(world: World) -> None:
    cast = world.cast
    dossier = at_step(world, 2)
    dossier = forward(dossier, actor=cast.unit_head, at=later(AT, 1))
    assert fact_of(dossier).officer_id == cast.desk_officer.id
    take(dossier, actor=cast.handler, at=later(AT, 2))
    assert fact_of(dossier).officer_id == cast.handler.id


def values(model: type[Model]) -> list[dict[str, Any]]:
    """All rows but for their ids; rows that nobody could ever know left out."""
    rows = model._default_manager.order_by("dossier_id", "recorded_from", "id").values()
    kept = [row for row in rows if row["recorded_from"] != row["recorded_to"]]
    return [{name: value for name, value in row.items() if name != "id"} for row in kept]


def _break_off(_done: int) -> None:
    raise KeyboardInterrupt


def test_an_old_store_is_filled_as_if_the_columns_had_always_been(
    stopping: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(stopping, random.Random(11))
    a_dossier(stopping, State.RETURNED)
    a_filing(stopping)
    open_due_duties(AT + timedelta(days=60))
    found, stays = values(DossierFact), values(StepFact)
    DossierFact.objects.update(**dict.fromkeys(CARRIED))
    StepFact.objects.all().delete()
    ids = list(Dossier.objects.order_by("pk").values_list("pk", flat=True))
    FactFilling.objects.create(reached=0, until=ids[-1])
    monkeypatch.setattr(fill_figures, "PORTION", 1)
    monkeypatch.setattr(fact_tables, "_asked", [lambda: not fill_figures.waiting()])
    with pytest.raises(KeyboardInterrupt):
        fill(_break_off)
    assert fill_figures.waiting() == len(ids) - 1
    with pytest.raises(FiguresIncomplete, match="motcua migrate"):
        figures(["form06.3"], Question(period=Period(local_date(AT), local_date(AT) + timedelta(days=1))))
    assert (fill(), fill()) == (len(ids) - 1, 0)
    fact_tables.require_complete()
    assert rebuild().examples == []
    assert (values(DossierFact), values(StepFact)) == (found, stays)


def test_tampered_rows_are_told_by_column_and_put_right(world: World) -> None:
    dossier, other = a_dossier(world), at_step(world, 3)
    DossierFact.objects.filter(dossier=dossier, recorded_to__isnull=True).update(level="province", components=None)
    StepFact.objects.filter(dossier=other, step="assign").update(minutes_used=1)
    StepFact.objects.filter(dossier=other, step="receive").delete()
    found = rebuild()
    assert dict(found.by_column) == {
        "dossier.level": 1,
        "dossier.components": 1,
        "step.minutes_used": 1,
        "step.missing": 1,
    }
    assert repair(found, actor=SYSTEM, at=later(AT, 500)).repaired == 2
    assert rebuild().examples == []
    assert DossierFact.objects.filter(dossier=dossier, level="province", recorded_to=later(AT, 500)).exists()
    assert LogEntry.objects.filter(verb="dossiers.figures_rebuilt").count() == 2


def test_the_command_tells_differences_in_json_and_by_its_status(world: World, capsys: Any) -> None:
    dossier = an_accepted(world)
    call_command("figures", "rebuild", "--json")
    assert json.loads(capsys.readouterr().out)["differences"] == 0
    DossierFact.objects.filter(dossier=dossier).update(with_fee=None, officer_id=None)
    with pytest.raises((SystemExit, CommandError)):
        call_command("figures", "rebuild", "--apply", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["differing_dossiers"], told["repaired"], told["examples"][0]["code"]) == (1, 1, dossier.code)
    call_command("figures", "rebuild")
    assert "đều đúng" in capsys.readouterr().out
    assert DossierEvent.objects.filter(dossier=dossier).count() == 1
