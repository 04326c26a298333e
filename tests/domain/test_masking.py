"""Small numbers are hidden so that nobody computes them back."""

import itertools
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.masking import LEAST, Cell, Table, hidden, hidden_sums, is_small

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


def test_no_sum_of_several_lines_gives_a_small_cell_away() -> None:
    # Every row and column alone keeps its secrets before the last cell is hidden; some of them added up do not.
    table = [[0, 1, 4], [2, 6, 0], [0, 0, 6]]
    whole, found = _whole(table), hidden(table)
    known = _computed([(whole, found)])
    assert [cell for cell in found if is_small(whole[cell[0]][cell[1]]) and _name(0, whole, cell) in known] == []


CUBES = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.lists(
        st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)
"""Counts by agency, field and punctuality."""


@settings(max_examples=100)
@given(CUBES)
def test_two_tables_of_one_month_do_not_give_away_together_what_each_hides(cube: list[list[list[int]]]) -> None:
    agencies = [[sum(column) for column in zip(*fields, strict=True)] for fields in cube]
    fields = [[sum(column) for column in zip(*cell, strict=True)] for cell in zip(*cube, strict=True)]
    sums = hidden_sums([sum(column) for column in zip(*agencies, strict=True)])
    tables: list[tuple[Table, frozenset[Cell]]] = [
        (_whole(table), hidden(table, sums=sums)) for table in (agencies, fields)
    ]
    for whole, found in tables:
        assert {column for row, column in found if row == len(whole) - 1} == sums
        small = {(r, c) for r, row in enumerate(whole) for c, number in enumerate(row) if is_small(number)}
        assert small <= found
    known = _computed(tables)
    for no, (whole, found) in enumerate(tables):
        assert not [cell for cell in found if is_small(whole[cell[0]][cell[1]]) and _name(no, whole, cell) in known]


Name = tuple[int, int, int]


def _name(no: int, whole: Table, cell: Cell) -> Name:
    """A hidden number; the row of sums is the same in both tables."""
    return (-1, 0, cell[1]) if cell[0] == len(whole) - 1 else (no, *cell)


def _computed(tables: Sequence[tuple[Table, frozenset[Cell]]]) -> set[Name]:
    """The hidden numbers that somebody finds who solves all sums of rows and columns of the tables at once."""
    lines: list[dict[Name, Fraction]] = []
    for no, (whole, found) in enumerate(tables):
        height, width = len(whole), len(whole[0])
        every = [[(r, c) for c in range(width)] for r in range(height)]
        every += [[(r, c) for r in range(height)] for c in range(width)]
        lines += [
            {_name(no, whole, cell): Fraction(-1 if cell == line[-1] else 1) for cell in line if cell in found}
            for line in every
        ]
    solved: list[tuple[Name, dict[Name, Fraction]]] = []
    for line in lines:
        left = dict(line)
        for pivot, row in solved:
            _take(left, pivot, row)
        if left:
            pivot = next(iter(left))
            row = {name: value / left[pivot] for name, value in left.items()}
            for _pivot, other in solved:
                _take(other, pivot, row)
            solved.append((pivot, row))
    return {pivot for pivot, row in solved if len(row) == 1}


def _take(line: dict[Name, Fraction], pivot: Name, row: dict[Name, Fraction]) -> None:
    """Subtract so much of a row that the line loses its pivot."""
    factor = line.get(pivot)
    if factor:
        for name, value in row.items():
            line[name] = line.get(name, Fraction(0)) - factor * value
            if not line[name]:
                del line[name]
