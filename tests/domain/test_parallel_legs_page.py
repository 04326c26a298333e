"""The page about joint work says what the rules do, row by row."""

from dataclasses import replace
from datetime import datetime

from motcua.domain.instants import ZONE
from motcua.domain.limits import TimeLimit
from motcua.domain.parallel_legs import LegTimes, leg_stage
from motcua.domain.rule_sets import ND118_2025
from motcua.domain.worktime import CountingMode
from tests.domain.executed_page import plain_rows, section, text_of
from tests.domain.offices import OFFICE

PAGE = text_of("parallel-legs")


def _local(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M %d/%m/%Y").replace(tzinfo=ZONE)


SENT = _local("09:00 02/03/2026")


def test_every_example_of_a_date_is_counted_so() -> None:
    rows = plain_rows(section(PAGE, "Hạn của từng việc"))
    assert rows
    for limit, mode, due in rows:
        stage = leg_stage(TimeLimit.parse(limit), SENT, OFFICE, ND118_2025, CountingMode(mode))
        assert stage.term.due == _local(due), limit


def test_what_became_of_a_part_is_called_as_the_table_says() -> None:
    rows = plain_rows(section(PAGE, "Việc phối hợp đang thế nào"))
    assert rows
    for column, ended, now, state in rows:
        leg = LegTimes(1, SENT, _local("09:00 04/03/2026"))
        if column != "–":
            leg = replace(leg, **{column: _local(ended)})  # type: ignore[arg-type]
        assert leg.state(_local(now)) == state
