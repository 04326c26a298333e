"""Foresight in the store: learnt from a unit's own past, shown only when it proved itself on it, silent otherwise."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.errors import NotAllowed
from motcua.domain.foresight_judging import Alarms, Bin, Judgement
from motcua.dossiers.jobs import foresight as job
from motcua.dossiers.models import Dossier, Foresight, ForesightThreshold
from motcua.dossiers.queries import foresight, judgements
from motcua.dossiers.queries.courses import courses_of
from motcua.dossiers.queries.followed import Behind, Part, kept_of
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.foresight import learn_unit, threshold_at
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.stop import stop
from motcua.organisation.actors import system_actor
from tests.cast import AT
from tests.dossiers.pasts import DAY, EACH, MONDAY, WAVES, a_past, to_appraisal, to_result, to_review
from tests.factories import World, at_step, later

pytestmark = pytest.mark.django_db


def learnt(world: World, at: datetime) -> Foresight:
    row = learn_unit(world.cast.commune.id, actor=system_actor(), at=at)
    assert row is not None
    return row


def sentence_of(dossier: Dossier, at: datetime) -> str | None:
    """What the dossier's page says, with the remark on it."""
    told = foresight.foretold(dossier, at)
    return None if told is None else " ".join(str(part) for part in (told.sentence, told.remark) if part is not None)


def will_miss(dossier: Dossier, at: datetime) -> bool:
    """Whether a dossier is as likely to miss its date as the threshold in force asks for."""
    forecast = foresight.probability_of([dossier], at).get(dossier.pk)
    return forecast is not None and forecast.probability >= threshold_at(at)


def at_work(world: World, at: datetime) -> Dossier:
    """A dossier that has lain with the handler for four working days of a term of five."""
    return to_appraisal(world, at - 6 * DAY, 1)[0]


def test_a_past_that_tells_is_learnt_shown_and_said_in_one_sentence(world: World) -> None:
    at = a_past(world)
    running = at_work(world, at)
    row = learnt(world, at)
    assert (row.dossiers, row.shown, row.current) == (WAVES * EACH, True, True)
    told = foresight.foretold(running, at)
    assert told is not None
    assert told.forecast is not None
    assert str(told.sentence) == (
        f"{told.forecast.in_time} trên {told.forecast.alike} hồ sơ giống hồ sơ này đã xong đúng hạn."
    )
    assert sentence_of(running, at) == str(told.sentence)
    assert foresight.probability_of([running], at) == {running.pk: told.forecast}
    assert told.forecast.probability > 0.7
    assert will_miss(running, at)
    fresh = to_appraisal(world, at - timedelta(hours=3), 1)[0]
    assert not will_miss(fresh, at)


def test_the_number_of_queries_is_the_same_for_ten_and_for_a_hundred(world: World) -> None:
    at = a_past(world)
    dossiers = to_appraisal(world, at - DAY, 100)
    learnt(world, at)
    counts = []
    for number in (10, 100):
        foresight._kept.clear()  # the worst case: nothing is at hand
        with CaptureQueriesContext(connection) as seen:
            assert len(foresight.probability_of(dossiers[:number], at)) == number
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 4


def test_a_model_that_did_not_prove_itself_leaves_the_word_to_the_plain_rule(world: World) -> None:
    at = a_past(world, waves=2)
    running = at_work(world, at)
    row = learnt(world, at)
    assert not row.shown
    assert foresight.probability_of([running], at) == {}
    assert not will_miss(running, at)
    assert sentence_of(running, at) == (
        "Còn không quá 20 % thời hạn. Dự báo từ hồ sơ cũ chưa tốt hơn quy tắc này nên không hiện."
    )
    assert sentence_of(to_appraisal(world, at - timedelta(hours=3), 1)[0], at) is None


def test_nothing_is_said_of_what_does_not_run_or_where_nothing_was_learnt(world: World) -> None:
    running = at_step(world, 3)
    assert sentence_of(running, later(AT, 2)) is None
    at = a_past(world, waves=2)
    learnt(world, at)
    over = to_result(world, to_review(world, to_appraisal(world, at - DAY, 1), at - timedelta(hours=20)), at - DAY / 2)
    assert sentence_of(over[0], at) is None
    assert sentence_of(running, at) is None, "it is late already"
    assert foresight.probability_of([], at) == {}


