"""When an apology is owed, until when, how it was met: tables of the rules and what always holds."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.apologies import (
    ACT_WORDS,
    GONE,
    GROUND_WORDS,
    MET_WORDS,
    OWING,
    RELIEF_WORDS,
    SENT_WORDS,
    STATE_WORDS,
    TABLE,
    Act,
    Ground,
    LetterState,
    Met,
    Relief,
    SentBy,
    Standing,
    Stay,
    Tally,
    WorkLeft,
    acts_from,
    allowed_minutes,
    check_new_date,
    ground_of_date,
    held_up,
    letter_due,
    may_check,
    met_of,
    next_state,
    proposed_date,
    relief_of,
    tally,
    work_ends,
)
from motcua.domain.errors_apologies import ApologyActNotPossible, NewDateNotPossible
from motcua.domain.limits import TimeLimit
from motcua.domain.rule_sets import AS_PROMISED, ND61_2018, ND118_2025, RuleSet
from motcua.domain.worktime import CountingMode
from tests.domain.offices import OFFICE, at, local

MINUTES = CountingMode.MINUTES
S, A = LetterState, Act


def hours(amount: int) -> TimeLimit:
    return TimeLimit.parse(f"{amount} working_hours")


# --- until when -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started", "due", "expected"),
    [
        ("2026-02-11T09:00", "2026-02-25T09:00", "2026-02-24T17:00"),
        ("2026-02-02T09:00", "2026-02-23T17:00", "2026-02-13T17:00"),  # Monday after Tết: the last day before Tết
        ("2026-03-02T09:00", "2026-03-09T09:00", "2026-03-06T17:00"),  # Monday: Friday
        ("2026-03-02T09:00", "2026-03-02T17:00", "2026-03-02T17:00"),  # same day: nothing before it
        ("2026-03-02T09:00", "2026-03-03T09:00", "2026-03-02T17:00"),
        ("2026-03-02T17:00", "2026-03-03T09:00", "2026-03-03T09:00"),  # taken in at closing: no working day before
    ],
)
@pytest.mark.parametrize("rules", [ND61_2018, ND118_2025])
def test_the_letter_is_due_with_the_last_working_day_before(
    started: str, due: str, expected: str, rules: RuleSet
) -> None:
    found = letter_due(OFFICE, started=at(started), due=at(due), rules=rules)
    assert local(found) == expected


def test_history_of_another_system_owes_nothing() -> None:
    assert letter_due(OFFICE, started=at("2026-03-02T09:00"), due=at("2026-03-09T09:00"), rules=AS_PROMISED) is None
    assert AS_PROMISED.reappointments == 0
    assert (ND61_2018.reappointments, ND118_2025.reappointments) == (1, 1)


# --- when it opens ----------------------------------------------------------------------------------------------------

DUE = at("2026-03-09T09:00")


def standing(*, near: str | None = "2026-03-06T09:00", ends: str = "2026-03-09T10:00", short: bool = False) -> Standing:
    return Standing(
        due=DUE,
        letter_due=DUE if short else at("2026-03-06T17:00"),
        near=None if near is None else at(near),
        work_ends=at(ends),
    )


@pytest.mark.parametrize(
    ("now", "stand", "expected"),
    [
        ("2026-03-09T09:00", standing(), Ground.NEAR),
        ("2026-03-09T09:01", standing(), Ground.PASSED),
        ("2026-03-09T09:01", standing(ends="2026-03-09T09:00"), Ground.PASSED),
        ("2026-03-06T09:00", standing(), Ground.NEAR),
        ("2026-03-06T08:59", standing(near="2026-03-08T09:00"), Ground.NEAR),  # the last day for the letter has come
        ("2026-03-06T00:00", standing(near=None), Ground.NEAR),
        ("2026-03-05T23:59", standing(near=None), None),
        ("2026-03-04T09:00", standing(near="2026-03-04T09:00"), Ground.NEAR),
        ("2026-03-04T08:59", standing(near="2026-03-04T09:00"), None),
        ("2026-03-06T09:00", standing(ends="2026-03-09T09:00"), None),  # the steps left fit
        ("2026-03-09T08:59", standing(short=True), None),  # too short a term for a letter before
        ("2026-03-09T09:01", standing(short=True), Ground.PASSED),
    ],
)
def test_the_date_opens_a_duty_near_with_too_much_left_or_once_passed(
    now: str, stand: Standing, expected: Ground | None
) -> None:
    assert ground_of_date(stand, at(now)) is expected


@pytest.mark.parametrize(
    ("current", "current_due", "following", "expected", "anew"),
    [
        (hours(4), "2026-03-02T11:00", (hours(2),), "2026-03-02T15:00", "2026-03-02T15:00"),
        (hours(4), "2026-03-01T11:00", (hours(2),), "2026-03-02T11:00", "2026-03-02T17:00"),
        (hours(4), None, (), "2026-03-02T09:00", "2026-03-02T15:00"),
        (None, None, (hours(1),), "2026-03-02T10:00", "2026-03-02T10:00"),
        (hours(1), "2026-03-02T10:00", (TimeLimit.parse("1 working_days"), hours(1)), "2026-03-03T11:00", None),
    ],
)
def test_the_work_left_ends_step_after_step(
    current: TimeLimit | None,
    current_due: str | None,
    following: tuple[TimeLimit, ...],
    expected: str,
    anew: str | None,
) -> None:
    work = WorkLeft(current=current, current_due=at(current_due) if current_due else None, following=following)
    now = at("2026-03-02T09:00")
    assert local(work_ends(OFFICE, work, now, rules=ND118_2025, mode=MINUTES)) == expected
    assert local(work_ends(OFFICE, work, now, rules=ND118_2025, mode=MINUTES, anew=True)) == (anew or expected)


@pytest.mark.parametrize(
    ("now", "following", "expected"),
    [
        ("2026-03-05T09:00", (hours(2),), "2026-03-10T17:00"),  # fits before the date: still a later one
        ("2026-03-05T09:00", (TimeLimit.parse("5 working_days"),), "2026-03-12T17:00"),
        ("2026-03-12T09:00", (hours(2),), "2026-03-13T17:00"),  # passed: not today
        ("2026-03-13T09:00", (hours(2),), "2026-03-16T17:00"),
    ],
)
def test_the_proposed_date_is_the_end_of_the_day_on_which_the_work_would_be_done(
    now: str, following: tuple[TimeLimit, ...], expected: str
) -> None:
    work = WorkLeft(current=None, current_due=None, following=following)
    found = proposed_date(OFFICE, work, at(now), due=DUE, rules=ND118_2025, mode=MINUTES)
    assert local(found) == expected
    check_new_date(OFFICE, found, due=DUE, at=at(now))


@pytest.mark.parametrize(
    ("new", "now", "words"),
    [
        ("2026-03-09T09:00", "2026-03-05T09:00", "sau 09:00 09/03/2026"),
        ("2026-03-10T09:00", "2026-03-11T09:00", "sau 09:00 11/03/2026"),
        ("2026-03-14T09:00", "2026-03-05T09:00", "ngày nghỉ"),
        ("2026-03-10T07:00", "2026-03-05T09:00", "sau 07:00 và không quá 17:00"),
        ("2026-03-10T17:01", "2026-03-05T09:00", "không quá 17:00"),
    ],
)
def test_a_date_that_cannot_be_promised_is_refused_and_says_which_could(new: str, now: str, words: str) -> None:
    with pytest.raises(NewDateNotPossible, match=words) as refused:
        check_new_date(OFFICE, at(new), due=DUE, at=at(now))
    assert refused.value.field == "new_due_at"


# --- how far the letter is --------------------------------------------------------------------------------------------


def test_the_letter_goes_one_way_from_the_duty_to_its_delivery() -> None:
    state = S.OPEN
    for act in (A.DRAFT, A.REVIEW, A.APPROVE, A.NUMBER, A.SEND, A.DELIVER):
        state = next_state(state, act)
    assert state is S.DELIVERED


@pytest.mark.parametrize("state", list(LetterState))
@pytest.mark.parametrize("act", list(Act))
def test_what_the_table_does_not_name_is_refused(state: LetterState, act: Act) -> None:
    if (state, act) in TABLE:
        assert act in acts_from(state)
        return
    assert act not in acts_from(state)
    with pytest.raises(ApologyActNotPossible):
        next_state(state, act)


def test_a_letter_that_went_out_is_never_taken_back() -> None:
    assert acts_from(S.SENT) == (A.DELIVER,)
    assert acts_from(S.DELIVERED) == acts_from(S.CLOSED_NOT_NEEDED) == ()
    assert OWING | GONE | {S.CLOSED_NOT_NEEDED} == set(LetterState)
    assert not OWING & GONE


@given(st.lists(st.sampled_from(list(Act)), max_size=30))
def test_nothing_is_sent_that_was_not_reviewed_approved_and_numbered(acts: list[Act]) -> None:
    state, done = S.OPEN, []
    for act in acts:
        if (state, act) in TABLE:
            state = next_state(state, act)
            done.append(act)
    if A.SEND in done:
        before = done[: done.index(A.SEND)]
        last_draft = max(place for place, act in enumerate(before) if act is A.DRAFT)
        assert [act for act in before[last_draft:] if act is not A.DRAFT] == [A.REVIEW, A.APPROVE, A.NUMBER]


# --- how it was met ---------------------------------------------------------------------------------------------------

BY = at("2026-03-06T17:00")
LATER = BY + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("state", "sent", "now", "expected"),
    [
        (S.OPEN, None, BY, Met.OWED),
        (S.NUMBERED, None, LATER, Met.OVERDUE),
        (S.SENT, BY, LATER, Met.IN_TIME),
        (S.DELIVERED, LATER, LATER, Met.LATE),
        (S.CLOSED_NOT_NEEDED, None, LATER, Met.NOT_NEEDED),
    ],
)
def test_how_a_duty_was_met(state: LetterState, sent: datetime | None, now: datetime, expected: Met) -> None:
    assert met_of(state, due_by=BY, sent_at=sent, at=now) is expected


@pytest.mark.parametrize(
    ("now", "ended", "due", "paused", "expected"),
    [
        (DUE, DUE, DUE, False, Relief.ENDED_IN_TIME),
        (DUE + timedelta(minutes=1), DUE + timedelta(minutes=1), DUE, False, None),
        (DUE, None, DUE, True, Relief.PAUSED),
        (DUE, None, DUE + timedelta(days=1), False, Relief.DATE_MOVED),
        (DUE, None, DUE, False, None),
        (DUE + timedelta(minutes=1), None, DUE + timedelta(days=7), True, None),  # what was missed stays missed
    ],
)
def test_only_what_happened_before_the_date_passed_relieves(
    now: datetime, ended: datetime | None, due: datetime, paused: bool, expected: Relief | None
) -> None:
    assert relief_of(DUE, now, ended_at=ended, due=due, paused=paused) is expected


@given(st.lists(st.sampled_from(list(Met))))
def test_what_was_owed_is_sent_in_time_sent_late_or_still_owed(duties: list[Met]) -> None:
    found = tally(duties)
    assert found.owed == found.in_time + found.late + found.still == len(duties) - found.not_needed
    assert found.overdue <= found.still


@given(st.lists(st.sampled_from(list(Met))), st.lists(st.sampled_from(list(Met))))
def test_numbers_of_parts_add_up_to_those_of_the_whole(one: list[Met], other: list[Met]) -> None:
    assert tally(one) + tally(other) == tally([*one, *other])
    assert tally([]) == Tally()


# --- which step, who checks -------------------------------------------------------------------------------------------


def test_the_step_with_most_time_beyond_its_own_held_the_dossier_up() -> None:
    assert held_up([]) is None
    first, second, third = Stay(1, "Một", 60, 30), Stay(2, "Hai", 500, 480), Stay(3, "Ba", 900, None)
    assert held_up([first, second, third]) is first
    assert held_up([Stay(1, "Một", 10, 30), Stay(2, "Hai", 10, 480)]) == Stay(2, "Hai", 10, 480)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("2 working_hours", 120),
        ("2 working_days", 960),
        ("same_day", 480),
        ("3 calendar_days", None),
        ("1 calendar_months", None),
    ],
)
def test_what_a_step_allows_in_working_minutes(limit: str, expected: int | None) -> None:
    assert allowed_minutes(TimeLimit.parse(limit), 480) == expected


def test_who_drafted_does_not_check_where_another_could() -> None:
    assert may_check(2, 1, {1, 2})
    assert not may_check(1, 1, {1, 2})
    assert may_check(1, 1, {1})
    assert may_check(1, 1, set())


def test_every_word_is_said() -> None:
    for words, kind in (
        (GROUND_WORDS, Ground),
        (STATE_WORDS, LetterState),
        (ACT_WORDS, Act),
        (RELIEF_WORDS, Relief),
        (MET_WORDS, Met),
        (SENT_WORDS, SentBy),
    ):
        assert set(words) == set(kind)
