"""The clock of dossiers: what a due date depends on, read from clock-moving events only."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from motcua.calendars import queries as calendars
from motcua.domain.clock_facts import ClockEvent, ClockFacts, ClockKind
from motcua.domain.deadlines import Derivation, derive
from motcua.domain.limits import TimeLimit, text_of_minutes
from motcua.domain.remaining import Remaining, TimeState, remaining, state_at
from motcua.domain.rule_sets import rule_set
from motcua.domain.texts import Text
from motcua.domain.worktime import CountingMode, WorkCalendar, local_date
from motcua.dossiers.models import Dossier, DossierEvent

_COLUMNS = ("dossier_id", "clock", "at", "promised_at", "calendar_version", "reason")


def clock_events(dossier_ids: Collection[int]) -> dict[int, tuple[ClockEvent, ...]]:
    """The clock-moving events of dossiers in their order; one query."""
    found: dict[int, list[ClockEvent]] = defaultdict(list)
    rows = DossierEvent.objects.filter(dossier_id__in=dossier_ids).exclude(clock="")
    for dossier_id, kind, at, promised_at, version, reason in rows.order_by("dossier_id", "seq").values_list(*_COLUMNS):
        found[dossier_id].append(ClockEvent(ClockKind(kind), at, promised_at, version or None, reason))
    return {dossier_id: tuple(events) for dossier_id, events in found.items()}


def facts_from(dossier: Dossier, events: tuple[ClockEvent, ...]) -> ClockFacts:
    """The facts of a dossier whose clock events are at hand: rules and limits pinned in its row."""
    return ClockFacts(
        rule_set=rule_set(dossier.rule_set),
        limit=TimeLimit.parse(dossier.limit) if dossier.limit else None,
        statutory_limit=TimeLimit.parse(dossier.statutory_limit) if dossier.statutory_limit else None,
        mode=CountingMode(dossier.mode) if dossier.mode else CountingMode.MINUTES,
        events=events,
    )


def clock_facts(dossier_ids: Collection[int]) -> dict[int, ClockFacts]:
    """The facts of each dossier that has a clock (those not accepted have none); two queries."""
    events = clock_events(dossier_ids)
    dossiers = Dossier.objects.filter(pk__in=events).only("rule_set", "limit", "statutory_limit", "mode")
    return {dossier.pk: facts_from(dossier, events[dossier.pk]) for dossier in dossiers}


def versions_in(facts: Iterable[ClockFacts]) -> frozenset[str]:
    """The calendar versions that these facts name."""
    return frozenset(e.calendar_version for f in facts for e in f.events if e.calendar_version is not None)


def derivation_of(dossier: Dossier) -> Derivation | None:
    """The derivation of a dossier from its events, line by line; None before acceptance."""
    events = clock_events([dossier.pk]).get(dossier.pk)
    if not events:
        return None
    facts = facts_from(dossier, events)
    return derive(facts, calendars.calendars(versions_in([facts])))


def calendar_of(dossier: Dossier) -> WorkCalendar | None:
    """The calendar that counts for a dossier; None for adopted history and before acceptance."""
    return calendars.work_calendar(dossier.calendar_version) if dossier.calendar_version else None


def remaining_of(dossier: Dossier, at: datetime) -> Remaining | None:
    """What is left of the committed term in working minutes, with its state; None without a due date or calendar.

    An ended dossier has no remaining time; its lateness is told by `processing_ended_at` and `due_at`.
    """
    calendar = calendar_of(dossier)
    if calendar is None or dossier.due_at is None or dossier.processing_ended_at is not None:
        return None
    return remaining(calendar, at, dossier.due_at, near=dossier.near_at, paused_since=dossier.paused_since)


def remaining_words(dossier: Dossier, at: datetime) -> Text | None:
    """What is left (or has passed since) in words of working time: `2 ngày 3 giờ`."""
    left = remaining_of(dossier, at)
    calendar = calendar_of(dossier)
    if left is None or calendar is None:
        return None
    return text_of_minutes(left.minutes, calendar.day_minutes(local_date(at)))


def time_state_of(dossier: Dossier, at: datetime) -> TimeState | None:
    """The state of time from the row alone, as lists show and filter it; None when nothing runs any more."""
    if dossier.due_at is None or dossier.processing_ended_at is not None:
        return None
    return state_at(at, dossier.due_at, dossier.near_at, dossier.paused_since)
