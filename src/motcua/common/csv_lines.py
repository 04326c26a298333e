"""Lines of CSV files that people open in a spreadsheet."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

BOM: Final = "\ufeff"
"""Stands first in a file, so that spreadsheets read Vietnamese."""

_FORMULA: Final = ("=", "+", "-", "@", "\t")


def csv_line(cells: Sequence[str | int]) -> str:
    """One line with its end. Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    buffer = StringIO()
    csv.writer(buffer).writerow([_safe(cell) if isinstance(cell, str) else cell for cell in cells])
    return buffer.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
