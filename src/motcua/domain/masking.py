"""Small numbers in tables that anybody reads: hidden, together with what would give them away.

A cell of one to four may tell about a person. With the totals of its row and column in sight it can be computed again,
so another cell of the same line is hidden too, until no line has exactly one hidden cell, nor a visible total less
visible cells that leaves a small rest, and no sum of several lines gives one away.
"""

from collections.abc import Iterator, Sequence
from typing import Final

LEAST: Final = 5
"""Below so many a number is small; nothing at all is not small: it tells about nobody."""

Cell = tuple[int, int]
Table = Sequence[Sequence[int]]


def is_small(number: int, *, least: int = LEAST) -> bool:
    """Whether a number has to be hidden by itself."""
    return 0 < number < least


def hidden(table: Table, *, least: int = LEAST, sums: frozenset[int] | None = None) -> frozenset[Cell]:
    """The cells (row, column) to hide in a table of counts whose totals of rows, columns and all are also shown.

    Totals stand at row `len(table)` and column `len(table[0])`. A line is a row or a column with its total. `sums` are
    the columns hidden in the row of totals where that row stands in other tables too (`hidden_sums`): nothing else of
    it is hidden here, since another table would tell it. Where all of it is hidden, all of the table is.
    """
    whole = _with_totals(table)
    if not whole:
        return frozenset()
    last = len(whole) - 1
    if sums is None:
        found = _small(whole, least)
        while (cell := _another(found, whole, least, None)) is not None:
            found.add(cell)
        return frozenset(found)
    if last == 1 or len(sums) == len(whole[0]):
        return frozenset((row, column) for row in range(len(whole)) for column in sums)
    found = {(r, c) for r, c in _small(whole, least) if r != last} | {(last, column) for column in sums}
    while (cell := _another(found, whole, least, last)) is not None:
        found.add(cell)
    return frozenset(found)


def _small(whole: Table, least: int) -> set[Cell]:
    return {(r, c) for r, row in enumerate(whole) for c, number in enumerate(row) if is_small(number, least=least)}


def _another(found: set[Cell], whole: Table, least: int, fixed: int | None) -> Cell | None:
    """The next cell to hide, none of a row that is decided elsewhere; None where what is hidden keeps its secrets."""
    every = ((row, column) for row in range(len(whole)) for column in range(len(whole[0])))
    free = {cell for cell in every if cell not in found and cell[0] != fixed}
    for line in _lines(len(whole), len(whole[0])):
        inside = [cell for cell in line if cell in found]
        # Where nothing is left to hide, the line is hidden whole, its total too, and keeps its secrets.
        more = [cell for cell in line if cell in free]
        if inside and more and not _safe(line, inside, whole, least):
            return min(more, key=lambda cell: (_cost(cell, whole), cell))
    for row, column in sorted(found):
        if not is_small(whole[row][column], least=least):
            continue
        reached = _reached((row, column), found)
        more = [cell for cell in free if ((0, cell[0]) in reached) != ((1, cell[1]) in reached)]
        if (1, column) not in reached and more:
            return min(more, key=lambda cell: (_cost(cell, whole), cell))
    return None


def _reached(without: Cell, found: set[Cell]) -> set[tuple[int, int]]:
    """The lines, rows as (0, row) and columns as (1, column), that other hidden cells connect with a cell's row.

    Where the cell's own column is not among them, adding up these lines leaves the cell as the only unknown.
    """
    reached, ahead = {(0, without[0])}, [(0, without[0])]
    while ahead:
        side, place = ahead.pop()
        for cell in found:
            if cell[side] != place or cell == without:
                continue
            other = (1 - side, cell[1 - side])
            if other not in reached:
                reached.add(other)
                ahead.append(other)
    return reached


def hidden_sums(counts: Sequence[int], *, least: int = LEAST) -> frozenset[int]:
    """What to hide of one row of counts and its total (at `len(counts)`) wherever it is shown, as columns."""
    return frozenset(column for row, column in hidden([counts], least=least) if row == 1)


def _safe(line: list[Cell], inside: list[Cell], whole: Table, least: int) -> bool:
    """Whether a line keeps its secrets: two unknowns, and what they are together is unknown or not small."""
    together = sum(whole[r][c] for r, c in inside)
    return len(inside) > 1 and (line[-1] in inside or together >= least)


def _cost(cell: Cell, whole: Table) -> tuple[bool, bool, int]:
    """What is lost with a cell: an empty one hides nothing, a total is missed most, a small number least."""
    row, column = cell
    is_total = row == len(whole) - 1 or column == len(whole[0]) - 1
    number = whole[row][column]
    return number == 0, is_total, number


def _with_totals(table: Table) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def _lines(rows: int, columns: int) -> Iterator[list[Cell]]:
    for row in range(rows):
        yield [(row, column) for column in range(columns)]
    for column in range(columns):
        yield [(row, column) for row in range(rows)]
