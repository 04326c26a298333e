"""What the clock did over time, as stretches: for pictures of a term."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from motcua.domain.clock_facts import ClockKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime


class SpanKind(StrEnum):
    """How a stretch of time stands to the term: counted and void since, counted, still to come, standing, added by a
    re-appointment, after the due instant, or to spare because processing ended before it.
    """

    VOID = "void"
    USED = "used"
    LEFT = "left"
    PAUSED = "paused"
    PROMISED = "promised"
    LATE = "late"
    SPARE = "spare"


_MOVES = {
    ClockKind.ACCEPTED: SpanKind.USED,
    ClockKind.PAUSED: SpanKind.PAUSED,
    ClockKind.RESUMED: SpanKind.USED,
    ClockKind.RESTARTED: SpanKind.USED,
}


@dataclass(frozen=True)
class Span:
    """A stretch of one kind; `ends` is where the next begins."""

    kind: SpanKind
    starts: datetime
    ends: datetime


def spans(stages: Sequence[Stage], ended_at: datetime | None, now: datetime) -> tuple[Span, ...]:
    """The stretches from the first event to the due instant, or beyond it to `now` or the end; none for adopted
    history and where no date is due.
    """
    moves = [stage for stage in stages if stage.event.kind in _MOVES]
    due = stages[-1].term.due
    if not moves or due is None:
        return ()
    until = ended_at or now
    restarts = [stage.event.at for stage in moves if stage.event.kind is ClockKind.RESTARTED]
    counted = _counted_due(stages, due)
    found: list[Span] = []
    for place, stage in enumerate(moves):
        starts = stage.event.at
        last = place + 1 == len(moves)
        ends = max(until, starts) if last else moves[place + 1].event.at
        kind = _MOVES[stage.event.kind]
        if kind is SpanKind.PAUSED:
            found.append(Span(kind, starts, ends))
        elif restarts and starts < restarts[-1]:
            found.append(Span(SpanKind.VOID, starts, ends))
        else:
            ahead = due if last and ended_at is None else ends
            found.extend(_running(starts, ends, max(ahead, ends), counted, due))
    # What ends in the minute in which it began ran through no stretch at all.
    if ended_at is not None and not (found and found[-1].kind is SpanKind.PAUSED):
        found.append(Span(SpanKind.SPARE, ended_at, due))
    return tuple(span for span in found if span.starts < span.ends)


def _counted_due(stages: Sequence[Stage], due: datetime) -> datetime:
    """Until when time counts: the due instant that held before a re-appointment gave another one."""
    held = due
    for one, other in itertools.pairwise(stages):
        if other.event.kind is ClockKind.REAPPOINTED and one.term.due is not None:
            held = one.term.due
    return held


def _running(starts: datetime, ends: datetime, ahead: datetime, counted: datetime, due: datetime) -> Iterator[Span]:
    """A stretch in which the clock runs, to `ends` in fact and to `ahead` in promise, cut at the due instants."""
    edges = sorted({starts, ends, ahead, *(edge for edge in (counted, due) if starts < edge < ahead)})
    for begin, finish in itertools.pairwise(edges):
        if begin >= due:
            kind = SpanKind.LATE
        elif begin >= counted:
            kind = SpanKind.PROMISED
        else:
            kind = SpanKind.USED if begin < ends else SpanKind.LEFT
        yield Span(kind, begin, finish)
