"""What the rules K-01 to K-08 say of a report before it is issued.

The rows of a report are read as a published table (`domain.consistency`): every unit and every field must add up to
the whole, the procedures of a field to the field, every row must balance, and what was carried in must be what the last
period left pending. Claims (figures declared by a unit whose dossiers are on record) are held against what the records
say, and block nothing.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from motcua.domain.consistency import check
from motcua.domain.indicators.definitions import percentage
from motcua.domain.instants import local_date
from motcua.domain.published import WORDS, Column, Count, Rate, TableRow
from motcua.domain.report_sheets import (
    DENOMINATOR,
    NUMERATOR,
    Origin,
    SheetKind,
    merged,
    merged_procedures,
    total,
)
from motcua.domain.ruling import Finding, Rule, Verdict, plain
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.typed_figures import COUNTS, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from motcua.domain.report_periods import ReportPeriod
    from motcua.domain.report_sheets import Part, Sheet
    from motcua.domain.typed_figures import TypedFigure

WHOLE_LINE: Final = 1
_CARRIED: Final = "form06.6"
_PENDING: Final = "form06.11"
_WITHDRAWN: Final = "dossiers.withdrawn"
"""A way of ending: our column 7 holds those withdrawn, so they do not stand beside it as in a published table."""

_OWN_SOURCE: Final = "motcua"


def checked(sheet: Sheet, period: ReportPeriod, unit: str, last: Sheet | None = None) -> list[Finding]:
    """Every finding about a report of a unit; `last` is its issued report of the period just before, if there is one.

    The whole stands on line 1, parts, fields and their procedures on the lines after it.
    """
    if sheet.kind is SheetKind.INDEX_766:
        found = list(_shares(sheet))
    else:
        found = _balanced(sheet, period, unit)
        found += _carried(sheet, unit, last)
    found += _missing(sheet, unit)
    return sorted(found, key=lambda each: (each.line, each.rule))


def failing(found: Iterable[Finding]) -> list[Finding]:
    """What keeps a report from being issued."""
    return [each for each in found if each.verdict is Verdict.FAILS]


def _balanced(sheet: Sheet, period: ReportPeriod, unit: str) -> list[Finding]:
    """The whole with its units, then with its fields, each field with its procedures; what two say is said once."""
    rows = merged(sheet.parts, sheet.codes)
    whole = _line(WHOLE_LINE, unit, total(rows, sheet.codes).cells, period, sheet.parts)
    units = [
        replace(_line(line, f"{line - 1}. {part.name}", part.total, period, [part]), part_of=unit)
        for line, part in enumerate(sheet.parts, WHOLE_LINE + 1)
    ]
    fields = [
        replace(_line(line, f"{row.section} {row.name}", row.cells, period, sheet.parts), part_of=unit, rates=())
        for line, row in enumerate(rows, WHOLE_LINE + 1 + len(units))
    ]
    found = [*check([whole, *units]), *check([whole, *fields])]
    below = merged_procedures(sheet.parts, sheet.codes)
    lines = itertools.count(WHOLE_LINE + 1 + len(units) + len(fields))
    for row, of_field in zip(rows, fields, strict=True):
        procedures = [
            _line(next(lines), f"{of_field.scope}: {each.name or '–'}", each.cells, period, sheet.parts)
            for each in below.get((row.section, row.key), ())
        ]
        if procedures:
            found += check([of_field, *(replace(each, part_of=of_field.scope, rates=()) for each in procedures)])
    return list({(each.rule, each.verdict, each.line, str(each.text)): each for each in found}.values())


def _line(line: int, scope: str, cells: Mapping[str, Count], period: ReportPeriod, parts: Sequence[Part]) -> TableRow:
    counts = {COUNTS[code]: count for code, count in cells.items() if code in COUNTS and code != _WITHDRAWN}
    row = TableRow(
        line=line,
        scope=scope,
        label=str(period.label),
        starts=period.period.starts,
        ends=period.last_day,
        closing=period.last_day,
        source="; ".join(dict.fromkeys(source for part in parts for source in part.sources or (_OWN_SOURCE,))),
        counts=counts,
    )
    in_time, resolved = row.known(Column.IN_TIME), row.known(Column.RESOLVED)
    share = None if in_time is None or resolved is None else percentage(in_time, resolved)
    rates = () if share is None else (Rate(line, share, Column.IN_TIME, Column.RESOLVED, claimed=False),)
    return replace(row, rates=rates)


def _carried(sheet: Sheet, unit: str, last: Sheet | None) -> Iterator[Finding]:
    """What came over from the last period is what its report left pending, unit by unit where both know it."""
    now = _by_unit(sheet, _CARRIED)
    if last is None:
        words = gettext_noop("Chưa có báo cáo đã gửi của kỳ liền trước nên chưa đối chiếu được số chuyển qua.")
        yield _said(Rule.K02, Verdict.OPEN, unit, Text(words))
        return
    before = _by_unit(last, _PENDING)
    wrong = {
        unit_id: (before[unit_id], now[unit_id])
        for unit_id in sorted(set(now) & set(before))
        if before[unit_id][1] != now[unit_id][1]
    }
    for (name, pending), (_name, carried) in wrong.values():
        words = gettext_noop(
            "%(unit)s: kỳ trước báo cáo còn %(pending)s hồ sơ đang giải quyết, kỳ này nhận %(carried)s từ kỳ trước, "
            "lệch %(by)s. Lập bản sửa của báo cáo kỳ trước, hoặc tìm hồ sơ ghi muộn."
        )
        said = {"unit": name, "pending": plain(pending), "carried": plain(carried), "by": plain(abs(carried - pending))}
        numbers: dict[str, int | str | None] = {"pending": pending, "carried": carried, "difference": carried - pending}
        yield _said(Rule.K02, Verdict.FAILS, unit, Text(words, said), numbers)
    if not wrong:
        carried = sum(count for _name, count in now.values())
        words = gettext_noop("Số kỳ trước chuyển qua (%(carried)s) khớp số đang giải quyết của báo cáo kỳ trước.")
        yield _said(Rule.K02, Verdict.HOLDS, unit, Text(words, {"carried": plain(carried)}))


def _by_unit(sheet: Sheet, code: str) -> dict[int, tuple[str, int]]:
    return {part.unit_id: (part.name, part.total[code].value) for part in sheet.parts if code in part.total}


def _missing(sheet: Sheet, unit: str) -> Iterator[Finding]:
    if sheet.missing:
        words = gettext_noop("Thiếu %(count)s đơn vị: %(names)s. Tổng chưa gồm số của các đơn vị này.")
        said = {"count": len(sheet.missing), "names": ", ".join(each.name for each in sheet.missing)}
        yield _said(Rule.K01, Verdict.WARNS, unit, Text(words, said), {"missing": len(sheet.missing)})


def _shares(sheet: Sheet) -> Iterator[Finding]:
    """K-03 for the index: each share has its two numbers, and the part is not more than the whole."""
    for line, row in enumerate(merged(sheet.parts, sheet.codes), WHOLE_LINE + 1):
        if NUMERATOR not in row.cells or DENOMINATOR not in row.cells:
            continue
        numerator, denominator = row.cells[NUMERATOR].value, row.cells[DENOMINATOR].value
        said = {"name": Text(row.name), "numerator": plain(numerator), "denominator": plain(denominator)}
        if numerator > denominator:
            words = gettext_noop("%(name)s: tử số %(numerator)s lớn hơn mẫu số %(denominator)s.")
            verdict = Verdict.FAILS
        else:
            words = gettext_noop("%(name)s: có tử số %(numerator)s và mẫu số %(denominator)s.")
            verdict = Verdict.HOLDS
        yield Finding(Rule.K03, verdict, line, row.key, Text(words, said))


def _said(
    rule: Rule, verdict: Verdict, scope: str, text: Text, numbers: Mapping[str, int | str | None] | None = None
) -> Finding:
    return Finding(rule, verdict, WHOLE_LINE, scope, text, numbers or {})


def claimed(sheet: Sheet, figures: Iterable[TypedFigure], names: Mapping[int, str]) -> list[Finding]:
    """What declared figures of units with records say against these records, and against themselves.

    Counts that a unit did not declare are taken from its records, so that a declared rate can be computed again.
    """
    of_records = {part.unit_id: part for part in sheet.parts if part.origin is Origin.RECORDS}
    given = [figure for figure in figures if figure.unit_id in of_records]
    wholes = {names[figure.unit_id]: figure.unit_id for figure in given if not figure.scope}
    rows = table_rows(given, names)
    found: list[Finding] = []
    filled: list[TableRow] = []
    for row in rows:
        unit_id = None if row.part_of else wholes.get(row.scope)
        if unit_id is None:
            filled.append(row)
            continue
        counted = {COUNTS[code]: count for code, count in of_records[unit_id].total.items() if code in COUNTS}
        found += _against_records(row, counted)
        filled.append(replace(row, counts={**counted, **row.counts}))
    found += [each for each in check(filled) if each.verdict in (Verdict.FAILS, Verdict.WARNS)]
    return sorted(found, key=lambda each: (each.line, each.rule))


def _against_records(row: TableRow, counted: Mapping[Column, Count]) -> Iterator[Finding]:
    for column, count in row.counts.items():
        if column in counted and counted[column].value != count.value:
            words = gettext_noop("%(name)s: khai %(declared)s, sổ có %(counted)s, lệch %(by)s.")
            difference = count.value - counted[column].value
            said = {
                "name": Text(WORDS[column]),
                "declared": plain(count.value),
                "counted": plain(counted[column].value),
                "by": plain(abs(difference)),
            }
            numbers: dict[str, int | str | None] = {"difference": difference}
            yield Finding(Rule.K01, Verdict.WARNS, row.line, row.scope, Text(words, said), numbers)


def collected_too_early(sheet: Sheet, period: ReportPeriod) -> bool:
    """Whether figures were counted before the period was over: such a report says less than its name."""
    return any(local_date(part.known_at) < period.period.ends for part in sheet.parts if part.origin is Origin.RECORDS)
