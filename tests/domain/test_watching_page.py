"""The page an official reads about reminders says what the software does, row by row."""

from datetime import date, datetime

from motcua.domain.instants import ZONE
from motcua.domain.remaining import near_from
from motcua.domain.watching import MORNING, USUAL, Level, Mark, Rule, Trigger, Watched, load, tellings
from tests.domain.executed_page import plain_rows, section, text_of
from tests.domain.offices import OFFICE

PAGE = text_of("watching")
PERSON = {level: number for number, level in enumerate(Level)}


def _local(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M %d/%m/%Y").replace(tzinfo=ZONE)


def _rule(trigger: Trigger, level: Level, after: int = 0) -> Rule:
    return Rule(f"{trigger}-{level}", trigger, level, "", date(2018, 1, 1), None, after, MORNING)


def test_the_example_tells_as_the_table_says() -> None:
    rules = (
        _rule(Trigger.NEAR, Level.OFFICER),
        _rule(Trigger.TODAY, Level.OFFICER),
        _rule(Trigger.LATE, Level.OFFICER),
        _rule(Trigger.LATE, Level.UNIT_HEAD, 1),
        _rule(Trigger.LATE, Level.LEADER, 3),
    )
    started, due = _local("09:00 12/01/2026"), _local("09:00 19/01/2026")
    watched = Watched(started=started, near=near_from(OFFICE, started, due), due=due)
    said: set[Mark] = set()
    rows = plain_rows(section(PAGE, "Ví dụ"))
    assert rows
    for at, trigger, level in rows:
        found = tellings(
            rules, watched, OFFICE, USUAL, _local(at), people=lambda whom: (PERSON[whom],), said=frozenset(said)
        )
        said |= {telling.mark for telling in found}
        told = [(telling.rule.trigger.value, telling.rule.level.value) for telling in found]
        assert told == ([] if trigger == "–" else [(trigger, level)]), at


def test_a_day_is_called_as_the_table_says() -> None:
    for due, usual, name in plain_rows(section(PAGE, "Sức làm của một ngày")):
        assert load(int(due), None if usual == "–" else int(usual)) == name
