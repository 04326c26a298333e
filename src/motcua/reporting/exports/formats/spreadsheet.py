"""XLSX: a sheet with the rows, one that says what they are; cells go into the archive as they come.

Written by ourselves (`workbook`): a library that keeps a cell before it writes it takes three times as long for the
hundred thousand rows of an export, and writes them to the disk twice (decision 30).
"""

from collections.abc import Sequence
from typing import Any, ClassVar
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from motcua.reporting.exports.formats import workbook
from motcua.reporting.exports.formats.table import Kind, Writer
from motcua.reporting.exports.formats.workbook import STYLES, Sheet, column_name

MOST_ROWS = 1_048_575
"""Of one sheet, without its heading; what is more goes on in the next sheet."""
PACKED = 4
"""How hard the archive is packed: beyond this it takes longer than all the rest, for a fifth of the size."""


class Xlsx(Writer):
    """A workbook for people: real dates and numbers, a heading that stays, a filter, the definition beside."""

    extension: ClassVar[str] = "xlsx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def open(self) -> None:
        """See Writer."""
        self._archive = ZipFile(self.path, "w", ZIP_DEFLATED, compresslevel=PACKED)
        self._sheets: list[Sheet] = []
        self._letters = [column_name(place) for place in range(len(self.table.columns))]
        self._begin_sheet([(28, 0), (100, 0)], frozen=False)
        for row, (words, value) in enumerate(((_("Tên"), self.table.title), *self.table.about), start=1):
            self._say(row, workbook.heading(f"A{row}", words) + workbook.cell(f"B{row}", value, Kind.TEXT))
        self._end_sheet(_("Giải thích"))
        self._begin()

    def _begin(self) -> None:
        columns = self.table.columns
        self._begin_sheet([(column.width, STYLES.get(column.kind, 0)) for column in columns], frozen=True)
        titles = zip(self._letters, columns, strict=True)
        self._say(1, "".join(workbook.heading(f"{letters}1", column.title) for letters, column in titles))
        self._row = 1

    def _begin_sheet(self, widths: Sequence[tuple[int, int]], *, frozen: bool) -> None:
        self._part = self._archive.open(f"xl/worksheets/sheet{len(self._sheets) + 1}.xml", "w", force_zip64=True)
        self._part.write(workbook.sheet_begins(widths, frozen=frozen).encode())

    def _say(self, row: int, cells: str) -> None:
        self._part.write(f'<row r="{row}">{cells}</row>'.encode())

    def _end_sheet(self, name: str, filtered: str = "") -> None:
        self._part.write(workbook.sheet_ends(filtered).encode())
        self._part.close()
        self._sheets.append(Sheet(name, filtered))

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """See Writer."""
        columns = [
            (letters, column.kind, column.words)
            for letters, column in zip(self._letters, self.table.columns, strict=True)
        ]
        told: list[str] = []
        for row in rows:
            if self._row > MOST_ROWS:
                self._part.write("".join(told).encode())
                told = []
                self._end_data()
                self._begin()
            self._row += 1
            cells = [
                workbook.cell(f"{letters}{self._row}", words.get(value, value) if words else value, kind)
                for value, (letters, kind, words) in zip(row, columns, strict=True)
                if value is not None
            ]
            told.append(f'<row r="{self._row}">{"".join(cells)}</row>')
        self._part.write("".join(told).encode())

    def _end_data(self) -> None:
        number = len(self._sheets)
        name = _("Dữ liệu") if number == 1 else _("Dữ liệu %(number)s") % {"number": number}
        self._end_sheet(name, f"A1:{self._letters[-1]}{max(2, self._row)}")

    def close(self) -> None:
        """See Writer."""
        self._end_data()
        for name, content in workbook.parts(self.table.title, self._sheets).items():
            self._archive.writestr(name, content)
        self._archive.close()
