"""What each definition becomes over columns, by its code: a test holds this list against the domain's register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from motcua.common.later import Later
from motcua.domain.indicators.definitions import Due, Precision, Punctuality
from motcua.domain.indicators.index766 import MOST_SUPPLEMENTS
from motcua.domain.indicators.values import ONLINE
from motcua.figures.expressions import conditions as when
from motcua.figures.expressions.conditions import both

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import ibis
    import ibis.expr.types as ir

    from motcua.figures.expressions.conditions import Holds, Span

    Weight = Callable[[ir.Table], ir.IntegerValue]
else:
    ibis = Later("ibis")


@dataclass(frozen=True)
class Reading:
    """The base and condition of a definition; `counted` and `weighed` are what a row adds to the two sums (None: one);
    `measure` is the column that a time orders. `beyond` says that it also looks at rows that are not to handle in the
    period: those refused at intake, those whose date or duty lies in it though they ended before.
    """

    condition: Holds
    base: Holds = when.everything
    counted: Weight | None = None
    weighed: Weight | None = None
    measure: str = ""
    beyond: bool = False


def _late_or_overdue(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return when.ended_as(Punctuality.LATE)(facts, span) | when.overdue(facts, span)


def _at_desk(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return when.received(facts, span) & (facts.channel != ONLINE)


def _paused(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return when.pending(facts, span) & facts.paused


def _due_open(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return when.due_in(facts, span) & when.pending(facts, span)


def _without_due(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return when.to_handle(facts, span) & facts.due_at.isnull() & facts.statutory_due_at.isnull()


def _judged(facts: ir.Table, span: Span) -> ir.BooleanValue:
    concerned = when.to_handle(facts, span) | when.refused_at_intake(facts, span)
    return concerned & when.due_of(facts, Due.DUE).notnull()


def _counted_end(facts: ir.Table, span: Span) -> ir.TimestampValue:
    closing = when.closing(span)
    asked = (facts.paused & (facts.supplement_asked_at < closing)).ifelse(facts.supplement_asked_at, closing)
    return (facts.ended_at < closing).ifelse(facts.ended_at, asked)


def _punctual(facts: ir.Table, span: Span) -> ir.BooleanValue:
    """Indicator 2.1 of the national index, as `index766.in_time` says it."""
    due = when.due_of(facts, Due.DUE)
    few = (facts.supplements_before + facts.supplements_after) <= MOST_SUPPLEMENTS
    accepted = facts.accepted_on.notnull()
    standing = facts.paused & facts.supplement_asked_at.isnull()
    refused = ~accepted & (facts.refused_on <= facts.due_on)
    return due.notnull() & few & (refused | (accepted & (standing | (_counted_end(facts, span) <= due))))


def _known_minutes(facts: ir.Table, _span: Span) -> ir.BooleanValue:
    return facts.minutes_used.notnull()


def _electronic(facts: ir.Table, _span: Span) -> ir.BooleanValue:
    return facts.electronic_result


def _with_fee(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return when.received(facts, span) & facts.with_fee


def _with_components(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return when.received(facts, span) & (facts.components > 0)


def _part_of_components(column: str) -> Weight:
    """A number of components, never more than there are."""

    def weight(facts: ir.Table) -> ir.IntegerValue:
        part = ibis.coalesce(facts[column], 0)
        return (part < facts.components).ifelse(part, facts.components)

    return weight


def _all_digitised(facts: ir.Table, _span: Span) -> ir.BooleanValue:
    return facts.components_digitised >= facts.components


def _some(column: str) -> Holds:
    """At least one of the components."""
    return lambda facts, _span: facts[column] > 0


def _owed(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return when.within(facts.apology_due_on, span)


def _sent(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return facts.apology_sent_on < when.day(span.ends)


def _sent_in_time(facts: ir.Table, _span: Span) -> ir.BooleanValue:
    return facts.apology_sent_at <= facts.apology_due_at


def _left(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return when.within(facts.left_on, span)


def _left_with_due(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return _left(facts, span) & facts.due_at.notnull()


def _left_in_time(facts: ir.Table, _span: Span) -> ir.BooleanValue:
    return facts.left_at <= facts.due_at


def _left_late(facts: ir.Table, span: Span) -> ir.BooleanValue:
    return _left(facts, span) & (facts.left_at > facts.due_at)


_RESOLVED_IN_TIME: Final = both(when.resolved, when.in_time_by(Due.DUE))
_WITH_RESULT: Final = when.with_outcome("GRANTED", "REFUSED")
_TIME: Final = Reading(_known_minutes, when.resolved, measure="minutes_used")

OF_DOSSIERS: Final[Mapping[str, Reading]] = {
    "form06.3": Reading(when.to_handle),
    "form06.4": Reading(both(when.received, when.online)),
    "form06.5": Reading(_at_desk),
    "form06.6": Reading(when.carried_in),
    "form06.7": Reading(when.resolved),
    "form06.8": Reading(when.ended_as(Punctuality.EARLY)),
    "form06.9": Reading(when.ended_as(Punctuality.ON_TIME)),
    "form06.10": Reading(when.ended_as(Punctuality.LATE)),
    "form06.11": Reading(when.pending),
    "form06.12": Reading(when.not_yet_due),
    "form06.13": Reading(when.overdue),
    "form06.8_minute": Reading(when.ended_as(Punctuality.EARLY, Precision.MINUTE)),
    "form06.9_minute": Reading(when.ended_as(Punctuality.ON_TIME, Precision.MINUTE)),
    "dossiers.received": Reading(when.received),
    "dossiers.presented": Reading(when.presented, beyond=True),
    "dossiers.not_accepted": Reading(when.refused_at_intake, beyond=True),
    "dossiers.granted": Reading(when.with_outcome("GRANTED")),
    "dossiers.refused": Reading(when.with_outcome("REFUSED")),
    "dossiers.withdrawn": Reading(when.with_outcome("WITHDRAWN")),
    "dossiers.stopped": Reading(when.with_outcome("STOPPED", "NO_SUPPLEMENT")),
    "dossiers.paused": Reading(_paused),
    "dossiers.due_open": Reading(_due_open),
    "dossiers.without_due": Reading(_without_due),
    "on_time.resolved": Reading(when.in_time_by(Due.DUE), when.resolved),
    "on_time.received": Reading(_RESOLVED_IN_TIME, when.received),
    "on_time.due": Reading(when.in_time_by(Due.DUE), when.due_in, beyond=True),
    "on_time.to_handle": Reading(_RESOLVED_IN_TIME, when.to_handle),
    "on_time.resolved.first_due": Reading(when.in_time_by(Due.FIRST), when.resolved),
    "on_time.resolved.statutory": Reading(when.in_time_by(Due.STATUTORY), when.resolved),
    "resolved.received": Reading(when.resolved, when.received),
    "resolved.to_handle": Reading(when.resolved, when.to_handle),
    "pending.received": Reading(when.pending, when.received),
    "late.to_handle": Reading(_late_or_overdue, when.to_handle),
    "online.received": Reading(when.online, when.received),
    "digitised.dossiers": Reading(_all_digitised, _with_components),
    "digitised.components": Reading(
        when.everything, _with_components, _part_of_components("components_digitised"), lambda facts: facts.components
    ),
    "reused.components": Reading(
        when.everything, _with_components, _part_of_components("components_reused"), lambda facts: facts.components
    ),
    "apologies.owed": Reading(_owed, beyond=True),
    "apologies.sent": Reading(_sent, _owed, beyond=True),
    "apologies.in_time": Reading(_sent_in_time, _owed, beyond=True),
    "index766.2.1": Reading(_punctual, _judged, beyond=True),
    "index766.2.2": _TIME,
    "index766.3.3": Reading(both(when.online, _electronic), _WITH_RESULT),
    "index766.3.6": Reading(lambda facts, _span: facts.paid_online, _with_fee),
    "index766.4.1": Reading(_electronic, _WITH_RESULT),
    "index766.4.2": Reading(_some("components_digitised"), _with_components),
    "index766.4.3": Reading(_some("components_reused"), _with_components),
    "time.median": _TIME,
    "time.p90": _TIME,
}
OF_STEPS: Final[Mapping[str, Reading]] = {
    "steps.done": Reading(_left),
    "steps.on_time": Reading(_left_in_time, _left_with_due),
    "steps.late": Reading(_left_late),
    "steps.median": Reading(_known_minutes, _left, measure="minutes_used"),
    "steps.p90": Reading(_known_minutes, _left, measure="minutes_used"),
}
ALL: Final[Mapping[str, Reading]] = {**OF_DOSSIERS, **OF_STEPS}
