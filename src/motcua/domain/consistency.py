"""Whether published figures agree with each other: the rules K-01 to K-08, as far as they concern a table.

Each rule says of each row (or group of rows) that it holds, fails, gives cause for a warning, or cannot be judged, with
the numbers. A table that publishes less is not wrong for it; it only proves less.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from motcua.domain.period_labels import parse_label
from motcua.domain.published import PARTS, WORDS, Column, Count, Qualifier, TableRow
from motcua.domain.published_rates import judged_rates
from motcua.domain.ruling import Finding, Rule, Verdict, finding, plain
from motcua.domain.texts import Text, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LOWER_BOUNDS: Final = frozenset({Qualifier.OVER, Qualifier.AT_LEAST})
_LEFT_BESIDE: Final = (Column.WITHDRAWN, Column.RETURNED)


def check(rows: Sequence[TableRow]) -> list[Finding]:
    """Every finding about a table, in the order of its lines, then of the rules."""
    found = list(chain(_totals(rows), *(_of_row(row) for row in rows)))
    return sorted(found, key=lambda each: (each.line, each.rule))


def _of_row(row: TableRow) -> Iterator[Finding]:
    yield from _parts(row)
    yield from _balance(row)
    yield from judged_rates(row)
    yield from _origin(row)
    yield from _label(row)


def _compare(rule: Rule, row: TableRow, name: Text, total: Count, parts: Sequence[Count]) -> Iterator[Finding]:
    """A total beside the sum of its parts; what is “about” proves nothing, what is “over” only bounds from below."""
    sum_of = sum(part.value for part in parts)
    numbers: dict[str, int | str | None] = {"total": total.value, "sum": sum_of, "difference": total.value - sum_of}
    said = {"name": name, "total": plain(total.value), "sum": plain(sum_of), "by": plain(abs(total.value - sum_of))}
    qualifiers = {total.qualifier, *(part.qualifier for part in parts)}
    bounded = bool(_LOWER_BOUNDS & {part.qualifier for part in parts})
    if Qualifier.ABOUT in qualifiers:
        words = gettext_noop("%(name)s: có số «khoảng» nên không xét được (%(total)s và %(sum)s).")
        yield finding(rule, Verdict.OPEN, row, Text(words, said), numbers)
    elif total.value == sum_of or (bounded and total.value > sum_of):
        words = gettext_noop("%(name)s: %(total)s khớp các phần (%(sum)s).")
        yield finding(rule, Verdict.HOLDS, row, Text(words, said), numbers)
    elif total.value > sum_of:
        words = gettext_noop("%(name)s: tổng %(total)s, các phần cộng lại %(sum)s, thiếu %(by)s.")
        yield finding(rule, Verdict.FAILS, row, Text(words, said), numbers)
    else:
        words = gettext_noop("%(name)s: tổng %(total)s, các phần cộng lại %(sum)s, thừa %(by)s.")
        yield finding(rule, Verdict.FAILS, row, Text(words, said), numbers)
    if bounded and total.qualifier is Qualifier.EXACT:
        words = gettext_noop("%(name)s: một phần là «trên» hoặc «ít nhất» nên tổng %(total)s cũng phải ghi như vậy.")
        yield finding(Rule.K06, Verdict.WARNS, row, Text(words, said), numbers)


def _totals(rows: Sequence[TableRow]) -> Iterator[Finding]:
    """K-01: a row and those that name it as their whole, in the same period."""
    for whole in rows:
        parts = [row for row in rows if row.part_of == whole.scope and row.label == whole.label and row is not whole]
        for column, total in whole.counts.items():
            counts = [row.counts[column] for row in parts if column in row.counts]
            if parts and (len(counts) == len(parts) or _too_many(total, counts)):
                yield from _compare(Rule.K01, whole, Text(WORDS[column]), total, counts)
            elif counts:
                words = gettext_noop("%(name)s: %(with)s trong %(parts)s phần có số này nên không cộng được.")
                said = {"name": Text(WORDS[column]), "with": len(counts), "parts": len(parts)}
                yield finding(Rule.K01, Verdict.OPEN, whole, Text(words, said))


def _parts(row: TableRow) -> Iterator[Finding]:
    """K-02 within a row: each total beside its parts; a part that is not told can only be too few."""
    for column, names in PARTS.items():
        if column is Column.RESOLVED and Column.IN_TIME not in row.counts:
            names = (*PARTS[Column.IN_TIME], Column.LATE)
        counts = [row.counts[name] for name in names if name in row.counts]
        total = row.counts.get(column)
        if total is not None and (len(counts) == len(names) or _too_many(total, counts)):
            yield from _compare(Rule.K02, row, Text(WORDS[column]), total, counts)


def _too_many(total: Count, parts: Sequence[Count]) -> bool:
    return sum(part.value for part in parts) > total.value


def _balance(row: TableRow) -> Iterator[Finding]:
    """K-02: what came in is either resolved, pending, withdrawn or returned; what is nowhere is named."""
    incoming = row.known(Column.TO_HANDLE)
    if incoming is None:
        incoming = row.known(Column.RECEIVED)
    resolved = row.known(Column.RESOLVED)
    if incoming is None or resolved is None:
        return
    pending = row.known(Column.PENDING)
    beside = sum(row.known(column) or 0 for column in _LEFT_BESIDE)
    left = incoming - resolved - beside - (pending or 0)
    numbers: dict[str, int | str | None] = {
        "incoming": incoming,
        "resolved": resolved,
        "pending": pending,
        "withdrawn_or_returned": beside,
        "missing": left,
    }
    said = {
        "incoming": plain(incoming),
        "resolved": plain(resolved),
        "pending": plain(pending or 0),
        "beside": plain(beside),
        "left": plain(abs(left)),
    }
    if left and _proves_nothing(row, left):
        words = gettext_noop(
            "Nhận %(incoming)s, đã giải quyết %(resolved)s, đang giải quyết %(pending)s, rút, trả lại %(beside)s: có "
            "số không chính xác nên không xét được."
        )
        yield finding(Rule.K02, Verdict.OPEN, row, Text(words, said), numbers)
    else:
        yield finding(Rule.K02, *_balanced(row, left, pending, said), numbers)


def _proves_nothing(row: TableRow, left: int) -> bool:
    """Whether what is missing or too much may be hidden in a number that is “about”, or that is only a lower bound."""
    incoming = row.qualifiers(Column.TO_HANDLE) or row.qualifiers(Column.RECEIVED)
    outgoing = frozenset().union(*(row.qualifiers(each) for each in (Column.RESOLVED, Column.PENDING, *_LEFT_BESIDE)))
    if Qualifier.ABOUT in incoming | outgoing:
        return True
    return bool(_LOWER_BOUNDS & (outgoing if left > 0 else incoming))


def _balanced(row: TableRow, left: int, pending: int | None, said: dict[str, str]) -> tuple[Verdict, TableRow, Text]:
    if not left:
        words = gettext_noop(
            "Nhận %(incoming)s = đã giải quyết %(resolved)s + đang giải quyết %(pending)s + rút, trả lại %(beside)s."
        )
        return Verdict.HOLDS, row, Text(words, said)
    if left > 0 and pending is None:
        words = gettext_noop(
            "%(left)s trong %(incoming)s hồ sơ không thấy ở đâu: đã giải quyết %(resolved)s, không nói số đang "
            "giải quyết, rút hay trả lại."
        )
    elif left > 0:
        words = gettext_noop(
            "%(left)s trong %(incoming)s hồ sơ không thấy ở đâu: đã giải quyết %(resolved)s, đang giải quyết "
            "%(pending)s, rút, trả lại %(beside)s."
        )
    elif not {Column.TO_HANDLE, Column.CARRIED_IN} & set(row.counts):
        words = gettext_noop(
            "Nhận %(incoming)s mà đã giải quyết %(resolved)s, đang giải quyết %(pending)s, rút, trả lại %(beside)s: "
            "chỉ đúng nếu kỳ trước chuyển qua %(left)s, mà bảng không ghi số này."
        )
        return Verdict.WARNS, row, Text(words, said)
    else:
        words = gettext_noop(
            "Thừa %(left)s hồ sơ: nhận %(incoming)s mà đã giải quyết %(resolved)s, đang giải quyết %(pending)s, "
            "rút, trả lại %(beside)s."
        )
    return Verdict.FAILS, row, Text(words, said)


def _origin(row: TableRow) -> Iterator[Finding]:
    """K-07: period, closing date and source; the scope is there, or there would be no row."""
    missing: list[Text] = []
    if not row.label and row.starts is None:
        missing.append(Text(gettext_noop("kỳ")))
    if row.closing is None and row.ends is None:
        missing.append(Text(gettext_noop("ngày chốt")))
    if not row.source:
        missing.append(Text(gettext_noop("nguồn")))
    if missing:
        text = Text(gettext_noop("Số liệu chưa ghi: %(missing)s."), {"missing": tuple(missing)})
        yield finding(Rule.K07, Verdict.WARNS, row, text)
    else:
        yield finding(Rule.K07, Verdict.HOLDS, row, Text(gettext_noop("Có phạm vi, kỳ, ngày chốt và nguồn.")))


def _label(row: TableRow) -> Iterator[Finding]:
    """K-08: figures of a period are closed when it is over, and hold nothing of what comes after it."""
    if not row.label:
        return
    label, end = parse_label(row.label), row.ends or row.closing
    if label is None or end is None:
        text = Text(gettext_noop("Chưa xét được kỳ «%(label)s» với ngày chốt."), {"label": row.label})
        yield finding(Rule.K08, Verdict.OPEN, row, text)
        return
    said = {"label": row.label, "end": f"{end:%d/%m/%Y}", "until": f"{label.regime_end:%d/%m/%Y}"}
    if end < label.regime_end:
        words = gettext_noop("Kỳ «%(label)s» đến %(until)s mới hết, mà số liệu chốt ngày %(end)s.")
        yield finding(Rule.K08, Verdict.WARNS, row, Text(words, said))
    elif row.ends is not None and row.ends > label.calendar_end:
        said["until"] = f"{label.calendar_end:%d/%m/%Y}"
        words = gettext_noop("Kỳ «%(label)s» hết từ %(until)s, mà số liệu lấy đến %(end)s.")
        yield finding(Rule.K08, Verdict.WARNS, row, Text(words, said))
    else:
        words = gettext_noop("Kỳ «%(label)s» khớp ngày %(end)s.")
        yield finding(Rule.K08, Verdict.HOLDS, row, Text(words, said))


def strays(rows: Iterable[TableRow]) -> list[TableRow]:
    """Rows that name a whole which the table does not hold in their period."""
    rows = list(rows)
    wholes = {(row.scope, row.label) for row in rows}
    return [row for row in rows if row.part_of and (row.part_of, row.label) not in wholes]
