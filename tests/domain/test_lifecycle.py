"""The lifecycle table walks: every state is reached, every open one has a way out, every guard answers."""

import pytest

from motcua.domain import lifecycle_words
from motcua.domain.errors import ActionNotPossible, GuardFails
from motcua.domain.lifecycle import (
    EVENT_OF,
    FINAL,
    LANDED,
    TABLE,
    Action,
    EventKind,
    Guard,
    Outcome,
    State,
    actions_from,
    national_code,
    next_state,
    rows_of,
    transition,
)


def _reached(rows: tuple[object, ...] = TABLE) -> set[State]:
    reached = {State.DRAFT}
    while True:
        more = {row.next for row in TABLE if row in rows and row.next is not None and row.state in reached}
        if more <= reached:
            return reached
        reached |= more


def test_every_state_is_reachable_from_the_draft() -> None:
    assert _reached() == set(State)


def test_every_state_is_reachable_by_what_has_landed() -> None:
    landed = tuple(row for row in TABLE if row.action in LANDED)
    assert _reached(landed) == set(State)


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_every_open_state_has_an_exit_that_has_landed(state: State) -> None:
    exits = {row for row in TABLE if row.state is state and row.next is not state}
    assert any(row.action in LANDED for row in exits)


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_final_state_has_no_way_back_into_work_except_a_correction(state: State) -> None:
    leaving = {row.action for row in TABLE if row.state is state and row.next is not state}
    assert leaving <= {Action.CORRECT}


def test_every_action_has_a_row_and_an_event_of_its_own() -> None:
    assert {row.action for row in TABLE} == set(Action)
    assert set(EVENT_OF) == set(Action)
    assert set(EventKind) - set(EVENT_OF.values()) == {EventKind.CALENDAR_APPLIED}
    assert EVENT_OF[Action.DECIDE_WITHDRAWAL] is EventKind.WITHDRAWAL_DECIDED
    assert EVENT_OF[Action.CORRECT] is EventKind.CORRECTION_OPENED
    assert set(Action) == LANDED


def test_no_two_rows_of_one_state_and_action_share_a_guard() -> None:
    keys = [(row.state, row.action, row.guard) for row in TABLE]
    assert len(keys) == len(set(keys))


def test_every_guard_is_asked_by_some_row() -> None:
    assert {row.guard for row in TABLE} == set(Guard)


def test_every_name_has_a_vietnamese_word() -> None:
    assert set(lifecycle_words.STATE_WORDS) == set(State)
    assert set(lifecycle_words.ACTION_WORDS) == set(Action)
    assert set(lifecycle_words.OUTCOME_WORDS) == set(Outcome)
    assert set(lifecycle_words.EVENT_WORDS) == set(EventKind)
    assert set(lifecycle_words.GUARD_REASONS) == set(Guard)


def test_the_ten_national_codes_are_all_used() -> None:
    codes = {national_code(state, outcome) for state in State for outcome in (None, *Outcome)}
    assert codes == {None, *range(1, 11)}


def test_a_draft_and_a_draft_thrown_away_have_no_national_code() -> None:
    assert national_code(State.DRAFT) is None
    assert national_code(State.ENDED) is None


def test_the_code_of_a_row_is_that_of_its_next_state() -> None:
    assert transition(State.SUBMITTED, Action.ACCEPT).code == 2
    assert transition(State.IN_PROGRESS, Action.UNDO, {Guard.JUST_NOW}).code is None
    assert transition(State.IN_PROGRESS, Action.STOP).code == 8


def test_an_action_that_the_table_does_not_know_here_is_refused_with_a_sentence() -> None:
    with pytest.raises(ActionNotPossible, match="Đã trả kết quả"):
        next_state(State.RETURNED, Action.FORWARD)
    assert rows_of(State.RETURNED, Action.FORWARD) == ()


def test_an_action_whose_guard_does_not_hold_is_refused_with_the_reason() -> None:
    with pytest.raises(GuardFails, match="bước cuối"):
        next_state(State.IN_PROGRESS, Action.FORWARD)
    assert next_state(State.IN_PROGRESS, Action.FORWARD, {Guard.HAS_NEXT_STEP}) is State.IN_PROGRESS


def test_going_back_needs_the_state_before() -> None:
    holds = {Guard.DENIED}
    assert next_state(State.WITHDRAWAL_REQUESTED, Action.DECIDE_WITHDRAWAL, holds, State.ACCEPTED) is State.ACCEPTED
    with pytest.raises(ActionNotPossible):
        next_state(State.WITHDRAWAL_REQUESTED, Action.DECIDE_WITHDRAWAL, holds)


def test_what_one_can_do_is_listed_once_and_in_order() -> None:
    actions = actions_from(State.WITHDRAWAL_REQUESTED)
    assert actions == (Action.DECIDE_WITHDRAWAL,)
    assert actions_from(State.RETURNED) == (Action.CORRECT,)
