"""The rules K-01 to K-08 on single rows and small tables, with what fails and by how much."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.consistency import check, strays
from motcua.domain.indicators.definitions import percentage
from motcua.domain.period_labels import Label, parse_label
from motcua.domain.published import WORDS, Column, Count, Qualifier, Rate, TableRow
from motcua.domain.published_rates import NUMERATORS, explanations, range_of_base, tolerance
from motcua.domain.ruling import RULE_WORDS, Finding, Rule, Verdict

HOLDS, FAILS, WARNS, OPEN = Verdict


def row(
    counts: Mapping[str, int | Count] | None = None,
    *,
    scope: str = "A",
    part_of: str = "",
    rates: tuple[Rate, ...] = (),
    **named: int | Count,
) -> TableRow:
    given_counts = {**(counts or {}), **named}
    found = {Column(name): count if isinstance(count, Count) else Count(count) for name, count in given_counts.items()}
    year = {"label": "năm 2020", "closing": date(2020, 12, 14), "source": "x"}
    return TableRow(line=2, scope=scope, part_of=part_of, rates=rates, counts=found, **year)  # type: ignore[arg-type]


def of(rule: Rule, *rows: TableRow) -> list[Finding]:
    return [each for each in check(rows) if each.rule is rule]


def verdicts(rule: Rule, *rows: TableRow) -> list[Verdict]:
    return [each.verdict for each in of(rule, *rows)]


def rate(printed: str | None, column: Column = Column.IN_TIME, base: Column | None = None) -> tuple[Rate, ...]:
    return (Rate(2, None if printed is None else Decimal(printed), column, base),)


def test_dak_nong_2020_adds_up() -> None:
    whole = row(
        to_handle=59010, received=57028, carried_in=1982, resolved=57689, in_time=57502, late=187, pending=1321,
        not_due=1246, overdue=75,
    )  # fmt: skip
    assert verdicts(Rule.K02, whole) == [HOLDS] * 4


@pytest.mark.parametrize(
    ("counts", "expected", "missing"),
    [
        ({"received": 10, "resolved": 7, "pending": 3}, HOLDS, 0),
        ({"received": 10, "resolved": 10}, HOLDS, 0),
        ({"received": 10, "carried_in": 2, "resolved": 7, "pending": 5}, HOLDS, 0),
        ({"received": 10, "resolved": 7, "withdrawn": 2, "returned": 1}, HOLDS, 0),
        ({"received": 6952, "in_time": 5445, "late": 580}, FAILS, 927),
        ({"received": 10, "resolved": 7, "pending": 2}, FAILS, 1),
        ({"received": 10, "resolved": 9, "pending": 2}, WARNS, -1),
        ({"received": 10, "carried_in": 0, "resolved": 9, "pending": 2}, FAILS, -1),
        ({"to_handle": 10, "resolved": 12}, FAILS, -2),
    ],
)
def test_what_came_in_is_somewhere(counts: dict[str, int], expected: Verdict, missing: int) -> None:
    (found,) = (each for each in of(Rule.K02, row(counts)) if "incoming" in each.numbers)
    assert (found.verdict, found.numbers["missing"]) == (expected, missing)


@pytest.mark.parametrize(
    ("received", "resolved", "expected"),
    [
        (Count(5, Qualifier.AT_LEAST), Count(9), Verdict.OPEN),
        (Count(5, Qualifier.AT_LEAST), Count(3), Verdict.FAILS),
        (Count(9), Count(5, Qualifier.OVER), Verdict.OPEN),
        (Count(5), Count(9, Qualifier.OVER), Verdict.FAILS),
        (Count(9, Qualifier.ABOUT), Count(5), Verdict.OPEN),
        (Count(9, Qualifier.ABOUT), Count(9), Verdict.HOLDS),
    ],
)
def test_a_number_that_is_only_a_bound_hides_what_is_missing(
    received: Count, resolved: Count, expected: Verdict
) -> None:
    found = TableRow(
        line=1,
        scope="Xã",
        counts={
            Column.RECEIVED: received,
            Column.CARRIED_IN: Count(0),
            Column.RESOLVED: resolved,
            Column.PENDING: Count(0),
        },
    )
    assert verdicts(Rule.K02, found) == [expected]


def test_without_what_was_resolved_nothing_is_said() -> None:
    assert of(Rule.K02, row(received=10, pending=3)) == []
    assert of(Rule.K02, row(resolved=10)) == []


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"resolved": 10, "early": 3, "on_time": 5, "late": 2}, [HOLDS]),
        ({"resolved": 10, "early": 3, "on_time": 5, "late": 1}, [FAILS]),
        ({"resolved": 10, "early": 3, "late": 1}, []),
        ({"resolved": 10, "in_time": 11}, [FAILS]),
        ({"resolved": 10, "early": 9, "late": 2}, [FAILS]),
        ({"resolved": 10, "in_time": 11, "late": 1}, [FAILS]),
        ({"received": 10, "online": 4, "direct": 6}, [HOLDS]),
        ({"presented": 7468, "not_accepted": 516, "received": 6952}, [HOLDS]),
    ],
)
def test_parts_of_a_row(counts: dict[str, int], expected: list[Verdict]) -> None:
    assert verdicts(Rule.K02, row(counts)) == expected


def test_a_total_is_compared_with_those_that_name_it() -> None:
    whole, first, second = (
        row(scope="B", received=10),
        row(scope="C", part_of="B", received=4),
        row(scope="D", part_of="B", received=6),
    )
    assert verdicts(Rule.K01, whole, first, second) == [HOLDS]
    (found,) = of(Rule.K01, whole, first, replace(second, counts={Column.RECEIVED: Count(5)}))
    assert (found.verdict, found.numbers) == (FAILS, {"total": 10, "sum": 9, "difference": 1})
    assert str(found.text) == "tiếp nhận trong kỳ: tổng 10, các phần cộng lại 9, thiếu 1."
    assert verdicts(Rule.K01, whole, first, replace(second, counts={})) == [OPEN]
    assert verdicts(Rule.K01, whole, first, replace(second, label="năm 2019")) == [FAILS]
    assert strays([whole, first, replace(second, part_of="Z")]) == [replace(second, part_of="Z")]


@pytest.mark.parametrize(
    ("total", "part", "first", "second"),
    [
        (Count(10), Count(6), [HOLDS], []),
        (Count(10), Count(6, Qualifier.OVER), [HOLDS], [WARNS]),
        (Count(12), Count(6, Qualifier.AT_LEAST), [HOLDS], [WARNS]),
        (Count(9, Qualifier.OVER), Count(6, Qualifier.OVER), [FAILS], []),
        (Count(12, Qualifier.OVER), Count(6, Qualifier.OVER), [HOLDS], []),
        (Count(12), Count(6, Qualifier.ABOUT), [OPEN], []),
    ],
)
def test_over_and_about_carry_into_the_sum(
    total: Count, part: Count, first: list[Verdict], second: list[Verdict]
) -> None:
    rows = [
        row(scope="B", received=total),
        row(scope="C", part_of="B", received=4),
        row(scope="D", part_of="B", received=part),
    ]
    assert (verdicts(Rule.K01, *rows), verdicts(Rule.K06, *rows)) == (first, second)


def test_a_rate_on_time_is_divided_by_what_was_resolved() -> None:
    counts = {"received": 5783, "resolved": 5033, "in_time": 5033, "pending": 750}
    (found,) = of(Rule.K04, row(counts, rates=rate("87.03", base=Column.RESOLVED)))
    assert (found.verdict, found.numbers["computed"]) == (FAILS, "100.00")
    named = row(counts, rates=rate("87.03", base=Column.RECEIVED))
    assert (verdicts(Rule.K03, named), verdicts(Rule.K04, named)) == ([HOLDS], [WARNS])
    right = row(counts, rates=rate("100", base=Column.RESOLVED))
    assert (verdicts(Rule.K03, right), verdicts(Rule.K04, right)) == ([HOLDS], [HOLDS])
    share = row(counts, rates=rate("12.97", Column.PENDING, Column.RECEIVED))
    assert (verdicts(Rule.K03, share), verdicts(Rule.K04, share)) == ([HOLDS], [])


@pytest.mark.parametrize(
    ("rates", "counts", "expected", "words"),
    [
        (rate(None, Column.LATE), {}, FAILS, "không có con số"),
        (rate("98.56"), {"late": 186}, FAILS, "từ 12.872 đến 12.961"),
        (rate("98.56"), {}, FAILS, "Không cặp số nào"),
        (rate("100"), {"late": 0}, FAILS, "không ghi chia cho số nào"),
        (
            rate("50"),
            {"late": 1, "in_time": 1},
            FAILS,
            "Tỷ lệ này là: trước và đúng hạn / đã giải quyết = 1 / 2; quá hạn",
        ),
        (rate("50", Column.LATE), {"late": 3}, FAILS, "Không cặp số nào"),
        (rate("90", base=Column.RESOLVED), {"in_time": 1}, OPEN, "bảng thiếu số"),
        (rate("90", base=Column.RESOLVED), {"in_time": 0, "resolved": 0}, OPEN, "bảng thiếu số"),
        (rate("90", base=Column.RESOLVED), {"in_time": 1, "resolved": 2}, FAILS, "1 / 2 = 50,00 %. Không cặp"),
        (rate("90", Column.LATE, Column.RESOLVED), {"late": 1, "resolved": 2}, FAILS, "1 / 2 = 50,00 %"),
    ],
)
def test_a_rate_names_its_base_and_can_be_computed(
    rates: tuple[Rate, ...], counts: dict[str, int], expected: Verdict, words: str
) -> None:
    (found,) = of(Rule.K03, row(counts, rates=rates))
    assert found.verdict is expected
    assert words in str(found.text)


@pytest.mark.parametrize(
    ("printed", "counts", "still_late", "expected"),
    [
        ("100", {"resolved": 5, "in_time": 5}, False, [HOLDS]),
        ("100", {"resolved": 5, "in_time": 5}, True, [WARNS]),
        ("100.00", {"resolved": 5, "in_time": 4, "late": 1}, True, [FAILS]),
        ("100", {"resolved": 5, "in_time": 5, "overdue": 2}, False, [FAILS]),
        ("99.99", {"resolved": 5, "late": 2}, True, []),
    ],
)
def test_a_hundred_per_cent_leaves_nobody_late(
    printed: str, counts: dict[str, int], still_late: bool, expected: list[Verdict]
) -> None:
    given_row = replace(row(counts, rates=rate(printed, base=Column.RESOLVED)), still_late=still_late)
    found = of(Rule.K05, given_row)
    assert [each.verdict for each in found] == expected
    assert all("100 % đúng hạn" in str(each.text) for each in found)


def test_a_hundred_per_cent_that_was_computed_says_what_is_overdue_beside_it() -> None:
    rates = (Rate(2, Decimal(100), Column.IN_TIME, Column.RESOLVED, claimed=False),)
    (found,) = of(Rule.K05, row(resolved=5, in_time=5, overdue=2, rates=rates))
    assert (found.verdict, "còn 2 hồ sơ quá hạn" in str(found.text)) == (WARNS, True)


def test_a_base_without_a_rate_proves_nothing_and_is_named() -> None:
    found = of(Rule.K03, replace(row(resolved=5, in_time=5), idle_base=Column.RESOLVED))
    assert [(each.verdict, each.numbers["base"]) for each in found] == [(WARNS, "resolved")]


@given(st.integers(0, 9999), st.integers(1, 9999), st.integers(0, 4))
def test_a_share_explains_its_own_rounding(numerator: int, denominator: int, places: int) -> None:
    printed = percentage(min(numerator, denominator), denominator, places)
    assert printed is not None
    base = {"in_time": min(numerator, denominator), "received": denominator}
    found = explanations(row(base, rates=rate(f"{printed}")), rate(f"{printed}")[0])
    assert (Column.IN_TIME, Column.RECEIVED) in {(each.of, each.base) for each in found}


@given(st.integers(1, 500), st.integers(1, 20000))
def test_the_range_of_the_base_holds_the_true_one(late: int, resolved: int) -> None:
    late = min(late, resolved)
    printed = percentage(resolved - late, resolved)
    assert printed is not None
    span = range_of_base(printed, late)
    if span is None:
        assert printed > Decimal("99.99")
    else:
        assert span[0] <= resolved <= span[1]


def test_nothing_is_explained_where_nothing_is_printed() -> None:
    assert explanations(row(late=1, resolved=2), rate(None)[0]) == []
    assert range_of_base(Decimal(98), 0) is None
    assert tolerance(Decimal("1E+1")) == Decimal("0.5")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"source": ""}, "Số liệu chưa ghi: nguồn."),
        ({"label": "", "closing": None}, "Số liệu chưa ghi: kỳ; ngày chốt."),
    ],
)
def test_figures_say_whose_when_and_from_where(changes: dict[str, object], words: str) -> None:
    (found,) = of(Rule.K07, replace(row(), **changes))  # type: ignore[arg-type]
    assert (found.verdict, str(found.text)) == (WARNS, words)
    assert verdicts(Rule.K07, row()) == [HOLDS]


@pytest.mark.parametrize(
    ("label", "closing", "ends", "expected"),
    [
        ("quý II/2022", date(2022, 4, 26), None, [WARNS]),
        ("quý II/2022", date(2022, 6, 14), None, [HOLDS]),
        ("quý II/2022", date(2022, 7, 20), None, [HOLDS]),
        ("quý II/2022", None, date(2022, 7, 1), [WARNS]),
        ("quý II/2022", date(2022, 4, 26), date(2022, 6, 30), [HOLDS]),
        ("quý II/2022", None, None, [OPEN]),
        ("dịp Tết", date(2022, 6, 14), None, [OPEN]),
        ("", date(2022, 6, 14), None, []),
    ],
)
def test_a_period_is_over_when_its_figures_are_closed(
    label: str, closing: date | None, ends: date | None, expected: list[Verdict]
) -> None:
    assert verdicts(Rule.K08, replace(row(), label=label, closing=closing, ends=ends)) == expected


@pytest.mark.parametrize(
    ("text", "month", "last"),
    [
        ("Quý I/2026", (2026, 3), 31),
        ("quý 2 năm 2022", (2022, 6), 30),
        ("quý IV năm 2024", (2024, 12), 31),
        ("6 tháng 2021", (2021, 6), 30),
        ("06 tháng đầu năm 2021", (2021, 6), 30),
        ("9 tháng đầu năm 2021", (2021, 9), 30),
        ("10 tháng 2019", (2019, 10), 31),
        ("tháng 2/2024", (2024, 2), 29),
        ("tháng 12 năm 2024", (2024, 12), 31),
        ("năm 2017", (2017, 12), 31),
        ("nam  2017", (2017, 12), 31),
    ],
)
def test_labels_of_periods(text: str, month: tuple[int, int], last: int) -> None:
    assert parse_label(text) == Label(date(*month, 14), date(*month, last))


@pytest.mark.parametrize("text", ["", "quý V/2022", "tháng 13/2022", "0 tháng 2022", "đầu năm", "năm 17"])
def test_other_words_are_no_period(text: str) -> None:
    assert parse_label(text) is None


def test_every_rule_and_column_has_words() -> None:
    assert set(RULE_WORDS) == set(Rule)
    assert set(WORDS) == set(Column)
    assert set(NUMERATORS) <= set(Column)
