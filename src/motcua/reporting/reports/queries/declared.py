"""Declared figures as they stood at an instant."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from motcua.domain.errors import NotFound
from motcua.domain.indicators.values import Period
from motcua.domain.published import Column, Qualifier, TableRow
from motcua.domain.typed_figures import TypedFigure, table_rows
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.reporting.models import DeclaredFigure
from motcua.reporting.reports.policies import readable_units

_MOST_PLACES: Final = 2


def standing(at: datetime) -> QuerySet[DeclaredFigure]:
    """The figures that stood at an instant: declared by then, not corrected by then, not taken back."""
    later = DeclaredFigure.objects.filter(replaces=OuterRef("pk"), declared_at__lte=at)
    return DeclaredFigure.objects.filter(~Exists(later), declared_at__lte=at, withdrawn=False)


def declared_for(unit_ids: Iterable[int], period: Period, at: datetime) -> list[DeclaredFigure]:
    """The figures that stood for units and exactly this period, by unit, part and code."""
    rows = standing(at).filter(unit_id__in=set(unit_ids), starts=period.starts, ends=period.ends)
    return list(rows.order_by("unit_id", "scope", "code", "base", "id"))


def typed(row: DeclaredFigure) -> TypedFigure:
    """A row as the domain reads it; a percentage keeps the decimals it was declared with."""
    value = None if row.value is None else row.value.quantize(Decimal(1).scaleb(-row.places))
    return TypedFigure(
        unit_id=row.unit_id,
        scope=row.scope,
        code=row.code,
        base=Column(row.base) if row.base else None,
        period=Period(row.starts, row.ends),
        label=row.label,
        closing=row.closing,
        value=value,
        qualifier=Qualifier(row.qualifier),
        source=row.source,
        still_late=row.still_late,
    )


def places_of(value: Decimal | None) -> int:
    """How many decimals a number was given with, at most two."""
    exponent = 0 if value is None else value.as_tuple().exponent
    return min(-exponent, _MOST_PLACES) if isinstance(exponent, int) and exponent < 0 else 0


def latest_of(figure: TypedFigure) -> DeclaredFigure | None:
    """The last row of the same unit, part, code, base and period, also if it took the figure back."""
    rows = DeclaredFigure.objects.filter(
        unit_id=figure.unit_id,
        scope=figure.scope,
        code=figure.code,
        base=figure.base.value if figure.base else "",
        starts=figure.period.starts,
        ends=figure.period.ends,
    )
    return rows.order_by("-version").first()


def as_table(rows: Iterable[DeclaredFigure], on: date | None = None) -> list[TableRow]:
    """Declared figures as a published table, for `domain.consistency.check`; units add to the nearest one above."""
    figures = [typed(row) for row in rows]
    unit_ids = {figure.unit_id for figure in figures}
    above = {
        unit_id: next((pk for pk in organisation.ancestor_ids(unit_id)[1:] if pk in unit_ids), None)
        for unit_id in unit_ids
    }
    return table_rows(figures, organisation.unit_names(unit_ids, on), above)


def visible(actor: Actor) -> QuerySet[DeclaredFigure]:
    """Every row that the actor may read, with its history."""
    units = readable_units(actor)
    rows = DeclaredFigure.objects.all()
    return rows if units is None else rows.filter(unit_id__in=units)


def access_declared(actor: Actor, public_id: UUID) -> DeclaredFigure:
    """One row that the actor may read; NotFound otherwise."""
    row = visible(actor).filter(public_id=public_id).select_related("unit").first()
    if row is None:
        raise NotFound(subject="declared_figure", value=str(public_id))
    return row


def history_of(row: DeclaredFigure) -> list[DeclaredFigure]:
    """Every version of a figure, the latest first."""
    return list(
        DeclaredFigure.objects.filter(
            unit_id=row.unit_id,
            scope=row.scope,
            code=row.code,
            base=row.base,
            starts=row.starts,
            ends=row.ends,
        )
        .select_related("unit")
        .order_by("-version")
    )
