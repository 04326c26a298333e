"""The shipped example is the one of docs/rules/statistics.md, row by row, and each figure comes out as told there."""

import pytest

from motcua.domain.indicators import examples
from motcua.domain.indicators.examples import Role
from motcua.domain.indicators.registry import ALL, OF_STEPS
from tests.domain.executed_page import text_of
from tests.domain.indicators import page


def test_the_dossiers_and_stays_are_those_of_the_document() -> None:
    assert page.QUARTER == examples.QUARTER
    assert tuple(page.dossiers()) == examples.DOSSIERS
    assert tuple(page.stays()) == examples.STAYS
    assert {name: number for number, name in examples.OFFICERS.items()} == page.OFFICERS


def test_each_dossier_says_what_it_is_there_to_show() -> None:
    text = text_of("statistics").replace("\n", " ")
    assert list(examples.TOLD) == [row.dossier_id for row in examples.DOSSIERS]
    for number, told in examples.TOLD.items():
        assert f"{number} {told}" in text


@pytest.mark.parametrize("code", ALL)
def test_each_figure_comes_out_as_the_document_tells(code: str) -> None:
    found = examples.worked(code)
    told = page.step_result(code, page.QUARTER) if code in OF_STEPS else page.result(code, page.QUARTER)
    counted = [str(row.dossier_id) for row, role in found.rows if role is Role.COUNTED]
    assert (*page.outcome(ALL[code], found.figure), ", ".join(counted) or "–") == told
    assert len(found.rows) == len(examples.STAYS if code in OF_STEPS else examples.DOSSIERS)


def test_all_parts_are_met() -> None:
    assert {role for code in ALL for _, role in examples.worked(code).rows} == set(Role)


def test_the_scorings_are_shown_with_rows_of_the_document() -> None:
    assert examples.SERVICE in [page.service(row) for row in page.of_head(page.SERVICE_HEAD)]
    assert examples.AGENCY in [page.agency(row) for row in page.of_head(page.AGENCY_HEAD)]
    assert examples.RATE_SCORED in [page.decimal(row["Tỷ lệ"]) for row in page.of_head(page.SCORE_HEAD)]
