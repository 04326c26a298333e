"""Collecting a report: what its unit counts itself, what the units below sent, what was declared, who is missing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from motcua.domain.indicators.values import Period
from motcua.domain.published import Count, Qualifier
from motcua.domain.report_periods import ReportPeriod
from motcua.domain.report_sheets import Missing, Origin, Part, Sheet, SheetKind, SheetRow, merged, total
from motcua.domain.typed_figures import CODE_OF, TypedFigure, table_rows
from motcua.organisation import queries as organisation
from motcua.reporting.models import ReportVersion
from motcua.reporting.reports.counting import CODES, counted, counted_in_total, empty_part
from motcua.reporting.reports.freezing import thawed
from motcua.reporting.reports.queries.declared import declared_for, typed
from motcua.reporting.reports.queries.reports import issued
from motcua.reporting.reports.queries.units import reach_of

Told = Callable[[int], None]
"""Hears how many units more are done."""


def sheet_for(
    kind: SheetKind, unit_id: int, period: ReportPeriod, at: datetime, told: Told = lambda _units: None
) -> Sheet:
    """The whole report of a unit as it stands at an instant."""
    reach = reach_of(unit_id, period.period)
    on = period.last_day
    names = organisation.unit_names({unit_id, *reach.below}, on)
    levels = {pk: unit.level for pk, unit in organisation.units({unit_id, *reach.below}).items()}
    empty = empty_part(unit_id, names[unit_id], levels[unit_id], reach.own, at)
    own = counted(kind, empty, period.period)
    told(1)
    given = _declared(kind, {unit_id, *reach.below}, period.period, at)
    parts = [own] if _says_anything(own) or (unit_id not in given and not reach.below) else []
    if not parts and unit_id in given:
        parts = [_part_of_declared(empty, given[unit_id])]
    sent = issued(kind, reach.below, period.period)
    missing: list[Missing] = []
    for below in reach.below:
        if below in sent:
            parts += _parts_of(sent[below])
        elif below in given:
            parts.append(_part_of_declared(empty_part(below, names[below], levels[below], (), at), given[below]))
        else:
            missing.append(Missing(below, names[below]))
        told(1)
    sheet = Sheet(kind=kind, codes=CODES[kind], parts=tuple(parts), missing=tuple(missing))
    return replace(sheet, year_before=_year_before(sheet, unit_id, period, at))


def _says_anything(part: Part) -> bool:
    return any(count.value for count in part.total.values()) or bool(part.rows)


def _parts_of(version: ReportVersion) -> list[Part]:
    """The parts of a report from below, each named after the report it came in."""
    report = str(version.report.public_id)
    return [
        part if part.report else replace(part, report=report, version=version.version)
        for part in thawed(version.content).parts
    ]


def _declared(kind: SheetKind, unit_ids: Iterable[int], period: Period, at: datetime) -> dict[int, list[TypedFigure]]:
    """What units declared for the form as a whole (not for a named part of theirs), by unit."""
    found: dict[int, list[TypedFigure]] = {}
    if kind is SheetKind.FORM_06:
        for row in declared_for(unit_ids, period, at):
            figure = typed(row)
            if not figure.scope and not figure.is_rate:
                found.setdefault(row.unit_id, []).append(figure)
    return found


def _part_of_declared(part: Part, declared: list[TypedFigure]) -> Part:
    """A part from declared figures; totals that were not declared are added up where all their parts were."""
    [row] = table_rows(declared, {part.unit_id: part.name})
    cells = {}
    for column, code in CODE_OF.items():
        value = row.known(column)
        if code in CODES[SheetKind.FORM_06] and value is not None:
            cells[code] = row.counts.get(column, Count(value, _weakest(row.counts.values())))
    sources = tuple(dict.fromkeys(figure.source for figure in declared))
    line = SheetRow(part.level, "", "", cells)
    return replace(part, origin=Origin.DECLARED, rows=(line,), total=cells, sources=sources)


def _weakest(counts: Iterable[Count]) -> Qualifier:
    return next((count.qualifier for count in counts if count.qualifier is not Qualifier.EXACT), Qualifier.EXACT)


def _year_before(sheet: Sheet, unit_id: int, period: ReportPeriod, at: datetime) -> Part | None:
    """The total of the same period a year earlier: as it was reported then, else counted over the same units now, else
    as the unit declared it.

    Of the index its items, because it has no total of counts.
    """
    before = period.year_before().period
    own = next((part for part in sheet.parts if part.unit_id == unit_id and not part.report), None)
    name = own.name if own else ""
    version = issued(sheet.kind, [unit_id], before).get(unit_id)
    if version is not None:
        rows = merged(thawed(version.content).parts, sheet.codes)
        part = replace(
            empty_part(unit_id, name, "", (), version.known_at),
            report=str(version.report.public_id),
            version=version.version,
        )
        if sheet.kind is SheetKind.INDEX_766:
            return replace(part, rows=tuple(rows))
        return replace(part, total=total(rows, sheet.codes, name).cells)
    unit_ids = {pk for part in sheet.parts for pk in part.unit_ids if part.origin is Origin.RECORDS}
    if unit_ids:
        counted_then = counted_in_total(sheet.kind, empty_part(unit_id, name, "", unit_ids, at), before)
        said = [*counted_then.total.values(), *(count for row in counted_then.rows for count in row.cells.values())]
        if any(count.value for count in said):
            return counted_then
    given = _declared(sheet.kind, {unit_id}, before, at).get(unit_id)
    return None if given is None else _part_of_declared(empty_part(unit_id, name, "", (), at), given)
