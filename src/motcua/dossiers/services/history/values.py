"""What a file of another system says: cases, their events, and the rows that could not be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table or one element of a log: `line` counts from 1, `values` by column name as written."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SourceEvent:
    """One event of a case: what happened, in the source's words, and the instant (UTC).

    `resource` names who did it: personal. `group` is the place of work, `reference` the source's own number.
    """

    line: int
    activity: str
    at: datetime
    resource: str = ""
    group: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SourceCase:
    """One case with its events in order of time; instants in UTC, words as the source wrote them.

    `start_given` is False where `start` is only the instant of the first event. `responsible` and `applicant` are
    personal.
    """

    line: int
    case_id: str
    start: datetime
    start_given: bool
    end: datetime | None
    deadline: datetime | None
    planned_end: datetime | None
    channel: str
    department: str
    group: str
    responsible: str
    procedure: str
    applicant: str
    result: str
    events: tuple[SourceEvent, ...]

    @property
    def last_activity(self) -> str:
        """What happened last, in the source's words; empty without events."""
        return self.events[-1].activity if self.events else ""

    @property
    def ended_late(self) -> bool:
        """Whether it ended after its deadline, instant against instant."""
        return self.end is not None and self.deadline is not None and self.end > self.deadline


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken: in which file, on which line, why."""

    file: str
    line: int
    reason: str


@dataclass(slots=True)
class History:
    """Everything a source says: the good cases and the rows that were not taken."""

    cases: list[SourceCase] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The figures of an import, each counted from the cases themselves."""
        ended = sum(case.end is not None for case in self.cases)
        return {
            "dossiers": len(self.cases),
            "events": sum(len(case.events) for case in self.cases),
            "ended": ended,
            "open": len(self.cases) - ended,
            "ended_late": sum(case.ended_late for case in self.cases),
        }
