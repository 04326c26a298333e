"""Figures as a flat table: one row for each unit and definition, with its base, its period and where it is defined."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import Figure
from motcua.domain.indicators.definitions import Kind as Measure
from motcua.domain.worktime import local_date
from motcua.figures.queries import figures, figures_by
from motcua.organisation import queries as organisation
from motcua.reporting.exports.asked import Asked
from motcua.reporting.exports.formats import Column, Kind
from motcua.reporting.opening.addresses import definition_url

_MEASURES = {Measure.COUNT: "dossiers", Measure.RATE: "percent"}


def columns() -> tuple[Column, ...]:
    """The columns of a figure."""
    measures = {"dossiers": _("hồ sơ"), "percent": _("phần trăm"), "minutes": _("phút làm việc")}
    return (
        Column("code", _("Mã số liệu"), width=24),
        Column("name", _("Tên số liệu"), width=56),
        Column("base", _("Mẫu số là"), width=56),
        Column("period_from", _("Kỳ từ ngày"), Kind.DAY),
        Column("period_to", _("Kỳ đến hết ngày"), Kind.DAY),
        Column("known_at", _("Số liệu lúc"), Kind.INSTANT),
        Column("unit_code", _("Mã đơn vị"), width=18),
        Column("unit_name", _("Đơn vị"), width=40),
        Column("numerator", _("Tử số"), Kind.WHOLE),
        Column("denominator", _("Mẫu số"), Kind.WHOLE),
        Column("value", _("Giá trị"), Kind.DECIMAL),
        Column("measure", _("Tính bằng"), words=measures),
        Column("definition", _("Địa chỉ định nghĩa"), width=48),
    )


def rows(asked: Asked) -> Iterator[list[tuple[Any, ...]]]:
    """First the whole, then each unit by its name: one portion for each."""
    yield _of_unit(asked, "", _("Tất cả"), figures(asked.codes, asked.question))
    found = figures_by(asked.codes, asked.question, asked.question.unit_by)
    names = organisation.unit_names([key for key in found if key is not None])
    on = (
        local_date(asked.question.known_at)
        if asked.question.known_at
        else asked.question.period.ends - timedelta(days=1)
    )
    for unit_id in sorted(names, key=lambda each: names[each]):
        yield _of_unit(asked, organisation.agency_code(unit_id, on), names[unit_id], found[unit_id])


def _of_unit(asked: Asked, code: str, name: str, found: dict[str, Figure]) -> list[tuple[Any, ...]]:
    return [_row(asked, code, name, found[each]) for each in asked.codes]


def _row(asked: Asked, unit_code: str, unit_name: str, figure: Figure) -> tuple[Any, ...]:
    definition = registry.ALL[figure.code]
    period = asked.question.period
    return (
        figure.code,
        _(definition.name),
        _(definition.base.words) if definition.kind is Measure.RATE else None,
        period.starts,
        period.ends - timedelta(days=1),
        asked.question.known_at,
        unit_code or None,
        unit_name,
        figure.numerator,
        figure.denominator,
        figure.value,
        _MEASURES.get(definition.kind, "minutes"),
        definition_address(figure.code),
    )


def definition_address(code: str) -> str:
    """Where the page of a definition is."""
    return f"{settings.PUBLIC_URL}{definition_url(code)}"
