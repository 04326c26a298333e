"""A report as lines: what the page, the printed form and the workbook show alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.common import formats
from motcua.common.folding import fold
from motcua.domain.indicators import index766
from motcua.domain.indicators.definitions import HUNDRED, percentage
from motcua.domain.indicators.registry import OF_DOSSIERS
from motcua.domain.published import Count, Qualifier
from motcua.domain.report_sheets import (
    DENOMINATOR,
    NUMERATOR,
    Sheet,
    SheetKind,
    SheetRow,
    field_and_procedure,
    merged,
    merged_procedures,
    total,
)

LEVELS: Final = {
    "ministry": gettext_noop("Thủ tục hành chính thuộc thẩm quyền giải quyết của bộ, ngành"),
    "province": gettext_noop("Thủ tục hành chính thuộc thẩm quyền giải quyết của cấp tỉnh"),
    "district": gettext_noop("Thủ tục hành chính thuộc thẩm quyền giải quyết của cấp huyện"),
    "commune": gettext_noop("Thủ tục hành chính thuộc thẩm quyền giải quyết của cấp xã"),
    "": gettext_noop("Thủ tục hành chính chưa rõ cấp giải quyết"),
}
"""Sections of form 06, in their order."""

ROMAN: Final = ("I", "II", "III", "IV", "V")
QUALIFIERS: Final = {
    Qualifier.EXACT: "",
    Qualifier.OVER: gettext_noop("trên"),
    Qualifier.AT_LEAST: gettext_noop("ít nhất"),
    Qualifier.ABOUT: gettext_noop("khoảng"),
}
FORM_06_SUMS: Final = frozenset({"form06.3", "form06.7", "form06.11"})
"""Columns that add up others; they are set heavier."""


def qualified(count: Count | None) -> str:
    """What stands before a number, in words; nothing before an exact one (K-06)."""
    word = QUALIFIERS[count.qualifier] if count is not None else ""
    return _(word) if word else ""


@dataclass(frozen=True)
class Cell:
    """A number of a line; `count` None: nobody told it. `place` says how it can be asked for: code, section, key."""

    code: str
    count: Count | None
    section: str = ""
    key: str = ""
    whole: bool = False

    @property
    def before(self) -> str:
        """What stands before the number, in words."""
        return qualified(self.count)

    @property
    def is_sum(self) -> bool:
        """Whether its column adds up others."""
        return self.code in FORM_06_SUMS


@dataclass(frozen=True)
class Line:
    """A heading of a section (no cells), a row, a procedure of the row above it, or the total."""

    kind: str
    mark: str
    name: str
    cells: tuple[Cell, ...] = ()


def lines_of(sheet: Sheet, *, procedures: bool = True) -> list[Line]:
    """The lines of form 06 (on demand without its procedures) or of the one-stop sheet, the total last."""
    rows = merged(sheet.parts, sheet.codes)
    below = merged_procedures(sheet.parts, sheet.codes) if procedures else {}
    found: list[Line] = []
    if sheet.kind is SheetKind.FORM_06:
        sections = [name for name in LEVELS if any(row.section == name for row in rows)]
        for roman, section in zip(ROMAN, sections, strict=False):
            found.append(Line("section", roman, _(LEVELS[section])))
            found += _numbered([row for row in rows if row.section == section], sheet.codes, below)
    else:
        found += _numbered(rows, sheet.codes, below)
    return [*found, _line(total(rows, sheet.codes), "total", "", _("Tổng cộng"), sheet.codes, whole=True)]


def _numbered(
    rows: Sequence[SheetRow], codes: Sequence[str], below: Mapping[tuple[str, str], Sequence[SheetRow]]
) -> list[Line]:
    found = []
    for number, row in enumerate(rows, 1):
        found.append(_line(row, "row", str(number), name_of(row), codes))
        procedures = sorted(below.get((row.section, row.key), ()), key=lambda each: (not each.name, fold(each.name)))
        found += [
            _line(each, "procedure", f"{number}.{place}", name_of(each), codes)
            for place, each in enumerate(procedures, 1)
        ]
    return found


def name_of(row: SheetRow) -> str:
    """The name of a field or procedure; what was declared without them, and what has none, says so."""
    return row.name or nameless(row.key)


def nameless(key: str) -> str:
    """What a line without a name is called."""
    _field, procedure = field_and_procedure(key)
    return _("Không chia theo lĩnh vực") if procedure is None else _("Không chia theo thủ tục")


def _line(row: SheetRow, kind: str, mark: str, name: str, codes: Sequence[str], *, whole: bool = False) -> Line:
    cells = tuple(Cell(code, row.cells.get(code), row.section, row.key, whole) for code in codes)
    return Line(kind, mark, name, cells)


def column_name(code: str) -> str:
    """A figure by its name."""
    return _(OF_DOSSIERS[code].name)


@dataclass(frozen=True)
class ItemLine:
    """One item of the index: its two numbers, the rate, the points of how many; None where nothing measures it."""

    item: index766.Item
    name: str
    formula: str
    doubt: str
    numerator: Count | None
    denominator: Count | None
    rate: Decimal | None
    points: Decimal | None

    @property
    def cells(self) -> tuple[Cell, Cell]:
        """Its two numbers, as they can be asked for."""
        said = ((NUMERATOR, self.numerator), (DENOMINATOR, self.denominator))
        first, second = (Cell(code, count, self.item.group.value, self.item.code) for code, count in said)
        return first, second

    @property
    def share(self) -> Decimal | None:
        """The rate as a share of one, as the filter of percentages takes it."""
        return None if self.rate is None else self.rate / HUNDRED

    @property
    def written(self) -> str:
        """The points with their two decimals; a dash for none."""
        return points_words(self.points)


@dataclass(frozen=True)
class GroupLine:
    """A group of the index with its measured items; `points` of `out_of`."""

    name: str
    items: tuple[ItemLine, ...]
    points: Decimal
    out_of: int

    @property
    def written(self) -> str:
        """The points with their two decimals; a dash for none."""
        return points_words(self.points)


@dataclass(frozen=True)
class Scored:
    """The index: measured groups, the sum of how many points, and what is not measured, by name."""

    groups: tuple[GroupLine, ...]
    points: Decimal
    out_of: int
    share: Decimal | None
    band: str
    left_out: tuple[str, ...]
    left_out_points: int

    @property
    def written(self) -> str:
        """The points with their two decimals; a dash for none."""
        return points_words(self.points)


def points_words(points: Decimal | None) -> str:
    """Points as people read them: `19,60`."""
    return "–" if points is None else formats.number(points, 2)


def scored(sheet: Sheet) -> Scored:
    """The index scored from the sums of the numbers, never from an average of rates; the unmeasured is left out."""
    rows = {row.key: row for row in merged(sheet.parts, sheet.codes)}
    items = [_item(item, rows.get(item.code)) for item in index766.ITEMS]
    whole = index766.total({line.item.code: line.points for line in items})
    measured = [line for line in items if line.points is not None]
    missing = [line for line in items if line.points is None and line.item.points]
    return Scored(
        tuple(_group(group, measured) for group in index766.Group if any(x.item.group is group for x in measured)),
        whole.points,
        whole.out_of,
        whole.points * HUNDRED / whole.out_of if whole.out_of else None,
        _(whole.band) if whole.band else "",
        tuple(f"{line.item.code} {line.name}" for line in missing),
        sum(line.item.points for line in missing),
    )


def _item(item: index766.Item, row: SheetRow | None) -> ItemLine:
    counts = [None if row is None else row.cells.get(code) for code in (NUMERATOR, DENOMINATOR)]
    numerator, denominator = counts
    rate = (
        None
        if numerator is None or denominator is None
        else percentage(numerator.value, denominator.value, item.places)
    )
    points = index766.score(item, rate) if item.points else None
    doubt = _(item.doubt) if item.doubt else ""
    return ItemLine(item, _(item.name), _(item.formula), doubt, numerator, denominator, rate, points)


def _group(group: index766.Group, lines: Sequence[ItemLine]) -> GroupLine:
    mine = tuple(line for line in lines if line.item.group is group)
    points = sum((line.points for line in mine if line.points is not None), Decimal("0.00"))
    return GroupLine(_(index766.GROUP_WORDS[group]), mine, points, sum(line.item.points for line in mine))


@dataclass(frozen=True)
class ComparedItem:
    """An item of the index beside that of the same period of the year before; either may be of nothing."""

    now: ItemLine
    before: ItemLine

    @property
    def rate_difference(self) -> Decimal | None:
        """How many percentage points more (fewer: negative); None where one of the two has no rate."""
        if self.now.rate is None or self.before.rate is None:
            return None
        return self.now.rate - self.before.rate

    @property
    def points_difference(self) -> Decimal | None:
        """How many points more (fewer: negative)."""
        if self.now.points is None or self.before.points is None:
            return None
        return self.now.points - self.before.points


@dataclass(frozen=True)
class Compared:
    """A figure beside that of the same period of the year before."""

    code: str
    name: str
    now: Count
    before: Count

    @property
    def difference(self) -> int:
        """How many more (fewer: negative)."""
        return self.now.value - self.before.value

    @property
    def share(self) -> Decimal | None:
        """The difference in per cent of the year before; None of nothing."""
        return percentage(self.difference, self.before.value)


def compared(sheet: Sheet) -> list[Compared]:
    """The whole beside the same period of the year before, as far as both know a figure."""
    if sheet.year_before is None or sheet.kind is SheetKind.INDEX_766:
        return []
    now, before = total(merged(sheet.parts, sheet.codes), sheet.codes).cells, sheet.year_before.total
    return [
        Compared(code, column_name(code), now[code], before[code])
        for code in sheet.codes
        if code in now and code in before
    ]


def compared_items(sheet: Sheet) -> list[ComparedItem]:
    """The measured items of the index beside the same period of the year before."""
    if sheet.year_before is None or sheet.kind is not SheetKind.INDEX_766:
        return []
    rows = [{row.key: row for row in merged(sheet.parts, sheet.codes)}, {x.key: x for x in sheet.year_before.rows}]
    return [
        ComparedItem(*(_item(item, each.get(item.code)) for each in rows))
        for item in index766.ITEMS
        if any(item.code in each for each in rows)
    ]


def signed_share(value: Decimal | None) -> str:
    """A difference in per cent of what was before: `+12,50 %`; empty for none."""
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + formats.percent(abs(value) / HUNDRED)


def signed(value: int | Decimal | None, places: int = 0) -> str:
    """A difference with its sign as people read it: `+12`, `−1,44`; a dash for none."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + formats.number(value if value >= 0 else -value, places)
