"""All definitions by their code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from motcua.domain.indicators import form06, index766, rates, times
from motcua.domain.indicators.values import Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.domain.indicators.definitions import Definition
    from motcua.domain.indicators.values import DossierFigures, StepFigures

OF_DOSSIERS: Final[Mapping[str, Definition[DossierFigures]]] = {
    definition.code: definition
    for definition in (
        *form06.COLUMNS.values(),
        *form06.BESIDE,
        *rates.ON_TIME,
        *rates.OTHER_DATES,
        *rates.HANDLED,
        rates.ONLINE,
        *rates.DIGITISED,
        *rates.APOLOGIES,
        *times.DOSSIERS,
        *index766.DEFINITIONS,
    )
}
OF_STEPS: Final[Mapping[str, Definition[StepFigures]]] = {definition.code: definition for definition in times.STEPS}
ALL: Final[Mapping[str, Definition[Any]]] = {**OF_DOSSIERS, **OF_STEPS}

DOSSIER_DIMENSIONS: Final = tuple(each for each in Dimension if each is not Dimension.STEP)
STEP_DIMENSIONS: Final = (
    Dimension.STEP,
    Dimension.OFFICER,
    Dimension.EXECUTING_UNIT,
    Dimension.FIELD,
    Dimension.PROCEDURE,
    Dimension.CHANNEL,
)
"""By what figures of dossiers, and those of steps, are told."""
