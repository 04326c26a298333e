"""Signs of work outside the software, as rules with a table and properties."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.limits import TimeLimit
from motcua.domain.oddities import (
    BURST_OF,
    BURST_WITHIN,
    bursts,
    entered_late,
    released_early,
    returned_unconfirmed,
    unavoidable,
)
from motcua.domain.routing import Place, Step, StepKind

BEGAN = datetime(2026, 3, 2, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (15, False), (15.1, True), (600, True)])
def test_a_quarter_of_an_hour_is_still_at_once(minutes: float, late: bool) -> None:
    assert entered_late(BEGAN, BEGAN + minutes * MINUTE) is late


def steps(ways: dict[int, tuple[int, ...]]) -> list[Step]:
    """A process by its ways; the step without a following one returns the result."""
    limit = TimeLimit.parse("1 working_days")
    return [
        Step(no, str(no), "handler", Place.EXECUTING, limit, StepKind.OTHER if after else StepKind.RETURN, "", after)
        for no, after in ways.items()
    ]


@pytest.mark.parametrize(
    ("ways", "passed"),
    [
        ({1: (2,), 2: (3,), 3: ()}, {1, 2}),
        ({1: (2, 3), 2: (4,), 3: (4,), 4: (5,), 5: ()}, {1, 4}),
        ({1: (2, 4), 2: (3,), 3: (4,), 4: ()}, {1}),
        ({1: (2,), 2: (1, 3), 3: ()}, {1, 2}),
        ({1: ()}, set()),
        ({}, set()),
    ],
)
def test_a_step_is_unavoidable_when_no_way_to_the_return_goes_round_it(
    ways: dict[int, tuple[int, ...]], passed: set[int]
) -> None:
    assert unavoidable(steps(ways)) == passed


@pytest.mark.parametrize(
    ("stays", "required", "early"),
    [
        ([(1, 30), (2, 60), (3, 60)], {1, 2, 3}, False),
        ([(1, 30), (3, 60)], {1, 2, 3}, True),
        ([(1, 30), (2, 60), (3, 0.5)], {1, 2, 3}, False),
        ([(1, 30), (2, 0.5), (3, 0.5)], {1, 2, 3}, True),
        ([(1, 30), (2, 0.5), (3, 0.5), (4, 20)], {1, 2, 3, 4}, False),
        ([(1, 30), (2, 0.1), (3, 20), (2, 0.1), (3, 0.2)], {1, 2, 3}, False),
        ([(1, 30), (2, 0.1), (3, 0.2), (2, 0.3), (3, 0.2)], {1, 2, 3}, True),
        ([(1, 0.2), (2, 0.2)], {1, 2}, True),
        ([(1, 0.2)], {1}, False),
        ([], set(), False),
        ([], {1}, True),
    ],
)
def test_a_result_is_released_early_when_steps_were_skipped_or_the_last_two_rushed(
    stays: list[tuple[int, float]], required: set[int], early: bool
) -> None:
    places, at = [], BEGAN
    for step, minutes in stays:
        places.append((at, step))
        at += minutes * MINUTE
    assert released_early(places, at, required) is early


def at_minutes(*minutes: float) -> list[tuple[int, datetime]]:
    return [(number, BEGAN + minute * MINUTE) for number, minute in enumerate(minutes)]


@pytest.mark.parametrize(
    ("minutes", "together"),
    [
        ((0, 1, 2, 3), set()),
        ((0, 1, 2, 3, 4), {0, 1, 2, 3, 4}),
        ((0, 1, 2, 3, 5), {0, 1, 2, 3, 4}),
        ((0, 1, 2, 3, 5.1), set()),
        ((0, 2, 3, 4, 5, 6, 60), {0, 1, 2, 3, 4, 5}),
        ((0, 0, 0, 0, 0), {0, 1, 2, 3, 4}),
        ((), set()),
    ],
)
def test_five_within_five_minutes_are_a_burst(minutes: tuple[float, ...], together: set[int]) -> None:
    assert bursts(at_minutes(*minutes)) == together


TIMES = st.lists(st.integers(0, 3600).map(lambda seconds: seconds / 60), max_size=40)


@given(minutes=TIMES)
def test_bursts_are_what_looking_at_every_five_minutes_finds(minutes: list[float]) -> None:
    rows = at_minutes(*minutes)
    slow = {
        key
        for _first, begins in rows
        for key, at in rows
        if begins <= at <= begins + BURST_WITHIN
        and sum(begins <= other <= begins + BURST_WITHIN for _k, other in rows) >= BURST_OF
    }
    assert bursts(rows) == slow


@given(minutes=TIMES, more=st.integers(0, 3600), seed=st.randoms(use_true_random=False))
def test_the_order_does_not_matter_and_one_more_result_ends_no_burst(
    minutes: list[float], more: int, seed: Random
) -> None:
    rows = at_minutes(*minutes)
    shuffled = list(rows)
    seed.shuffle(shuffled)
    assert bursts(shuffled) == bursts(rows)
    assert bursts(rows) <= bursts([*rows, (-1, BEGAN + more / 60 * MINUTE)])


@pytest.mark.parametrize(
    ("confirmations", "found"),
    [
        ([], False),
        (["signed"], False),
        ([""], True),
        (["  "], True),
        (["", "postal"], False),
        (["signed", ""], True),
    ],
)
def test_of_several_times_the_last_needs_its_proof(confirmations: list[str], *, found: bool) -> None:
    assert returned_unconfirmed(confirmations) is found
