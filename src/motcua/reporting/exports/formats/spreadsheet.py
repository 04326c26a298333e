"""XLSX: a sheet with the rows, one that says what they are; each row is on the disk before the next is made."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from motcua.common.formats import ZONE
from motcua.common.later import Later
from motcua.reporting.exports.formats.table import Kind, Writer

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Later("xlsxwriter")

MOST_ROWS = 1_048_575
"""Of one sheet, without its heading; what is more goes on in the next sheet."""

_FORMATS = {Kind.DAY: "dd/mm/yyyy", Kind.INSTANT: "hh:mm dd/mm/yyyy", Kind.WHOLE: "#,##0", Kind.DECIMAL: "#,##0.00"}


class Xlsx(Writer):
    """A workbook for people: real dates and numbers, a heading that stays, a filter, the definition beside."""

    extension: ClassVar[str] = "xlsx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def open(self) -> None:
        """See Writer."""
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": None}
        self._book = xlsxwriter.Workbook(str(self.path), {**options, "default_date_format": "dd/mm/yyyy"})
        self._book.set_properties({"title": self.table.title})
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._styles = {kind: self._book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        about = self._book.add_worksheet(_("Giải thích"))
        about.set_column(0, 0, 28)
        about.set_column(1, 1, 100)
        for place, (words, value) in enumerate(((_("Tên"), self.table.title), *self.table.about)):
            about.write_string(place, 0, words, self._bold)
            about.write_string(place, 1, value)
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        name = _("Dữ liệu") if self._sheets == 1 else _("Dữ liệu %(number)s") % {"number": self._sheets}
        self._sheet = self._book.add_worksheet(name)
        for place, column in enumerate(self.table.columns):
            self._sheet.set_column(place, place, column.width, self._styles.get(column.kind))
            self._sheet.write_string(0, place, column.title, self._bold)
        self._sheet.freeze_panes(1, 0)
        self._row = 0
        if self._sheets == 1:
            self._sheet.activate()

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """See Writer."""
        columns = [(place, column.kind, column.words) for place, column in enumerate(self.table.columns)]
        for row in rows:
            if self._row == MOST_ROWS:
                self._begin()
            self._row += 1
            for value, (place, kind, words) in zip(row, columns, strict=True):
                if value is not None:
                    self._cell(place, words.get(value, value) if words else value, kind)

    def _cell(self, place: int, value: Any, kind: Kind) -> None:
        sheet, row = self._sheet, self._row
        if kind is Kind.TEXT:
            sheet.write_string(row, place, value)
        elif kind is Kind.DAY:
            sheet.write_datetime(row, place, value, self._styles[kind])
        elif kind is Kind.INSTANT:
            sheet.write_datetime(row, place, value.astimezone(ZONE).replace(tzinfo=None), self._styles[kind])
        elif kind is Kind.FLAG:
            sheet.write_boolean(row, place, value)
        else:
            sheet.write_number(row, place, value, self._styles[kind])

    def close(self) -> None:
        """See Writer."""
        self._sheet.autofilter(0, 0, max(1, self._row), len(self.table.columns) - 1)
        self._book.close()
