"""Quiet hours and gaps: rules without a database."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.worktime import ZONE
from motcua.notifications.quiet import ATTEMPTS, GAPS, allowed_from, gap_after, is_quiet

NIGHT = (time(21), time(7))
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 10 * 365 * 24 * 3600).map(lambda seconds: FIRST + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("20:59", False), ("21:00", True), ("23:59", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_the_night_is_quiet_from_21_until_before_7(clock: str, quiet: bool) -> None:
    at = datetime.fromisoformat(f"2026-01-12T{clock}:00+07:00").astimezone(UTC)
    assert is_quiet(at, *NIGHT) is quiet
    assert (allowed_from(at, *NIGHT) == at) is not quiet


def test_what_is_written_at_night_goes_at_seven() -> None:
    for written in ("2026-01-12T22:10:30", "2026-01-13T03:00:00"):
        at = datetime.fromisoformat(f"{written}+07:00").astimezone(UTC)
        assert allowed_from(at, *NIGHT) == datetime(2026, 1, 13, 7, tzinfo=ZONE)


@given(INSTANTS, st.times(), st.times())
def test_what_is_put_off_goes_within_a_day_and_not_in_quiet_hours(at: datetime, starts: time, ends: time) -> None:
    starts, ends = starts.replace(microsecond=0), ends.replace(microsecond=0)
    allowed = allowed_from(at, starts, ends)
    assert at <= allowed <= at + timedelta(days=1)
    assert not is_quiet(allowed, starts, ends)
    assert allowed_from(allowed, starts, ends) == allowed


@given(INSTANTS, st.times())
def test_equal_times_mean_no_quiet_hours(at: datetime, hour: time) -> None:
    assert allowed_from(at, hour, hour) == at


@given(st.uuids(), st.integers(1, ATTEMPTS - 1))
def test_gaps_grow_with_at_most_a_fifth_of_chance(message: UUID, attempt: int) -> None:
    gap = gap_after(attempt, message)
    assert gap is not None
    assert abs(gap / GAPS[attempt - 1] - 1) <= 0.2
    assert gap_after(attempt, message) == gap
    if attempt > 1:
        before = gap_after(attempt - 1, message)
        assert before is not None
        assert before < gap


def test_after_the_last_attempt_there_is_none() -> None:
    assert gap_after(ATTEMPTS, uuid4()) is None
    assert len({gap_after(1, uuid4()) for _ in range(20)}) > 1, "what failed together does not come back together"
