"""The page an official reads about the lifecycle says exactly what the table does, row by row."""

import re

import pytest

from motcua.domain.lifecycle import (
    FINAL,
    TABLE,
    Action,
    Guard,
    Outcome,
    State,
    national_code,
    next_state,
    transition,
)
from motcua.domain.lifecycle_words import ACTION_WORDS, GUARD_REASONS, OUTCOME_WORDS, STATE_WORDS
from tests.domain.executed_page import plain_rows, section, text_of

PAGE = text_of("lifecycle")


def rows_under(title: str) -> list[list[str]]:
    return plain_rows(section(PAGE, title))


def _code(code: int | None) -> str:
    return str(code) if code else "–"


def _histories() -> list[str]:
    return re.findall(r"^### (.+)$", PAGE.split("## Những lịch sử mẫu", 1)[1], flags=re.MULTILINE)


def test_the_page_lists_every_state_with_its_word_and_code() -> None:
    rows = rows_under("Trạng thái")
    assert [row[0] for row in rows] == list(State)
    for name, word, _meaning, code, final in rows:
        state = State(name)
        assert word == STATE_WORDS[state]
        assert final == ("có" if state in FINAL else "không")
        assert code == ("7, 8" if state is State.ENDED else _code(national_code(state)))


def test_the_page_lists_every_outcome() -> None:
    rows = rows_under("Cách kết thúc")
    assert [row[0] for row in rows] == list(Outcome)
    for name, word, state, code, _when in rows:
        assert word == OUTCOME_WORDS[name]
        assert code == _code(national_code(State(state), Outcome(name)))


def test_the_page_shows_the_table_row_by_row() -> None:
    reading = {words: guard for guard, words, _answer in rows_under("Điều kiện")}
    shown = [
        (state, action, word, reading[guard], None if to == "như trước" else to, code, None if end == "–" else end)
        for state, action, word, guard, to, code, end in rows_under("Từ trạng thái nào làm được việc gì")
    ]
    assert shown == [
        (row.state, row.action, ACTION_WORDS[row.action], row.guard, row.next, _code(row.code), row.outcome)
        for row in TABLE
    ]


def test_the_page_names_the_one_action_that_a_letter_does() -> None:
    sentence = PAGE.split("Mọi việc đều có nút bấm.", 1)[1].split("\n\n", 1)[0]
    assert set(re.findall(r"`(\w+)`", sentence)) == {Action.REAPPOINT}


def test_the_page_says_what_the_software_answers_when_a_guard_fails() -> None:
    rows = rows_under("Điều kiện")
    assert [(row[0], row[2]) for row in rows] == [(guard, GUARD_REASONS[guard]) for guard in Guard]


@pytest.mark.parametrize("title", _histories())
def test_a_worked_history_runs(title: str) -> None:
    state, before = State.DRAFT, None
    outcome: Outcome | None = None
    rows = rows_under(title)
    assert rows
    for _number, name, guard, expected, code in rows:
        holds = () if guard == "–" else (Guard(guard),)
        outcome = transition(state, Action(name), holds).outcome or outcome
        state, before = next_state(state, Action(name), holds, before), state
        assert (state, _code(national_code(state, outcome))) == (expected, code)
