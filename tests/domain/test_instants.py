"""Instants and local dates: what is fast says what the time zone says."""

from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.instants import EPOCH, ZONE, local_date, midnight

moments = st.integers(-2_200_000_000, 7_200_000_000).map(lambda seconds: EPOCH + timedelta(seconds=seconds))


@given(moments)
def test_the_date_of_an_instant_is_that_of_the_time_zone(at: datetime) -> None:
    assert local_date(at) == at.astimezone(ZONE).date()
    assert local_date(at.astimezone(timezone(timedelta(hours=-3)))) == local_date(at)


@given(st.dates(date(1900, 1, 1), date(2199, 1, 1)))
def test_a_date_begins_at_its_midnight(on: date) -> None:
    begins = midnight(on)
    assert local_date(begins) == on
    assert local_date(begins - timedelta(seconds=1)) == on - timedelta(days=1)
