"""What a plan says will change: plain values, no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.lifecycle import EVENT_OF, Action, EventKind, Guard, Outcome, State, next_state, transition
from motcua.domain.routing import Step
from motcua.domain.rule_sets import RuleSet, rule_set
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.guards import Route

if TYPE_CHECKING:
    from motcua.dossiers.models import Applicant, Dossier, DossierComponent, DossierEvent


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a plan may read: the dossier's row, its steps, its calendar; clock events and history where asked."""

    dossier: "Dossier"
    steps: tuple[Step, ...]
    calendar: WorkCalendar | None = None
    clock: tuple[ClockEvent, ...] = ()
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict)
    history: "tuple[DossierEvent, ...]" = ()

    @property
    def last(self) -> "DossierEvent | None":
        """What happened last, where the history was gathered."""
        return self.history[-1] if self.history else None

    @property
    def state(self) -> State:
        """The state as the lifecycle names it."""
        return State(self.dossier.state)

    @property
    def route(self) -> Route:
        """Where the dossier stands in its process."""
        return Route(self.steps, self.dossier.step_no)

    @property
    def rules(self) -> RuleSet:
        """The rule set pinned at acceptance (before it: that of the submission)."""
        return rule_set(self.dossier.rule_set)

    @property
    def office_calendar(self) -> WorkCalendar:
        """The calendar that counts for this dossier; a programmer's mistake if it was not gathered."""
        assert self.calendar is not None
        return self.calendar


Instants = datetime | Sequence[datetime]
"""Of acts done together: one for all, or each its own, in the order of the dossiers."""


def each_at(at: Instants, number: int) -> Sequence[datetime]:
    """The instant of each of so many acts."""
    own = [at] * number if isinstance(at, datetime) else at
    if len(own) != number:
        raise ValueError(f"{len(own)} instants for {number} acts")
    return own


@dataclass(slots=True)
class EventDraft:
    """One event to be written; `note` is free text for the erasable side table."""

    kind: EventKind
    from_state: State
    to_state: State
    at: datetime
    step: int = 0
    leg: int | None = None
    reason: str = ""
    note: str = ""
    clock: ClockKind | None = None
    promised_at: datetime | None = None
    calendar_version: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Change:
    """What happens to one dossier: new column values, events, visited units, parties, components.

    A new one (`is_new`) is numbered in the series of `agency`, the identifier of the competent agency; without one
    its code is set already (adopted history). When it happens, and when that is written, `record` says.
    """

    dossier: "Dossier"
    fields: dict[str, Any]
    events: list[EventDraft]
    units: frozenset[int] = frozenset()
    applicants: "list[Applicant]" = field(default_factory=list)
    components: "list[DossierComponent]" = field(default_factory=list)
    fact: bool = False
    key: str = ""
    agency: str = ""
    is_new: bool = False
    at: datetime = field(init=False)
    recorded_at: datetime = field(init=False)

    @property
    def event(self) -> EventDraft:
        """The one event of a change that has one."""
        return self.events[0]


def change(
    facts: Facts,
    action: Action,
    at: datetime,
    *,
    holds: Iterable[Guard] = (),
    before: State | None = None,
    fields: dict[str, Any] | None = None,
    outcome: Outcome | None = None,
    **event: Any,
) -> Change:
    """The change that the lifecycle's row for `action` makes: state, outcome and one event.

    `event` fills the `EventDraft` (reason, note, clock, promised_at, calendar_version, data). Raises what
    `lifecycle.transition` raises.
    """
    guards = tuple(holds)
    row = transition(facts.state, action, guards)
    to_state = next_state(facts.state, action, guards, before)
    columns = {"state": to_state.value, **(fields or {})}
    ended = row.outcome or outcome
    if ended is not None:
        columns["outcome"] = ended.value
    step = columns.get("step_no", facts.dossier.step_no)
    draft = EventDraft(EVENT_OF[action], facts.state, to_state, at, step=step, **event)
    return Change(facts.dossier, columns, [draft])
