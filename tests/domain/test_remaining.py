"""What is left, and the five states of time."""

import pytest

from motcua.domain.deadlines import Remaining, TimeState, near_from, remaining, state_at
from tests.domain.offices import OFFICE, at, local

STARTED, DUE = at("2026-03-02T09:00"), at("2026-03-09T09:00")
NEAR = near_from(OFFICE, STARTED, DUE)


def test_a_fifth_of_the_term_is_near() -> None:
    assert local(NEAR) == "2026-03-06T09:00"
    assert near_from(OFFICE, DUE, STARTED) == STARTED


@pytest.mark.parametrize(
    ("now", "minutes", "state"),
    [
        ("2026-03-02T09:00", 2400, TimeState.INTIME),
        ("2026-03-06T08:59", 481, TimeState.INTIME),
        ("2026-03-06T09:00", 480, TimeState.NEAR),
        ("2026-03-08T09:00", 120, TimeState.NEAR),
        ("2026-03-09T07:00", 120, TimeState.TODAY),
        ("2026-03-09T09:00", 0, TimeState.TODAY),
        ("2026-03-09T09:30", -30, TimeState.LATE),
    ],
)
def test_time_has_one_language(now: str, minutes: int, state: TimeState) -> None:
    assert remaining(OFFICE, at(now), DUE, near=NEAR) == Remaining(minutes, state)


def test_a_paused_clock_keeps_what_was_left() -> None:
    paused = at("2026-03-06T09:00")
    left = remaining(OFFICE, at("2026-04-01T09:00"), DUE, near=NEAR, paused_since=paused)
    assert left == Remaining(480, TimeState.PAUSED)


def test_without_a_term_nothing_is_near() -> None:
    assert state_at(at("2026-03-08T09:00"), DUE) is TimeState.INTIME
