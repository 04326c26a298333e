"""How long papers are waited for, and until when a step should be done, when clock and calendar change meanwhile."""

from datetime import datetime

import pytest

from motcua.domain.clock_facts import ClockEvent, ClockFacts, ClockKind
from motcua.domain.deadlines import TimeLimit, step_due
from motcua.domain.rule_sets import ND61_2018, ND118_2025, RuleSet
from motcua.domain.waiting import closing_of
from motcua.domain.worktime import Closure, CountingMode
from tests.domain.offices import OFFICE, accepted, at, event, local, office

K = ClockKind
SHUT = office(version="shut", closures=(Closure(at("2026-03-17T00:00"), at("2026-03-18T00:00"), "Bão"),))
CALENDARS = {each.version: each for each in (OFFICE, SHUT)}
ASKED = (accepted("2026-03-02T09:00"), event(K.PAUSED, "2026-03-02T10:00"))
APPLIED = event(K.CALENDAR_APPLIED, "2026-03-05T09:00", version="shut")


def closes(*events: ClockEvent, rules: RuleSet = ND118_2025) -> datetime | None:
    facts = ClockFacts(rules, TimeLimit.parse("5 working_days"), None, CountingMode.MINUTES, events)
    return closing_of(facts, CALENDARS)


def test_a_last_day_that_becomes_a_day_off_moves_on_and_never_back() -> None:
    assert local(closes(*ASKED)) == "2026-03-18T00:00"
    assert local(closes(*ASKED, APPLIED)) == "2026-03-19T00:00"
    back = event(K.CALENDAR_APPLIED, "2026-03-06T09:00", version="v1")
    assert local(closes(*ASKED, APPLIED, back)) == "2026-03-19T00:00"


def test_a_calendar_that_counted_before_the_request_promises_nothing() -> None:
    first = (ASKED[0], event(K.CALENDAR_APPLIED, "2026-03-02T09:30", version="shut"))
    then = event(K.CALENDAR_APPLIED, "2026-03-05T09:00", version="v1")
    assert local(closes(*first, ASKED[1])) == "2026-03-19T00:00"
    applied_before = event(K.CALENDAR_APPLIED, "2026-03-02T09:45", version="v1")
    assert local(closes(*first, applied_before, ASKED[1], then)) == "2026-03-18T00:00"


@pytest.mark.parametrize("kind", [K.RESUMED, K.RESTARTED])
def test_nothing_closes_while_the_clock_runs(kind: ClockKind) -> None:
    assert closes(ASKED[0]) is None
    assert closes(*ASKED, event(kind, "2026-03-04T09:00")) is None


def test_the_rules_before_2025_know_no_closing() -> None:
    assert closes(*ASKED, rules=ND61_2018) is None


@pytest.mark.parametrize(
    ("events", "due"),
    [
        ((), "2026-03-05T09:00"),
        ((event(K.PAUSED, "2026-03-03T09:00"),), "2026-03-05T09:00"),
        ((event(K.PAUSED, "2026-03-03T09:00"), event(K.RESUMED, "2026-03-04T09:00")), "2026-03-06T09:00"),
        ((event(K.PAUSED, "2026-03-02T09:00"), event(K.RESUMED, "2026-03-02T10:00")), "2026-03-05T09:00"),
        ((event(K.RESUMED, "2026-03-04T09:00"),), "2026-03-05T09:00"),
    ],
    ids=["untouched", "standing", "a pause within", "a pause before it began", "no pause"],
)
def test_a_pause_moves_the_limit_of_the_step_in_which_it_lies(events: tuple[ClockEvent, ...], due: str) -> None:
    clock = ClockFacts(ND118_2025, None, None, CountingMode.MINUTES, (accepted("2026-03-02T08:00"), *events))
    assert local(step_due(TimeLimit.parse("2 working_days"), at("2026-03-03T09:00"), clock, OFFICE)) == due


def test_the_calendar_of_today_counts_for_the_step() -> None:
    clock = ClockFacts(ND118_2025, None, None, CountingMode.MINUTES, (accepted("2026-03-02T08:00"),))
    assert local(step_due(TimeLimit.parse("2 working_days"), at("2026-03-16T09:00"), clock, SHUT)) == "2026-03-19T09:00"


def test_a_span_is_provisional_whichever_end_is_named_first() -> None:
    early, late = at("2026-12-30T09:00"), at("2027-01-05T09:00")
    assert OFFICE.provisional_between(late, early)
    assert OFFICE.provisional_between(early, late)
    assert not OFFICE.provisional_between(early, at("2026-12-31T09:00"))
    assert not office(years={}).provisional_between(early, late)
