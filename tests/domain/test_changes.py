"""Changes between two periods: what chance explains stands behind, what is too small is not ranked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.changes import Part, change, ranked, wilson


@st.composite
def parts(draw: st.DrawFn) -> Part:
    base = draw(st.integers(1, 5000))
    return Part(draw(st.integers(0, base)), base)


def test_the_interval_is_the_one_of_the_source() -> None:
    """Newcombe 1998, table II, method 10, row 56/70 against 48/80."""
    found = change("x", Part(48, 80), Part(56, 70))
    assert found.difference == pytest.approx(0.2)
    assert found.low == pytest.approx(0.0524, abs=5e-5)
    assert found.high == pytest.approx(0.3339, abs=5e-5)
    assert not found.by_chance


@given(parts())
def test_a_share_lies_in_its_own_interval(part: Part) -> None:
    low, high = wilson(part)
    assert 0.0 <= low <= part.share <= high <= 1.0


def test_of_nothing_every_share_is_possible() -> None:
    assert wilson(Part(0, 0)) == (0.0, 1.0)
    assert Part(0, 0).share == 0.0


@given(parts(), parts())
def test_turning_time_round_turns_the_change_round(before: Part, after: Part) -> None:
    there, back = change("x", before, after), change("x", after, before)
    assert there.low - 1e-12 <= there.difference <= there.high + 1e-12
    assert there.difference == pytest.approx(-back.difference)
    assert there.low == pytest.approx(-back.high)
    assert there.high == pytest.approx(-back.low)


def test_what_chance_does_not_explain_is_named_first() -> None:
    small_but_sure = ("large office", Part(9500, 10_000), Part(9200, 10_000))
    large_but_doubtful = ("small office", Part(20, 20), Part(18, 20))
    found = ranked([large_but_doubtful, small_but_sure])
    assert [each.key for each in found.worst] == ["large office", "small office"]
    assert [each.by_chance for each in found.worst] == [False, True]
    assert found.best == ()


def test_too_few_are_named_and_not_ranked() -> None:
    found = ranked([("tiny", Part(3, 3), Part(0, 3)), ("once tiny", Part(5, 19), Part(500, 500))])
    assert found.few == ("tiny", "once tiny")
    assert found.worst == found.best == ()


def test_at_most_five_of_each_and_what_stayed_is_in_neither() -> None:
    falling = [(f"f{n}", Part(100, 100), Part(99 - n, 100)) for n in range(7)]
    rising = [(f"r{n}", Part(50, 100), Part(51 + n, 100)) for n in range(7)]
    found = ranked([*falling, *rising, ("same", Part(70, 100), Part(70, 100))])
    assert [each.key for each in found.worst] == ["f6", "f5", "f4", "f3", "f2"]
    assert [each.key for each in found.best] == ["r6", "r5", "r4", "r3", "r2"]


def test_where_less_is_better_the_lists_change_places() -> None:
    rates = [("late", Part(10, 100), Part(40, 100))]
    assert [each.key for each in ranked(rates, rising_is_good=False).worst] == ["late"]
    assert [each.key for each in ranked(rates).best] == ["late"]


@pytest.mark.parametrize(("counted", "base"), [(-1, 4), (5, 4)])
def test_more_than_all_is_refused(counted: int, base: int) -> None:
    with pytest.raises(ValueError, match="of 4"):
        Part(counted, base)
