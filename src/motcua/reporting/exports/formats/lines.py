"""JSON lines: one object a line, so that a file of any size is read and written as a stream; the first tells of it."""

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from motcua.common.formats import ZONE
from motcua.reporting.exports.formats.table import Kind, Table, Writer


class JsonLines(Writer):
    """One JSON object a line: first what the file is and its columns, then the rows."""

    extension: ClassVar[str] = "jsonl"
    media_type: ClassVar[str] = "application/x-ndjson"

    def open(self) -> None:
        """See Writer."""
        self._file = self.path.open("w", encoding="utf-8", newline="\n")
        self._line(told(self.table))

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """See Writer."""
        for row in rows:
            self._line(row_told(self.table, row))

    def close(self) -> None:
        """See Writer."""
        self._file.close()

    def _line(self, value: object) -> None:
        self._file.write(json.dumps(value, ensure_ascii=False) + "\n")


def told(table: Table) -> dict[str, Any]:
    """What a file says of itself as a JSON object: its title, words about it, and name, heading and kind of columns."""
    columns = [{"name": c.name, "title": c.title, "kind": c.kind.value} for c in table.columns]
    return {"title": table.title, "about": dict(table.about), "columns": columns}


def row_told(table: Table, row: Sequence[Any]) -> dict[str, Any]:
    """A row as a JSON object."""
    return {c.name: _plain(value, c.kind) for c, value in zip(table.columns, row, strict=True)}


def _plain(value: Any, kind: Kind) -> Any:
    """Decimals are texts: a reader's floating point changes no figure."""
    if value is None:
        return None
    if kind is Kind.INSTANT:
        return value.astimezone(ZONE).isoformat()
    return str(value) if kind in (Kind.DAY, Kind.DECIMAL) else value
