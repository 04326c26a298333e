"""Rows of lists of dossiers: the dossier, its time, and the step at which it lies."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from motcua.catalogue import queries as catalogue
from motcua.catalogue.values import ProcedureLabel
from motcua.desk.pages.time_marks import TimeMark, time_mark
from motcua.desk.pages.words import outcome_words, state_words
from motcua.desk.queries import steps_for
from motcua.domain.lifecycle import RUNNING, State
from motcua.dossiers.guards import Route

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from motcua.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: `step` is the name of the step while it runs, else what became of it."""

    dossier: "Dossier"
    label: str
    mark: TimeMark
    step: str
    unit: str


def list_rows(dossiers: "Sequence[Dossier]", at: datetime) -> list[ListRow]:
    """Rows of a list; the steps of all processes on the page are read once each."""
    steps = steps_for(dossiers)
    labels = labels_of(dossiers)
    return [
        ListRow(
            dossier,
            label_of(dossier, labels),
            time_mark(dossier, at),
            _step(dossier, Route(steps.get(dossier.process_version_id or 0, ()), dossier.step_no)),
            dossier.holder_unit.name if dossier.holder_unit is not None else "",
        )
        for dossier in dossiers
    ]


def labels_of(dossiers: "Iterable[Dossier]") -> dict[int, ProcedureLabel]:
    """The procedures of dossiers by version. One query."""
    return catalogue.labels({d.procedure_version_id for d in dossiers if d.procedure_version_id is not None})


def label_of(dossier: "Dossier", labels: "Mapping[int, ProcedureLabel]") -> str:
    """The name that people use for what a dossier is about; its full title where the catalogue has no shorter one."""
    label = labels.get(dossier.procedure_version_id or 0)
    return dossier.title if label is None else label.label


def _step(dossier: "Dossier", route: Route) -> str:
    state = State(dossier.state)
    if state in RUNNING and route.current is not None:
        return route.current.name
    return outcome_words(dossier.outcome) if state is State.ENDED and dossier.outcome else state_words(state)
