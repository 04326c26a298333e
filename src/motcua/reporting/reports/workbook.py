"""A report as a workbook: the official layout, a sheet of sources, and what the last version changed."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.common.later import Later
from motcua.domain.report_sheets import KIND_NAMES, TITLES, Sheet, SheetKind
from motcua.reporting.reports.heads import one_stop_head
from motcua.reporting.reports.layout import (
    Cell,
    ItemLine,
    Line,
    compared,
    compared_items,
    lines_of,
    scored,
)
from motcua.reporting.reports.told import Told

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Later("xlsxwriter")

Address = Callable[[Cell], str]
"""Where the rows of a number are shown; empty where there are none."""

FIRST_LINE: Final = 10
"""The row of the first line under the head, counted from 0."""

_LIGHT: Final = "#404040"
"""The ink of procedures, lighter than that of their fields."""


@dataclass(frozen=True)
class _Book:
    """A workbook with its formats."""

    book: Any
    styles: dict[str, Any]


def workbook(sheet: Sheet, told: Told, address: Address, year_before: Address) -> bytes:
    """The bytes of the XLSX file. `told` says what stands around the figures, `address` opens each number, and
    `year_before` those of the same period a year earlier.
    """
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    book.set_properties({"title": told.title, "author": told.unit, "comments": told.period})
    made = _Book(book, _styles(book))
    if sheet.kind is SheetKind.INDEX_766:
        _index_sheet(made, sheet, told, address)
    else:
        _table_sheet(made, sheet, told, address)
    if sheet.year_before is not None:
        _compared_sheet(made, sheet, address, year_before)
    _sources_sheet(made, sheet, told)
    book.close()
    return memory.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "text_wrap": True}
    grid = {**base, "border": 1}
    number = {**grid, "num_format": "#,##0", "align": "right", "text_wrap": False}
    given: dict[str, dict[str, Any]] = {
        "text": base,
        "strong": {**base, "bold": True, "text_wrap": False},
        "italic": {**base, "italic": True},
        "title": {**base, "bold": True, "font_size": 13, "align": "center"},
        "center": {**base, "align": "center"},
        "agency": {**base, "bold": True, "align": "center"},
        "head": {**grid, "bold": True, "align": "center"},
        "index": {**grid, "italic": True, "align": "center"},
        "cell": grid,
        "mark": {**grid, "align": "center"},
        "section": {**grid, "bold": True},
        "number": {**number, "font_color": "black", "underline": 0},
        "procedure": {**grid, "font_size": 10, "indent": 1, "font_color": _LIGHT},
        "procedure_mark": {**grid, "font_size": 10, "align": "center", "font_color": _LIGHT},
        "procedure_number": {**number, "font_size": 10, "font_color": _LIGHT, "underline": 0},
        "total": {**number, "bold": True, "font_color": "black", "underline": 0},
        "total_name": {**grid, "bold": True},
        "points": {**grid, "num_format": "0.00", "align": "right"},
        "share": {**grid, "num_format": '0.00" %"', "align": "right"},
    }
    return {name: book.add_format(values) for name, values in given.items()}


def _page(sheet: Any, widths: Sequence[float], repeat: tuple[int, int]) -> None:
    """A4 lying, one page wide, the head of the table on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(*repeat)
    sheet.set_footer("&C&P/&N")
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _heading(made: _Book, sheet: Any, told: Told, last: int) -> None:
    """What stands above the table: the form and its source at the left, agency, title, unit and period."""
    sheet.merge_range(0, 0, 0, 2, told.form, made.styles["strong"])
    sheet.merge_range(1, 0, 1, 2, told.source, made.styles["italic"])
    sheet.merge_range(0, last - 4, 0, last, told.unit, made.styles["agency"])
    sheet.merge_range(1, last - 4, 1, last, told.receiver, made.styles["center"])
    sheet.merge_range(3, 0, 3, last, told.title.upper(), made.styles["title"])
    sheet.set_row(3, 34)
    sheet.merge_range(4, 0, 4, last, told.period, made.styles["center"])
    sheet.merge_range(5, 0, 5, last, told.measure, made.styles["italic"])


def _table_sheet(made: _Book, sheet: Sheet, told: Told, address: Address) -> None:
    page = made.book.add_worksheet(_("Biểu 06") if sheet.kind is SheetKind.FORM_06 else _("Một cửa"))
    last = len(sheet.codes) + 1
    _heading(made, page, told, last)
    if sheet.kind is SheetKind.FORM_06:
        _form_06_head(made, page)
    else:
        _one_stop_head(made, page)
    _page(page, [5, 34, *[9.5] * len(sheet.codes)], (6, FIRST_LINE - 1))
    page.freeze_panes(FIRST_LINE, 2)
    page.outline_settings(symbols_below=False)
    for row, line in enumerate(lines_of(sheet), FIRST_LINE):
        _write_line(made, page, row, line, last, address)


