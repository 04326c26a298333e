"""The clocks of many dossiers at once: cached columns beside clock-moving events, two statements for a block of ids.

Made for a whole store: rows come as the database gives them, without model instances, and what repeats (limits, rule
sets, kinds of events, calendars) is read once. While others write, the two statements may see different moments of a
dossier: whoever finds something wrong looks a second time.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Max, Min

from motcua.calendars import queries as calendars
from motcua.domain.clock_facts import ClockEvent, ClockFacts, ClockKind
from motcua.domain.limits import TimeLimit
from motcua.domain.routing import Step
from motcua.domain.rule_sets import RuleSet, rule_set
from motcua.domain.worktime import CountingMode, WorkCalendar
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.steps import kept_steps

BLOCK: Final = 2_000
"""Ids of one pair of statements."""

CACHED: Final = (
    "due_at",
    "first_due_at",
    "statutory_due_at",
    "paused_since",
    "clock_started_at",
    "near_at",
    "sort_at",
    "step_due_at",
    "closing_at",
    "provisional",
    "calendar_version",
    "clock_stood",
    "step_stood",
)
"""The columns that clock-moving events and what was pinned at acceptance decide."""

REPEATED: Final = ("due_at", "statutory_due_at", "first_due_at")
"""Those of them that the open fact row repeats."""

_OTHER: Final = (
    "step_since",
    "promised_at",
    "code",
    "rule_set",
    "limit",
    "statutory_limit",
    "mode",
    "resume_state",
    "process_version_id",
    "step_no",
    "competent_unit_id",
)
_INSTANTS: Final = frozenset(name for name in ("at", *CACHED, *_OTHER) if name.endswith(("at", "_since")))
KINDS: Final = {kind.value: kind for kind in ClockKind}


class Held(NamedTuple):
    """What the store holds of one dossier: `CACHED` in their order after the id, then what they depend on.

    `fact_agrees` tells whether the open fact row repeats the same dates.
    """

    id: int
    due_at: datetime | None
    first_due_at: datetime | None
    statutory_due_at: datetime | None
    paused_since: datetime | None
    clock_started_at: datetime | None
    near_at: datetime | None
    sort_at: datetime
    step_due_at: datetime | None
    closing_at: datetime | None
    provisional: bool
    calendar_version: str
    clock_stood: int
    step_stood: int
    step_since: datetime | None
    promised_at: datetime | None
    code: str
    rule_set: str
    limit: str
    statutory_limit: str
    mode: str
    resume_state: str
    process_version_id: int | None
    step_no: int
    competent_unit_id: int | None
    fact_agrees: bool

    @property
    def cached(self) -> tuple[Any, ...]:
        """The values of `CACHED`, in their order."""
        return self[1 : 1 + len(CACHED)]


Clocked = tuple[Held, tuple[ClockEvent, ...]]


def blocks() -> Iterator[tuple[int, int]]:
    """Ranges of ids that together hold every dossier."""
    ends = Dossier.objects.aggregate(low=Min("pk"), high=Max("pk"))
    if ends["low"] is not None:
        for low in range(ends["low"], ends["high"] + 1, BLOCK):
            yield low, low + BLOCK - 1


def number_of_all() -> int:
    """How many dossiers there are."""
    return Dossier.objects.count()


def clocks_between(low: int, high: int, kept: dict[str, WorkCalendar]) -> Iterator[Clocked]:
    """The dossiers of a range of ids with their clock-moving events; calendars that these name are put into `kept`."""
    return _read("BETWEEN %s AND %s", (low, high), kept)


def clocks_of(ids: Sequence[int], kept: dict[str, WorkCalendar]) -> Iterator[Clocked]:
    """The same for dossiers by id, in the order of their ids."""
    for first in range(0, len(ids), BLOCK):
        block = tuple(ids[first : first + BLOCK])
        yield from _read(f"IN ({', '.join(['%s'] * len(block))})", block, kept)


def facts_of(held: Held, events: tuple[ClockEvent, ...]) -> ClockFacts:
    """What the due dates of the dossier depend on besides the calendars."""
    return ClockFacts(*_pinned(held.rule_set, held.limit, held.statutory_limit, held.mode), events)


@lru_cache(maxsize=4096)
def step_at(process_version_id: int, no: int) -> Step | None:
    """A step of a process version by its number."""
    return next((step for step in kept_steps(process_version_id) if step.no == no), None)


@lru_cache(maxsize=4096)
def _pinned(
    rules: str, limit: str, statutory: str, mode: str
) -> tuple[RuleSet, TimeLimit | None, TimeLimit | None, CountingMode]:
    committed = TimeLimit.parse(limit) if limit else None
    legal = committed if statutory == limit else TimeLimit.parse(statutory) if statutory else None
    return rule_set(rules), committed, legal, CountingMode(mode) if mode else CountingMode.MINUTES


_DOSSIERS: Final = (
    "SELECT {told}, f.id IS NOT NULL AND {agrees} FROM dossiers_dossier d "
    "LEFT JOIN dossiers_dossierfact f ON f.dossier_id = d.id AND f.recorded_to IS NULL "
    "WHERE d.id {these} ORDER BY d.id"
)
_EVENTS: Final = (
    "SELECT e.dossier_id, e.clock, {told} FROM dossiers_dossierevent e "
    "WHERE e.dossier_id {these} AND NOT (e.clock = '') ORDER BY e.dossier_id, e.seq"
)
_WIDTH: Final = len(Held._fields)
_PLACES: Final = tuple(place for place, name in enumerate(Held._fields) if name in _INSTANTS)


def _column(table: str, name: str) -> str:
    """A column as it is read. SQLite keeps instants as text in UTC: with the offset they are parsed in one go."""
    own = f"{table}.{connection.ops.quote_name(name)}"
    return f"{own} || '+00:00'" if connection.vendor == "sqlite" and name in _INSTANTS else own


def _statements(these: str) -> tuple[str, str]:
    same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    agrees = " AND ".join(f"f.{name} {same} d.{name}" for name in REPEATED)
    told = ", ".join(_column("d", name) for name in ("id", *CACHED, *_OTHER))
    event = ", ".join(_column("e", name) for name in ("at", "promised_at", "calendar_version"))
    return _DOSSIERS.format(told=told, agrees=agrees, these=these), _EVENTS.format(told=event, these=these)


def _read(these: str, ids: Sequence[int], kept: dict[str, WorkCalendar]) -> Iterator[Clocked]:
    parse: Callable[[Any], datetime] = datetime.fromisoformat if connection.vendor == "sqlite" else _as_it_is
    of_dossiers, of_events = _statements(these)
    with connection.cursor() as cursor:
        cursor.execute(of_dossiers, ids)
        dossiers = cursor.fetchall()
        cursor.execute(of_events, ids)
        events = _events(cursor.fetchall(), parse, kept)
    for row in dossiers:
        yield _held(row, parse), tuple(events.get(row[0], ()))


def _as_it_is(at: datetime) -> datetime:
    return at


def _events(
    rows: Sequence[tuple[Any, ...]], parse: Callable[[Any], datetime], kept: dict[str, WorkCalendar]
) -> dict[int, list[ClockEvent]]:
    found: dict[int, list[ClockEvent]] = {}
    for dossier_id, kind, at, promised, version in rows:
        if version and version not in kept:
            kept[version] = calendars.work_calendar(version)
        event = ClockEvent(KINDS[kind], parse(at), None if promised is None else parse(promised), version or None)
        if dossier_id in found:
            found[dossier_id].append(event)
        else:
            found[dossier_id] = [event]
    return found


def _held(row: Sequence[Any], parse: Callable[[Any], datetime]) -> Held:
    values = list(row)
    for place in _PLACES:
        if values[place] is not None:
            values[place] = parse(values[place])
    return Held._make(values)
