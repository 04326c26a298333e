"""Small numbers are hidden so that nobody computes them back."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.masking import LEAST, hidden, is_small

TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=4)
)


@pytest.mark.parametrize(("number", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_one_to_four_are_small(number: int, small: bool) -> None:
    assert is_small(number) is small


def test_a_small_cell_takes_the_next_smallest_of_its_row_and_column_with_it() -> None:
    found = hidden([[100, 3, 20], [50, 40, 30], [60, 70, 80]])
    assert found == {(0, 1), (0, 2), (1, 1), (1, 2)}


def test_nothing_small_hides_nothing() -> None:
    assert hidden([[10, 20], [0, 5]]) == frozenset()
    assert hidden([]) == frozenset()


def _whole(table: list[list[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


@given(TABLES)
def test_every_small_cell_is_hidden_and_no_line_gives_one_away(table: list[list[int]]) -> None:
    whole, found = _whole(table), hidden(table)
    height, width = len(whole), len(whole[0])
    for row, column in itertools.product(range(height), range(width)):
        assert not is_small(whole[row][column]) or (row, column) in found
    lines = [[(r, c) for c in range(width)] for r in range(height)]
    lines += [[(r, c) for r in range(height)] for c in range(width)]
    for line in lines:
        inside = [whole[r][c] for r, c in line if (r, c) in found]
        alone = len(inside) == 1 and len(line) > 1
        told = line[-1] not in found and 0 < sum(inside) < LEAST and len(inside) < len(line)
        assert not alone
        assert not told
