"""Small numbers in tables that anybody reads: hidden, together with what would give them away.

A cell of one to four may tell about a person. With the totals of its row and column in sight it can be computed again,
so another cell of the same line is hidden too, until no line has exactly one hidden cell, nor a visible total less
visible cells that leaves a small rest.
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


def hidden(table: Table, *, least: int = LEAST) -> frozenset[Cell]:
    """The cells (row, column) to hide in a table of counts whose totals of rows, columns and all are also shown.

    Totals stand at row `len(table)` and column `len(table[0])`. A line is a row or a column with its total.
    """
    whole = _with_totals(table)
    if not whole:
        return frozenset()
    found = {(r, c) for r, row in enumerate(whole) for c, number in enumerate(row) if is_small(number, least=least)}
    changed = True
    while changed:
        changed = False
        for line in _lines(len(whole), len(whole[0])):
            inside = [cell for cell in line if cell in found]
            if not inside or _safe(line, inside, whole, least):
                continue
            # Something is left to hide: a line that is hidden whole, its total too, keeps its secrets.
            more = [cell for cell in line if cell not in found]
            found.add(min(more, key=lambda cell: _cost(cell, whole)))
            changed = True
    return frozenset(found)


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
