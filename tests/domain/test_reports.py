"""Reports as values: sums of parts, what is missing, the rules before issue, changes between versions, the states."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from motcua.domain.errors_reporting import ReportStepNotPossible
from motcua.domain.indicators.form06 import IDENTITIES
from motcua.domain.published import Column, Count, Qualifier
from motcua.domain.report_checks import checked, claimed, collected_too_early, failing
from motcua.domain.report_periods import PeriodKind, period_of
from motcua.domain.report_sheets import (
    DENOMINATOR,
    FORM_06_CODES,
    KIND_NAMES,
    NUMERATOR,
    TITLES,
    Missing,
    Origin,
    Part,
    Sheet,
    SheetKind,
    SheetRow,
    added,
    changes,
    merged,
    merged_procedures,
    placed,
    total,
)
from motcua.domain.report_states import ACTION_WORDS, STATE_WORDS, STEPS, ReportAction, ReportState, possible, step_from
from motcua.domain.ruling import Verdict
from motcua.domain.typed_figures import TypedFigure

QUARTER = period_of(PeriodKind.QUARTER, 2026, 1)
AFTER = datetime(2026, 3, 16, 1, tzinfo=UTC)


def cells(
    online: int, direct: int, carried: int, early: int, on_time: int, late: int, due: int, over: int
) -> dict[str, Count]:
    """A balanced row of the form from its leaves."""
    numbers = {
        3: online + direct + carried,
        4: online,
        5: direct,
        6: carried,
        7: early + on_time + late,
        8: early,
        9: on_time,
        10: late,
        11: due + over,
        12: due,
        13: over,
    }
    return {f"form06.{number}": Count(value) for number, value in numbers.items()}


def part(unit_id: int, *rows: tuple[str, dict[str, Count]], **more: object) -> Part:
    """A part counted from records; its total is the sum of its rows."""
    lines = tuple(SheetRow("commune", key, f"Lĩnh vực {key}", given) for key, given in rows)
    given = {
        "unit_id": unit_id,
        "name": f"Xã {unit_id}",
        "level": "commune",
        "origin": Origin.RECORDS,
        "known_at": AFTER,
        "rows": lines,
        "total": total(lines, FORM_06_CODES).cells,
        "unit_ids": (unit_id,),
    }
    return Part(**{**given, **more})  # type: ignore[arg-type]


A = part(1, ("7", cells(10, 5, 2, 6, 4, 1, 5, 1)), ("8", cells(3, 0, 0, 1, 1, 0, 1, 0)))
B = part(2, ("7", cells(1, 1, 0, 1, 0, 1, 0, 0)))


def divided(given: Part, *procedures: tuple[str, dict[str, Count]]) -> Part:
    """The same part, telling its procedures too."""
    return replace(
        given, procedures=tuple(SheetRow("commune", key, f"Thủ tục {key}", said) for key, said in procedures)
    )


D = divided(
    A,
    ("7/1.001", cells(10, 0, 2, 6, 4, 0, 2, 0)),
    ("7/1.002", cells(0, 5, 0, 0, 0, 1, 3, 1)),
    ("8/1.003", cells(3, 0, 0, 1, 1, 0, 1, 0)),
)
"""Part A with its procedures."""


def sheet(*parts: Part, missing: tuple[Missing, ...] = ()) -> Sheet:
    return Sheet(kind=SheetKind.FORM_06, codes=FORM_06_CODES, parts=parts, missing=missing)


def wrong(found: list, verdict: Verdict = Verdict.FAILS) -> list[tuple[str, int]]:  # type: ignore[type-arg]
    return [(each.rule.value, each.line) for each in found if each.verdict is verdict]


def test_rows_of_the_same_field_are_added_and_the_total_is_all() -> None:
    rows = merged([A, B], FORM_06_CODES)
    assert [(row.key, row.cells["form06.3"].value) for row in rows] == [("7", 19), ("8", 3)]
    whole = total(rows, FORM_06_CODES)
    assert whole.cells["form06.3"].value == 22
    for column, parts in IDENTITIES:
        assert whole.cells[f"form06.{column}"].value == sum(whole.cells[f"form06.{each}"].value for each in parts)


def test_procedures_add_up_to_their_field_and_count_for_nothing_else() -> None:
    parts = [D, B]
    assert merged(parts, FORM_06_CODES) == merged([A, B], FORM_06_CODES)
    found = merged_procedures(parts, FORM_06_CODES)
    assert {place: [row.key for row in rows] for place, rows in found.items()} == {
        ("commune", "7"): ["7/1.001", "7/1.002", "7/"],
        ("commune", "8"): ["8/1.003"],
    }
    assert found["commune", "7"][2].cells == B.rows[0].cells, "what a unit did not tell by procedure stands by itself"
    lines = placed(parts, FORM_06_CODES)
    assert lines["", ""].cells["form06.3"].value == 22
    for place, rows in found.items():
        assert total(rows, FORM_06_CODES).cells == lines[place].cells
    assert merged_procedures([A, B], FORM_06_CODES) == {}


def test_procedures_that_do_not_add_up_to_their_field_or_do_not_balance_fail() -> None:
    last = sheet(part(1, ("7", cells(0, 2, 0, 0, 0, 0, 1, 1))))
    assert failing(checked(sheet(D, B), QUARTER, "Huyện", last)) == []
    short = replace(D, procedures=D.procedures[1:])
    assert {each.rule.value for each in failing(checked(sheet(short), QUARTER, "Huyện"))} == {"K-01"}
    one, two, three = D.procedures
    moved = [replace(row, cells={**row.cells, "form06.12": Count(said)}) for row, said in ((one, 3), (two, 2))]
    found = failing(checked(sheet(replace(D, procedures=(*moved, three))), QUARTER, "Huyện"))
    assert {each.rule.value for each in found} == {"K-02"}
    assert {each.scope for each in found} == {f"commune Lĩnh vực 7: Thủ tục 7/1.00{number}" for number in (1, 2)}


def test_a_part_knows_its_fields_and_procedures_by_their_place() -> None:
    assert {place: [row.name for row in rows] for place, rows in D.lines.items()} == {
        ("commune", "7"): ["Lĩnh vực 7"],
        ("commune", "8"): ["Lĩnh vực 8"],
        ("commune", "7/1.001"): ["Thủ tục 7/1.001"],
        ("commune", "7/1.002"): ["Thủ tục 7/1.002"],
        ("commune", "8/1.003"): ["Thủ tục 8/1.003"],
    }
    assert set(A.lines) == {("commune", key) for key in ("7", "8", "7/", "8/")}


def test_a_sum_with_an_unknown_part_is_at_least_that() -> None:
    assert added([Count(1), None]) == Count(1, Qualifier.AT_LEAST)
    assert added([Count(1), Count(2, Qualifier.OVER), None]) == Count(3, Qualifier.OVER)
    assert added([Count(1), Count(2)]) == Count(3)
    declared = part(3, ("", {"form06.7": Count(5)}), origin=Origin.DECLARED, sources=("Sổ giấy",))
    row = total(merged([A, declared], FORM_06_CODES), FORM_06_CODES)
    assert row.cells["form06.7"] == Count(18)
    assert row.cells["form06.3"].qualifier is Qualifier.AT_LEAST


def test_a_balanced_report_has_nothing_that_fails() -> None:
    found = checked(sheet(A, B), QUARTER, "Huyện", sheet(part(1, ("7", cells(0, 2, 0, 0, 0, 0, 1, 1)))))
    assert failing(found) == []
    assert wrong(found, Verdict.WARNS) == []
    assert {each.rule.value for each in found} == {"K-01", "K-02", "K-03", "K-04", "K-07", "K-08"}


def test_a_row_that_does_not_balance_fails_with_the_number() -> None:
    broken = {**cells(10, 5, 2, 6, 4, 1, 5, 1), "form06.11": Count(7)}
    found = failing(checked(sheet(part(1, ("7", broken))), QUARTER, "Huyện"))
    assert {each.rule.value for each in found} == {"K-02"}
    assert "thừa 1" in " ".join(str(each.text) for each in found) or "Thừa 1" in " ".join(
        str(each.text) for each in found
    )


def test_fields_that_do_not_add_up_to_what_was_counted_apart_fail() -> None:
    short = replace(A, total=total(B.rows, FORM_06_CODES).cells)
    assert ("K-01", 1) in wrong(checked(sheet(short), QUARTER, "Huyện"))


def test_what_was_carried_in_is_what_the_last_report_left_pending() -> None:
    last = sheet(part(1, ("7", cells(0, 9, 0, 0, 0, 0, 3, 1))))
    found = failing(checked(sheet(A), QUARTER, "Huyện", last))
    assert [(each.rule.value, each.numbers["difference"]) for each in found] == [("K-02", -2)]
    assert "kỳ trước báo cáo còn 4 hồ sơ đang giải quyết, kỳ này nhận 2" in str(found[0].text)


def test_without_a_last_report_the_carry_over_is_open() -> None:
    assert ("K-02", 1) in wrong(checked(sheet(A), QUARTER, "Huyện"), Verdict.OPEN)


def test_missing_units_are_named() -> None:
    found = checked(sheet(A, missing=(Missing(9, "Xã Chín"),)), QUARTER, "Huyện")
    assert ("K-01", 1) in wrong(found, Verdict.WARNS)
    assert any("Xã Chín" in str(each.text) for each in found)


def index(numerator: int, denominator: int) -> Sheet:
    rows = (
        SheetRow("progress", "2.1", "Đúng hạn", {NUMERATOR: Count(numerator), DENOMINATOR: Count(denominator)}),
        SheetRow("progress", "2.2", "Trung bình", {}),
    )
    whole = replace(A, rows=rows, total={})
    return Sheet(kind=SheetKind.INDEX_766, codes=(NUMERATOR, DENOMINATOR), parts=(whole,))


def test_a_report_with_everything_resolved_in_time_and_one_overdue_can_be_issued() -> None:
    found = checked(sheet(part(1, ("7", cells(5, 0, 0, 3, 0, 0, 1, 1)))), QUARTER, "Huyện")
    assert failing(found) == []
    assert ("K-05", Verdict.WARNS) in {(each.rule.value, each.verdict) for each in found}


def test_a_share_of_the_index_has_two_numbers_and_is_not_more_than_the_whole() -> None:
    assert failing(checked(index(3, 4), QUARTER, "Huyện")) == []
    assert wrong(checked(index(5, 4), QUARTER, "Huyện")) == [("K-03", 2)]


def claim(code: str, value: str | None, **more: object) -> TypedFigure:
    said = None if value is None else Decimal(value)
    given = {"unit_id": 1, "code": code, "period": QUARTER.period, "value": said, "source": "Bài báo"}
    return TypedFigure(**{**given, **more})  # type: ignore[arg-type]


def test_a_claim_is_held_against_the_records_and_against_itself() -> None:
    found = claimed(
        sheet(A),
        [
            claim("rate.in_time", "100", base=Column.RESOLVED, still_late=True),
            claim("form06.10", "0"),
            claim("form06.11", "7"),
            claim("form06.10", "2", scope="Tổ A"),
            claim("form06.10", "2", unit_id=99),
        ],
        {1: "Xã 1", 99: "Xã 99"},
    )
    said = [(each.rule.value, each.verdict.value) for each in found]
    assert ("K-01", "warns") in said
    assert any("khai 0, sổ có 1, lệch 1" in str(each.text) for each in found)
    assert not any(each.scope == "Xã 99" for each in found)


def test_a_claim_of_a_hundred_per_cent_with_late_dossiers_on_record_fails() -> None:
    found = claimed(sheet(A), [claim("rate.in_time", "100", base=Column.RESOLVED)], {1: "Xã 1"})
    assert {"K-03", "K-05"} & {each.rule.value for each in found if each.verdict is Verdict.FAILS}


def test_figures_counted_before_the_period_is_over_are_too_early() -> None:
    assert not collected_too_early(sheet(A), QUARTER)
    assert collected_too_early(sheet(replace(A, known_at=datetime(2026, 3, 14, 16, tzinfo=UTC))), QUARTER)
    assert QUARTER.period.ends == date(2026, 3, 15)


def test_versions_tell_what_changed() -> None:
    second = sheet(part(1, ("7", cells(11, 5, 2, 6, 5, 1, 5, 1)), ("9", cells(1, 0, 0, 1, 0, 0, 0, 0))))
    found = changes(sheet(A), second)
    assert [(each.key, each.code, each.before, each.after) for each in found if each.key in ("", "9")][:2] == [
        ("", "form06.3", 20, 19),
        ("", "form06.4", 13, 12),
    ]
    assert {each.key for each in found} == {"", "7", "8", "9"}
    assert next(each for each in found if each.key == "9").before is None
    assert next(each for each in found if each.key == "8").after is None
    assert changes(second, second) == []
    assert changes(sheet(A), sheet(D)) == [], (
        "an older version that told no procedures is not corrected by telling them"
    )
    later = replace(D, procedures=(replace(D.procedures[0], cells=cells(9, 1, 2, 6, 4, 0, 2, 0)), *D.procedures[1:]))
    assert [(each.key, each.code, each.before, each.after) for each in changes(sheet(D), sheet(later))] == [
        ("7/1.001", "form06.4", 10, 9),
        ("7/1.001", "form06.5", 0, 1),
    ]


def test_versions_of_the_index_tell_items_and_no_total() -> None:
    found = changes(index(3, 4), index(2, 4))
    assert [(bool(each.key), each.before, each.after) for each in found] == [(True, 3, 2)]


def test_every_state_is_reached_and_each_but_the_end_leads_on() -> None:
    assert {step.after for step in STEPS.values()} == set(ReportState)
    assert all(possible(state) for state in ReportState)
    assert set(STEPS) == set(ACTION_WORDS) == set(ReportAction)
    assert set(STATE_WORDS) == set(ReportState)
    assert set(KIND_NAMES) == set(TITLES) == set(SheetKind)


def test_a_report_goes_from_collecting_to_received_in_this_order_only() -> None:
    state = ReportState.COLLECTING
    order = [ReportAction.COLLECT, ReportAction.CHECK, ReportAction.APPROVE, ReportAction.SUBMIT, ReportAction.RECEIVE]
    for action in order:
        state = step_from(state, action).after
    assert state is ReportState.RECEIVED
    with pytest.raises(ReportStepNotPossible):
        step_from(ReportState.COLLECTING, ReportAction.SUBMIT)
    assert [each for each in STEPS if STEPS[each].balanced] == [
        ReportAction.CHECK,
        ReportAction.APPROVE,
        ReportAction.SUBMIT,
    ]
