"""The parts of a workbook file (ECMA-376, SpreadsheetML) as text: what its archive holds besides the cells.

A cell says its value and a style; styles are numbers, and instants and days are counted in days.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

from motcua.common.formats import ZONE
from motcua.reporting.exports.formats.table import Kind

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES: Final = {Kind.DAY: 2, Kind.INSTANT: 3, Kind.WHOLE: 4, Kind.DECIMAL: 5}
BOLD: Final = 1
_FORMATS: Final = ("dd/mm/yyyy", "hh:mm dd/mm/yyyy", "#,##0", "#,##0.00")
"""How numbers are shown, in the order of their styles."""

LONGEST: Final = 32_767
"""Characters of a cell, as spreadsheets have it."""
_SPECIAL: Final = re.compile("[&<>\\x00-\\x1f\\ufffe\\uffff]|_x[0-9A-Fa-f]{4}_")
_DAY_ZERO: Final = date(1899, 12, 30)
_ZERO: Final = datetime(1899, 12, 30, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and the cells that its filter covers (empty: it has none)."""

    name: str
    filtered: str = ""


def column_name(place: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def text(value: str) -> str:
    """A text inside an element; characters that XML does not have are written as spreadsheets write them."""
    value = value[:LONGEST]
    return _SPECIAL.sub(_replaced, value) if _SPECIAL.search(value) else value


def _replaced(found: re.Match[str]) -> str:
    character = found.group()
    if len(character) > 1:
        return f"_x005F{character}"
    if character in "&<>":
        return escape(character)
    return character if character in "\t\n" else f"_x{ord(character):04X}_"


def cell(place: str, value: Any, kind: Kind) -> str:
    """A cell with a value that is known."""
    if kind is Kind.TEXT:
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text(value)}</t></is></c>'
    if kind is Kind.FLAG:
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    number = value
    if kind is Kind.INSTANT:
        since = value.astimezone(ZONE).replace(tzinfo=None) - _ZERO
        number = round(since.days + since.seconds / 86_400, 9)
    elif kind is Kind.DAY:
        number = (value - _DAY_ZERO).days
    return f'<c r="{place}" s="{STYLES[kind]}"><v>{number}</v></c>'


def heading(place: str, words: str) -> str:
    """A cell in bold."""
    return f'<c r="{place}" s="{BOLD}" t="inlineStr"><is><t xml:space="preserve">{text(words)}</t></is></c>'


def sheet_begins(widths: Sequence[tuple[int, int]], *, frozen: bool) -> str:
    """A sheet up to its rows: `widths` are the width and the style of each column; `frozen` keeps the first row."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" style="{style}" customWidth="1"/>'
        for i, (width, style) in enumerate(widths, start=1)
    )
    selected = ' tabSelected="1"' if frozen else ""
    views = f'<sheetViews><sheetView{selected} workbookViewId="0">{pane}</sheetView></sheetViews>'
    return f'{HEAD}<worksheet xmlns="{MAIN}">{views}<cols>{columns}</cols><sheetData>'


def sheet_ends(filtered: str) -> str:
    """A sheet after its rows."""
    return f"</sheetData>{f'<autoFilter ref={chr(34)}{filtered}{chr(34)}/>' if filtered else ''}</worksheet>"


def parts(title: str, sheets: Sequence[Sheet]) -> dict[str, str]:
    """The rest of the archive by name; the sheets are `xl/worksheets/sheet1.xml` and so on. The second one is shown."""
    numbers = range(1, len(sheets) + 1)
    shown = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{i}.xml") for i in numbers]
    return {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations([(f"{_OFFICE}/officeDocument", "xl/workbook.xml"), (_CORE, "docProps/core.xml")]),
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{text(title)}</dc:title></cp:coreProperties>',
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations([*shown, (f"{_OFFICE}/styles", "styles.xml")]),
        "xl/styles.xml": _styles(),
    }


_CORE: Final = f"{_PACKAGE}/relationships/metadata/core-properties"


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _content_types(numbers: range) -> str:
    named = [
        ("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml"),
        ("/xl/styles.xml", f"{_TYPE}.styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        *((f"/xl/worksheets/sheet{i}.xml", f"{_TYPE}.worksheet+xml") for i in numbers),
    ]
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named)
    usual = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    usual += '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{usual}{rows}</Types>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    rows = "".join(
        f'<sheet name="{text(each.name)}" sheetId="{i}" r:id="rId{i}"/>' for i, each in enumerate(sheets, start=1)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{i}" hidden="1">'
        f"'{text(each.name)}'!{_fixed(each.filtered)}</definedName>"
        for i, each in enumerate(sheets)
        if each.filtered
    )
    views = f'<bookViews><workbookView activeTab="{min(1, len(sheets) - 1)}"/></bookViews>'
    names = f"<definedNames>{filters}</definedNames>" if filters else ""
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{views}<sheets>{rows}</sheets>{names}</workbook>'


def _fixed(cells: str) -> str:
    """A range whose rows and columns stay where they are: A1:C9 is $A$1:$C$9."""
    return re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", cells)


def _styles() -> str:
    """Nothing, a heading in bold over a line, then what numbers are."""
    formats = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(_FORMATS))
    plain, font = 'numFmtId="0" fontId="0" fillId="0" borderId="0"', '<sz val="11"/><name val="Calibri"/>'
    shown = "".join(
        f'<xf numFmtId="{164 + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for i in range(len(_FORMATS))
    )
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(_FORMATS)}">{formats}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        '<border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf {plain}/></cellStyleXfs>'
        f'<cellXfs count="{2 + len(_FORMATS)}"><xf {plain} xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1">'
        f'<alignment vertical="top" wrapText="1"/></xf>{shown}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
