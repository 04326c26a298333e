"""What a due date is derived from, and what a derivation says: values without behaviour.

What is made for every event of a whole store is a named tuple: it costs a third of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from motcua.domain.limits import TimeLimit
    from motcua.domain.rule_sets import RuleSet
    from motcua.domain.texts import Text
    from motcua.domain.worktime import CountingMode


class ClockKind(StrEnum):
    """The kinds of dossier events that move the clock; all others leave it alone."""

    ACCEPTED = "accepted"
    PAUSED = "paused"
    RESUMED = "resumed"
    RESTARTED = "restarted"
    REAPPOINTED = "reappointed"
    CALENDAR_APPLIED = "calendar_applied"
    ENDED = "ended"
    ADOPTED = "adopted"


class ClockEvent(NamedTuple):
    """One clock-moving event.

    `promised_at` is the new date of REAPPOINTED and the date taken over by ADOPTED; on ACCEPTED it only repeats what
    the paper says. `calendar_version` is required by ACCEPTED and CALENDAR_APPLIED. `reason` and `actor` (who did it)
    are shown in the line of the event.
    """

    kind: ClockKind
    at: datetime
    promised_at: datetime | None = None
    calendar_version: str | None = None
    reason: Text | str = ""
    actor: Text | str = ""


class ClockFacts(NamedTuple):
    """All that a due date depends on besides the calendars: rules and limits pinned at acceptance, and the events in
    order.

    `limit` is the committed term; `statutory_limit` the legal one (None: the same). Adopted history may have no limit
    at all.
    """

    rule_set: RuleSet
    limit: TimeLimit | None
    statutory_limit: TimeLimit | None
    mode: CountingMode
    events: tuple[ClockEvent, ...]


class Basis(StrEnum):
    """What a term is counted in, which decides how a pause moves it: minutes, whole working days, or dates."""

    MINUTES = "minutes"
    DAYS = "days"
    DATES = "dates"


class Term(NamedTuple):
    """A running term: since when, until when, and how it is counted. `target` is the last date before days off push
    it; `cutoff` the hour by which something had to come to be due the same day.
    """

    started: datetime
    due: datetime | None
    basis: Basis
    target: date | None = None
    limit: TimeLimit | None = None
    cutoff: time | None = None


class Stage(NamedTuple):
    """An event and the term in force after it."""

    event: ClockEvent
    term: Term


class LineKind(StrEnum):
    """What a line of a derivation tells; WORK and MAKE_UP count, the others do not.

    BREAK is a pause between sessions of one day, NIGHT the time between two worked days, OFF a weekend, SPECIAL a day
    off by name, PUSHED a last date that is a day off.
    """

    START = "start"
    WAIT = "wait"
    WORK = "work"
    MAKE_UP = "make_up"
    BREAK = "break"
    NIGHT = "night"
    OFF = "off"
    SPECIAL = "special"
    CLOSURE = "closure"
    PUSHED = "pushed"
    PAUSE = "pause"
    RESTART = "restart"
    REAPPOINT = "reappoint"
    CALENDAR = "calendar"
    MOVED = "moved"
    ADOPTED = "adopted"
    DUE = "due"
    ENDED = "ended"
    PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Line:
    """One step of a derivation: an interval (or an instant, `starts` = `ends`), the working minutes it counted, and
    why. `name` and `source` name a special day, a closure or a calendar version and the decision behind it.
    """

    starts: datetime
    ends: datetime
    kind: LineKind
    minutes: int
    sentence: Text = field(repr=False)
    name: str = ""
    source: str = ""

    @property
    def template(self) -> str:
        """The Vietnamese msgid of the sentence."""
        return self.sentence.template

    @property
    def params(self) -> dict[str, object]:
        """What fills the placeholders of `template`; values may be `Text` themselves."""
        return dict(self.sentence.params)

    @property
    def text(self) -> str:
        """The sentence in Vietnamese; `line.sentence.render(gettext)` says it in the reader's language."""
        return self.sentence.render()
