"""Legs beside the lead: their own dates and time, what became of them, and what the lead waits for."""

from dataclasses import replace
from datetime import datetime

import pytest

from motcua.domain.clock_facts import LineKind
from motcua.domain.explanation import explain_step
from motcua.domain.lifecycle import RUNNING, Action, State, actions_from
from motcua.domain.limits import TimeLimit
from motcua.domain.parallel_legs import (
    LegState,
    LegTimes,
    Wait,
    leg_stage,
    limit_allowed,
    passes,
    unit_refused,
    waiting,
)
from motcua.domain.rule_sets import ND118_2025
from motcua.domain.worktime import CountingMode
from tests.domain.offices import OFFICE, at, local

SENT = at("2026-03-02T09:00")
LEG = LegTimes(1, SENT, at("2026-03-04T09:00"))


def test_legs_are_sent_only_while_the_clock_runs_and_nothing_is_signed() -> None:
    sendable = [state for state in State if Action.SEND_LEGS in actions_from(state)]
    assert sendable == [State.ACCEPTED, State.IN_PROGRESS]
    assert set(sendable) < set(RUNNING)


@pytest.mark.parametrize(
    ("limit", "mode", "due"),
    [
        ("2 working_days", CountingMode.MINUTES, "2026-03-04T09:00"),
        ("2 working_days", CountingMode.CIVIL, "2026-03-04T17:00"),
        ("4 working_hours", CountingMode.MINUTES, "2026-03-02T15:00"),
    ],
)
def test_a_leg_is_due_by_its_own_limit_and_says_why(limit: str, mode: CountingMode, due: str) -> None:
    stage = leg_stage(TimeLimit.parse(limit), SENT, OFFICE, ND118_2025, mode)
    assert local(stage.term.due) == due
    lines = explain_step((stage,), OFFICE)
    assert (lines[0].starts, lines[-1].kind, lines[-1].ends) == (SENT, LineKind.DUE, stage.term.due)


@pytest.mark.parametrize(
    ("ended", "now", "state"),
    [
        ({}, "2026-03-04T09:00", LegState.OPEN),
        ({}, "2026-03-04T09:01", LegState.LATE),
        ({"answered_at": "2026-03-04T09:00"}, "2026-03-09T09:00", LegState.ANSWERED),
        ({"answered_at": "2026-03-04T09:01"}, "2026-03-09T09:00", LegState.ANSWERED_LATE),
        ({"recalled_at": "2026-03-06T09:00"}, "2026-03-09T09:00", LegState.RECALLED),
        ({"closed_at": "2026-03-06T09:00"}, "2026-03-09T09:00", LegState.CLOSED),
    ],
)
def test_what_became_of_a_leg(ended: dict[str, str], now: str, state: LegState) -> None:
    leg = replace(LEG, **{name: at(when) for name, when in ended.items()})  # type: ignore[arg-type]
    assert leg.state(at(now)) is state


def test_each_units_own_time_stops_with_its_leg() -> None:
    assert LEG.minutes(OFFICE, at("2026-03-02T10:30")) == 90
    answered = replace(LEG, answered_at=at("2026-03-02T10:00"))
    assert answered.minutes(OFFICE, at("2026-03-20T10:00")) == 60
    assert LEG.minutes(OFFICE, at("2026-03-01T09:00")) == 0


@pytest.mark.parametrize(
    ("limit", "allowed"),
    [("1 working_days", True), ("30 working_days", True), ("31 working_days", False), ("8 working_hours", True),
     ("5 calendar_days", False), ("same_day", False)],
)  # fmt: skip
def test_a_legs_limit_is_in_working_time(limit: str, allowed: bool) -> None:
    assert limit_allowed(TimeLimit.parse(limit)) is allowed


@pytest.mark.parametrize(
    ("asked", "refused"), [((4, 5), None), ((4, 1), 1), ((2, 4), 2), ((4, 5, 4), 4), ((), None)]
)  # fmt: skip
def test_neither_the_lead_nor_a_unit_with_an_open_leg_nor_one_twice(
    asked: tuple[int, ...], refused: int | None
) -> None:
    assert unit_refused(asked, 1, {2, 3}) == refused


def _leg(no: int, due: str, answered: str | None = None) -> LegTimes:
    return LegTimes(no, SENT, at(due), at(answered) if answered else None)


NOW = "2026-03-05T09:00"


@pytest.mark.parametrize(
    ("legs", "told"),
    [
        ((), None),
        ((_leg(1, "2026-03-06T09:00", "2026-03-03T09:00"),), None),
        ((_leg(1, "2026-03-06T09:00"), _leg(2, "2026-03-09T09:00")), Wait(2, at("2026-03-09T09:00"), past_due=False)),
        ((_leg(1, "2026-03-09T09:00"), _leg(2, "2026-03-09T09:00")), Wait(1, at("2026-03-09T09:00"), past_due=False)),
        ((_leg(1, "2026-03-04T09:00"),), Wait(1, at(NOW), past_due=False)),
        ((_leg(1, "2026-03-12T09:00"),), Wait(1, at("2026-03-12T09:00"), past_due=True)),
    ],
    ids=["none", "answered", "the latest", "the first of equals", "overdue", "after the dossier's date"],
)
def test_what_the_lead_waits_for(legs: tuple[LegTimes, ...], told: Wait | None) -> None:
    assert waiting(legs, at("2026-03-10T09:00"), at(NOW)) == told


@pytest.mark.parametrize(
    ("dossier_due", "after"),
    [(None, False), (at("2026-03-04T09:00"), False), (at("2026-03-04T08:59"), True)],
)
def test_a_leg_that_passes_the_dossiers_date_is_said_to(dossier_due: datetime | None, after: bool) -> None:
    assert passes(LEG.due_at, dossier_due) is after
