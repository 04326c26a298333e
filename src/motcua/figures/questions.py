"""What is asked of the figures: whose dossiers, in which period, as known when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from motcua.domain.indicators.values import Dimension

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.domain.indicators.values import Period


class Part(StrEnum):
    """Which rows of a figure are meant: those counted, or those that a rate divides by."""

    COUNTED = "counted"
    BASE = "base"


@dataclass(frozen=True, kw_only=True)
class Question:
    """A figure is asked for the dossiers whose unit (in the sense of `unit_by`) is among `units`; None asks for all.

    `known_at` None is what is known now; an instant is what was known then, whatever was corrected since. `only` keeps
    the rows whose dimensions have one of the named values.
    """

    period: Period
    known_at: datetime | None = None
    unit_by: Dimension = Dimension.COMPETENT_UNIT
    units: frozenset[int] | None = None
    only: tuple[tuple[Dimension, frozenset[Any]], ...] = ()
