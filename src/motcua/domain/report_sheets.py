"""What a report says: rows of counts by level and field, in parts by unit and origin, and their sums.

A part holds what one unit counted, from records at one instant, or what it declared. Sums add parts; a part that does
not know a number makes the sum “at least”. A superior's report keeps the parts of those below, so that every number
can still be opened where it was counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from motcua.domain.published import Count, Qualifier
from motcua.domain.texts import gettext_noop
from motcua.domain.typed_figures import summed_qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime


class SheetKind(StrEnum):
    """Which report it is."""

    FORM_06 = "form_06"
    INDEX_766 = "index_766"
    ONE_STOP = "one_stop_sheet"


class Origin(StrEnum):
    """Where the numbers of a part come from."""

    RECORDS = "records"
    DECLARED = "declared"


KIND_NAMES: Final[Mapping[SheetKind, str]] = {
    SheetKind.FORM_06: gettext_noop("Biểu số 06/VPCP/KSTT"),
    SheetKind.INDEX_766: gettext_noop("Bộ chỉ số theo Quyết định 766/QĐ-TTg"),
    SheetKind.ONE_STOP: gettext_noop("Báo cáo của Bộ phận Một cửa"),
}
TITLES: Final[Mapping[SheetKind, str]] = {
    SheetKind.FORM_06: gettext_noop(
        "Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết thủ tục hành chính"
    ),
    SheetKind.INDEX_766: gettext_noop(
        "Kết quả đánh giá chất lượng phục vụ người dân, doanh nghiệp trong thực hiện thủ tục hành chính, dịch vụ công"
    ),
    SheetKind.ONE_STOP: gettext_noop("Tình hình tiếp nhận và trả kết quả tại Bộ phận Một cửa"),
}

NUMERATOR: Final = "numerator"
DENOMINATOR: Final = "denominator"

FORM_06_CODES: Final = tuple(f"form06.{number}" for number in range(3, 14))
ONE_STOP_CODES: Final = (
    "dossiers.presented",
    "dossiers.not_accepted",
    "dossiers.received",
    *FORM_06_CODES,
    "dossiers.granted",
    "dossiers.refused",
    "dossiers.withdrawn",
    "dossiers.stopped",
    "dossiers.paused",
    "apologies.owed",
)
"""What the officials of a one-stop shop are asked for: what came in and how, what was refused, how it ended."""


@dataclass(frozen=True)
class SheetRow:
    """One line: counts by code. `section` is a level of authority or a group, `key` a field's id, an item's code, or a
    procedure of a field (`procedure_key`).
    """

    section: str
    key: str
    name: str
    cells: Mapping[str, Count]


def procedure_key(field: str, procedure: str) -> str:
    """The key of a procedure's line: its field's id and its code; the code is empty for what has no procedure."""
    return f"{field}/{procedure}"


def field_and_procedure(key: str) -> tuple[str, str | None]:
    """A field's id and a procedure's code; None where the line is the whole field."""
    field_id, slash, procedure = key.partition("/")
    return field_id, procedure if slash else None


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one unit counted: over `unit_ids`, as known at an instant; or what it declared, from `sources`.

    `total` was counted apart from the rows, so that both can be held against each other. `report` and `version` name
    the unit's own frozen report, empty and 0 for a part that is counted here. `seals` are the hashes of the rows behind
    each cell, by `section|key|code`, once they are frozen. `procedures` tell the rows of form 06 again, procedure by
    procedure, and add nothing to any sum; a part that was declared, or frozen before they were told, has none.
    `versions` are the ids of the versions of each procedure that were met, by its code.
    """

    unit_id: int
    name: str
    level: str
    origin: Origin
    known_at: datetime
    rows: tuple[SheetRow, ...]
    total: Mapping[str, Count]
    unit_ids: tuple[int, ...] = ()
    report: str = ""
    version: int = 0
    sources: tuple[str, ...] = ()
    seals: Mapping[str, str] = field(default_factory=dict)
    procedures: tuple[SheetRow, ...] = ()
    versions: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)

    @cached_property
    def lines(self) -> Mapping[tuple[str, str], list[SheetRow]]:
        """Its rows and procedures by section and key."""
        found: dict[tuple[str, str], list[SheetRow]] = {}
        for row in (*self.rows, *self.by_procedure):
            found.setdefault((row.section, row.key), []).append(row)
        return found

    @property
    def by_procedure(self) -> tuple[SheetRow, ...]:
        """Its procedures; where it tells none, each field as what has no procedure, so that sums of parts hold."""
        if self.procedures:
            return self.procedures
        return tuple(replace(row, key=procedure_key(row.key, ""), name="") for row in self.rows)


