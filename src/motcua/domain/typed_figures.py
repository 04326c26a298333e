"""Figures that a person declares: what a unit without the software counted, or what a text published.

A typed figure obeys the rules of published tables (K-01 to K-08): it says of whom, of which period, closed when, by
whom, and what stands before the number; a percentage says what it was divided by, or that nobody said so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from motcua.domain.errors import BadInput
from motcua.domain.indicators.definitions import HUNDRED
from motcua.domain.published import WORDS, Column, Count, Qualifier, Rate, TableRow
from motcua.domain.texts import Text, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from motcua.domain.indicators.values import Period

FORM_06: Final[Mapping[int, Column]] = {
    3: Column.TO_HANDLE,
    4: Column.ONLINE,
    5: Column.DIRECT,
    6: Column.CARRIED_IN,
    7: Column.RESOLVED,
    8: Column.EARLY,
    9: Column.ON_TIME,
    10: Column.LATE,
    11: Column.PENDING,
    12: Column.NOT_DUE,
    13: Column.OVERDUE,
}
"""What the columns of form 06/VPCP/KSTT count, in the words of published tables."""

COUNTS: Final[Mapping[str, Column]] = {
    **{f"form06.{number}": column for number, column in FORM_06.items()},
    "dossiers.received": Column.RECEIVED,
    "dossiers.presented": Column.PRESENTED,
    "dossiers.not_accepted": Column.NOT_ACCEPTED,
    "dossiers.withdrawn": Column.WITHDRAWN,
    "typed.returned": Column.RETURNED,
    "typed.in_time": Column.IN_TIME,
    "typed.due": Column.DUE,
}
"""Codes of counts; where records give the same figure, it bears the same code."""

RATES: Final[Mapping[str, Column]] = {f"rate.{column.value}": column for column in Column}
"""Codes of shares by what they count; what they are divided by is the base."""

CODE_OF: Final[Mapping[Column, str]] = {column: code for code, column in COUNTS.items()}
LONGEST_SOURCE: Final = 500
_MOST: Final = 10**9


@dataclass(frozen=True, kw_only=True)
class TypedFigure:
    """One declared number. `period` is half-open; `closing` the day on which it was counted, where it was told.

    `scope` names a part of the unit that is no unit itself (“các phường, xã”); empty: the whole. `value` None: a rate
    that the source names without a number. `base` None: a count, or a rate that does not say what it divides by.
    `still_late` says that the same source speaks of late dossiers in words (K-05).
    """

    unit_id: int
    code: str
    period: Period
    value: Decimal | None
    source: str
    scope: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    base: Column | None = None
    label: str = ""
    closing: date | None = None
    still_late: bool = False

    @property
    def of(self) -> Column:
        """What is counted."""
        return COUNTS[self.code] if self.code in COUNTS else RATES[self.code]

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage."""
        return self.code in RATES


def name_of(code: str) -> Text:
    """The figure in words."""
    if code in COUNTS:
        return Text(WORDS[COUNTS[code]])
    return Text(gettext_noop("tỷ lệ %(of)s"), {"of": Text(WORDS[RATES[code]])})


def checked(figure: TypedFigure) -> TypedFigure:
    """The figure as it may be kept, its texts trimmed. Raises BadInput for one that says nothing or cannot be."""
    if figure.code not in COUNTS and figure.code not in RATES:
        remedy = gettext_noop("Chọn một số liệu trong danh sách.")
        raise BadInput(field="code", value=figure.code, remedy=Text(remedy))
    source = " ".join(figure.source.split())[:LONGEST_SOURCE]
    if not source:
        remedy = gettext_noop("Ghi nguồn: câu, văn bản hoặc sổ mà số này được lấy ra.")
        raise BadInput(field="source", value="", remedy=Text(remedy))
    if figure.closing is not None and figure.closing < figure.period.starts:
        remedy = gettext_noop("Ngày chốt không được trước ngày đầu kỳ.")
        raise BadInput(field="closing", value=f"{figure.closing:%d/%m/%Y}", remedy=Text(remedy))
    _check_value(figure)
    return replace(figure, source=source, scope=" ".join(figure.scope.split()), label=" ".join(figure.label.split()))


def _check_value(figure: TypedFigure) -> None:
    value = figure.value
    if figure.is_rate:
        if value is not None and not 0 <= value <= HUNDRED:
            raise BadInput(field="value", value=value, remedy=Text(gettext_noop("Tỷ lệ phải từ 0 đến 100.")))
        return
    if figure.base is not None:
        remedy = gettext_noop("Chỉ tỷ lệ mới có mẫu số; số lượng thì bỏ trống.")
        raise BadInput(field="base", value=figure.base.value, remedy=Text(remedy))
    if value is None or value != value.to_integral_value() or not 0 <= value <= _MOST:
        raise BadInput(
            field="value",
            value="" if value is None else value,
            remedy=Text(gettext_noop("Số hồ sơ là số nguyên, từ 0 trở lên.")),
        )


def table_rows(
    figures: Iterable[TypedFigure], names: Mapping[int, str], above: Mapping[int, int | None] | None = None
) -> list[TableRow]:
    """Declared figures as the rows of a published table, for the rules of consistency.

    `names` by unit; `above` gives the unit whose total a unit adds to. A named part adds to the row of its own unit.
    """
    groups: dict[tuple[int, str, Period, str], list[TypedFigure]] = defaultdict(list)
    for figure in figures:
        groups[figure.unit_id, figure.scope, figure.period, figure.label].append(figure)
    wholes = {(unit_id, period, label) for unit_id, scope, period, label in groups if not scope}
    rows: list[TableRow] = []
    for line, ((unit_id, scope, period, label), group) in enumerate(groups.items(), 1):
        whole = unit_id if scope else (above or {}).get(unit_id)
        part_of = names[whole] if whole is not None and (whole, period, label) in wholes else ""
        closings = [figure.closing for figure in group if figure.closing is not None]
        rows.append(
            TableRow(
                line=line,
                scope=scope or names[unit_id],
                part_of=part_of,
                label=label,
                starts=period.starts,
                ends=None if closings else period.ends - timedelta(days=1),
                closing=max(closings, default=None),
                source="; ".join(dict.fromkeys(figure.source for figure in group)),
                still_late=any(figure.still_late for figure in group),
                counts={
                    figure.of: Count(int(figure.value), figure.qualifier)
                    for figure in group
                    if not figure.is_rate and figure.value is not None
                },
                rates=tuple(Rate(line, figure.value, figure.of, figure.base) for figure in group if figure.is_rate),
            )
        )
    return rows


def summed_qualifier(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """What stands before a sum (K-06): “about” if one part is so, else “over” or “at least” if one is, else exact."""
    found = set(qualifiers)
    for each in (Qualifier.ABOUT, Qualifier.OVER, Qualifier.AT_LEAST):
        if each in found:
            return each
    return Qualifier.EXACT