def _form_06_head(made: _Book, page: Any) -> None:
    """The head of form 06/VPCP/KSTT: three rows of words, one of numbers."""
    head, top = made.styles["head"], FIRST_LINE - 4
    page.merge_range(top, 0, top + 2, 0, "STT", head)
    page.merge_range(top, 1, top + 2, 1, _("Lĩnh vực, công việc giải quyết theo cấp"), head)
    page.merge_range(top, 2, top, 5, _("Số hồ sơ nhận giải quyết"), head)
    page.merge_range(top, 6, top, 9, _("Số hồ sơ đã giải quyết"), head)
    page.merge_range(top, 10, top, 12, _("Số hồ sơ đang giải quyết"), head)
    page.merge_range(top + 1, 3, top + 1, 4, _("Mới trong kỳ"), head)
    page.write(top + 2, 3, _("Trực tuyến"), head)
    page.write(top + 2, 4, _("Trực tiếp, bưu chính"), head)
    words = {
        2: _("Tổng số"),
        5: _("Kỳ trước chuyển qua"),
        6: _("Tổng số"),
        7: _("Trước hạn"),
        8: _("Đúng hạn"),
        9: _("Quá hạn"),
        10: _("Tổng số"),
        11: _("Trong hạn"),
        12: _("Quá hạn"),
    }
    for column, word in words.items():
        page.merge_range(top + 1, column, top + 2, column, word, head)
    _indices(made, page, 13)


def _one_stop_head(made: _Book, page: Any) -> None:
    head, top = made.styles["head"], FIRST_LINE - 4
    for column, name in enumerate(["STT", _("Lĩnh vực giải quyết")]):
        page.merge_range(top, column, top + 2, column, name, head)
    column = 2
    for group in one_stop_head():
        page.merge_range(top, column, top, column + len(group.columns) - 1, group.name, head)
        for column, name in enumerate(group.columns, column):  # noqa: B020  the column goes on counting
            page.merge_range(top + 1, column, top + 2, column, name, head)
        column += 1
    page.set_row(top + 1, 40)
    _indices(made, page, column)


def _indices(made: _Book, page: Any, columns: int) -> None:
    for column in range(columns):
        page.write(FIRST_LINE - 1, column, f"({column + 1})", made.styles["index"])


_LINE_STYLES: Final = {
    "row": ("mark", "cell", "number"),
    "procedure": ("procedure_mark", "procedure", "procedure_number"),
    "total": ("mark", "total_name", "total"),
}
"""How the mark, the name and the numbers of each kind of line are set."""


def _write_line(made: _Book, page: Any, row: int, line: Line, last: int, address: Address) -> None:
    if line.kind == "section":
        page.write(row, 0, line.mark, made.styles["section"])
        page.merge_range(row, 1, row, last, line.name, made.styles["section"])
        return
    mark, name, number = _LINE_STYLES[line.kind]
    if line.kind == "procedure":
        page.set_row(row, None, None, {"level": 1})
    page.write(row, 0, line.mark, made.styles[mark])
    page.write(row, 1, line.name, made.styles[name])
    for column, cell in enumerate(line.cells, 2):
        _write_number(page, row, column, cell, made.styles[number], address(cell))


def _write_number(page: Any, row: int, column: int, cell: Cell, style: Any, url: str) -> None:
    """A number that opens its rows: the link first, then the number in its place. What nobody told stays empty."""
    if cell.count is None:
        page.write_blank(row, column, None, style)
        return
    if url and cell.count.value:
        page.write_url(row, column, url, style, string=str(cell.count.value))
    page.write_number(row, column, cell.count.value, style)
    if cell.before:
        page.write_comment(row, column, cell.before)


