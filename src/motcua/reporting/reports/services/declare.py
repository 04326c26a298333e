"""Declare figures, correct one, take one back. Each is a row of its own; what was declared before stays."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.audit import log
from motcua.domain.errors import BadInput, Conflict
from motcua.domain.errors_reporting import FigureDeclared
from motcua.domain.published import Qualifier
from motcua.domain.typed_figures import TypedFigure, checked, name_of
from motcua.organisation.actors import Actor, ActorKind
from motcua.reporting.models import DeclaredFigure
from motcua.reporting.reports.policies import Right, require
from motcua.reporting.reports.queries.declared import latest_of, places_of, typed


def declare(figures: Iterable[TypedFigure], *, actor: Actor, at: datetime) -> list[DeclaredFigure]:
    """Keep new figures, all or none. Raises NotAllowed, BadInput, FigureDeclared for one that stands already."""
    wanted = [checked(figure) for figure in figures]
    for unit_id in {figure.unit_id for figure in wanted}:
        require(actor, Right.DECLARE, unit_id)
    with transaction.atomic():
        return [_declare(figure, actor=actor, at=at) for figure in wanted]


def _declare(figure: TypedFigure, *, actor: Actor, at: datetime) -> DeclaredFigure:
    before = latest_of(figure)
    if before is not None and not before.withdrawn:
        raise FigureDeclared(figure=name_of(figure.code))
    return _save(figure, before, "", actor=actor, at=at)


def correct(
    row: DeclaredFigure,
    *,
    value: Decimal | None,
    qualifier: Qualifier,
    reason: str,
    actor: Actor,
    at: datetime,
) -> DeclaredFigure:
    """Put another number in the place of a declared one; the reason is kept with it.

    Raises NotAllowed, BadInput, Conflict where it was corrected before.
    """
    require(actor, Right.DECLARE, row.unit_id)
    changed = checked(replace(typed(row), value=value, qualifier=qualifier))
    return _save(changed, row, _reason(reason), actor=actor, at=at)


def withdraw(row: DeclaredFigure, *, reason: str, actor: Actor, at: datetime) -> DeclaredFigure:
    """Take a figure back: from now on nothing is declared there. Raises NotAllowed, BadInput, Conflict."""
    require(actor, Right.DECLARE, row.unit_id)
    return _save(typed(row), row, _reason(reason), actor=actor, at=at, withdrawn=True)


def _reason(text: str) -> str:
    reason = " ".join(text.split())[:300]
    if not reason:
        raise BadInput(field="reason", value="", remedy=_("Ghi lý do sửa."))
    return reason


def _save(
    figure: TypedFigure,
    before: DeclaredFigure | None,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    withdrawn: bool = False,
) -> DeclaredFigure:
    row = DeclaredFigure(
        unit_id=figure.unit_id,
        scope=figure.scope,
        code=figure.code,
        base=figure.base.value if figure.base else "",
        starts=figure.period.starts,
        ends=figure.period.ends,
        label=figure.label,
        closing=figure.closing,
        value=figure.value,
        places=places_of(figure.value),
        qualifier=figure.qualifier.value,
        still_late=figure.still_late,
        source=figure.source,
        version=before.version + 1 if before is not None else 1,
        replaces=before,
        withdrawn=withdrawn,
        reason=reason,
        declared_at=at,
        declared_by_id=actor.id if actor.kind is ActorKind.PERSON else None,
        declared_by_label=actor.label,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            log.write(actor.ref, _verb(row), "declared_figure", row.public_id, at=at, data={"code": row.code})
    except IntegrityError as error:
        raise Conflict from error
    return row


def _verb(row: DeclaredFigure) -> str:
    if row.withdrawn:
        return "reporting.figure_withdrawn"
    return "reporting.figure_declared" if row.replaces_id is None else "reporting.figure_corrected"


def declare_again(figures: Sequence[TypedFigure], *, reason: str, actor: Actor, at: datetime) -> list[DeclaredFigure]:
    """Declare, and where a figure stands already with another number, correct it; one that stands so stays."""
    kept: list[DeclaredFigure] = []
    with transaction.atomic():
        for figure in figures:
            before = latest_of(checked(figure))
            if before is None or before.withdrawn:
                kept += declare([figure], actor=actor, at=at)
            elif (before.value, before.qualifier) == (figure.value, figure.qualifier.value):
                kept.append(before)
            else:
                kept.append(
                    correct(before, value=figure.value, qualifier=figure.qualifier, reason=reason, actor=actor, at=at)
                )
    return kept
