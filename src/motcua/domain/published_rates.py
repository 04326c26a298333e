"""Published rates: computed again, by every base that the table gives, with the tolerance of their own rounding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final

from motcua.domain.indicators.definitions import HUNDRED, percentage
from motcua.domain.published import WORDS, Column, TableRow
from motcua.domain.ruling import Finding, Rule, Verdict, finding, percent, plain
from motcua.domain.texts import Text, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from motcua.domain.published import Rate

NUMERATORS: Final = (
    Column.IN_TIME,
    Column.RESOLVED,
    Column.LATE,
    Column.PENDING,
    Column.NOT_DUE,
    Column.OVERDUE,
    Column.EARLY,
    Column.ON_TIME,
    Column.ONLINE,
)
BASES: Final = (Column.RESOLVED, Column.RECEIVED, Column.TO_HANDLE, Column.DUE, Column.PENDING, Column.PRESENTED)


@dataclass(frozen=True)
class Explanation:
    """A pair of counts whose share is, rounded, the published rate."""

    of: Column
    base: Column
    numerator: int
    denominator: int


def tolerance(printed: Decimal) -> Decimal:
    """Half of the last printed digit: what rounding can have taken or added."""
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(5).scaleb(min(exponent, 0) - 1)


def agrees(printed: Decimal, numerator: int, denominator: int) -> bool:
    """Whether a share is, within its rounding, the printed rate."""
    return denominator > 0 and abs(numerator * HUNDRED / denominator - printed) <= tolerance(printed)


def explanations(row: TableRow, rate: Rate) -> list[Explanation]:
    """Every share of the row that the printed rate can be, the numerator that it claims to be first."""
    printed, found = rate.printed, []
    if printed is None:
        return []
    for of in sorted(NUMERATORS, key=lambda column: column is not rate.of):
        for base in BASES:
            numerator, denominator = row.known(of), row.known(base)
            known = numerator is not None and denominator is not None and of is not base
            if known and agrees(printed, numerator or 0, denominator or 0):
                found.append(Explanation(of, base, numerator or 0, denominator or 0))
    return found


def range_of_base(printed: Decimal, late: int) -> tuple[int, int] | None:
    """How many dossiers a rate on time was divided by, if `late` of them were late; None where it cannot be told."""
    missing, slack = HUNDRED - printed, tolerance(printed)
    if late <= 0 or missing <= slack:
        return None
    least = (late * HUNDRED / (missing + slack)).to_integral_value(ROUND_CEILING)
    return int(least), int(late * HUNDRED / (missing - slack))


_SHARE = gettext_noop("%(of)s / %(base)s = %(numerator)s / %(denominator)s")


def _share(found: Explanation) -> Text:
    return Text(
        _SHARE,
        {
            "of": Text(WORDS[found.of]),
            "base": Text(WORDS[found.base]),
            "numerator": plain(found.numerator),
            "denominator": plain(found.denominator),
        },
    )


def _shares(found: list[Explanation]) -> Text:
    if not found:
        return Text(gettext_noop("Không cặp số nào trong bảng cho ra tỷ lệ này."))
    return Text(gettext_noop("Tỷ lệ này là: %(shares)s."), {"shares": tuple(_share(each) for each in found)})


def judged_rates(row: TableRow) -> Iterator[Finding]:
    """K-03, K-04 and K-05 for every rate of a row."""
    if row.idle_base is not None:
        words = gettext_noop("Ghi mẫu số «%(base)s» mà không ghi tỷ lệ nào: không có gì để tính lại.")
        text = Text(words, {"base": Text(WORDS[row.idle_base])})
        yield finding(Rule.K03, Verdict.WARNS, row, text, {"rate": None, "base": row.idle_base.value})
    for rate in row.rates:
        for each in _judged(row, rate):
            yield replace(each, line=rate.line)


def _judged(row: TableRow, rate: Rate) -> Iterator[Finding]:
    of = Text(WORDS[rate.of])
    if rate.printed is None:
        text = Text(gettext_noop("Tỷ lệ «%(of)s» được nhắc đến mà không có con số."), {"of": of})
        yield finding(Rule.K03, Verdict.FAILS, row, text, {"rate": None})
        return
    found = explanations(row, rate)
    numbers = {
        "rate": f"{rate.printed}",
        "of": rate.of.value,
        "base": rate.base.value if rate.base else None,
        "explained_by": "; ".join(f"{each.of}/{each.base}" for each in found),
    }
    if rate.base is None:
        yield finding(Rule.K03, Verdict.FAILS, row, _no_base(row, rate, found), numbers)
    else:
        recomputed = _recomputed(row, rate, rate.base, found, numbers)
        yield recomputed
        if rate.of is Column.IN_TIME and recomputed.verdict is Verdict.HOLDS:
            yield _named(row, rate.base)
    if rate.of is Column.IN_TIME:
        yield from _all_in_time(row, rate.printed, claimed=rate.claimed)


def _no_base(row: TableRow, rate: Rate, found: list[Explanation]) -> Text:
    assert rate.printed is not None
    said = {"rate": percent(rate.printed), "of": Text(WORDS[rate.of]), "shares": _shares(found)}
    late = row.known(Column.LATE)
    span = range_of_base(rate.printed, late) if late is not None and rate.of is Column.IN_TIME else None
    if span is None or found:
        return Text(gettext_noop("%(rate)s «%(of)s» không ghi chia cho số nào. %(shares)s"), said)
    told = {**said, "late": plain(late or 0), "least": plain(span[0]), "most": plain(span[1])}
    words = gettext_noop(
        "%(rate)s «%(of)s» không ghi chia cho số nào. Có %(late)s hồ sơ quá hạn thì mẫu số phải từ %(least)s "
        "đến %(most)s."
    )
    return Text(words, told)


def _recomputed(
    row: TableRow, rate: Rate, base: Column, found: list[Explanation], numbers: dict[str, str | None]
) -> Finding:
    assert rate.printed is not None
    numerator, denominator = row.known(rate.of), row.known(base)
    said = {
        "rate": percent(rate.printed),
        "of": Text(WORDS[rate.of]),
        "base": Text(WORDS[base]),
        "shares": _shares(found),
    }
    if numerator is None or denominator is None or not denominator:
        words = gettext_noop("%(rate)s «%(of)s» trên «%(base)s»: bảng thiếu số để tính lại.")
        return finding(Rule.K03, Verdict.OPEN, row, Text(words, said), {**numbers})
    told = {**said, "numerator": plain(numerator), "denominator": plain(denominator)}
    if agrees(rate.printed, numerator, denominator):
        words = gettext_noop("%(rate)s «%(of)s» trên «%(base)s» đúng bằng %(numerator)s / %(denominator)s.")
        return finding(Rule.K03, Verdict.HOLDS, row, Text(words, told), {**numbers})
    computed = percentage(numerator, denominator)
    assert computed is not None
    words = gettext_noop(
        "%(rate)s không phải «%(of)s» trên «%(base)s»: %(numerator)s / %(denominator)s = %(computed)s. %(shares)s"
    )
    misnamed = rate.of is Column.IN_TIME and base is Column.RESOLVED and bool(found)
    rule = Rule.K04 if misnamed else Rule.K03
    text = Text(words, {**told, "computed": percent(computed)})
    return finding(rule, Verdict.FAILS, row, text, {**numbers, "computed": f"{computed}"})


def _named(row: TableRow, base: Column) -> Finding:
    """K-04: a rate on time is divided by what was resolved; by something else it is another figure."""
    if base is Column.RESOLVED:
        return finding(Rule.K04, Verdict.HOLDS, row, Text(gettext_noop("Tỷ lệ đúng hạn chia cho số đã giải quyết.")))
    words = gettext_noop("Tỷ lệ này chia cho «%(base)s»: gọi đúng tên, và ghi thêm tỷ lệ trên số đã giải quyết.")
    return finding(Rule.K04, Verdict.WARNS, row, Text(words, {"base": Text(WORDS[base])}))


def _all_in_time(row: TableRow, printed: Decimal, *, claimed: bool) -> Iterator[Finding]:
    """K-05. Whoever writes 100 % says that nobody is late. Computed, it speaks of what was resolved and nothing else: a
    month may resolve all in time and still have an overdue dossier open, and its report must be possible.
    """
    if printed != HUNDRED:
        return
    late = (row.known(Column.LATE) or 0) + (row.known(Column.OVERDUE) or 0)
    numbers: dict[str, int | str | None] = {"late": late}
    if late and not claimed:
        words = gettext_noop("Đã giải quyết thì 100 %% đúng hạn, nhưng còn %(late)s hồ sơ quá hạn: nêu cả hai số.")
        yield finding(Rule.K05, Verdict.WARNS, row, Text(words, {"late": plain(late)}), numbers)
    elif late:
        words = gettext_noop("Nói 100 %% đúng hạn mà có %(late)s hồ sơ quá hạn.")
        yield finding(Rule.K05, Verdict.FAILS, row, Text(words, {"late": plain(late)}), numbers)
    elif row.still_late:
        words = gettext_noop("Nói 100 % đúng hạn, nhưng chính văn bản còn nhắc hồ sơ trễ hạn.")
        yield finding(Rule.K05, Verdict.WARNS, row, Text(words), numbers)
    else:
        words = gettext_noop("Nói 100 % đúng hạn và không có hồ sơ quá hạn nào.")
        yield finding(Rule.K05, Verdict.HOLDS, row, Text(words), numbers)
