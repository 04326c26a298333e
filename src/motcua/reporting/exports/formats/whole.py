"""JSON: one object for programs that read a file whole; written as a stream all the same."""

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from motcua.reporting.exports.formats.lines import row_told, told
from motcua.reporting.exports.formats.table import Writer


class Json(Writer):
    """One object: `title`, `about`, `columns` and `rows`, a row on each line."""

    extension: ClassVar[str] = "json"
    media_type: ClassVar[str] = "application/json"

    def open(self) -> None:
        """See Writer."""
        self._file = self.path.open("w", encoding="utf-8", newline="\n")
        self._file.write(json.dumps(told(self.table), ensure_ascii=False)[:-1] + ', "rows": [')
        self._before = "\n"

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """See Writer."""
        for row in rows:
            self._file.write(self._before + json.dumps(row_told(self.table, row), ensure_ascii=False))
            self._before = ",\n"

    def close(self) -> None:
        """See Writer."""
        self._file.write("\n]}\n")
        self._file.close()
