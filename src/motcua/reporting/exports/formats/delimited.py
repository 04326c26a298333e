"""CSV: UTF-8 with a mark that spreadsheets need, headings as names of data, instants with their zone."""

from collections.abc import Sequence
from typing import Any, ClassVar

from motcua.common.csv_lines import BOM, csv_line
from motcua.common.formats import ZONE
from motcua.reporting.exports.formats.table import Kind, Writer


class Csv(Writer):
    """Plain text for any program; text that a spreadsheet would take for a formula gets an apostrophe before it."""

    extension: ClassVar[str] = "csv"
    media_type: ClassVar[str] = "text/csv; charset=utf-8"

    def open(self) -> None:
        """See Writer."""
        self._file = self.path.open("w", encoding="utf-8", newline="")
        self._file.write(BOM + csv_line([column.name for column in self.table.columns]))

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """See Writer."""
        kinds = [column.kind for column in self.table.columns]
        self._file.writelines(
            csv_line([_written(value, kind) for value, kind in zip(row, kinds, strict=True)]) for row in rows
        )

    def close(self) -> None:
        """See Writer."""
        self._file.close()


def _written(value: Any, kind: Kind) -> str | int:
    if value is None:
        return ""
    if kind is Kind.INSTANT:
        return str(value.astimezone(ZONE).isoformat())
    if kind is Kind.FLAG:
        return "true" if value else "false"
    return value if kind in (Kind.WHOLE, Kind.TEXT) else str(value)
