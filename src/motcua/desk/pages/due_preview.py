"""The promise before it is made: when a dossier accepted at this instant would be due, and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.calendars import queries as calendars
from motcua.catalogue import queries as catalogue
from motcua.catalogue.values import FeeLine, Terms
from motcua.common.formats import instant_long, number
from motcua.desk.pages.words import day_month, said
from motcua.domain.clock_facts import ClockEvent, ClockFacts, ClockKind, Line, LineKind
from motcua.domain.deadlines import Derivation, derive
from motcua.domain.errors import MotcuaError
from motcua.domain.limits import LimitUnit
from motcua.domain.rule_sets import rule_set_at
from motcua.domain.worktime import local_date
from motcua.dossiers.explaining.rows import LineRow, line_rows

_OFF = frozenset({LineKind.OFF, LineKind.SPECIAL, LineKind.CLOSURE})
MOST_SPANS = 3


@dataclass(frozen=True, slots=True)
class Fees:
    """Fees of a case: lines with an exact amount and their sum, and those that the law gives only in words."""

    lines: tuple[FeeLine, ...]
    total: int | None
    worded: tuple[FeeLine, ...]


@dataclass(frozen=True, slots=True)
class DuePreview:
    """What the side of intake shows; `fault` says why no date can be given."""

    terms: Terms | None = None
    due: datetime | None = None
    why: str = ""
    provisional: bool = False
    lines: tuple[LineRow, ...] = ()
    fees: Fees | None = None
    fault: str = ""


def due_preview(offering_id: int, case_id: int | None, channel: str, at: datetime) -> DuePreview:
    """The due date of an acceptance at `at`, derived as the real one will be."""
    try:
        terms = catalogue.terms_of(offering_id, case_id, channel)
        derivation = derived(terms, at)
    except MotcuaError as error:
        return DuePreview(fault=error.message(_))
    return DuePreview(
        terms=terms,
        due=derivation.due,
        why=why(terms, derivation, at),
        provisional=derivation.provisional,
        lines=line_rows(derivation.lines, _per_day(derivation)),
        fees=fees_of(terms),
    )


def _per_day(derivation: Derivation) -> int:
    """Minutes of a working day, in which the lines tell what they add."""
    assert derivation.calendar is not None, "an acceptance is counted by a calendar"
    return derivation.calendar.day_minutes(local_date(derivation.started))


def derived(terms: Terms, at: datetime) -> Derivation:
    """The derivation from the one event that an acceptance would make."""
    calendar = calendars.current_calendar(terms.competent_unit_id)
    facts = ClockFacts(
        rule_set=rule_set_at(at),
        limit=terms.limit,
        statutory_limit=terms.statutory_limit,
        mode=terms.mode,
        events=(ClockEvent(ClockKind.ACCEPTED, at, None, calendar.version),),
    )
    return derive(facts, {calendar.version: calendar})


def why(terms: Terms, derivation: Derivation, at: datetime) -> str:
    """One line: the limit, from when, and which days off it steps over."""
    limit = said(terms.limit.as_text())
    if terms.limit.unit is LimitUnit.WORKING_DAYS and derivation.calendar is not None:
        hours = derivation.calendar.day_minutes(local_date(at)) * terms.limit.amount / 60
        limit = _("%(limit)s (%(hours)s giờ)") % {
            "limit": limit,
            "hours": number(hours, 0 if hours.is_integer() else 1),
        }
    sentence = _("%(limit)s từ %(start)s") % {"limit": limit, "start": instant_long(derivation.started)}
    spans = off_spans(derivation.lines)
    if not spans:
        return sentence + "."
    if len(spans) > MOST_SPANS:
        count = len(spans)
        skipped = ngettext("%(count)s kỳ nghỉ", "%(count)s kỳ nghỉ", count) % {"count": count}
    else:
        skipped = ", ".join(spans)
    return _("%(sentence)s, không tính nghỉ %(spans)s.") % {"sentence": sentence, "spans": skipped}


def off_spans(lines: tuple[Line, ...]) -> list[str]:
    """The rows of days off within a term, whatever their reasons, as short dates: `14–22/02`."""
    rows: list[tuple[date, date]] = []
    for line in lines:
        if line.kind in _OFF:
            first, last = local_date(line.starts), local_date(max(line.ends - timedelta(minutes=1), line.starts))
            follows = bool(rows) and rows[-1][1] + timedelta(days=1) >= first
            rows[-1 if follows else len(rows) :] = [(rows[-1][0] if follows else first, last)]
    return [_short(first, last) for first, last in rows]


def _short(first: date, last: date) -> str:
    if first == last:
        return day_month(first)
    start = f"{first:%d}" if first.month == last.month else day_month(first)
    return f"{start}–{day_month(last)}"


def fees_of(terms: Terms) -> Fees:
    """The fees of the terms; their sum only where every fee has one exact amount."""
    exact = tuple(fee for fee in terms.fees if fee.amount is not None)
    worded = tuple(fee for fee in terms.fees if fee.amount is None)
    total = sum(fee.amount or 0 for fee in exact)
    return Fees(exact, total if exact and not worded else None, worded)
