"""What became of similar dossiers: counted once each, steadied by wider groups, silent where there were too few."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.foresight import (
    BUSY,
    ENOUGH,
    SLACK,
    TENTHS,
    WEIGHT,
    Course,
    Model,
    Situation,
    Workload,
    band,
    learn,
    situation_of,
    walk,
)

BEGAN = datetime(2026, 1, 5, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_course(at: float = 0, takes: float | None = 8, *, step: str = "appraise", unit: str = "7") -> Course:
    """A course with a term of ten hours that begins `at` hours after the beginning and takes so many hours."""
    started = BEGAN + at * HOUR
    return Course(
        dossier=round(at * 10),
        procedure="1",
        unit=unit,
        started=started,
        due=started + 10 * HOUR,
        marks=tuple(started + tenth * HOUR for tenth in range(1, TENTHS)),
        places=((started, "receive"), (started + 1.5 * HOUR, step)),
        ended=None if takes is None else started + takes * HOUR,
    )


def learnt(courses: list[Course], until: datetime = BEGAN + 10_000 * HOUR) -> Model:
    return learn(courses, Workload(courses), until)


@pytest.mark.parametrize(
    ("takes", "missed", "over"),
    [(8, False, 8), (10, False, 10), (10.5, True, 10), (None, True, 10)],
)
def test_a_date_is_missed_by_what_ended_after_it_or_has_not_ended(takes: float, missed: bool, over: float) -> None:
    course = a_course(takes=takes)
    assert course.missed is missed
    assert course.over == BEGAN + over * HOUR


def test_a_dossier_passes_through_situations_until_it_is_over() -> None:
    course = a_course(takes=2.5)
    passed = [(at - BEGAN, s.tenth, s.step) for at, s in walk(course, Workload([course]), {})]
    assert passed == [
        (0 * HOUR, 0, "receive"),
        (HOUR, 1, "receive"),
        (1.5 * HOUR, 1, "appraise"),
        (2 * HOUR, 2, "appraise"),
    ]


def test_before_its_first_place_a_dossier_lies_where_it_came_first() -> None:
    late = replace(a_course(), places=((BEGAN + HOUR, "appraise"),))
    assert late.step_at(BEGAN) == "appraise"


def test_groups_go_from_all_to_exactly_alike() -> None:
    groups = Situation(3, "sign", "12", "7", BUSY).groups()
    assert groups == ("", "3", "3|sign", "3|sign|12", "3|sign|12|7", "3|sign|12|7|1")


@pytest.mark.parametrize(
    ("number", "usual", "load"),
    [(74, 100, SLACK), (75, 100, 0), (125, 100, 0), (126, 100, BUSY), (0, 0, 0), (1, 0, BUSY)],
)
def test_load_is_told_beside_what_is_usual(number: int, usual: int, load: int) -> None:
    assert band(number, usual) == load


def test_the_workload_of_an_instant_counts_what_had_begun_and_not_ended() -> None:
    courses = [a_course(0, 2), a_course(1, 4), a_course(1, None), a_course(0, 2, unit="8")]
    work = Workload(courses)
    assert [work.open_at("7", BEGAN + hours * HOUR) for hours in (0, 0.5, 1.5, 2.5, 6, 100)] == [0, 1, 3, 2, 1, 1]
    assert work.open_at("9", BEGAN) == 0
    assert work.usual(BEGAN) == {}
    assert work.usual(BEGAN + 1.5 * HOUR) == {"7": 1, "8": 0}


def test_a_dossier_counts_once_in_each_group_however_often_it_came_there() -> None:
    there_and_back = replace(a_course(takes=9.5), places=tuple((BEGAN + i / 4 * HOUR, "ab"[i % 2]) for i in range(30)))
    assert learnt([there_and_back] * ENOUGH).groups["0|a"] == (ENOUGH, 0)


def test_one_fewer_than_enough_and_the_model_is_silent() -> None:
    here = Situation(0, "receive", "1", "7", 0)
    assert learnt([a_course(takes=0.5)] * (ENOUGH - 1)).forecast(here) is None
    forecast = learnt([a_course(takes=0.5)] * ENOUGH).forecast(here)
    assert forecast is not None
    assert (forecast.alike, forecast.in_time, forecast.likeness) == (ENOUGH, ENOUGH, 5)
    assert Model({}, {}).forecast(here) is None


def shares(*counts: tuple[int, int]) -> Model:
    """A model whose groups around one situation hold these dossiers and missed ones, from the widest."""
    groups = Situation(4, "sign", "12", "7", 0).groups()
    return Model(dict(zip(groups, counts, strict=False)), {})


@pytest.mark.parametrize(
    ("counts", "likeness", "alike", "probability"),
    [
        ([(98, 49)], None, 0, 0),
        ([(98, 49), (29, 29)], None, 0, 0),
        ([(98, 49), (30, 0)], 1, 30, 5 / 40),
        ([(98, 49), (30, 30)], 1, 30, 35 / 40),
        ([(98, 49), (90, 45), (80, 18)], 2, 80, 23 / 90),
        ([(98, 49), (90, 45), (29, 0), (60, 0)], 1, 90, 0.5),
        ([(98, 49), (90, 45), (80, 40), (70, 35), (60, 30), (50, 0)], 5, 50, 5 / 60),
    ],
)
def test_the_narrowest_group_with_enough_speaks_and_wider_ones_steady_it(
    counts: list[tuple[int, int]], likeness: int | None, alike: int, probability: float
) -> None:
    forecast = shares(*counts).forecast(Situation(4, "sign", "12", "7", 0))
    if likeness is None:
        assert forecast is None
        return
    assert forecast is not None
    assert (forecast.likeness, forecast.alike) == (likeness, alike)
    assert forecast.probability == pytest.approx(probability)


COUNTS = st.lists(st.integers(ENOUGH, 500), min_size=2, max_size=6).map(lambda n: sorted(n, reverse=True))


@given(counts=COUNTS, data=st.data())
def test_one_more_missed_dossier_never_makes_a_miss_less_probable(counts: list[int], data: st.DataObject) -> None:
    missed = [data.draw(st.integers(0, n - 1)) for n in counts]
    where = data.draw(st.integers(0, len(counts) - 1))
    more = [m + (place == where) for place, m in enumerate(missed)]
    here = Situation(4, "sign", "12", "7", 0)
    less = shares(*zip(counts, missed, strict=True)).forecast(here)
    greater = shares(*zip(counts, more, strict=True)).forecast(here)
    assert less is not None
    assert greater is not None
    assert 0 < less.probability <= greater.probability < 1


@given(n=st.integers(ENOUGH, 10_000), share=st.floats(0, 1))
def test_a_large_group_says_its_own_share_whatever_the_wider_say(n: int, share: float) -> None:
    missed = round(n * share)
    forecast = shares((10_000, 5_000), (n, missed)).forecast(Situation(4, "sign", "12", "7", 0))
    assert forecast is not None
    assert abs(forecast.probability - missed / n) <= WEIGHT / (n + WEIGHT)


HOURS = st.floats(0, 60, allow_nan=False).map(lambda hours: round(hours, 2))
COURSES = st.lists(
    st.tuples(HOURS, st.none() | st.floats(0.1, 40).map(lambda hours: round(hours, 2)), st.sampled_from(["7", "8"])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(told=COURSES, hours=HOURS, other=st.none() | st.floats(0.1, 50).map(lambda hours: round(hours, 2)))
def test_nothing_after_the_instant_of_learning_is_used(
    told: list[tuple[float, float | None, str]], hours: float, other: float | None
) -> None:
    """Whatever happens from the instant on, what was learnt, and where a dossier stood, is the same."""
    until = BEGAN + hours * HOUR
    courses = [a_course(at, takes, unit=unit) for at, takes, unit in told] * ENOUGH
    changed = []
    for course in courses:
        known = course.ended if course.ended is not None and course.ended < until else None
        ended = known if known is not None or other is None else until + other * HOUR
        places = tuple(p for p in course.places if p[0] < until) or course.places[:1]
        changed.append(replace(course, ended=ended, places=(*places, (until + HOUR, "elsewhere"))))
    begun = [course for course in changed if course.started < until]
    assert learn(courses, Workload(courses), until) == learn(begun, Workload(begun), until)
    first = courses[0]
    at = min(first.started, until)
    assert Workload(courses).open_at(first.unit, at) == Workload(begun).open_at(first.unit, at)


def test_a_dossier_whose_date_is_still_to_come_is_not_learnt_from_even_if_it_ended() -> None:
    quick = [a_course(takes=1)] * ENOUGH
    assert learnt(quick, BEGAN + 9 * HOUR).learnt == 0
    assert learnt(quick, BEGAN + 10 * HOUR).learnt == 0
    assert learnt(quick, BEGAN + 10.1 * HOUR).learnt == ENOUGH


def test_a_unit_that_never_had_work_has_its_usual_load() -> None:
    assert situation_of(a_course(), BEGAN, 40, {}).load == 0
