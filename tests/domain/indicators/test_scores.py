"""Scores: the QĐ 766 index and the nine indicators of 2018, at their edges."""

from decimal import Decimal

import pytest

from motcua.domain.indicators import nine
from motcua.domain.indicators.definitions import Punctuality
from motcua.domain.indicators.index766 import (
    BANDS,
    GROUP_POINTS,
    ITEMS,
    Empty,
    Group,
    Item,
    Total,
    band,
    satisfaction,
    score,
    total,
)
from motcua.domain.indicators.nine import AgencyFigures, ServiceFigures, ServiceLevel
from motcua.domain.indicators.registry import ALL

BY_CODE = {item.code: item for item in ITEMS}


def test_the_points_of_each_group_add_up_to_a_hundred() -> None:
    for group in Group:
        assert sum(item.points for item in ITEMS if item.group is group) == GROUP_POINTS[group]
    assert sum(GROUP_POINTS.values()) == 100
    assert {item.definition for item in ITEMS} - {""} <= set(ALL)


@pytest.mark.parametrize(
    ("code", "rate", "points"),
    [
        ("2.1", "100", "20.00"),
        ("2.1", "98.56", "19.71"),
        ("3.1", "80", "6.00"),
        ("3.1", "79.99", "6.00"),
        ("3.1", "40", "3.00"),
        ("3.3", "50", "6.00"),
        ("3.3", "0", "0.00"),
        ("4.2", "100", "4.00"),
        ("5.4", "-5", "0.00"),
    ],
)
def test_a_rate_from_the_threshold_on_gets_all_points_and_less_its_part(code: str, rate: str, points: str) -> None:
    assert score(BY_CODE[code], Decimal(rate)) == Decimal(points)


def test_an_item_of_nothing_is_left_out_or_scores_nothing_as_asked() -> None:
    item: Item = BY_CODE["2.1"]
    assert score(item, None) is None
    assert score(item, None, empty=Empty.ZERO) == 0
    found = total({"2.1": Decimal(16), "3.6": None})
    assert found == Total(Decimal(16), 20, "Tốt")
    assert total({}).band is None


@pytest.mark.parametrize(("points", "word"), [("90", 0), ("89.99", 1), ("79.99", 2), ("61.5", 3), ("43", 4), ("0", 4)])
def test_bands_of_the_index(points: str, word: int) -> None:
    assert band(Decimal(points)) == BANDS[word][1]


def test_satisfaction_is_what_is_neither_late_nor_complained_of() -> None:
    assert satisfaction(200, 10, 6) == 92
    assert satisfaction(2, 2, 1) == 0
    assert satisfaction(0, 0, 0) is None


@pytest.mark.parametrize(
    ("row", "points"),
    [
        (ServiceFigures(), [None] * 6),
        (
            ServiceFigures(
                time=Punctuality.EARLY,
                unit_times=(Punctuality.EARLY, Punctuality.LATE),
                contacts=0,
                agencies=1,
                posted=True,
                electronic=True,
                complaint=False,
            ),
            [2, 0, 2, 1, 2, 2],
        ),
        (
            ServiceFigures(
                time=Punctuality.ON_TIME, contacts=2, agencies=3, posted=False, electronic=True, complaint=True
            ),
            [1, None, 0, 0, 1, 0],
        ),
        (
            ServiceFigures(time=Punctuality.LATE, posted=False, electronic=False, complaint=False),
            [0, *[None] * 3, 0, 0],
        ),
        (ServiceFigures(complaint=True, posted=True), [None] * 6),
    ],
)
def test_points_of_a_dossier(row: ServiceFigures, points: list[int | None]) -> None:
    assert list(nine.dossier_points(row).values()) == points


COMMUNE, PROVINCE = ServiceLevel.COMMUNE, ServiceLevel.PROVINCE


@pytest.mark.parametrize(
    ("row", "points"),
    [
        (AgencyFigures(level=COMMUNE), [None, None, None]),
        (AgencyFigures(level=COMMUNE, listed=10, at_one_stop=10, on_the_spot=10, feedback=0), [2, 2, None]),
        (
            AgencyFigures(level=COMMUNE, listed=10, at_one_stop=10, on_the_spot=9, feedback=10, feedback_in_time=9),
            [1, 1, None],
        ),
        (AgencyFigures(level=PROVINCE, listed=10, at_one_stop=9, feedback=10, feedback_in_time=8), [0, 0, None]),
        (
            AgencyFigures(
                level=PROVINCE, listed=10, at_one_stop=10, on_the_spot=2, feedback=1, feedback_in_time=1, prolonged=True
            ),
            [2, 0, None],
        ),
        (AgencyFigures(level=COMMUNE, eligible=10, online_services=2, dossiers=10, online_dossiers=3), [None, None, 2]),
        (AgencyFigures(level=COMMUNE, eligible=10, online_services=1, dossiers=10, online_dossiers=3), [None, None, 1]),
        (
            AgencyFigures(level=COMMUNE, eligible=10, online_services=2, dossiers=100, online_dossiers=15),
            [None, None, 1],
        ),
        (
            AgencyFigures(level=COMMUNE, eligible=10, online_services=2, dossiers=100, online_dossiers=14),
            [None, None, 0],
        ),
        (
            AgencyFigures(level=COMMUNE, eligible=10, online_services=2, dossiers=10, online_dossiers=9, online_late=1),
            [None, None, 0],
        ),
        (AgencyFigures(level=COMMUNE, eligible=10, dossiers=10, online_dossiers=9), [None, None, 0]),
    ],
)
def test_points_of_an_agency(row: AgencyFigures, points: list[int | None]) -> None:
    assert list(nine.agency_points(row).values()) == points


def test_an_indicator_is_the_mean_of_what_is_known_to_one_decimal() -> None:
    assert nine.indicator([2, 1, None, 2]) == Decimal("1.7")
    assert nine.indicator([1, 2, 1, 1]) == Decimal("1.3")
    assert nine.indicator([None]) is None


def test_totals_and_bands_of_2018() -> None:
    scores = {number: Decimal("1.5") for number in range(1, 9)}
    assert nine.total(scores) == Decimal(12)
    assert nine.total({**scores, 3: None}, nine.OFFICER_INDICATORS) == Decimal(6)
    assert [nine.band(Decimal(points), nine.AGENCY_BANDS) for points in ("15", "14.9", "9", "6", "5.9")] == [
        "Xuất sắc",
        "Tốt",
        "Khá",
        "Trung bình",
        "Yếu",
    ]
    assert nine.band(Decimal("3.4"), nine.OFFICER_BANDS) == nine.OFFICER_BANDS[2][1]
