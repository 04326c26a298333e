"""The page `docs/rules/numbering.md` is executed: every row of its tables holds."""

from datetime import date

import pytest

from motcua.domain import errors, numbering
from tests.domain.executed_page import tables, text_of

PAGE = tables(text_of("numbering"))


def rows(head: str) -> list[list[str]]:
    """Return the cells of the table whose head begins with the given cells."""
    (found,) = [rows for names, rows in PAGE if " | ".join(names).startswith(head)]
    assert found
    return [list(row.values()) for row in found]


@pytest.mark.parametrize("row", rows("Cơ quan | Ngày tiếp nhận | Số thứ tự | Mã hồ sơ"), ids=lambda row: row[-1])
def test_the_page_tells_how_codes_are_made(row: list[str]) -> None:
    assert numbering.format_dossier_code(row[0], date.fromisoformat(row[1]), int(row[2])) == row[3]


@pytest.mark.parametrize("row", rows("Mã đã viết | Cơ quan"), ids=lambda row: row[0])
def test_the_page_tells_how_codes_are_read(row: list[str]) -> None:
    if row[1]:
        assert numbering.parse_dossier_code(row[0]) == numbering.DossierCode(
            row[1], date.fromisoformat(row[2]), int(row[3])
        )
    else:
        with pytest.raises(errors.DossierCodeNotUnderstood):
            numbering.parse_dossier_code(row[0])


@pytest.mark.parametrize("row", rows("Mã | Cách viết"), ids=lambda row: row[0])
def test_the_page_tells_how_identifiers_are_read(row: list[str]) -> None:
    identifier = numbering.parse_agency_identifier(row[0])
    parent = identifier.parent
    assert [
        identifier.text,
        identifier.layout,
        identifier.level_1,
        str(identifier.level),
        parent.text if parent else "",
    ] == row


@pytest.mark.parametrize("row", rows("Mã đã viết | Mã thủ tục"), ids=lambda row: row[0])
def test_the_page_tells_how_procedure_codes_are_read(row: list[str]) -> None:
    if row[1]:
        assert numbering.base_procedure_code(row[0]) == row[1]
    else:
        with pytest.raises(errors.ProcedureCodeNotUnderstood):
            numbering.base_procedure_code(row[0])


@pytest.mark.parametrize("row", rows("Số thứ tự | Ký hiệu"), ids=lambda row: row[-1])
def test_the_page_tells_how_paper_numbers_are_written(row: list[str]) -> None:
    assert numbering.format_paper_number(int(row[0]), row[1]) == row[2]
