"""Strange cases are told, one anomaly or warning for each kind, and taken as they are."""

from dataclasses import replace
from typing import Any

import pytest

from motcua.dossiers.services.history.oddities import oddities
from tests.cast import AT
from tests.dossiers.history.samples import a_case, an_event, day, layout


def told(**changes: Any) -> list[tuple[str, int]]:
    """The codes and counts of everything strange about one case."""
    events = changes.pop("events", ())
    found = oddities([a_case("A-9", *events, **changes)], layout(), AT)
    return [(each.code, each.count) for each in (*found.anomalies, *found.warnings)]


def test_a_case_in_order_is_not_strange() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"end": day(2)}, [("ends_before_start", 1), ("event_after_end", 1)]),
        ({"start_given": False}, [("no_start", 1)]),
        ({"deadline": None}, [("no_deadline", 1)]),
        ({"deadline": day(2)}, [("deadline_before_start", 1)]),
        ({"end": AT.replace(year=2030)}, [("in_future", 1)]),
        ({"channel": "Intern"}, [("unknown_channel", 1)]),
        ({"channel": ""}, [("no_channel", 1)]),
        ({"result": "Verleend"}, [("unknown_result", 1)]),
        ({"result": "Verleend", "end": None}, []),
        ({"end": None, "events": (an_event(at=AT.replace(year=2030)),)}, [("event_in_future", 1)]),
        ({"events": (an_event(at=day(1)), an_event(at=day(2)))}, [("event_before_start", 2)]),
        ({"events": (an_event(at=day(6)),)}, [("event_after_end", 1)]),
        ({"events": (an_event(), an_event(), an_event("khác"))}, [("event_twice", 1)]),
        ({"events": (an_event(reference="1"), an_event(reference="2"))}, []),
    ],
)
def test_what_is_strange_is_told(changes: dict[str, Any], expected: list[tuple[str, int]]) -> None:
    assert told(**changes) == expected


def test_a_case_without_events_is_told() -> None:
    found = oddities([replace(a_case(), events=())], layout(), AT)
    assert [each.code for each in found.warnings] == ["no_events"]


def test_an_event_in_the_same_minute_as_a_start_without_seconds_is_no_contradiction() -> None:
    assert told(start=day(3).replace(second=30), events=(an_event(at=day(3)),)) == []


def test_messages_name_the_case_its_line_and_what_to_look_at() -> None:
    (found,) = oddities([a_case(channel="e-mail", line=7)], layout(), AT).warnings
    assert (found.case, found.line, found.message) == ("A-9", 7, "không rõ hình thức nộp “e-mail”")