@dataclass(frozen=True)
class Missing:
    """A unit below from which nothing came."""

    unit_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The whole content of a report of one kind. `year_before` is the total of the same period a year earlier, over the
    same units: from their report of then, or counted from records now.
    """

    kind: SheetKind
    codes: tuple[str, ...]
    parts: tuple[Part, ...]
    missing: tuple[Missing, ...] = ()
    year_before: Part | None = None


def merged(parts: Iterable[Part], codes: Sequence[str]) -> list[SheetRow]:
    """The rows of all parts, those of the same section and key added, in the order in which they first appear."""
    return _merged((row for part in parts for row in part.rows), codes)


def merged_procedures(parts: Iterable[Part], codes: Sequence[str]) -> dict[tuple[str, str], list[SheetRow]]:
    """The procedures of each row (by its section and key) over all parts. They add up to the row; what a part does not
    tell by procedure stands under no name. A row of which no part tells procedures has none.
    """
    parts = list(parts)
    found: dict[tuple[str, str], list[SheetRow]] = {}
    if any(part.procedures for part in parts):
        for row in _merged((row for part in parts for row in part.by_procedure), codes):
            field_id, _procedure = field_and_procedure(row.key)
            found.setdefault((row.section, field_id), []).append(row)
    return {place: rows for place, rows in found.items() if any(field_and_procedure(row.key)[1] for row in rows)}


def placed(parts: Iterable[Part], codes: Sequence[str], *, procedures: bool = True) -> dict[tuple[str, str], SheetRow]:
    """Every line of all parts together by section and key: the total under none, then each row and its procedures."""
    parts = list(parts)
    rows = merged(parts, codes)
    below = merged_procedures(parts, codes) if procedures else {}
    lines = [line for row in rows for line in (row, *below.get((row.section, row.key), ()))]
    return {("", ""): total(rows, codes)} | {(line.section, line.key): line for line in lines}


def _merged(rows: Iterable[SheetRow], codes: Sequence[str]) -> list[SheetRow]:
    groups: dict[tuple[str, str], list[SheetRow]] = {}
    for row in rows:
        groups.setdefault((row.section, row.key), []).append(row)
    return [
        replace(like[0], cells={code: added(row.cells.get(code) for row in like) for code in _known(like, codes)})
        for like in groups.values()
    ]


def _known(rows: Iterable[SheetRow], codes: Sequence[str]) -> list[str]:
    known = {code for row in rows for code in row.cells}
    return [code for code in codes if code in known]


def added(counts: Iterable[Count | None]) -> Count:
    """A sum; what a part does not know makes it “at least” (K-06)."""
    found = list(counts)
    known = [count for count in found if count is not None]
    qualifier = summed_qualifier(count.qualifier for count in known)
    if len(known) < len(found) and qualifier is Qualifier.EXACT:
        qualifier = Qualifier.AT_LEAST
    return Count(sum(count.value for count in known), qualifier)


def total(rows: Iterable[SheetRow], codes: Sequence[str], name: str = "") -> SheetRow:
    """All rows in one."""
    rows = list(rows)
    return SheetRow("", "", name, {code: added(row.cells.get(code) for row in rows) for code in _known(rows, codes)})


@dataclass(frozen=True)
class Change:
    """A number that another version gives otherwise; None: that version has no such number."""

    section: str
    key: str
    name: str
    code: str
    before: int | None
    after: int | None


def changes(before: Sheet, after: Sheet) -> list[Change]:
    """What two versions of a report say differently, line by line, the total (empty section and key) first.

    The index has no total: its items count different things. Procedures are compared where both versions tell them.
    """
    told = all(any(part.procedures for part in sheet.parts) for sheet in (before, after))
    old, new = (placed(sheet.parts, sheet.codes, procedures=told) for sheet in (before, after))
    places = dict.fromkeys([*old, *new])
    if after.kind is SheetKind.INDEX_766:
        del places["", ""]
    found = []
    for place in places:
        one, two = old.get(place), new.get(place)
        name = (two or one or SheetRow("", "", "", {})).name
        for code in after.codes:
            values = [None if row is None or code not in row.cells else row.cells[code].value for row in (one, two)]
            if values[0] != values[1]:
                found.append(Change(*place, name, code, *values))
    return found
