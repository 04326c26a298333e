"""What the browser needs to count the working time of one dossier down by itself (`ui/js/clock.js`)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from motcua.domain.instants import ONE_DAY, local_date, midnight, minute_of
from motcua.domain.remaining import TimeState
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.queries.clock import calendar_of, remaining_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class Tick:
    """Working minutes left (negative: since it was due) and how they go on.

    `day` is how many minutes a working day has; `sessions` are the clock's sessions still to come today, in minutes
    from the minute of the page; `second` the second of that minute. `turn` is the number of seconds, from the
    beginning of that minute, after which the page has to ask again: the state of time changes, or the day ends.
    """

    minutes: int
    day: int
    sessions: str
    second: int
    turn: int
    late: bool


def tick_of(dossier: "Dossier", at: datetime) -> Tick | None:
    """The tick of a dossier whose clock runs; None where nothing is counted down."""
    left, calendar = remaining_of(dossier, at), calendar_of(dossier)
    if left is None or calendar is None or dossier.due_at is None or left.state is TimeState.PAUSED:
        return None
    begun = at.replace(second=0, microsecond=0)
    return Tick(
        minutes=left.minutes,
        day=calendar.day_minutes(local_date(at)),
        sessions=_sessions(calendar, at),
        second=at.second,
        turn=int((_turn(dossier, at) - begun).total_seconds()) + 1,
        late=left.state is TimeState.LATE,
    )


def _sessions(calendar: WorkCalendar, at: datetime) -> str:
    """`0-90 210-420`: from now to the end of this session, and the one after the lunch break."""
    now = minute_of(at)
    coming = (
        (minute_of(opens) - now, minute_of(closes) - now) for opens, closes in calendar.sessions_of(local_date(at))
    )
    return " ".join(f"{max(opens, 0)}-{closes}" for opens, closes in coming if closes > 0)


def _turn(dossier: "Dossier", at: datetime) -> datetime:
    """The next instant at which the page says something else than fewer minutes."""
    tomorrow = midnight(local_date(at) + ONE_DAY)
    return min(turn for turn in (dossier.near_at, dossier.due_at, tomorrow) if turn is not None and turn >= at)
