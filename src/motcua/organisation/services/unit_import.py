"""Taking units from a list: every row is told good, unchanged or rejected with its reason; the good ones are written.

One file is one list of units in force during one period [valid_from, valid_to). A code within a period names one
unit; the same code in another period is another unit. Importing the same file again changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.common import formats
from motcua.common.folding import fold
from motcua.domain.errors import MotcuaError
from motcua.domain.errors_organisation import CodeTaken
from motcua.organisation.actors import Actor
from motcua.organisation.kinds import CodeScheme, EventKind, Level
from motcua.organisation.models import Unit, UnitCode, UnitPeriod
from motcua.organisation.policies import Action, require
from motcua.organisation.queries.periods import in_force, overlapping
from motcua.organisation.services.structure import (
    Code,
    check_code_form,
    check_name,
    check_period,
    record_event,
    structure_lock,
)

BATCH = 500
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: `line` counts from 1 with the header; `parent` is the code of the unit above, or ''."""

    line: int
    level: str
    scheme: str
    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken, and why."""

    line: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of the rows: `records` = imported + unchanged + rejected; `by_level` counts the imported."""

    records: int
    imported: int
    unchanged: int
    by_level: dict[str, int]
    rejected: tuple[Rejected, ...]


class _RowError(MotcuaError):
    """Ends the reading of one row; caught in this module only."""

    template = "%(reason)s"


@dataclass(slots=True)
class _Plan:
    """What is known while the rows are read: units by code, the good rows by depth, the rejected ones."""

    starts: date
    ends: date | None
    existing: dict[tuple[str, str], UnitCode]
    first_periods: dict[int, UnitPeriod]
    outside: dict[str, Unit]
    unchanged: dict[str, Unit] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)


@transaction.atomic
def import_units(
    rows: Sequence[Row],
    *,
    valid_from: date,
    valid_to: date | None = None,
    decision: str = "",
    all_or_none: bool = False,
    progress: Progress | None = None,
    actor: Actor,
    at: datetime,
) -> ImportResult:
    """Write the units of a list that exist in [valid_from, valid_to); with `all_or_none` one bad row stops all.

    `progress` is called with the number of rows finished so far. Raises NotAllowed, PeriodNotValid.
    """
    require(actor, Action.MANAGE_UNITS)
    check_period(valid_from, valid_to)
    structure_lock()
    plan = _read_store(rows, valid_from, valid_to)
    fresh = _sift(rows, plan)
    layers = _layers(fresh, plan)
    plan.rejected.sort(key=lambda rejected: rejected.line)
    if all_or_none and plan.rejected:
        return ImportResult(len(rows), 0, len(plan.unchanged), {}, tuple(plan.rejected))
    made = _write(layers, plan, progress or (lambda done: None), len(rows) - sum(len(layer) for layer in layers))
    if made:
        record_event(
            EventKind.IMPORTED,
            on=valid_from,
            decision=decision,
            before=(),
            after=[unit.pk for unit in made],
            heir=None,
            actor=actor,
            at=at,
        )
    by_level = dict(Counter(unit.level for unit in made))
    return ImportResult(len(rows), len(made), len(plan.unchanged), by_level, tuple(plan.rejected))


def _read_store(rows: Sequence[Row], starts: date, ends: date | None) -> _Plan:
    """Read, in three statements, the codes that meet the period, how their units began, and possible parents."""
    schemes = {row.scheme for row in rows}
    meeting = UnitCode.objects.filter(overlapping(starts, ends), scheme__in=schemes).select_related("unit")
    existing = {(code.scheme, code.code): code for code in meeting}
    periods = UnitPeriod.objects.filter(unit__codes__in=meeting).order_by("-valid_from")
    firsts = {period.unit_id: period for period in periods}
    parents = UnitCode.objects.filter(in_force(starts)).select_related("unit")
    return _Plan(starts, ends, existing, firsts, {code.code: code.unit for code in parents})


def _sift(rows: Iterable[Row], plan: _Plan) -> dict[str, Row]:
    """Sort rows into unchanged, rejected and fresh; return the fresh ones by code."""
    fresh: dict[str, Row] = {}
    first_line: dict[tuple[str, str], int] = {}
    for row in rows:
        try:
            _check_row(row, first_line)
            if not _is_unchanged(row, plan):
                fresh[row.code] = row
        except MotcuaError as error:
            plan.rejected.append(Rejected(row.line, row.code, str(error)))
    return fresh


def _check_row(row: Row, first_line: dict[tuple[str, str], int]) -> None:
    """Raise the reason why a row cannot be used by itself."""
    if row.level not in Level.values:
        levels = ", ".join(Level.values)
        raise _RowError(
            reason=_("Cấp “%(value)s” không có. Dùng một trong: %(levels)s.") % {"value": row.level, "levels": levels}
        )
    if row.scheme not in CodeScheme.values:
        schemes = ", ".join(CodeScheme.values)
        raise _RowError(
            reason=_("Loại mã “%(value)s” không có. Dùng một trong: %(schemes)s.")
            % {"value": row.scheme, "schemes": schemes}
        )
    check_code_form(Code(row.code, CodeScheme(row.scheme)))
    check_name(row.name)
    if not row.parent and row.level != Level.PROVINCE:
        raise _RowError(reason=_("Thiếu mã đơn vị cấp trên. Điền province_code, district_code hoặc parent_code."))
    before = first_line.setdefault((row.scheme, row.code), row.line)
    if before != row.line:
        raise _RowError(
            reason=_("Mã “%(value)s” đã có ở dòng %(line)s. Bỏ một trong hai dòng.")
            % {"value": row.code, "line": before}
        )


