"""Who is told when: once, the officer before the head before the leader; and how heavy a coming day is."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.errors import LadderBroken
from motcua.domain.instants import ZONE, local_date
from motcua.domain.remaining import near_from
from motcua.domain.watching import (
    CATCH_UP,
    LADDER,
    LEVEL_WORDS,
    Level,
    Load,
    Mark,
    Rule,
    Telling,
    Thresholds,
    Trigger,
    Watched,
    capacity,
    check_ladder,
    load,
    moment_of,
    tellings,
    too_long_before,
)
from tests.domain.offices import OFFICE

THRESHOLDS = Thresholds(paused_days=10, waiting_days=5, uncollected_days=7)
SINCE = date(2026, 1, 1)
PEOPLE: dict[Level, tuple[int, ...]] = {
    Level.OFFICER: (1,),
    Level.UNIT_HEAD: (2,),
    Level.LEADER: (3,),
    Level.ONE_STOP_HEAD: (4,),
}


def local(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M %d/%m/%Y").replace(tzinfo=ZONE)


def rule(trigger: Trigger, level: Level = Level.OFFICER, after: int = 0, **more: Any) -> Rule:
    made = {"id": f"{trigger}-{level}-{after}", "channel": "bell", "valid_from": SINCE, **more}
    return Rule(trigger=trigger, level=level, after_days=after, **made)


USUAL = (
    rule(Trigger.NEAR),
    rule(Trigger.TODAY),
    rule(Trigger.LATE),
    rule(Trigger.LATE, Level.UNIT_HEAD),
    rule(Trigger.LATE, Level.UNIT_HEAD, 1),
    rule(Trigger.LATE, Level.LEADER, 3),
)

STARTED, DUE = local("09:00 12/01/2026"), local("09:00 19/01/2026")
RUNNING = Watched(started=STARTED, near=near_from(OFFICE, STARTED, DUE), due=DUE)


def told(at: datetime, watched: Watched = RUNNING, rules: tuple[Rule, ...] = USUAL, **more: Any) -> list[Telling]:
    people = more.pop("people", PEOPLE)
    return tellings(rules, watched, OFFICE, THRESHOLDS, at, people=lambda level: people[level], **more)


def names(found: list[Telling]) -> list[str]:
    return [telling.rule.id for telling in found]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("08:59 16/01/2026", []),
        ("09:00 16/01/2026", ["near-officer-0"]),
        ("07:59 19/01/2026", ["near-officer-0"]),
        ("08:00 19/01/2026", ["today-officer-0"]),
        ("09:00 19/01/2026", ["today-officer-0"]),
        ("09:01 19/01/2026", ["late-officer-0", "late-unit_head-0"]),
        ("09:01 20/01/2026", ["late-officer-0", "late-unit_head-1"]),
        ("09:01 22/01/2026", ["late-officer-0", "late-unit_head-1", "late-leader-3"]),
    ],
)
def test_the_rules_of_a_running_term_speak_one_after_the_other(at: str, expected: list[str]) -> None:
    assert names(told(local(at))) == expected


def test_the_order_in_which_rules_are_written_does_not_matter() -> None:
    at = local("09:01 22/01/2026")
    assert names(told(at, rules=USUAL[::-1])) == names(told(at))


def test_what_was_said_is_not_said_again_and_a_new_due_date_is_a_new_matter() -> None:
    at = local("10:00 16/01/2026")
    first = told(at)
    assert told(at, said={telling.mark for telling in first}) == []
    moved = Watched(started=STARTED, near=at, due=DUE + timedelta(days=7))
    assert names(told(at, moved, said={telling.mark for telling in first})) == ["near-officer-0"]


def test_who_comes_to_hold_the_dossier_later_is_told_too() -> None:
    at = local("10:00 16/01/2026")
    said = {telling.mark for telling in told(at)}
    assert [t.person_id for t in told(at, people=PEOPLE | {Level.OFFICER: (1, 9)}, said=said)] == [9]


def test_one_who_is_officer_and_head_at_once_hears_it_once() -> None:
    people = PEOPLE | {Level.UNIT_HEAD: (1,)}
    found = told(local("10:00 19/01/2026"), people=people)
    assert [(t.rule.id, t.person_id) for t in found] == [("late-officer-0", 1)]
    assert told(local("11:00 19/01/2026"), people=people, said={t.mark for t in found}) == []


def test_news_that_nobody_could_send_for_long_is_left_unsaid() -> None:
    old = local("09:01 22/01/2026") + CATCH_UP
    assert names(told(old)) == ["late-officer-0", "late-unit_head-1", "late-leader-3"]
    assert told(old + timedelta(minutes=1)) == []


def test_a_rule_speaks_of_moments_within_its_validity_only() -> None:
    until = rule(Trigger.LATE, valid_to=date(2026, 1, 19))
    begun = rule(Trigger.LATE, valid_from=date(2026, 1, 20))
    assert told(local("10:00 20/01/2026"), rules=(until, begun)) == []
    assert names(told(local("10:00 20/01/2026"), rules=(rule(Trigger.LATE, valid_from=date(2026, 1, 19)),)))


def test_who_gets_a_dossier_on_its_due_day_is_not_reminded_of_that_morning() -> None:
    short = Watched(started=local("07:30 19/01/2026"), near=local("08:42 19/01/2026"), due=DUE)
    assert names(told(local("08:30 19/01/2026"), short)) == []
    assert names(told(local("08:45 19/01/2026"), short)) == ["today-officer-0"]
    nothing_near = Watched(started=short.started, due=DUE)
    assert moment_of(rule(Trigger.TODAY), nothing_near, OFFICE, THRESHOLDS) == DUE


def test_a_short_term_is_near_no_later_than_the_morning_of_its_day() -> None:
    short = Watched(started=local("14:00 16/01/2026"), near=local("08:20 19/01/2026"), due=DUE)
    assert moment_of(rule(Trigger.NEAR), short, OFFICE, THRESHOLDS) == local("08:00 19/01/2026")


def test_the_morning_of_the_due_day_never_comes_after_the_due_time() -> None:
    early = Watched(started=STARTED, near=None, due=local("07:10 19/01/2026"))
    assert moment_of(rule(Trigger.TODAY), early, OFFICE, THRESHOLDS) == early.due
    noon = rule(Trigger.TODAY, at_time=time(8, 30))
    assert moment_of(noon, RUNNING, OFFICE, THRESHOLDS) == local("08:30 19/01/2026")
    unknown_start = Watched(due=DUE)
    assert moment_of(rule(Trigger.TODAY), unknown_start, OFFICE, THRESHOLDS) == local("08:00 19/01/2026")


@pytest.mark.parametrize(
    ("trigger", "watched", "moment"),
    [
        (Trigger.PAUSED, Watched(paused=local("15:00 05/01/2026")), "08:00 15/01/2026"),
        (Trigger.WAITING, Watched(waiting=local("15:00 05/01/2026")), "08:00 10/01/2026"),
        (Trigger.UNCOLLECTED, Watched(ended=local("15:00 05/01/2026")), "08:00 12/01/2026"),
        (Trigger.OPINION, Watched(opinion_due=local("17:00 16/01/2026")), "17:01 16/01/2026"),
    ],
)
def test_what_takes_too_long_is_told_in_the_morning(trigger: Trigger, watched: Watched, moment: str) -> None:
    one = rule(trigger, Level.ONE_STOP_HEAD)
    at = local(moment)
    assert moment_of(one, watched, OFFICE, THRESHOLDS) == at
    assert told(at - timedelta(minutes=1), watched, (one,)) == []
    assert [t.person_id for t in told(at, watched, (one,))] == [4]


def test_the_list_of_what_takes_too_long_holds_it_from_the_day_on_which_the_rule_speaks() -> None:
    since = local("15:00 05/01/2026")
    for day in range(1, 20):
        on = date(2026, 1, 5) + timedelta(days=day)
        listed = since < too_long_before(on, THRESHOLDS.paused_days)
        moment = moment_of(rule(Trigger.PAUSED), Watched(paused=since), OFFICE, THRESHOLDS)
        assert moment is not None
        assert listed == (local_date(moment) <= on)


def test_nothing_is_told_of_what_does_not_run() -> None:
    assert told(local("10:00 19/01/2026"), Watched()) == []


@pytest.mark.parametrize(
    "rules",
    [
        (rule(Trigger.LATE, Level.UNIT_HEAD),),
        (rule(Trigger.LATE), rule(Trigger.NEAR, Level.UNIT_HEAD)),
        (rule(Trigger.NEAR), rule(Trigger.LATE, Level.LEADER, 3)),
        (rule(Trigger.NEAR), rule(Trigger.LATE, Level.UNIT_HEAD, 2), rule(Trigger.LATE, Level.LEADER, 1)),
        (rule(Trigger.PAUSED, after=2), rule(Trigger.PAUSED, Level.UNIT_HEAD)),
    ],
)
def test_rules_that_tell_a_level_above_first_or_alone_are_refused(rules: tuple[Rule, ...]) -> None:
    with pytest.raises(LadderBroken, match="trước"):
        check_ladder(rules)


def test_the_head_of_one_stop_stands_beside_the_ladder() -> None:
    check_ladder((*USUAL, rule(Trigger.UNCOLLECTED, Level.ONE_STOP_HEAD), rule(Trigger.OPINION, Level.ONE_STOP_HEAD)))
    assert set(LEVEL_WORDS) == set(Level)


# --- properties

STAGES = ((Trigger.NEAR, 0), (Trigger.TODAY, 0), *((Trigger.LATE, days) for days in range(5)))


@st.composite
def ladders(draw: st.DrawFn) -> tuple[Rule, ...]:
    """Rules of which each level's first comes no earlier than the first of the level below."""
    height = draw(st.integers(1, len(LADDER)))
    firsts = sorted(draw(st.lists(st.integers(0, len(STAGES) - 1), min_size=height, max_size=height)))
    found = []
    for level, first in zip(LADDER, firsts, strict=False):
        more = draw(st.sets(st.integers(first, len(STAGES) - 1), max_size=3))
        found += [rule(STAGES[place][0], level, STAGES[place][1]) for place in sorted({first, *more})]
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(
    rules=ladders(),
    hours=st.integers(1, 200),
    start=st.integers(0, 14 * 24 * 60),
    steps=st.lists(st.integers(1, 5 * 24 * 60), min_size=1, max_size=25),
)
def test_nothing_is_said_twice_and_nobody_above_hears_before_those_below(
    rules: tuple[Rule, ...], hours: int, start: int, steps: list[int]
) -> None:
    check_ladder(rules)
    started = OFFICE.next_opening(local("07:00 12/01/2026") + timedelta(minutes=start))
    due = OFFICE.add_minutes(started, hours * 60)
    watched = Watched(started=started, near=near_from(OFFICE, started, due), due=due)
    said: list[Mark] = []
    order: list[Level] = []
    at = started
    for step in steps:
        at += timedelta(minutes=step)
        for telling in told(at, watched, rules, said=frozenset(said)):
            said.append(telling.mark)
            order.append(telling.rule.level)
    assert len(said) == len(set(said))
    firsts = [order.index(level) for level in LADDER if level in order]
    assert firsts == sorted(firsts)
    spoken_to = [level for level in LADDER if level in order]
    assert spoken_to == list(LADDER[: len(spoken_to)])


