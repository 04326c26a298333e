"""The units of the four articles stand in the list of units before 01/07/2025, under the codes of their provinces."""

import csv
from pathlib import Path

import pytest

from motcua.common.folding import fold
from motcua.project.scenarios.articles import ARTICLES, Article

DATA = Path(__file__).parents[3] / "shared" / "data"
UNITS = DATA / "admin-units" / "units_63_before_2025-07.csv"
CODES = DATA / "agency-codes" / "provinces_34_ma_dinh_danh.csv"
SURE = 27
"""So far the codes are numbered by the names of the 63 provinces; then the list leaves the order of letters."""

MERGED_SINCE = {"Phường Nguyễn Trãi", "Phường Yết Kiêu"}
"""Wards of the articles that another ward had taken in before the list was made."""

pytestmark = pytest.mark.skipif(not UNITS.exists() or not CODES.exists(), reason="the lists of units are not here")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bare(name: str) -> str:
    """The name without what kind of unit it is, as letters alone."""
    words = fold(name).removeprefix("ubnd ").removeprefix("tinh ").removeprefix("thanh pho ")
    return "".join(letter for letter in words if letter.isalpha())


@pytest.fixture(scope="module")
def numbered() -> dict[str, int]:
    """The provinces before the reform, numbered by their names."""
    names = sorted(bare(row["full_name"]) for row in rows(UNITS) if row["level"] == "province")
    return {name: number for number, name in enumerate(names, 1)}


def test_codes_of_provinces_that_are_left_are_the_numbers_of_their_names(numbered: dict[str, int]) -> None:
    known = {bare(row["agency_name"]): int(row["agency_code"][1:]) for row in rows(CODES)}
    sure = {name: number for name, number in known.items() if number <= SURE}
    assert len(sure) == 14
    assert sure == {name: numbered[name] for name in sure}


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
def test_the_town_lies_in_its_province_and_bears_the_code_of_it(article: Article, numbered: dict[str, int]) -> None:
    town, listed = article.town, rows(UNITS)
    (province,) = [
        row for row in listed if row["level"] == "province" and fold(row["full_name"]) == fold(town.province)
    ]
    number = numbered[bare(town.province)]
    assert number <= SURE
    assert {town.code[-3:], town.commune_codes[-3:]} == {f"H{number:02}"}
    inside = [row for row in listed if row["province_code"] == province["code"]]
    (district,) = [row for row in inside if row["level"] == "district" and fold(row["full_name"]) == fold(town.head)]
    communes = [row for row in inside if row["level"] == "commune" and row["district_code"] == district["code"]]
    missing = {fold(name) for name in town.communes} - {fold(row["full_name"]) for row in communes}
    assert missing <= {fold(name) for name in MERGED_SINCE}
