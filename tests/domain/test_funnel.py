"""The limits of the funnel are those of the binomial distribution, and chance stays between them."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.funnel import (
    Place,
    binomial_cdf,
    common_share,
    curve,
    limit,
    limits,
    place,
    quantile,
)


def exact(most: int, size: int, share: Fraction) -> Fraction:
    return sum((math.comb(size, k) * share**k * (1 - share) ** (size - k) for k in range(most + 1)), start=Fraction(0))


@given(st.integers(1, 60), st.integers(1, 99), st.data())
def test_the_distribution_agrees_with_a_sum_of_fractions(size: int, percent: int, data: st.DataObject) -> None:
    most = data.draw(st.integers(0, size))
    share = Fraction(percent, 100)
    assert binomial_cdf(most, size, percent / 100) == pytest.approx(float(exact(most, size, share)), abs=1e-9)


def test_the_edges_of_the_distribution_are_certain() -> None:
    assert binomial_cdf(-1, 5, 0.3) == 0.0
    assert binomial_cdf(5, 5, 0.3) == 1.0
    assert binomial_cdf(0, 5, 0.0) == 1.0
    assert binomial_cdf(4, 5, 1.0) == 0.0


@given(st.integers(1, 3000), st.floats(0.01, 0.99), st.sampled_from((0.001, 0.025, 0.5, 0.975, 0.999)))
def test_a_quantile_is_the_first_number_that_is_probable_enough(size: int, share: float, probability: float) -> None:
    number = quantile(probability, size, share)
    assert binomial_cdf(number, size, share) >= probability
    assert number == 0 or binomial_cdf(number - 1, size, share) < probability


@given(st.integers(1, 5000), st.floats(0.01, 0.99))
def test_the_outer_limits_enclose_the_inner_ones_and_both_the_common_share(size: int, share: float) -> None:
    found = limits(size, share)
    assert 0.0 <= found.far_low <= found.low <= found.high <= found.far_high <= 1.0
    if size * min(share, 1 - share) >= 5:
        assert found.low < share < found.high


@given(st.floats(0.5, 0.99), st.integers(30, 2000))
def test_more_dossiers_draw_the_limits_together(share: float, size: int) -> None:
    near, far = limits(size, share), limits(size * 4, share)
    assert far.high - far.low < near.high - near.low


def test_a_large_unit_has_nearly_the_limits_of_the_normal_distribution() -> None:
    size, share = 40_000, 0.9
    spread = math.sqrt(share * (1 - share) / size)
    assert limit(0.025, size, share) == pytest.approx(share - 1.96 * spread, abs=spread / 50)
    assert limit(0.999, size, share) == pytest.approx(share + 3.09 * spread, abs=spread / 25)


def test_where_all_are_in_time_there_is_nothing_to_vary() -> None:
    assert limits(50, 1.0) == limits(50, 1.0).__class__(50, 1.0, 1.0, 1.0, 1.0)
    assert place(50, 50, 1.0) is Place.WITHIN
    assert place(49, 50, 1.0) is Place.FAR_BELOW


@pytest.mark.parametrize(
    ("counted", "size", "found"),
    [
        (9, 9, Place.FEW),
        (95, 100, Place.WITHIN),
        (88, 100, Place.BELOW),
        (80, 100, Place.FAR_BELOW),
        (4770, 5000, Place.WITHIN),
        (4790, 5000, Place.ABOVE),
        (4850, 5000, Place.FAR_ABOVE),
    ],
)
def test_a_unit_is_placed_by_its_rate_and_its_size(counted: int, size: int, found: Place) -> None:
    assert place(counted, size, 0.95) is found


def test_a_small_unit_that_has_all_in_time_is_nothing_unusual() -> None:
    """0.86 ** 13 = 0.14: one unit in seven of this size has all in time."""
    assert place(13, 13, 0.86) is Place.WITHIN
    assert place(60, 60, 0.86) is Place.FAR_ABOVE


@given(st.integers(10, 2000), st.floats(0.05, 0.95), st.data())
def test_who_lies_beyond_a_limit_by_a_whole_dossier_is_placed_there(
    size: int, share: float, data: st.DataObject
) -> None:
    counted = data.draw(st.integers(0, size))
    found = limits(size, share)
    if counted + 1 < found.far_low * size:
        assert place(counted, size, share) is Place.FAR_BELOW
    if counted - 1 > found.far_high * size:
        assert place(counted, size, share) is Place.FAR_ABOVE
    if found.low * size + 1 < counted < found.high * size - 1:
        assert place(counted, size, share) is Place.WITHIN


def test_the_same_rate_is_nothing_in_a_small_unit_and_much_in_a_large_one() -> None:
    assert place(18, 20, 0.95) is Place.WITHIN
    assert place(1800, 2000, 0.95) is Place.FAR_BELOW


@pytest.mark.parametrize(("counted", "size"), [(-1, 5), (6, 5)])
def test_more_than_all_or_less_than_nothing_is_refused(counted: int, size: int) -> None:
    with pytest.raises(ValueError, match="of 5"):
        place(counted, size, 0.5)


@pytest.mark.parametrize(("size", "share"), [(0, 0.5), (5, 1.5), (5, -0.1)])
def test_limits_of_nothing_are_refused(size: int, share: float) -> None:
    with pytest.raises(ValueError, match="no limits"):
        limits(size, share)


def test_the_common_share_weighs_each_unit_by_its_size() -> None:
    assert common_share([(1, 1), (0, 9)]) == 0.1
    assert common_share([]) is None
    assert common_share([(0, 0)]) is None


def test_the_curve_runs_from_the_least_judged_size_to_the_largest_unit() -> None:
    sizes = [each.size for each in curve(2000, 0.9)]
    assert sizes[0] == 10
    assert sizes[-1] == 2000
    assert sizes == sorted(set(sizes))
    assert [each.size for each in curve(3, 0.9)] == [3]
    assert [each.size for each in curve(10, 0.9)] == [10]
