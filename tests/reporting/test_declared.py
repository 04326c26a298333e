"""Figures that people declare: what may be kept, corrections as versions, and the rules of published tables."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from motcua.domain.consistency import check
from motcua.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from motcua.domain.errors_reporting import FigureDeclared
from motcua.domain.indicators.values import Period
from motcua.domain.published import Column, Qualifier
from motcua.domain.ruling import Verdict
from motcua.domain.typed_figures import TypedFigure
from motcua.organisation.actors import system_actor
from motcua.reporting.models import DeclaredFigure
from motcua.reporting.reports.queries.declared import access_declared, as_table, declared_for, typed
from motcua.reporting.reports.services.declare import correct, declare, declare_again, withdraw
from tests.cast import AT, Cast

QUARTER = Period(date(2026, 3, 15), date(2026, 6, 15))
LATER = AT + timedelta(days=1)


def figure(unit_id: int, code: str = "form06.7", value: str | None = "153", **more: object) -> TypedFigure:
    given = {"unit_id": unit_id, "code": code, "period": QUARTER, "source": "Báo cáo giấy của xã"}
    said = {"value": None if value is None else Decimal(value)}
    return TypedFigure(**{**given, **said, **more})  # type: ignore[arg-type]


def test_a_figure_says_of_whom_of_when_by_whom_and_from_where(cast: Cast) -> None:
    [row] = declare(
        [figure(cast.commune.id, qualifier=Qualifier.OVER, label="quý II/2026")], actor=cast.reform_officer, at=AT
    )
    assert (row.unit_id, row.version, row.declared_by_id) == (cast.commune.id, 1, cast.reform_officer.id)
    assert row.declared_by_label == cast.reform_officer.label
    kept = typed(row)
    assert (kept.value, kept.qualifier, kept.period) == (Decimal(153), Qualifier.OVER, QUARTER)
    assert kept.source == "Báo cáo giấy của xã"


def test_a_correction_is_a_new_version_and_the_figure_of_a_past_instant_stays(cast: Cast) -> None:
    unit = cast.commune.id
    [first] = declare([figure(unit)], actor=cast.procedure_controller, at=AT)
    second = correct(
        first,
        value=Decimal(155),
        qualifier=Qualifier.EXACT,
        reason="Đếm sót hai hồ sơ",
        actor=cast.procedure_controller,
        at=LATER,
    )
    assert (second.version, second.replaces_id) == (2, first.pk)
    assert [row.value for row in declared_for([unit], QUARTER, AT)] == [Decimal(153)]
    assert [row.value for row in declared_for([unit], QUARTER, LATER)] == [Decimal(155)]
    with pytest.raises(Conflict):
        withdraw(first, reason="Sai kỳ", actor=cast.procedure_controller, at=LATER)
    withdraw(second, reason="Sai kỳ", actor=cast.procedure_controller, at=LATER + timedelta(days=1))
    assert declared_for([unit], QUARTER, LATER + timedelta(days=2)) == []
    [third] = declare([figure(unit)], actor=cast.procedure_controller, at=LATER + timedelta(days=3))
    assert third.version == 4


def test_a_figure_is_not_declared_twice_but_may_be_loaded_again(cast: Cast) -> None:
    wanted = figure(cast.commune.id)
    [first] = declare([wanted], actor=system_actor(), at=AT)
    with pytest.raises(FigureDeclared):
        declare([wanted], actor=system_actor(), at=AT)
    assert declare_again([wanted], reason="", actor=system_actor(), at=LATER) == [first]
    [changed] = declare_again([figure(cast.commune.id, value="160")], reason="Số mới", actor=system_actor(), at=LATER)
    assert (changed.version, changed.value) == (2, Decimal(160))


def test_the_database_lets_nobody_alter_or_remove_a_declared_figure(cast: Cast) -> None:
    [row] = declare([figure(cast.commune.id)], actor=system_actor(), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclaredFigure.objects.filter(pk=row.pk).update(value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclaredFigure.objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "form06.99"}, "code"),
        ({"source": "  "}, "source"),
        ({"value": "-1"}, "value"),
        ({"value": "1.5"}, "value"),
        ({"value": None}, "value"),
        ({"base": Column.RESOLVED}, "base"),
        ({"code": "rate.in_time", "value": "100.01"}, "value"),
        ({"closing": date(2026, 3, 14)}, "closing"),
    ],
)
def test_what_cannot_be_is_refused_with_the_field_and_the_remedy(
    cast: Cast, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        declare([figure(cast.commune.id, **changed)], actor=system_actor(), at=AT)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert str(refused.value.params["remedy"])


def test_who_prepares_reports_declares_for_his_authority_and_what_lies_below(cast: Cast) -> None:
    declare([figure(cast.commune.economy)], actor=cast.procedure_controller, at=AT)
    for actor, unit in ((cast.handler, cast.commune.id), (cast.procedure_controller, cast.neighbour.id)):
        with pytest.raises(NotAllowed):
            declare([figure(unit)], actor=actor, at=AT)


def test_a_declared_figure_of_another_commune_does_not_exist_for_one_who_may_not_read_it(cast: Cast) -> None:
    [row] = declare([figure(cast.neighbour.id)], actor=system_actor(), at=AT)
    assert access_declared(cast.auditor, row.public_id) == row
    for actor in (cast.procedure_controller, cast.desk_officer):
        with pytest.raises(NotFound):
            access_declared(actor, row.public_id)


def test_cao_lanh_declared_says_what_its_table_says(cast: Cast) -> None:
    """Quarter II of 2022, closed on 26/4: no base of 98,56 %, a rate without a number, 33 + 153 late."""
    period = Period(date(2022, 3, 15), date(2022, 6, 15))
    at = datetime(2022, 4, 27, 2, tzinfo=UTC)

    def said(code: str, value: str | None, scope: str = "") -> TypedFigure:
        return figure(
            cast.commune.id,
            code,
            value,
            scope=scope,
            period=period,
            label="quý II/2022",
            closing=date(2022, 4, 26),
            source="Bài báo 27/04/2022",
        )

    rows = declare(
        [
            said("form06.10", "186"),
            said("rate.in_time", "98.56"),
            said("rate.late", None),
            said("form06.10", "33", "Bộ phận Một cửa thành phố"),
            said("form06.10", "153", "Phường, xã"),
        ],
        actor=system_actor(),
        at=at,
    )
    found = check(as_table(rows))
    wrong = sorted(
        (each.rule.value, each.verdict.value) for each in found if each.verdict in (Verdict.FAILS, Verdict.WARNS)
    )
    assert wrong == [("K-03", "fails"), ("K-03", "fails"), *[("K-08", "warns")] * 3]
    assert any("từ 12.872 đến 12.961" in str(each.text) for each in found)
    assert any("quá hạn: 186 khớp các phần (186)." in str(each.text) for each in found)
