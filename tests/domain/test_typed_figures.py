"""Declared figures as values: rows of a table, parts and wholes, what stands before a sum."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from motcua.domain.errors import BadInput
from motcua.domain.indicators.form06 import COLUMNS
from motcua.domain.indicators.registry import OF_DOSSIERS
from motcua.domain.indicators.values import Period
from motcua.domain.published import Column, Qualifier
from motcua.domain.typed_figures import COUNTS, FORM_06, TypedFigure, checked, name_of, summed_qualifier, table_rows

YEAR = Period(date(2017, 1, 1), date(2018, 1, 1))


def figure(code: str, value: int | None, unit_id: int = 1, **more: object) -> TypedFigure:
    said = None if value is None else Decimal(value)
    return TypedFigure(unit_id=unit_id, code=code, period=YEAR, value=said, source="S", **more)  # type: ignore[arg-type]


def test_every_column_of_the_form_has_its_word() -> None:
    assert set(FORM_06) == set(COLUMNS)
    assert {code for code in COUNTS if not code.startswith("typed.")} <= set(OF_DOSSIERS)


def test_names_are_said_in_words() -> None:
    assert str(name_of("form06.7")) == "đã giải quyết"
    assert str(name_of("rate.in_time")) == "tỷ lệ trước và đúng hạn"


def test_rows_stand_for_units_and_their_named_parts() -> None:
    rows = table_rows(
        [
            figure("dossiers.received", 10),
            figure("rate.resolved", 50, base=Column.RECEIVED),
            figure("dossiers.received", 4, 2, closing=date(2017, 12, 30)),
            figure("dossiers.received", 6, scope="Phường"),
            figure("dossiers.received", 6, 3, still_late=True),
        ],
        {1: "Huyện", 2: "Xã A", 3: "Nơi khác"},
        {2: 1, 3: 9},
    )
    assert [(row.scope, row.part_of) for row in rows] == [
        ("Huyện", ""),
        ("Xã A", "Huyện"),
        ("Phường", "Huyện"),
        ("Nơi khác", ""),
    ]
    assert rows[0].rates[0].base is Column.RECEIVED
    assert rows[0].ends == date(2017, 12, 31)
    assert (rows[1].ends, rows[1].closing) == (None, date(2017, 12, 30))
    assert rows[3].still_late


def test_texts_are_trimmed() -> None:
    kept = checked(figure("form06.3", 1, scope=" Phường,  xã ", label=" năm  2017"))
    assert (kept.scope, kept.label) == ("Phường, xã", "năm 2017")
    assert checked(figure("rate.late", None)).value is None


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], Qualifier.EXACT),
        ([Qualifier.EXACT, Qualifier.OVER], Qualifier.OVER),
        ([Qualifier.AT_LEAST, Qualifier.EXACT], Qualifier.AT_LEAST),
        ([Qualifier.OVER, Qualifier.ABOUT, Qualifier.AT_LEAST], Qualifier.ABOUT),
    ],
)
def test_a_sum_is_no_surer_than_its_parts(parts: list[Qualifier], whole: Qualifier) -> None:
    assert summed_qualifier(parts) is whole


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (figure("form06.99", 1), "code"),
        (replace(figure("form06.3", 1), source=" "), "source"),
        (figure("form06.3", 1, closing=date(2016, 12, 31)), "closing"),
        (figure("rate.late", 101), "value"),
        (figure("form06.3", 1, base=Column.RESOLVED), "base"),
        (figure("form06.3", -1), "value"),
        (figure("form06.3", None), "value"),
        (replace(figure("form06.3", 1), value=Decimal("1.5")), "value"),
    ],
)
def test_what_says_nothing_or_cannot_be_is_refused(wrong: TypedFigure, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked(wrong)
    assert refused.value.field == field
    assert str(refused.value.params["remedy"])
