"""What one unit counts from its records: the cells of each kind of report, and the hashes of the rows behind them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, Final

from motcua.catalogue import queries as catalogue
from motcua.catalogue.values import ProcedureLabel
from motcua.common.folding import fold
from motcua.domain.indicators.index766 import ITEMS, Item
from motcua.domain.indicators.values import Dimension, Period
from motcua.domain.published import Count
from motcua.domain.report_sheets import (
    DENOMINATOR,
    FORM_06_CODES,
    NUMERATOR,
    ONE_STOP_CODES,
    Origin,
    Part,
    SheetKind,
    SheetRow,
    field_and_procedure,
    procedure_key,
)
from motcua.figures.memberships import Member, memberships
from motcua.figures.queries import figures
from motcua.figures.questions import Question
from motcua.reporting.reports.freezing import RowsHash

CODES: Final[Mapping[SheetKind, tuple[str, ...]]] = {
    SheetKind.FORM_06: FORM_06_CODES,
    SheetKind.ONE_STOP: ONE_STOP_CODES,
    SheetKind.INDEX_766: (NUMERATOR, DENOMINATOR),
}
UNIT_BY: Final[Mapping[SheetKind, Dimension]] = {
    SheetKind.FORM_06: Dimension.COMPETENT_UNIT,
    SheetKind.ONE_STOP: Dimension.RECEIVING_UNIT,
    SheetKind.INDEX_766: Dimension.COMPETENT_UNIT,
}
"""Whose dossiers they are: those that an agency resolves, or those that its one-stop shop received."""

_BY: Final[Mapping[SheetKind, tuple[Dimension, ...]]] = {
    SheetKind.FORM_06: (Dimension.LEVEL, Dimension.FIELD, Dimension.PROCEDURE),
    SheetKind.ONE_STOP: (Dimension.FIELD,),
}
PORTION: Final = 5000
"""Dossiers whose procedures are named at once."""

MEASURED: Final[tuple[Item, ...]] = tuple(item for item in ITEMS if item.definition and item.points)
"""Items of the index that dossiers answer; the others are left out by name, not scored nothing."""
DEFINITION_OF: Final[Mapping[str, str]] = {item.code: item.definition for item in ITEMS}
"""Which figure gives the rate of an item of the index."""


def question_of(kind: SheetKind, unit_ids: Iterable[int], period: Period, known_at: datetime) -> Question:
    """What is asked of the figures for a part of a report."""
    return Question(period=period, known_at=known_at, unit_by=UNIT_BY[kind], units=frozenset(unit_ids))


def question_of_row(question: Question, kind: SheetKind, section: str, key: str, unit: Part) -> Question:
    """The same, for the rows of one line of a part of the report; what a line does not know is None.

    A procedure is asked for by those of its versions that the part met.
    """
    if kind is SheetKind.INDEX_766:
        return question
    sector, procedure = field_and_procedure(key)
    only: list[tuple[Dimension, frozenset[Any]]] = [(Dimension.FIELD, frozenset({int(sector) if sector else None}))]
    if kind is SheetKind.FORM_06:
        only.insert(0, (Dimension.LEVEL, frozenset({section or None})))
    if procedure is not None and procedure in unit.versions:
        only.append((Dimension.PROCEDURE, frozenset(unit.versions[procedure])))
    return replace(question, only=tuple(only))


def counted(kind: SheetKind, unit: Part, period: Period) -> Part:
    """The part with its rows, total and seals, counted over its units as known at its instant."""
    question = question_of(kind, unit.unit_ids, period, unit.known_at)
    if kind is SheetKind.INDEX_766:
        return _index(unit, question)
    codes = CODES[kind]
    found = _of_procedures(codes, question) if kind is SheetKind.FORM_06 else _of_fields(codes, question)
    total = {code: Count(figure.numerator) for code, figure in figures(codes, question).items()}
    return replace(
        unit,
        rows=found.rows(found.fields, codes),
        procedures=found.rows(found.procedures, codes),
        versions={code: tuple(sorted(own, key=lambda each: each or 0)) for code, own in sorted(found.versions.items())},
        total=total,
        seals={
            f"{section}|{key}|{code}": str(hashed)
            for (section, key), cells in (*found.fields.items(), *found.procedures.items())
            for code, hashed in cells.items()
        },
    )


_Cells = dict[tuple[str, str], dict[str, RowsHash]]


def _no_cells() -> _Cells:
    return defaultdict(lambda: defaultdict(RowsHash))


@dataclass
class _Found:
    """Rows by section and key, then by figure; of each procedure the versions met and the name of the last of them."""

    fields: _Cells = field(default_factory=_no_cells)
    procedures: _Cells = field(default_factory=_no_cells)
    versions: dict[str, set[int | None]] = field(default_factory=lambda: defaultdict(set))
    sectors: Mapping[int, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def rows(self, cells: _Cells, codes: Sequence[str]) -> tuple[SheetRow, ...]:
        """The lines of these cells: by level, by the name of the field, by the name of the procedure."""
        rows = [
            SheetRow(section, key, self._names(key)[-1], {code: Count(found[code].number) for code in codes})
            for (section, key), found in cells.items()
        ]
        return tuple(sorted(rows, key=lambda row: (_ORDER.get(row.section, 9), *map(fold, self._names(row.key)))))

    def _names(self, key: str) -> list[str]:
        sector, procedure = field_and_procedure(key)
        names = [self.sectors.get(int(sector), "") if sector else ""]
        return names if procedure is None else [*names, self.labels.get(procedure, "")]

    def place(self, keys: tuple[Any, ...], label: ProcedureLabel | None) -> tuple[dict[str, RowsHash], ...]:
        """Where dossiers of a level, field and version of a procedure are counted: their field, their procedure."""
        (section, key), version = map(_said, keys[:2]), keys[2]
        code = label.code if label is not None else ""
        self.versions[code].add(version)
        if label is not None and version == max(filter(None, self.versions[code])):
            self.labels[code] = label.name
        return self.fields[section, key], self.procedures[section, procedure_key(key, code)]

    def named(self) -> "_Found":
        """With the names of its fields. One query."""
        self.sectors = catalogue.sector_names(int(key) for _section, key in self.fields if key)
        return self


def _of_fields(codes: Sequence[str], question: Question) -> _Found:
    """By field alone."""
    found = _Found()
    for member in memberships(codes, question, _BY[SheetKind.ONE_STOP]):
        _add(found.fields["", _said(member.keys[0])], member)
    return found.named()


def _of_procedures(codes: Sequence[str], question: Question) -> _Found:
    """By level and field, and by procedure within these: the versions of one code together."""
    found = _Found()
    places: dict[tuple[Any, ...], tuple[dict[str, RowsHash], ...]] = {}
    for member, label in _labelled(memberships(codes, question, _BY[SheetKind.FORM_06])):
        if member.keys not in places:
            places[member.keys] = found.place(member.keys, label)
        for cells in places[member.keys]:
            _add(cells, member)
    return found.named()


def _labelled(members: Iterator[Member]) -> Iterator[tuple[Member, ProcedureLabel | None]]:
    """Each row with what its procedure is called. One query for each portion that meets versions for the first time."""
    labels: dict[int, ProcedureLabel] = {}
    while portion := list(islice(members, PORTION)):
        labels |= catalogue.labels({member.keys[-1] for member in portion} - {None, *labels})
        for member in portion:
            yield member, labels.get(member.keys[-1])


def _add(cells: dict[str, RowsHash], member: Member) -> None:
    for code in member.codes:
        cells[code].add(member.id)


def _said(value: Any) -> str:
    return "" if value is None else str(value)


_ORDER: Final = {"ministry": 0, "province": 1, "district": 2, "commune": 3}


def _index(unit: Part, question: Question) -> Part:
    """The items that dossiers answer: two numbers each, and the hashes of the rows behind both."""
    hashes: dict[tuple[str, str], RowsHash] = defaultdict(RowsHash)
    for member in memberships(tuple(item.definition for item in MEASURED), question, bases=True):
        for number, codes in ((NUMERATOR, member.codes), (DENOMINATOR, member.bases)):
            for code in codes:
                hashes[code, number].add(member.id)
    seals = {
        f"{item.group.value}|{item.code}|{number}": str(hashes[item.definition, number])
        for item in MEASURED
        for number in (NUMERATOR, DENOMINATOR)
    }
    return replace(unit, rows=_index_rows(question), total={}, seals=seals)


def counted_in_total(kind: SheetKind, unit: Part, period: Period) -> Part:
    """The part with only its totals and their seals, of the index with its items: to compare by."""
    question = question_of(kind, unit.unit_ids, period, unit.known_at)
    if kind is SheetKind.INDEX_766:
        return _index(unit, question)
    hashes: dict[str, RowsHash] = {code: RowsHash() for code in CODES[kind]}
    for member in memberships(CODES[kind], question):
        _add(hashes, member)
    total = {code: Count(found.number) for code, found in hashes.items()}
    return replace(unit, total=total, seals={f"||{code}": str(found) for code, found in hashes.items()})


def _index_rows(question: Question) -> tuple[SheetRow, ...]:
    """The items that dossiers answer, two numbers each; what is divided by nothing is left out."""
    found = figures(tuple(item.definition for item in MEASURED), question)
    return tuple(
        SheetRow(
            item.group.value,
            item.code,
            item.name,
            {
                NUMERATOR: Count(found[item.definition].numerator),
                DENOMINATOR: Count(found[item.definition].denominator),
            },
        )
        for item in MEASURED
        if found[item.definition].denominator
    )


def empty_part(
    unit_id: int, name: str, level: str, unit_ids: Iterable[int], known_at: datetime, origin: Origin = Origin.RECORDS
) -> Part:
    """A part of which nothing is counted yet."""
    return Part(
        unit_id=unit_id,
        name=name,
        level=level,
        origin=origin,
        known_at=known_at,
        rows=(),
        total={},
        unit_ids=tuple(sorted(unit_ids)),
    )
