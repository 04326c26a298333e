"""What one unit counts from its records: the cells of each kind of report, and the hashes of the rows behind them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from motcua.catalogue import queries as catalogue
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
)
from motcua.figures.memberships import memberships
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
    SheetKind.FORM_06: (Dimension.LEVEL, Dimension.FIELD),
    SheetKind.ONE_STOP: (Dimension.FIELD,),
}
MEASURED: Final[tuple[Item, ...]] = tuple(item for item in ITEMS if item.definition and item.points)
"""Items of the index that dossiers answer; the others are left out by name, not scored nothing."""
DEFINITION_OF: Final[Mapping[str, str]] = {item.code: item.definition for item in ITEMS}
"""Which figure gives the rate of an item of the index."""


def question_of(kind: SheetKind, unit_ids: Iterable[int], period: Period, known_at: datetime) -> Question:
    """What is asked of the figures for a part of a report."""
    return Question(period=period, known_at=known_at, unit_by=UNIT_BY[kind], units=frozenset(unit_ids))


def question_of_row(question: Question, kind: SheetKind, section: str, key: str) -> Question:
    """The same, for the rows of one line of the report; what a line does not know is None."""
    if kind is SheetKind.INDEX_766:
        return question
    field: tuple[Dimension, frozenset[object]] = (Dimension.FIELD, frozenset({int(key) if key else None}))
    level: tuple[Dimension, frozenset[object]] = (Dimension.LEVEL, frozenset({section or None}))
    return replace(question, only=(level, field) if kind is SheetKind.FORM_06 else (field,))


def counted(kind: SheetKind, unit: Part, period: Period) -> Part:
    """The part with its rows, total and seals, counted over its units as known at its instant."""
    question = question_of(kind, unit.unit_ids, period, unit.known_at)
    if kind is SheetKind.INDEX_766:
        return _index(unit, question)
    codes = CODES[kind]
    cells: dict[tuple[str, ...], dict[str, RowsHash]] = defaultdict(lambda: defaultdict(RowsHash))
    for member in memberships(codes, question, _BY[kind]):
        place = tuple("" if key is None else str(key) for key in member.keys)
        for code in member.codes:
            cells[place][code].add(member.id)
    names = catalogue.sector_names(int(place[-1]) for place in cells if place[-1])
    rows = []
    seals: dict[str, str] = {}
    for place in sorted(
        cells, key=lambda each: (_ORDER.get(each[0], 9) if len(each) > 1 else 0, fold(_name(names, each)))
    ):
        section, key = place if len(place) > 1 else ("", place[0])
        rows.append(
            SheetRow(section, key, _name(names, place), {code: Count(cells[place][code].number) for code in codes})
        )
        seals |= {f"{section}|{key}|{code}": str(found) for code, found in cells[place].items()}
    total = {code: Count(found.numerator) for code, found in figures(codes, question).items()}
    return replace(unit, rows=tuple(rows), total=total, seals=seals)


_ORDER: Final = {"ministry": 0, "province": 1, "district": 2, "commune": 3}


def _name(names: Mapping[int, str], place: tuple[str, ...]) -> str:
    return names.get(int(place[-1]), "") if place[-1] else ""


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
        for code in member.codes:
            hashes[code].add(member.id)
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
