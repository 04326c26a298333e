"""A due date is a function of events: tables of histories, and laws that hold for every one of them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.domain.deadlines import AS_PROMISED, ClockEvent, ClockFacts, ClockKind, TimeLimit, derive, limit_due
from motcua.domain.errors import CalendarMissing, CalendarUnknown, ClockHistoryBroken
from motcua.domain.rule_sets import ND118_2025
from motcua.domain.worktime import CountingMode, DayKind, SpecialDay
from tests.domain.offices import DAYS, OFFICE, accepted, at, derived, event, local, office

MINUTES, CIVIL = CountingMode.MINUTES, CountingMode.CIVIL
K = ClockKind
starts = st.integers(0, 650_000).map(lambda minutes: at("2025-03-01T00:00") + timedelta(minutes=minutes))
limits = st.one_of(
    st.builds("{} working_hours".format, st.integers(1, 80)),
    st.builds("{} working_days".format, st.integers(1, 60)),
    st.builds("{} calendar_days".format, st.integers(1, 90)),
    st.builds("{} calendar_months".format, st.integers(1, 6)),
    st.just("same_day"),
)
modes = st.sampled_from(CountingMode)
TWIN = office()


@pytest.mark.parametrize(
    ("limit", "start", "minutes", "civil"),
    [
        ("5 working_days", "2026-02-11T09:00", "2026-02-25T09:00", "2026-02-25T17:00"),
        ("3 working_days", "2026-08-20T10:00", "2026-08-24T10:00", "2026-08-24T17:00"),
        ("8 working_hours", "2026-04-24T16:30", "2026-04-28T16:30", "2026-04-28T16:30"),
        ("15 calendar_days", "2026-01-29T09:00", "2026-02-13T17:00", "2026-02-13T17:00"),
        ("3 calendar_days", "2026-02-12T09:00", "2026-02-23T17:00", "2026-02-23T17:00"),
        ("1 calendar_months", "2026-01-31T09:00", "2026-03-02T17:00", "2026-03-02T17:00"),
        ("11 calendar_months", "2026-01-15T09:00", "2026-12-15T17:00", "2026-12-15T17:00"),
        ("12 calendar_months", "2025-12-15T09:00", "2026-12-15T17:00", "2026-12-15T17:00"),
        ("same_day", "2026-03-06T14:59", "2026-03-06T17:00", "2026-03-06T17:00"),
        ("same_day", "2026-03-06T15:01", "2026-03-09T17:00", "2026-03-09T17:00"),
        ("same_day", "2026-03-07T08:00", "2026-03-09T17:00", "2026-03-09T17:00"),
    ],
)
def test_every_unit_of_limit_has_its_way_of_counting(limit: str, start: str, minutes: str, civil: str) -> None:
    for mode, expected in ((MINUTES, minutes), (CIVIL, civil)):
        derivation = derived(limit, accepted(start), mode=mode)
        assert local(derivation.due) == expected
        assert derivation.due == derivation.first_due == derivation.statutory_due
        assert derivation.due == limit_due(TimeLimit.parse(limit), at(start), OFFICE, ND118_2025, mode)


@pytest.mark.parametrize(
    ("limit", "mode", "resumed", "due"),
    [
        ("5 working_days", MINUTES, "2026-03-04T10:00", "2026-03-10T09:00"),
        ("5 working_days", MINUTES, "2026-03-03T10:30", "2026-03-09T09:30"),
        ("5 working_days", CIVIL, "2026-03-03T16:00", "2026-03-09T17:00"),
        ("5 working_days", CIVIL, "2026-03-04T10:00", "2026-03-10T17:00"),
        ("16 working_hours", CIVIL, "2026-03-04T10:00", "2026-03-05T09:00"),
        ("10 calendar_days", MINUTES, "2026-03-05T10:00", "2026-03-16T17:00"),
        ("same_day", MINUTES, "2026-03-04T10:00", "2026-03-02T17:00"),
    ],
)
def test_a_pause_gives_back_what_it_took(limit: str, mode: CountingMode, resumed: str, due: str) -> None:
    derivation = derived(
        limit,
        accepted("2026-03-02T09:00"),
        event(K.PAUSED, "2026-03-03T10:00"),
        event(K.RESUMED, resumed),
        mode=mode,
    )
    assert local(derivation.due) == due
    assert derivation.statutory_due == derivation.due


def test_a_same_day_limit_that_was_paused_ends_with_a_later_day() -> None:
    history = accepted("2026-03-02T09:00"), event(K.PAUSED, "2026-03-02T10:00"), event(K.RESUMED, "2026-03-03T10:00")
    assert local(derived("same_day", *history).due) == "2026-03-03T17:00"


def test_while_it_is_paused_the_last_due_date_stands() -> None:
    derivation = derived("5 working_days", accepted("2026-03-02T09:00"), event(K.PAUSED, "2026-03-03T10:00"))
    assert local(derivation.paused_since) == "2026-03-03T10:00"
    assert local(derivation.due) == "2026-03-09T09:00"


def test_a_restart_counts_the_full_limit_again_and_keeps_the_first_due_date() -> None:
    derivation = derived(
        "5 working_days",
        accepted("2026-03-02T09:00"),
        event(K.PAUSED, "2026-03-03T10:00"),
        event(K.RESTARTED, "2026-03-12T10:00"),
    )
    assert local(derivation.due) == "2026-03-19T10:00"
    assert local(derivation.first_due) == "2026-03-09T09:00"
    assert local(derivation.started) == "2026-03-12T10:00"
    assert derivation.paused_since is None


def test_a_restart_without_a_pause_counts_again_too() -> None:
    derivation = derived("1 working_days", accepted("2026-03-02T09:00"), event(K.RESTARTED, "2026-03-03T08:00"))
    assert local(derivation.due) == "2026-03-04T08:00"


def test_a_reappointment_moves_the_committed_term_and_not_the_legal_one() -> None:
    derivation = derived(
        "5 working_days",
        accepted("2026-03-02T09:00"),
        event(K.REAPPOINTED, "2026-03-06T10:00", promised="2026-03-12T17:00"),
        statutory="7 working_days",
    )
    assert local(derivation.due) == "2026-03-12T17:00"
    assert local(derivation.first_due) == "2026-03-09T09:00"
    assert local(derivation.statutory_due) == "2026-03-11T09:00"


def test_a_pause_after_a_reappointment_moves_the_new_date() -> None:
    derivation = derived(
        "5 working_days",
        accepted("2026-03-02T09:00"),
        event(K.REAPPOINTED, "2026-03-06T10:00", promised="2026-03-12T17:00"),
        event(K.PAUSED, "2026-03-10T10:00"),
        event(K.RESUMED, "2026-03-11T10:00"),
        mode=CIVIL,
    )
    assert local(derivation.due) == "2026-03-13T17:00"
    assert local(derivation.statutory_due) == "2026-03-09T17:00"


def test_a_late_dossier_is_not_saved_by_a_pause() -> None:
    history = accepted("2026-03-02T09:00"), event(K.PAUSED, "2026-03-05T10:00"), event(K.RESUMED, "2026-03-09T10:00")
    assert local(derived("1 working_days", *history).due) == "2026-03-03T09:00"


HOLIDAY_DECLARED = office(
    version="v2", days=(*DAYS, SpecialDay(at("2026-03-04T00:00").date(), DayKind.HOLIDAY, "Quốc tang"))
)


def test_a_changed_calendar_reaches_a_dossier_only_by_an_event() -> None:
    calendars = (OFFICE, HOLIDAY_DECLARED)
    before = derived("5 working_days", accepted("2026-03-02T09:00"), calendars=calendars)
    applied = event(K.CALENDAR_APPLIED, "2026-03-03T08:00", version="v2", reason="Quốc tang")
    after = derived("5 working_days", accepted("2026-03-02T09:00"), applied, calendars=calendars)
    assert (local(before.due), local(after.due)) == ("2026-03-09T09:00", "2026-03-10T09:00")
    assert after.first_due == before.due
    assert after.statutory_due == after.due


def test_a_dossier_that_ended_never_moves() -> None:
    ended = accepted("2026-03-02T09:00"), event(K.ENDED, "2026-03-05T09:00")
    assert local(derived("5 working_days", *ended).ended_at) == "2026-03-05T09:00"
    with pytest.raises(ClockHistoryBroken, match="calendar_applied"):
        derived("5 working_days", *ended, event(K.CALENDAR_APPLIED, "2026-03-06T09:00", version="v1"))


def test_adopted_history_runs_as_promised() -> None:
    taken = event(K.ADOPTED, "2026-03-02T09:00", promised="2026-03-20T17:00", reason="WABO")
    derivation = derived(None, taken, event(K.ENDED, "2026-03-23T09:00"), rules=AS_PROMISED)
    assert local(derivation.due) == local(derivation.first_due) == local(derivation.statutory_due) == "2026-03-20T17:00"
    assert not derivation.provisional
    unknown = derived(None, event(K.ADOPTED, "2026-03-02T09:00"), rules=AS_PROMISED)
    assert (unknown.due, unknown.first_due, unknown.statutory_due) == (None, None, None)


def test_adopted_history_may_end_before_it_starts() -> None:
    derivation = derived(
        None, event(K.ADOPTED, "2026-03-02T09:00"), event(K.ENDED, "2026-03-01T09:00"), rules=AS_PROMISED
    )
    assert local(derivation.ended_at) == "2026-03-01T09:00"


def test_adopted_history_goes_on_by_the_calendar_it_was_given() -> None:
    taken = event(K.ADOPTED, "2026-03-02T09:00", promised="2026-03-10T10:00", version="v1")
    paused = event(K.PAUSED, "2026-03-03T09:00"), event(K.RESUMED, "2026-03-04T09:00")
    assert local(derived(None, taken, *paused, rules=AS_PROMISED).due) == "2026-03-11T10:00"
    undated = event(K.ADOPTED, "2026-03-02T09:00", version="v1")
    assert derived(None, undated, *paused, rules=AS_PROMISED).due is None
    restarted = derived("1 working_days", undated, event(K.RESTARTED, "2026-03-05T09:00"), rules=AS_PROMISED)
    assert (local(restarted.due), restarted.first_due) == ("2026-03-06T09:00", None)


def test_the_first_due_date_survives_a_first_calendar_that_was_not_told() -> None:
    taken = event(K.ADOPTED, "2026-03-02T09:00", promised="2026-03-10T10:00", version="v1")
    applied = event(K.CALENDAR_APPLIED, "2026-03-03T08:00", version="v2")
    derivation = derived(None, taken, applied, rules=AS_PROMISED, calendars=(OFFICE, HOLIDAY_DECLARED))
    assert local(derivation.first_due) == "2026-03-10T10:00"


START = accepted("2026-03-02T09:00")
PAUSE = event(K.PAUSED, "2026-03-03T09:00")


@pytest.mark.parametrize(
    "events",
    [
        (),
        (PAUSE,),
        (START, START),
        (START, PAUSE, PAUSE),
        (START, event(K.RESUMED, "2026-03-03T09:00")),
        (START, event(K.REAPPOINTED, "2026-03-03T09:00")),
        (START, PAUSE, event(K.REAPPOINTED, "2026-03-03T09:00", promised="2026-03-12T17:00")),
        (START, event(K.CALENDAR_APPLIED, "2026-03-03T09:00")),
        (START, event(K.ENDED, "2026-03-03T09:00"), PAUSE),
    ],
)
def test_events_that_cannot_follow_each_other_are_refused(events: tuple[ClockEvent, ...]) -> None:
    with pytest.raises(ClockHistoryBroken):
        derived("5 working_days", *events)


def test_a_limit_is_needed_to_count() -> None:
    with pytest.raises(ClockHistoryBroken):
        derived(None, START)


@pytest.mark.parametrize(
    "events",
    [
        (accepted("2026-03-02T09:00", version="v9"),),
        (ClockEvent(K.ACCEPTED, at("2026-03-02T09:00")),),
        (event(K.ADOPTED, "2026-03-02T09:00"), PAUSE, event(K.RESUMED, "2026-03-03T09:00")),
    ],
)
def test_a_calendar_that_was_not_handed_in_is_refused(events: tuple[ClockEvent, ...]) -> None:
    with pytest.raises(CalendarUnknown):
        derived("5 working_days", *events)


def test_a_due_date_in_a_provisional_year_is_provisional_and_in_an_absent_one_refused() -> None:
    assert derived("2 working_days", accepted("2026-12-31T09:00")).provisional
    assert not derived("1 working_hours", accepted("2026-12-31T09:00")).provisional
    with pytest.raises(CalendarMissing):
        derived("2 working_days", accepted("2027-12-31T09:00"))


@given(starts, limits, modes)
def test_a_longer_limit_never_ends_earlier_and_a_later_start_neither(
    start: datetime, limit: str, mode: CountingMode
) -> None:
    def due(text: str, begin: datetime) -> datetime:
        return limit_due(TimeLimit.parse(text), begin, OFFICE, ND118_2025, mode)

    assert due(limit, start) <= due(limit, start + timedelta(hours=5))
    if limit != "same_day":
        amount, unit = limit.split()
        assert due(limit, start) <= due(f"{int(amount) + 1} {unit}", start)


@given(
    starts, st.integers(0, 40_000), st.integers(0, 10_000), limits.filter(lambda text: "calendar" not in text), modes
)
def test_a_pause_outside_sessions_moves_nothing(
    start: datetime, after: int, length: int, limit: str, mode: CountingMode
) -> None:
    paused = start + timedelta(minutes=after)
    resumed = paused + timedelta(minutes=length)
    assume(OFFICE.minutes_between(paused, resumed) == 0)
    first = ClockEvent(K.ACCEPTED, start, calendar_version="v1")
    pause = ClockEvent(K.PAUSED, paused), ClockEvent(K.RESUMED, resumed)
    assert derived(limit, first, *pause, mode=mode).due == derived(limit, first, mode=mode).due


@given(starts, st.integers(0, 20_000), st.integers(0, 20_000), limits, modes)
def test_a_pause_never_brings_the_due_date_forward(
    start: datetime, after: int, length: int, limit: str, mode: CountingMode
) -> None:
    first = ClockEvent(K.ACCEPTED, start, calendar_version="v1")
    paused = start + timedelta(minutes=after)
    pause = ClockEvent(K.PAUSED, paused), ClockEvent(K.RESUMED, paused + timedelta(minutes=length))
    without, having = derived(limit, first, mode=mode).due, derived(limit, first, *pause, mode=mode).due
    assert without is not None
    assert having is not None
    assert having >= without


@given(starts, limits, modes)
def test_derivation_is_a_function_of_facts(start: datetime, limit: str, mode: CountingMode) -> None:
    facts = ClockFacts(
        ND118_2025, TimeLimit.parse(limit), None, mode, (ClockEvent(K.ACCEPTED, start, calendar_version="v1"),)
    )
    assert derive(facts, {"v1": OFFICE}) == derive(facts, {"v1": TWIN})
