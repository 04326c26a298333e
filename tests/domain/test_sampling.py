"""Samples that anybody draws again, drawn alike from all, and what they say of the whole."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.sampling import allot, draw, draw_from_each, fingerprint, rank, wilson

NAMES = [f"H72.15-260112-{n:04d}" for n in range(1, 61)]


def test_the_number_of_a_member_is_what_sha256sum_prints() -> None:
    """`printf 'abc:H72.15-260112-0001' | sha256sum`."""
    assert rank("abc", "H72.15-260112-0001") == "c0d8624a4ad077a884b493bc15c88c497e2990ddaa94987e43066c7a87652b65"


def test_a_draw_with_the_same_seed_is_the_same_whatever_the_order_of_the_population() -> None:
    assert draw(NAMES, 10, "s") == draw(reversed(NAMES), 10, "s") == draw([*NAMES, *NAMES], 10, "s")
    assert draw(NAMES, 10, "s") != draw(NAMES, 10, "t")
    assert draw(NAMES, 5, "s") == draw(NAMES, 10, "s")[:5]


@pytest.mark.parametrize(("size", "number"), [(0, 0), (-3, 0), (7, 7), (60, 60), (61, 60)])
def test_no_more_is_drawn_than_there_is(size: int, number: int) -> None:
    drawn = draw(NAMES, size, "s")
    assert len(drawn) == len(set(drawn)) == number


def test_every_member_is_drawn_equally_often() -> None:
    """Chi-square over 2,000 fixed seeds, 10 of 60 each: 59 degrees of freedom, 1 in 1,000 lies above 98.3."""
    counts = Counter(name for seed in range(2_000) for name in draw(NAMES, 10, str(seed)))
    expected = 2_000 * 10 / 60
    # Drawing without repetition makes the counts more even than independent ones by (60 - 10) / 59.
    chi_square = sum((counts[name] - expected) ** 2 for name in NAMES) / (expected * (1 - 10 / 60)) * 59 / 60
    assert chi_square < 98.3


@pytest.mark.parametrize(
    ("sizes", "size", "given_"),
    [
        ({"a": 50, "b": 30, "c": 20}, 10, {"a": 5, "b": 3, "c": 2}),
        ({"a": 97, "b": 2, "c": 1}, 10, {"a": 8, "b": 1, "c": 1}),
        ({"a": 97, "b": 2, "c": 1}, 2, {"a": 1, "b": 1, "c": 0}),
        ({"a": 3, "b": 0}, 10, {"a": 3, "b": 0}),
        ({"a": 3, "b": 3}, 0, {"a": 0, "b": 0}),
        ({}, 5, {}),
    ],
)
def test_each_part_has_its_share_and_at_least_one(sizes: dict[str, int], size: int, given_: dict[str, int]) -> None:
    assert allot(sizes, size) == given_


@given(sizes=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40)), size=st.integers(0, 60))
def test_shares_add_up_and_no_part_gives_more_than_it_has(sizes: dict[str, int], size: int) -> None:
    shares = allot(sizes, size)
    assert sum(shares.values()) == min(size, sum(sizes.values()))
    assert all(0 <= shares[part] <= sizes[part] for part in sizes)


def test_a_draw_from_each_part_takes_the_shares_and_is_the_same_again() -> None:
    strata = {"a": NAMES[:40], "b": NAMES[40:]}
    drawn = draw_from_each(strata, 9, "s")
    assert Counter("a" if name in NAMES[:40] else "b" for name in drawn) == {"a": 6, "b": 3}
    assert drawn == draw_from_each(dict(reversed(strata.items())), 9, "s")
    assert [rank("s", name) for name in drawn] == sorted(rank("s", name) for name in drawn)


def test_a_fingerprint_changes_with_one_member_and_not_with_the_order() -> None:
    assert fingerprint(NAMES) == fingerprint(reversed(NAMES))
    assert fingerprint(NAMES) != fingerprint(NAMES[1:])


@pytest.mark.parametrize(
    ("found", "looked_at", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 30, 0.0059, 0.1667)],
)
def test_wilsons_interval_is_that_of_the_tables(found: int, looked_at: int, low: float, high: float) -> None:
    bounds = wilson(found, looked_at)
    assert bounds is not None
    assert bounds == pytest.approx((low, high), abs=0.0001)


def test_nothing_looked_at_says_nothing() -> None:
    assert wilson(0, 0) is None


@given(looked_at=st.integers(1, 500), share=st.floats(0, 1))
def test_the_interval_holds_the_share_and_narrows_with_more(looked_at: int, share: float) -> None:
    found = round(looked_at * share)
    low, high = wilson(found, looked_at) or (1.0, 0.0)
    assert 0 <= low <= found / looked_at <= high <= 1
    narrow = wilson(4 * found, 4 * looked_at)
    assert narrow is not None
    assert narrow[1] - narrow[0] < high - low
