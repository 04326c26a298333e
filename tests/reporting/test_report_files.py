"""A report as PDF/A and as a workbook: the official layout, every number of the page, where each is opened."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from pypdf import PdfReader

from motcua.domain.published import Count, Qualifier
from motcua.domain.report_sheets import FORM_06_CODES, Missing, Origin, Part, Sheet, SheetKind, SheetRow, total
from motcua.domain.report_states import ReportAction
from motcua.reporting.reports.layout import Cell, compared, lines_of, scored
from motcua.reporting.reports.paper import printed
from motcua.reporting.reports.queries.reports import sheet_of, version_of
from motcua.reporting.reports.services.reporting import findings_of
from motcua.reporting.reports.told import ChangedLine, Told, told_of
from motcua.reporting.reports.workbook import FIRST_LINE, workbook
from tests.cast import Cast
from tests.factories import a_world
from tests.reporting.reported import AFTER, brought_to, collected, some_dossiers

NUMBERS = (30, 10, 18, 2, 20, 12, 7, 1, 10, 9, 1)


def row(key: str, name: str, section: str = "commune", times: int = 1) -> SheetRow:
    return SheetRow(section, key, name, {c: Count(n * times) for c, n in zip(FORM_06_CODES, NUMBERS, strict=True)})


def a_sheet(*rows: SheetRow, procedures: tuple[SheetRow, ...] = ()) -> Sheet:
    whole = total(rows, FORM_06_CODES).cells
    part = Part(
        unit_id=1,
        name="Ủy ban nhân dân xã Thanh Lâm",
        level="commune",
        origin=Origin.RECORDS,
        known_at=AFTER,
        rows=rows,
        total=whole,
        procedures=procedures,
    )
    before = replace(
        part, rows=(), procedures=(), total={code: Count(count.value + 4) for code, count in whole.items()}
    )
    return Sheet(
        kind=SheetKind.FORM_06, codes=FORM_06_CODES, parts=(part,), missing=(Missing(9, "Xã Bắc"),), year_before=before
    )


WORDS = Told(
    form="Biểu số 06/VPCP/KSTT",
    source="TT 01/2020/TT-VPCP",
    title="Tình hình",
    unit="Ủy ban nhân dân xã Thanh Lâm",
    receiver="",
    period="Kỳ báo cáo: tháng 1/2026",
    measure="Đơn vị tính: số hồ sơ",
    facts=[("Kỳ", "tháng 1/2026")],
    units=["Xã: đếm từ hồ sơ"],
    definitions=[("form06.3", "Số hồ sơ nhận giải quyết")],
    findings=["K-01 lưu ý"],
    changes=[ChangedLine("Tổng cộng", "Số hồ sơ nhận giải quyết", "form06.3", "29", "30")],
)


def address(cell: Cell) -> str:
    return f"https://motcua.example/so-lieu/{cell.code}/ho-so?linh-vuc={cell.key}"


def test_the_workbook_has_the_official_layout_and_numbers_that_open() -> None:
    sheet = a_sheet(row("7", "Hộ tịch"), row("8", "Đất đai"), row("9", "Lâm nghiệp", "province"))
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheet, WORDS, address, address)))
    assert book.sheetnames == ["Biểu 06", "Cùng kỳ năm trước", "Nguồn số liệu"]
    page = book["Biểu 06"]
    assert page["A1"].value == "Biểu số 06/VPCP/KSTT"
    assert [page.cell(FIRST_LINE, column).value for column in range(1, 14)] == [f"({n})" for n in range(1, 14)]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$7:$10"
    found = [[cell.value for cell in line] for line in page.iter_rows(min_row=FIRST_LINE + 1, max_col=13)]
    assert [line[1] for line in found] == [
        "Thủ tục hành chính thuộc thẩm quyền giải quyết của cấp tỉnh",
        "Lâm nghiệp",
        "Thủ tục hành chính thuộc thẩm quyền giải quyết của cấp xã",
        "Hộ tịch",
        "Đất đai",
        "Tổng cộng",
    ]
    assert tuple(found[1][2:]) == NUMBERS
    assert tuple(found[-1][2:]) == tuple(3 * number for number in NUMBERS)
    link = page.cell(FIRST_LINE + 2, 3).hyperlink
    assert link is not None
    assert link.target == "https://motcua.example/so-lieu/form06.3/ho-so?linh-vuc=9"
    beside = [[cell.value for cell in line] for line in book["Cùng kỳ năm trước"].iter_rows(max_row=2)]
    assert beside[0][1:] == ["Kỳ này", "Cùng kỳ năm trước", "Chênh lệch", "Chênh lệch (%)"]
    assert beside[1][1:] == [90, 94, "=B2-C2", -4.26]
    told = {(line[0].value, line[1].value) for line in book["Nguồn số liệu"].iter_rows()}
    assert ("Thiếu", "Xã Bắc") in told
    assert ("Số liệu form06.3", "Số hồ sơ nhận giải quyết") in told


def test_procedures_stand_below_their_fields_by_name_and_can_be_folded() -> None:
    below = (row("7/1.1", "Đăng ký khai sinh"), row("7/1.2", "Đăng ký kết hôn"))
    sheet = a_sheet(row("7", "Hộ tịch"), procedures=below)
    lines = lines_of(sheet)
    assert [(line.kind, line.mark, line.name) for line in lines[1:4]] == [
        ("row", "1", "Hộ tịch"),
        ("procedure", "1.1", "Đăng ký kết hôn"),
        ("procedure", "1.2", "Đăng ký khai sinh"),
    ]
    assert [line.kind for line in lines_of(sheet, procedures=False)] == ["section", "row", "total"]
    page = openpyxl.load_workbook(io.BytesIO(workbook(sheet, WORDS, address, address)))["Biểu 06"]
    rows = range(FIRST_LINE + 1, FIRST_LINE + 6)
    assert [page.row_dimensions[number].outlineLevel for number in rows] == [0, 0, 1, 1, 0]
    assert page.cell(FIRST_LINE + 3, 2).value == "Đăng ký kết hôn"
    assert page.cell(FIRST_LINE + 5, 3).value == NUMBERS[0]


def test_what_nobody_told_is_empty_in_the_workbook_and_a_bound_says_so() -> None:
    line = SheetRow("", "", "", {"form06.7": Count(12, Qualifier.OVER)})
    sheet = a_sheet(line)
    page = openpyxl.load_workbook(io.BytesIO(workbook(sheet, WORDS, lambda _cell: "", lambda _cell: "")))["Biểu 06"]
    assert page.cell(FIRST_LINE + 2, 3).value is None
    assert page.cell(FIRST_LINE + 2, 7).value == 12
    comment = page.cell(FIRST_LINE + 2, 7).comment
    assert comment is not None
    assert "trên" in comment.text


def test_the_paper_is_pdf_a_and_the_same_data_give_the_same_bytes() -> None:
    sheet = a_sheet(row("7", "Hộ tịch"), row("8", "Đất đai"))
    made = printed(sheet, WORDS, signers=["A", "B", "C"], foot="dấu", draft=True, at=AFTER)
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfaid:part>2<" in made
    assert made == printed(sheet, WORDS, signers=["A", "B", "C"], foot="dấu", draft=True, at=AFTER)


def test_a_long_report_fills_several_pages() -> None:
    rows = [row(str(number), f"Lĩnh vực số {number} có tên dài hơn một dòng của bảng") for number in range(1, 90)]
    below = tuple(replace(each, key=f"{each.key}/1", name=f"Thủ tục của {each.name}") for each in rows)
    made = printed(a_sheet(*rows, procedures=below), WORDS, signers=["", "", ""], foot="", draft=False, at=AFTER)
    words = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]
    assert len(words) > 5
    for number in range(1, 90):
        [place] = [place for place, page in enumerate(words) if f" {number} Lĩnh vực số {number} " in page]
        assert f" {number}.1 Thủ tục của Lĩnh vực số {number} " in words[place], (
            "a field stands with its first procedure"
        )


@pytest.mark.parametrize("kind", list(SheetKind))
def test_every_kind_of_report_becomes_a_paper_and_a_workbook(cast: Cast, kind: SheetKind) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast, kind=kind), ReportAction.SUBMIT, cast)
    sheet = sheet_of(report)
    assert sheet is not None
    told = told_of(report, sheet, findings_of(report), version_of(report, 1))
    assert printed(sheet, told, signers=["A", "B", "C"], foot=told.form, draft=False, at=AFTER).startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheet, told, address, address)))
    assert len(book.sheetnames) == 2
    words = " ".join(str(cell.value) for line in book["Nguồn số liệu"].iter_rows() for cell in line)
    assert version_of(report, 1).seal in words


def test_lines_and_comparison_of_a_sheet() -> None:
    sheet = a_sheet(row("7", "Hộ tịch"))
    assert [(line.kind, line.mark) for line in lines_of(sheet)] == [("section", "I"), ("row", "1"), ("total", "")]
    first = compared(sheet)[0]
    assert (first.now.value, first.before.value, first.difference, first.share) == (30, 34, -4, Decimal("-11.76"))
    assert compared(replace(sheet, year_before=None)) == []


def test_the_index_leaves_out_by_name_what_nothing_measures() -> None:
    rows = (
        SheetRow("progress", "2.1", "x", {"numerator": Count(98), "denominator": Count(100)}),
        SheetRow("online", "3.3", "x", {"numerator": Count(30), "denominator": Count(100)}),
    )
    part = replace(a_sheet().parts[0], rows=rows, total={})
    found = scored(Sheet(kind=SheetKind.INDEX_766, codes=("numerator", "denominator"), parts=(part, part)))
    assert [(group.items[0].item.code, group.items[0].rate, group.points) for group in found.groups] == [
        ("2.1", Decimal("98.00"), Decimal("19.60")),
        ("3.3", Decimal("30.00"), Decimal("3.60")),
    ]
    assert (found.points, found.out_of) == (Decimal("23.20"), 26)
    assert any(name.startswith("1.1 ") for name in found.left_out)
    assert found.left_out_points == 74
