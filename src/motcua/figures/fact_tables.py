"""Where the rows of each kind lie. The apps that own the tables register them, so that nothing here knows who they are.

Ibis is not imported here: starting a process that is asked for no figure costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from motcua.domain.errors_figures import FiguresIncomplete
from motcua.domain.indicators.values import DossierFigures, StepFigures

if TYPE_CHECKING:
    from collections.abc import Callable

Facts = type[DossierFigures] | type[StepFigures]

KEY: Final[dict[Facts, str]] = {DossierFigures: "dossier_id", StepFigures: "id"}
"""The column that tells one row of a figure from another: a dossier counts once, a stay is a row of its own."""

_NAMES: dict[Facts, str] = {}


def register(facts: Facts, table: str) -> None:
    """Say in which database table (and under which name in snapshots) the rows of a kind lie."""
    _NAMES[facts] = table


def registered() -> dict[Facts, str]:
    """The kinds of rows and their tables."""
    return dict(_NAMES)


def name_of(facts: Facts) -> str:
    """The table of a kind of rows."""
    return _NAMES[facts]


_asked: list[Callable[[], bool]] = []


def complete_when(holds: Callable[[], bool]) -> None:
    """Say how to learn whether the rows tell all that they should: those of an older version are filled first."""
    _asked.append(holds)


def require_complete() -> None:
    """Raise FiguresIncomplete while the rows of this store are not filled; once they are, nobody asks again."""
    # Threads ask at once: nothing is taken out of the list one by one.
    if not all(holds() for holds in tuple(_asked)):
        raise FiguresIncomplete()
    _asked.clear()