def _index_sheet(made: _Book, sheet: Sheet, told: Told, address: Address) -> None:
    page = made.book.add_worksheet(_("QĐ 766"))
    heads = (_("Mã"), _("Chỉ số"), _("Cách tính"), _("Tử số"), _("Mẫu số"), _("Tỷ lệ"), _("Ngưỡng đạt điểm tối đa"),
             _("Điểm tối đa"), _("Điểm"))  # fmt: skip
    _heading(made, page, told, len(heads) - 1)
    for column, name in enumerate(heads):
        page.write(FIRST_LINE - 1, column, name, made.styles["head"])
    _page(page, [7, 38, 46, 10, 10, 11, 12, 10, 10], (FIRST_LINE - 1, FIRST_LINE - 1))
    found = scored(sheet)
    row = FIRST_LINE
    for group in found.groups:
        page.merge_range(row, 0, row, 6, group.name, made.styles["section"])
        page.write_number(row, 7, group.out_of, made.styles["number"])
        page.write_number(row, 8, float(group.points), made.styles["points"])
        for row, line in enumerate(group.items, row + 1):  # noqa: B020  the row goes on counting
            page.write(row, 0, line.item.code, made.styles["mark"])
            page.write(row, 1, line.name, made.styles["cell"])
            page.write(row, 2, line.formula, made.styles["cell"])
            for column, cell in enumerate(line.cells, 3):
                _write_number(page, row, column, cell, made.styles["number"], address(cell))
            if line.rate is not None:
                page.write_number(row, 5, float(line.rate), made.styles["share"])
            page.write_number(row, 6, line.item.threshold, made.styles["share"])
            page.write_number(row, 7, line.item.points, made.styles["number"])
            if line.points is not None:
                page.write_number(row, 8, float(line.points), made.styles["points"])
        row += 1
    page.merge_range(row, 0, row, 6, _("Cộng các chỉ số đo được"), made.styles["total_name"])
    page.write_number(row, 7, found.out_of, made.styles["total"])
    page.write_number(row, 8, float(found.points), made.styles["points"])
    page.merge_range(row + 2, 0, row + 2, 8, _left_out(found.left_out), made.styles["italic"])
    page.set_row(row + 2, 15 * (2 + len(found.left_out) // 3))


def _compared_sheet(made: _Book, sheet: Sheet, address: Address, year_before: Address) -> None:
    """The same period of last year beside this one: of the index its items, else the total; differences as formulas."""
    page = made.book.add_worksheet(_("Cùng kỳ năm trước"))
    index = sheet.kind is SheetKind.INDEX_766
    heads = [_("Chỉ số") if index else _("Số liệu"), *_heads_compared(index=index)]
    _page(page, [52, *[13] * (len(heads) - 1)], (0, 0))
    page.set_row(0, 32)
    for column, name in enumerate(heads):
        page.write(0, column, name, made.styles["head"])
    page.freeze_panes(1, 1)
    if index:
        for row, each in enumerate(compared_items(sheet), 1):
            page.write(row, 0, f"{each.now.item.code} {each.now.name}", made.styles["cell"])
            for first, line, opens in ((1, each.now, address), (5, each.before, year_before)):
                _write_item(made, page, row, first, line, opens)
            for column, value in ((9, each.rate_difference), (10, each.points_difference)):
                _write_share(page, row, column, value, made.styles["points"])
        return
    cells = {cell.code: cell for cell in lines_of(sheet)[-1].cells}
    for row, figure in enumerate(compared(sheet), 1):
        page.write(row, 0, figure.name, made.styles["cell"])
        _write_number(page, row, 1, cells[figure.code], made.styles["number"], address(cells[figure.code]))
        before = replace(cells[figure.code], count=figure.before)
        _write_number(page, row, 2, before, made.styles["number"], year_before(before))
        page.write_formula(row, 3, f"=B{row + 1}-C{row + 1}", made.styles["number"], figure.difference)
        _write_share(page, row, 4, figure.share, made.styles["share"])


def _heads_compared(*, index: bool) -> list[str]:
    now, before = _("Kỳ này"), _("Cùng kỳ năm trước")
    if not index:
        return [now, before, _("Chênh lệch"), _("Chênh lệch (%)")]
    parts = (_("Tử số"), _("Mẫu số"), _("Tỷ lệ"), _("Điểm"))
    columns = [f"{period}: {part}" for period in (now, before) for part in parts]
    return [*columns, _("Chênh lệch (điểm phần trăm)"), _("Chênh lệch (điểm)")]


def _write_item(made: _Book, page: Any, row: int, first: int, line: ItemLine, opens: Address) -> None:
    for column, cell in enumerate(line.cells, first):
        _write_number(page, row, column, cell, made.styles["number"], opens(cell))
    _write_share(page, row, first + 2, line.rate, made.styles["share"])
    _write_share(page, row, first + 3, line.points, made.styles["points"])


def _write_share(page: Any, row: int, column: int, value: Decimal | None, style: Any) -> None:
    if value is None:
        page.write_blank(row, column, None, style)
    else:
        page.write_number(row, column, float(value), style)


def _left_out(names: Sequence[str]) -> str:
    if not names:
        return _("Mọi chỉ số có điểm đều đo được.")
    return _("Không đo được ở đây nên để ngoài, không tính là 0 điểm: %(names)s.") % {"names": "; ".join(names)}


def _sources_sheet(made: _Book, sheet: Sheet, told: Told) -> None:
    """Where the numbers come from: what was said around them, each unit, each figure by code and definition."""
    page = made.book.add_worksheet(_("Nguồn số liệu"))
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 90)
    lines = [
        (_("Biểu"), _(KIND_NAMES[sheet.kind])),
        (_("Tên"), _(TITLES[sheet.kind])),
        *told.facts,
        *((_("Đơn vị"), words) for words in told.units),
        *((_("Thiếu"), each.name) for each in sheet.missing),
        *((_("Số liệu %(code)s") % {"code": code}, words) for code, words in told.definitions),
        *((_("Quy tắc"), words) for words in told.findings),
        *((_("Sửa so với bản trước"), change.words) for change in told.changes),
    ]
    for row, (label, words) in enumerate(lines):
        page.write_string(row, 0, str(label), made.styles["strong"])
        page.write_string(row, 1, str(words), made.styles["text"])