def _is_unchanged(row: Row, plan: _Plan) -> bool:
    """Tell whether the store has the row as it is; raises why it cannot be added when it has something else."""
    code = plan.existing.get((row.scheme, row.code))
    if code is None:
        return False
    first = plan.first_periods[code.unit_id]
    if (code.valid_from, code.valid_to) != (plan.starts, plan.ends):
        raise CodeTaken(value=row.code, unit=_with_period(code))
    if (first.name, code.unit.level) != (check_name(row.name), row.level):
        raise _RowError(
            reason=_("Mã “%(value)s” trong thời gian này là %(unit)s. Ghi sự kiện đổi tên thay vì nhập lại.")
            % {"value": row.code, "unit": first.name}
        )
    plan.unchanged[row.code] = code.unit
    return True


def _with_period(code: UnitCode) -> str:
    ends = "" if code.valid_to is None else formats.day(code.valid_to)
    return f"{code.unit.name} ({formats.day(code.valid_from)}–{ends})"


def _layers(fresh: dict[str, Row], plan: _Plan) -> list[list[Row]]:
    """Return fresh rows in layers, parents before children; rows whose parent is missing or bad are rejected."""
    layers: list[list[Row]] = []
    waiting = dict(fresh)
    placed: set[str] = set()
    while waiting:
        layer = [row for row in waiting.values() if not row.parent or row.parent not in waiting]
        if not layer:
            layer = list(waiting.values())
            _reject_all(layer, _("Chuỗi cấp trên của mã này đi vòng. Sửa mã cấp trên."), plan)
            break
        good = []
        for row in layer:
            del waiting[row.code]
            reason = _parent_fault(row, placed, plan)
            if reason:
                plan.rejected.append(Rejected(row.line, row.code, reason))
            else:
                good.append(row)
        placed |= {row.code for row in good}
        if good:
            layers.append(good)
    return layers


def _reject_all(rows: Iterable[Row], reason: str, plan: _Plan) -> None:
    plan.rejected += [Rejected(row.line, row.code, reason) for row in rows]


def _parent_fault(row: Row, placed: set[str], plan: _Plan) -> str:
    """Return why the parent of a row cannot be used, or ''."""
    if not row.parent or row.parent in placed:
        return ""
    parent = plan.unchanged.get(row.parent) or plan.outside.get(row.parent)
    if parent is None:
        return _("Không có đơn vị cấp trên mang mã “%(value)s” ngày %(on)s. Nhập đơn vị đó trước hoặc sửa mã.") % {
            "value": row.parent,
            "on": formats.day(plan.starts),
        }
    if parent.valid_to is not None and (plan.ends is None or parent.valid_to < plan.ends):
        return _("Cấp trên %(unit)s kết thúc ngày %(on)s, trước đơn vị này. Sửa ngày hoặc mã cấp trên.") % {
            "unit": parent.name,
            "on": formats.day(parent.valid_to),
        }
    return ""


def _write(layers: Sequence[Sequence[Row]], plan: _Plan, progress: Progress, done: int) -> list[Unit]:
    """Write units layer by layer (children need their parents' ids), each with its period and code."""
    made: dict[str, Unit] = {}
    progress(done)
    for layer in layers:
        for start in range(0, len(layer), BATCH):
            batch = layer[start : start + BATCH]
            units = Unit.objects.bulk_create([_unit(row, made, plan) for row in batch])
            UnitPeriod.objects.bulk_create([_period(unit) for unit in units])
            UnitCode.objects.bulk_create(
                [
                    UnitCode(unit=unit, scheme=row.scheme, code=row.code, valid_from=plan.starts, valid_to=plan.ends)
                    for unit, row in zip(units, batch, strict=True)
                ]
            )
            made |= {row.code: unit for unit, row in zip(units, batch, strict=True)}
            done += len(batch)
            progress(done)
    return list(made.values())


def _unit(row: Row, made: dict[str, Unit], plan: _Plan) -> Unit:
    parent = made.get(row.parent) or plan.unchanged.get(row.parent) or plan.outside.get(row.parent)
    name = check_name(row.name)
    return Unit(
        level=row.level,
        name=name,
        search_key=fold(name),
        parent=parent if row.parent else None,
        valid_from=plan.starts,
        valid_to=plan.ends,
    )


def _period(unit: Unit) -> UnitPeriod:
    return UnitPeriod(
        unit=unit,
        name=unit.name,
        search_key=unit.search_key,
        parent_id=unit.parent_id,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )
