"""Where the rows of each kind lie. The apps that own the tables register them, so that nothing here knows who they are.

Ibis is not imported here: starting a process that is asked for no figure costs nothing.
"""

from __future__ import annotations

from typing import Final

from motcua.domain.indicators.values import DossierFigures, StepFigures

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
