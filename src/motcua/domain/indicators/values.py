"""The rows that figures read, as plain values, and the periods that they are counted in.

A row mirrors the columns of the fact table: local dates and working minutes are computed before, so that a definition
only compares and counts (design: rule 8). Periods are half-open in local dates: [starts, ends).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    R = TypeVar("R", bound="DossierFigures | StepFigures")

ONLINE: Final = "online"
"""The channel of dossiers that were filed on the national portal."""


class Dimension(StrEnum):
    """What a figure is told by."""

    RECEIVING_UNIT = "receiving_unit"
    COMPETENT_UNIT = "competent_unit"
    EXECUTING_UNIT = "executing_unit"
    LEVEL = "level"
    FIELD = "field"
    PROCEDURE = "procedure"
    CHANNEL = "channel"
    OFFICER = "officer"
    STEP = "step"


@dataclass(frozen=True, order=True)
class Period:
    """The local dates from `starts` up to, and without, `ends`."""

    starts: date
    ends: date

    def __post_init__(self) -> None:
        if self.starts >= self.ends:
            raise ValueError(f"a period of no day: {self.starts} to {self.ends}")

    def holds(self, on: date | None) -> bool:
        """Whether a date lies in the period; what never happened does not."""
        return on is not None and self.starts <= on < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFigures:
    """What is known of one dossier during [recorded_from, recorded_to): the columns of a fact row.

    None means unknown, and what is unknown is never counted as good. `minutes_used` is working time from the last start
    of the clock to the end of processing, without what it stood. A duty to apologise that was relieved has no date: it
    is not owed. What each field holds exactly stands in docs/rules/statistics.md.
    """

    dossier_id: int
    recorded_from: datetime | None = None
    recorded_to: datetime | None = None
    official: bool = True
    import_source_id: int | None = None
    receiving_unit_id: int | None = None
    competent_unit_id: int | None = None
    executing_unit_id: int | None = None
    sector_id: int | None = None
    procedure_version_id: int | None = None
    channel: str = "direct"
    rule_set: str = ""
    outcome: str = ""
    paused: bool = False
    supplements_before: int = 0
    supplements_after: int = 0
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    accepted_on: date | None = None
    due_at: datetime | None = None
    due_on: date | None = None
    statutory_due_at: datetime | None = None
    first_due_at: datetime | None = None
    ended_at: datetime | None = None
    ended_on: date | None = None
    returned_at: datetime | None = None
    returned_on: date | None = None
    refused_on: date | None = None
    limit_minutes: int | None = None
    minutes_used: int | None = None
    level: str | None = None
    officer_id: int | None = None
    supplement_asked_at: datetime | None = None
    apology_due_at: datetime | None = None
    apology_due_on: date | None = None
    apology_sent_at: datetime | None = None
    apology_sent_on: date | None = None
    components: int | None = None
    components_digitised: int | None = None
    components_reused: int | None = None
    electronic_result: bool | None = None
    with_fee: bool | None = None
    paid_online: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """One finished stay of a dossier at one step: who had it from when to when, and how long by working hours.

    `step` is the kind of the step; `executing_unit_id` the unit in which the dossier lay.
    """

    dossier_id: int
    step: str
    recorded_from: datetime | None = None
    recorded_to: datetime | None = None
    official: bool = True
    receiving_unit_id: int | None = None
    competent_unit_id: int | None = None
    executing_unit_id: int | None = None
    sector_id: int | None = None
    procedure_version_id: int | None = None
    channel: str = "direct"
    officer_id: int | None = None
    arrived_on: date | None = None
    due_at: datetime | None = None
    left_at: datetime | None = None
    left_on: date | None = None
    minutes_used: int | None = None


COLUMN_OF: Final = {
    Dimension.RECEIVING_UNIT: "receiving_unit_id",
    Dimension.COMPETENT_UNIT: "competent_unit_id",
    Dimension.EXECUTING_UNIT: "executing_unit_id",
    Dimension.LEVEL: "level",
    Dimension.FIELD: "sector_id",
    Dimension.PROCEDURE: "procedure_version_id",
    Dimension.CHANNEL: "channel",
    Dimension.OFFICER: "officer_id",
    Dimension.STEP: "step",
}
"""The column by which each dimension groups."""


def known_at(rows: Iterable[R], at: datetime) -> Iterator[R]:
    """The rows as they were known at an instant: a later correction changes nothing of them."""
    for row in rows:
        begun = row.recorded_from is None or row.recorded_from <= at
        if begun and (row.recorded_to is None or at < row.recorded_to):
            yield row
