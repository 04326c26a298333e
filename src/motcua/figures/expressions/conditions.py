"""The conditions of `domain.indicators.conditions` over columns.

What is unknown makes a comparison unknown, and an unknown condition holds for nobody: a row is counted only where the
condition is true. So a condition is turned around (`~`) only where it cannot be unknown.

Nearly every figure is of dossiers to handle, and a table scan pays for each comparison of each figure. So the rows are
narrowed to these once where all figures of a question allow it, and the conditions then leave that part out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from motcua.common.later import Later
from motcua.domain.indicators.definitions import Due, Precision, Punctuality
from motcua.domain.indicators.values import ONLINE
from motcua.domain.instants import midnight

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import ibis
    import ibis.expr.types as ir

    Holds = Callable[[ir.Table, "Span"], ir.BooleanValue]
else:
    ibis = Later("ibis")


@dataclass(frozen=True)
class Span:
    """The period of a question; `narrowed` where the rows that are read are those to handle in it, and no others."""

    starts: date
    ends: date
    narrowed: bool = False


_DUE_COLUMN: Final = {Due.DUE: "due_at", Due.FIRST: "first_due_at", Due.STATUTORY: "statutory_due_at"}


def day(on: date) -> ir.DateScalar:
    """A local date as a value that columns are compared with."""
    return ibis.literal(on, type="date")


def closing(span: Span) -> ir.TimestampScalar:
    """The instant at which a period has ended."""
    return ibis.literal(midnight(span.ends), type="timestamp('UTC')")


def within(column: ir.DateColumn, span: Span) -> ir.BooleanValue:
    """Whether a date lies in the period."""
    return (column >= day(span.starts)) & (column < day(span.ends))


def everything(_facts: ir.Table, _span: Span) -> ir.BooleanValue:
    """No condition."""
    return ibis.literal(value=True)


def received(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Accepted in the period."""
    return within(facts.accepted_on, span)


def carried_in(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Accepted before the period and not ended before it."""
    return (facts.accepted_on < day(span.starts)) & _not_ended_before(facts, span)


def to_handle(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Received or carried in, in as few comparisons as there are."""
    if span.narrowed:
        return facts.accepted_on.notnull()
    begun = facts.accepted_on < day(span.ends)
    return begun & ((facts.accepted_on >= day(span.starts)) | _not_ended_before(facts, span))


def _handled(facts: ir.Table, span: Span, condition: ir.BooleanValue) -> ir.BooleanValue:
    return condition if span.narrowed else to_handle(facts, span) & condition


def _not_ended_before(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return facts.ended_on.isnull() | (facts.ended_on >= day(span.starts))


def resolved(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Processing ended by the end of the period."""
    return _handled(facts, span, facts.ended_on < day(span.ends))


def pending(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Not ended by the end of the period."""
    return _handled(facts, span, facts.ended_on.isnull() | (facts.ended_on >= day(span.ends)))


def overdue(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Pending, its clock running, its date before the end of the period."""
    return pending(facts, span) & ~facts.paused & (due_of(facts, Due.DUE) < closing(span))


def not_yet_due(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Pending and not overdue."""
    due = due_of(facts, Due.DUE)
    return pending(facts, span) & (facts.paused | due.isnull() | (due >= closing(span)))


def due_in(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Accepted, its date in the period, its clock not standing."""
    return facts.accepted_on.notnull() & within(facts.due_on, span) & ~facts.paused


def refused_at_intake(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Refused before acceptance, in the period."""
    return facts.accepted_on.isnull() & within(facts.refused_on, span)


def presented(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Accepted or refused in the period."""
    return received(facts, span) | refused_at_intake(facts, span)


def online(facts: ir.Table, _span: Span) -> ir.BooleanValue:
    """Filed online."""
    return facts.channel == ONLINE


def due_of(facts: ir.Table, due: Due) -> ir.TimestampValue:
    """The date that is meant, and that of the law where it is unknown."""
    if due is Due.STATUTORY:
        return facts.statutory_due_at
    return ibis.coalesce(facts[_DUE_COLUMN[due]], facts.statutory_due_at)


def ended_as(kind: Punctuality, precision: Precision = Precision.DAY) -> Holds:
    """Resolved in the period, and early, on time or late as asked."""

    def holds(facts: ir.Table, span: Span) -> ir.BooleanValue:
        return resolved(facts, span) & facts.ended_at.notnull() & _stands(facts, kind, precision)

    return holds


def _stands(facts: ir.Table, kind: Punctuality, precision: Precision) -> ir.BooleanValue:
    due = due_of(facts, Due.DUE)
    if kind is Punctuality.LATE:
        return facts.ended_at > due
    in_time = due.isnull() | (facts.ended_at <= due)
    if precision is Precision.MINUTE:
        known, early = due.notnull(), facts.ended_at < due
    else:
        known, early = facts.due_on.notnull(), facts.ended_on < facts.due_on
    return in_time & (known & early if kind is Punctuality.EARLY else ~(known & early))


def in_time_by(due: Due) -> Holds:
    """Ended by the end of the period, not after the date that is meant."""

    def holds(facts: ir.Table, span: Span) -> ir.BooleanValue:
        date_meant = due_of(facts, due)
        ended = facts.ended_at.notnull() & (date_meant.isnull() | (facts.ended_at <= date_meant))
        return ended & (facts.ended_on < day(span.ends))

    return holds


def with_outcome(*outcomes: str) -> Holds:
    """Resolved in the period with one of these outcomes."""
    return lambda facts, span: resolved(facts, span) & facts.outcome.isin(outcomes)


def both(*conditions: Holds) -> Holds:
    """All of the conditions."""

    def holds(facts: ir.Table, span: Span) -> ir.BooleanValue:
        found = conditions[0](facts, span)
        for condition in conditions[1:]:
            found = found & condition(facts, span)
        return found

    return holds
