"""docs/rules/statistics.md is executed: each definition stands there as it is, each example is computed again."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from motcua.domain.indicators import index766, nine
from motcua.domain.indicators.definitions import evaluate, percentage
from motcua.domain.indicators.form06 import COLUMNS, IDENTITIES
from motcua.domain.indicators.registry import ALL, OF_DOSSIERS, OF_STEPS
from tests.domain.executed_page import Row
from tests.domain.indicators import page


def check_definition(row: Row) -> None:
    assert tuple(row.values()) == page.told(ALL[row["Mã"].strip("`")])


def check_doubt(row: Row) -> None:
    assert row[page.DOUBT_HEAD[1]] == ALL[row["Mã"].strip("`")].doubt


def check_source(row: Row) -> None:
    assert tuple(row.values()) in page.sources()


def check_item(row: Row) -> None:
    assert tuple(row.values()) in {page.told_item(item) for item in index766.ITEMS}


def check_dossier(row: Row) -> None:
    assert [each for each in page.dossiers() if each.dossier_id == int(row["Hồ sơ"])]


def check_stay(row: Row) -> None:
    assert page.stay(row).step


def check_result(row: Row) -> None:
    assert tuple(row.values())[1:] == page.result(row["Mã"].strip("`"), page.QUARTER)


def check_step_result(row: Row) -> None:
    assert tuple(row.values())[1:] == page.step_result(row["Mã của bước"].strip("`"), page.QUARTER)


def check_next(row: Row) -> None:
    code = row["Mã"].strip("`")
    assert (row["Quý I"], row["Quý II"]) == (page.result(code, page.QUARTER)[0], page.result(code, page.SECOND)[0])


def check_part(row: Row) -> None:
    dimension = next(each for each, words in page.DIMENSION_WORDS.items() if words == row["Chiều"])
    assert tuple(row.values())[3:] == page.parts(row["Mã"].strip("`"), dimension)[row["Phần"]]


def check_published(row: Row) -> None:
    names = ("Nhận", "Mới", "Chuyển qua", "Giải quyết", "Không trễ", "Trễ", "Đang", "Trong hạn", "Quá hạn")
    all_in, new, carried, done, good, late, pending, not_due, overdue = (page.number(row[name]) for name in names)
    assert (all_in, done, pending) == (new + carried, good + late, not_due + overdue)
    missing = all_in - done - pending
    assert row["Đẳng thức"] == (f"thiếu {missing}" if missing else "đúng")


def check_group(row: Row) -> None:
    group = index766.Group(row["Nhóm"].strip("`"))
    assert (row["Tên"], int(row["Điểm"])) == (index766.GROUP_WORDS[group], index766.GROUP_POINTS[group])


def check_score(row: Row) -> None:
    item = next(item for item in index766.ITEMS if item.code == row["Mục"])
    assert index766.score(item, page.decimal(row["Tỷ lệ"])) == page.decimal(row["Được điểm"])


def check_satisfaction(row: Row) -> None:
    handled, late, disliked, rate = row.values()
    assert index766.satisfaction(page.number(handled), page.number(late), page.number(disliked)) == page.decimal(rate)


def check_index_band(row: Row) -> None:
    assert index766.band(page.decimal(row["Điểm"]) or Decimal(0)) == row["Xếp loại 766"]


def check_nine(row: Row) -> None:
    assert tuple(row.values()) in {page.told_indicator(each) for each in nine.INDICATORS}


def points(found: Sequence[int | None]) -> str:
    return ", ".join("–" if each is None else str(each) for each in found)


def check_dossier_points(row: Row) -> None:
    assert points(list(nine.dossier_points(page.service(row)).values())) == row["Điểm 1, 2, 3, 4, 6, 7"]


def check_agency_points(row: Row) -> None:
    assert points(list(nine.agency_points(page.agency(row)).values())) == row["Điểm 5, 8, 9"]


def check_officer_band(row: Row) -> None:
    assert nine.band(page.decimal(row["Điểm công chức"]) or Decimal(0), nine.OFFICER_BANDS) == row["Hoàn thành"]


def check_agency_band(row: Row) -> None:
    assert nine.band(page.decimal(row["Điểm đơn vị"]) or Decimal(0), nine.AGENCY_BANDS) == row["Xếp loại"]


CHECKS: dict[tuple[str, ...], Callable[[Row], None]] = {
    page.DEFINITION_HEAD: check_definition,
    page.DOUBT_HEAD: check_doubt,
    page.SOURCE_HEAD: check_source,
    page.ITEM_HEAD: check_item,
    page.SAMPLE_HEAD: check_dossier,
    page.MORE_HEAD: check_dossier,
    page.STAY_HEAD: check_stay,
    page.RESULT_HEAD: check_result,
    page.STEP_RESULT_HEAD: check_step_result,
    page.NEXT_HEAD: check_next,
    page.PART_HEAD: check_part,
    ("Nơi", "Nhận", "Mới", "Chuyển qua", "Giải quyết", "Không trễ", "Trễ", "Đang", "Trong hạn", "Quá hạn",
     "Đẳng thức"): check_published,
    ("Nhóm", "Tên", "Điểm"): check_group,
    page.SCORE_HEAD: check_score,
    ("Hồ sơ đã giải quyết", "Quá hạn", "Không hài lòng", "Tỷ lệ 5.4"): check_satisfaction,
    ("Điểm", "Xếp loại 766"): check_index_band,
    page.NINE_HEAD: check_nine,
    page.SERVICE_HEAD: check_dossier_points,
    page.AGENCY_HEAD: check_agency_points,
    ("Điểm công chức", "Hoàn thành"): check_officer_band,
    ("Điểm đơn vị", "Xếp loại"): check_agency_band,
}  # fmt: skip
ROWS = [(head, row) for head, rows in page.PAGE for row in rows]


def test_every_table_of_the_page_is_known_and_full() -> None:
    assert {head for head, _ in page.PAGE} == set(CHECKS)
    assert all(rows for _, rows in page.PAGE)


@pytest.mark.parametrize(
    ("head", "row"), ROWS, ids=lambda value: " ".join(value.values())[:60] if isinstance(value, dict) else ""
)
def test_the_row_is_what_the_software_computes(head: tuple[str, ...], row: Row) -> None:
    CHECKS[head](row)


def test_the_page_lists_each_definition_each_doubt_each_source_and_each_item_once() -> None:
    codes = [f"`{code}`" for code in ALL]
    assert sorted(row["Mã"] for row in page.of_head(page.DEFINITION_HEAD)) == sorted(codes)
    assert [row["Mã"] for row in page.of_head(page.DOUBT_HEAD)] == [
        f"`{code}`" for code, each in ALL.items() if each.doubt
    ]
    assert [tuple(row.values()) for row in page.of_head(page.SOURCE_HEAD)] == page.sources()
    assert [row["Mục"] for row in page.of_head(page.ITEM_HEAD)] == [item.code for item in index766.ITEMS]
    assert [row["Mã"] for row in page.of_head(page.NINE_HEAD)] == [f"`{each.code}`" for each in nine.INDICATORS]


def test_each_figure_has_a_worked_example() -> None:
    assert [row["Mã"].strip("`") for row in page.of_head(page.RESULT_HEAD)] == list(OF_DOSSIERS)
    assert [row["Mã của bước"].strip("`") for row in page.of_head(page.STEP_RESULT_HEAD)] == list(OF_STEPS)


def test_the_example_keeps_the_identities_of_the_form() -> None:
    found = {each: evaluate(column, page.dossiers(), page.QUARTER).numerator for each, column in COLUMNS.items()}
    assert all(found[total] == sum(found[each] for each in summands) for total, summands in IDENTITIES)
    assert (
        percentage(found[8] + found[9], found[7])
        == evaluate(OF_DOSSIERS["on_time.resolved"], page.dossiers(), page.QUARTER).value
    )