# --- how much a day asks

DAYS = [date(2026, 1, 5) + timedelta(days=n) for n in range(30)]


@pytest.mark.parametrize(
    ("finished", "usual"),
    [
        ({}, None),
        ({DAYS[25]: 50}, None),
        (dict.fromkeys(DAYS[:9], 1) | {DAYS[0]: 0}, None),
        (dict.fromkeys(DAYS, 4), 4),
        ({day: (3 if place % 2 else 9) for place, day in enumerate(DAYS)}, 3),
        ({DAYS[0]: 11}, 0),
        (dict.fromkeys(DAYS[10:], 2), 2),
    ],
)
def test_the_usual_day_is_a_median_or_unknown(finished: dict[date, int], usual: int | None) -> None:
    assert capacity(finished, DAYS) == usual


@pytest.mark.parametrize(
    ("due", "usual", "found"),
    [
        (0, None, Load.NONE),
        (3, None, Load.UNKNOWN),
        (2, 4, Load.LIGHT),
        (4, 4, Load.FULL),
        (6, 4, Load.HEAVY),
        (7, 4, Load.OVER),
        (1, 0, Load.FULL),
        (2, 0, Load.OVER),
    ],
)
def test_a_day_is_as_heavy_as_what_is_due_against_what_is_usual(due: int, usual: int | None, found: Load) -> None:
    assert load(due, usual) is found
