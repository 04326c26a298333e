"""Judged by time: the error of probabilities, a table of calibration, and warnings at equal alarms."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.foresight import TENTHS, Course
from motcua.domain.foresight_judging import (
    ENOUGH_JUDGED,
    ENOUGH_MISSED,
    Alarms,
    Judgement,
    bins,
    brier,
    cut_of,
    judge,
)

BEGAN = datetime(2026, 1, 5, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
CUT, END = BEGAN + 1000 * HOUR, BEGAN + 2100 * HOUR


def a_course(at: float, takes: float | None, *, slow: bool) -> Course:
    """Ten hours of term; a slow one is at another step from its second hour on."""
    started = BEGAN + at * HOUR
    places = [(started, "receive"), (started + HOUR, "wait" if slow else "appraise")]
    return Course(
        dossier=round(at * 10),
        procedure="1",
        unit="7",
        started=started,
        due=started + 10 * HOUR,
        marks=tuple(started + tenth * HOUR for tenth in range(1, TENTHS)),
        places=tuple(places),
        ended=None if takes is None else started + takes * HOUR,
    )


def telling(number: int = 200) -> list[Course]:
    """A past in which the step tells early what becomes of a dossier: of three one is slow and late, one just in time,
    one quick."""
    kinds = Random(5).choices(range(3), k=2 * number)
    return [a_course(1000 * n / number, (14, 9.5, 5)[kind], slow=kind == 0) for n, kind in enumerate(kinds)]


def test_a_past_that_tells_beats_base_and_rule() -> None:
    judged = judge(telling(), CUT, END)
    assert judged.beats
    assert judged.brier < judged.base_brier / 2
    assert judged.model.warning == 9 * HOUR
    assert judged.rule == Alarms(judged.rule.number, judged.missed, 2 * HOUR)
    assert judged.model.number <= judged.rule.number
    assert judged.model.hits == judged.missed


def test_a_past_that_tells_nothing_does_not_beat_the_base() -> None:
    chance = Random(3)
    dull = [a_course(5 * n, 14 if chance.random() < 0.3 else 9.5, slow=False) for n in range(400)]
    judged = judge(dull, CUT, END)
    assert judged.proves
    assert not judged.beats
    assert judged.base == pytest.approx(0.3, abs=0.05)


def test_without_a_past_the_model_is_silent_and_the_base_is_an_even_chance() -> None:
    judged = judge([a_course(1500, 14, slow=True)], CUT, END)
    assert (judged.silent, judged.base, judged.brier, judged.base_brier) == (10, 0.5, 0.25, 0.25)
    assert judged.model == Alarms(0, 0, timedelta(0))
    assert not judged.proves
    assert not judged.beats


def test_with_nothing_to_judge_there_are_no_alarms() -> None:
    judged = judge(telling(), END, END)
    assert (judged.judged, judged.brier, judged.model, judged.rule) == (
        0, 0.0, Alarms(0, 0, timedelta(0)), Alarms(0, 0, timedelta(0)),
    )  # fmt: skip


def test_a_model_never_alarms_more_often_than_the_rule() -> None:
    hurried = [a_course(at, 5, slow=False) for at in range(0, 2000, 5)]
    judged = judge(hurried, CUT, END)
    assert judged.rule.number == 0
    assert judged.model.number == 0


def test_judging_twice_says_the_same() -> None:
    assert judge(telling(), CUT, END) == judge(telling(), CUT, END)


def a_judgement(judged: int, missed: int, brier: float, model: float, rule: float) -> Judgement:
    alarms = [Alarms(9, 9, hours * HOUR) for hours in (model, rule)]
    return Judgement(CUT, END, 9, judged, missed, 9, 0, brier, 0.3, 0.21, (), alarms[0], alarms[1])


@pytest.mark.parametrize(
    ("judged", "missed", "brier", "model", "rule", "beats"),
    [
        (ENOUGH_JUDGED, ENOUGH_MISSED, 0.2, 3, 2, True),
        (ENOUGH_JUDGED - 1, ENOUGH_MISSED, 0.2, 3, 2, False),
        (ENOUGH_JUDGED, ENOUGH_MISSED - 1, 0.2, 3, 2, False),
        (ENOUGH_JUDGED, ENOUGH_MISSED, 0.21, 3, 2, False),
        (ENOUGH_JUDGED, ENOUGH_MISSED, 0.2, 2, 2, False),
    ],
)
def test_a_model_is_shown_only_when_it_is_proved_truer_and_earlier(
    judged: int, missed: int, brier: float, model: float, rule: float, beats: bool
) -> None:
    assert a_judgement(judged, missed, brier, model, rule).beats is beats


PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@given(pairs=PAIRS)
def test_every_reading_stands_in_one_bin_of_the_calibration(pairs: list[tuple[float, bool]]) -> None:
    table = bins(pairs)
    assert sum(each.number for each in table if each) == len(pairs)
    for place, each in enumerate(table):
        if each is not None:
            assert place / TENTHS - 1e-9 <= each.predicted <= (place + 1) / TENTHS + 1e-9
            assert 0 <= each.seen <= 1
    assert 0 <= brier(pairs) <= 1


@given(pairs=PAIRS)
def test_no_constant_is_truer_than_the_share_that_missed(pairs: list[tuple[float, bool]]) -> None:
    share = sum(missed for _p, missed in pairs) / len(pairs)
    best = brier([(share, missed) for _p, missed in pairs])
    assert all(best <= brier([(p, missed) for _q, missed in pairs]) + 1e-12 for p, _m in pairs)


def test_the_past_is_cut_where_three_fifths_had_begun() -> None:
    courses = [a_course(at, 8, slow=False) for at in range(100)]
    assert cut_of(courses, END) == BEGAN + 60 * HOUR
    assert cut_of(courses, BEGAN) is None


def test_the_judged_dossiers_one_by_one_add_up_to_every_number() -> None:
    judged = judge(telling(), CUT, END)
    followed = judged.followed
    assert (len(followed), sum(each.missed for each in followed)) == (judged.judged, judged.missed)
    assert len({each.dossier for each in followed}) == judged.judged
    for alarms, alarmed in ((judged.model, "model"), (judged.rule, "rule")):
        assert sum(getattr(each, alarmed) for each in followed) == alarms.number
        assert sum(getattr(each, alarmed) and each.missed for each in followed) == alarms.hits
    fell = Counter(place for each in followed for place in each.bins)
    assert [fell[place] for place in range(TENTHS)] == [0 if each is None else each.number for each in judged.bins]
    assert fell.total() == judged.readings