def test_what_was_known_later_changes_nothing_that_was_learnt_before(world: World) -> None:
    a_past(world, waves=4)
    at = MONDAY + 9 * DAY
    before = courses_of(world.cast.commune.id, at)
    first = learnt(world, at)
    a_past(world, begins=at + DAY, waves=1)
    assert courses_of(world.cast.commune.id, at) == before
    Foresight.objects.all().delete()
    again = learnt(world, at)
    assert (first.groups, first.usual, first.workload) == (again.groups, again.usual, again.workload)


def test_what_stands_still_or_ended_without_a_result_is_not_learnt_from(world: World) -> None:
    paused, stopped, kept = (at_step(world, 3) for _ in range(3))
    item = Item(name="Bản vẽ", problem="mờ")
    ask_supplement(paused, items=[item], note="Mờ.", actor=world.cast.handler, at=later(AT, 3))
    stop(stopped, reason="dispute", note="Tranh chấp.", actor=world.cast.unit_head, at=later(AT, 3))
    (course,) = courses_of(world.cast.commune.id, AT + DAY)
    assert course.due == kept.due_at
    assert [step for _at, step in course.places] == ["receive", "assign", "appraise"]


def test_only_the_latest_row_keeps_its_counts_and_every_row_its_judgement(world: World) -> None:
    at = a_past(world, waves=3)
    first = learnt(world, at)
    second = learnt(world, at + DAY)
    first.refresh_from_db()
    assert (first.current, first.groups) == (False, {})
    assert first.judgement
    assert second.current
    assert learn_unit(world.cast.commune.id, actor=system_actor(), at=at + DAY) is None


def test_the_task_learns_once_a_day_for_units_with_live_dossiers(world: World) -> None:
    at_step(world, 3)
    assert job.run(later(AT, 3)) == 1
    assert job.run(later(AT, 4)) == 0
    assert job.run(later(AT, 24)) == 1
    assert set(Foresight.objects.values_list("unit_id", flat=True)) == {world.cast.commune.id}


def test_only_the_system_learns(world: World) -> None:
    with pytest.raises(NotAllowed):
        learn_unit(world.cast.commune.id, actor=world.cast.leader, at=AT)


def test_the_threshold_is_the_one_in_force_that_day() -> None:
    ForesightThreshold.objects.all().delete()
    assert threshold_at(AT) == 1.0
    ForesightThreshold.objects.create(
        probability=0.6, ground="QĐ", valid_from=date(2025, 1, 1), valid_to=date(2026, 1, 12)
    )
    ForesightThreshold.objects.create(probability=0.8, ground="QĐ mới", valid_from=date(2026, 1, 12))
    assert threshold_at(AT - DAY) == 0.6
    assert threshold_at(AT) == 0.8


def test_a_judgement_is_read_as_it_was_written(world: World) -> None:
    bins = (None, Bin(3, 0.15, 0.5))
    alarms = [Alarms(9, 8, timedelta(hours=hours)) for hours in (3, 2)]
    told = Judgement(AT, AT + DAY, 9, 8, 7, 60, 5, 0.1, 0.3, 0.21, bins, alarms[0], alarms[1])
    assert judgements.read(judgements.write(told)) == told
    row = learnt(world, AT)
    assert judgements.judged([row.unit_id])[row.unit_id].judgement is None
    assert judgements.judged().keys() == {row.unit_id}


def test_every_group_that_speaks_has_as_many_dossiers_behind_it_as_it_counts(world: World) -> None:
    row = learnt(world, a_past(world, waves=4))
    kept = kept_of(world.cast.commune.id)
    assert kept is not None
    assert len(row.groups) > 10
    for group, (alike, missed) in row.groups.items():
        assert len(kept.behind(Behind(Part.ALIKE, group=group))) == alike, group
        assert len(kept.behind(Behind(Part.LATE, group=group))) == missed, group
        assert len(kept.behind(Behind(Part.IN_TIME, group=group))) == alike - missed, group


def test_of_a_model_that_was_replaced_no_dossiers_are_kept(world: World) -> None:
    at = a_past(world, waves=1)
    first = learnt(world, at)
    assert len(first.followed["rows"]) == EACH
    learnt(world, at + DAY)
    first.refresh_from_db()
    assert first.followed == {}
