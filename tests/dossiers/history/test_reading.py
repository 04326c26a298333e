"""Tables and logs become cases; a bad row is put aside with its line and the reason, and the rest is taken."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.domain.errors import BadInput, FileUnreadable
from motcua.dossiers.services.history.columns import layout_of
from motcua.dossiers.services.history.reading import read_log, read_tables
from motcua.dossiers.services.history.values import History, Rejection
from tests.dossiers.history.samples import CASES, EVENTS, LOG, layout, read, tables, write


def reasons(history: History) -> list[tuple[str, int, str]]:
    return [(row.file, row.line, row.reason) for row in history.rejected]


def test_two_tables_make_cases_with_their_events(tmp_path: Path) -> None:
    history = read(tmp_path)
    assert history.rejected == []
    assert history.counts == {"dossiers": 3, "events": 6, "ended": 2, "open": 1, "ended_late": 1}
    first = history.cases[0]
    assert (first.case_id, first.line, first.department, first.responsible) == ("A-1", 2, "Địa chính", "Vũ Thị Lan")
    assert (first.start, first.end) == (datetime(2025, 3, 3, 1, tzinfo=UTC), datetime(2025, 3, 7, 3, tzinfo=UTC))
    assert [event.activity for event in first.events] == ["Nhận hồ sơ", "Thẩm định", "Trả kết quả"]
    assert first.last_activity == "Trả kết quả"
    assert (first.events[1].resource, first.events[1].group, first.events[1].reference) == (
        "Lê Văn Sỹ", "Địa chính", "t2",
    )  # fmt: skip


def test_a_log_says_the_same_as_tables(tmp_path: Path) -> None:
    history = read_log(write(tmp_path, "old.xes.gz", LOG), layout())
    assert history.counts == {"dossiers": 2, "events": 2, "ended": 1, "open": 1, "ended_late": 0}
    assert [case.case_id for case in history.cases] == ["A-1", "A-3"]
    assert history.cases[0].deadline == datetime(2025, 3, 10, 10, tzinfo=UTC)


def test_events_are_put_in_order_of_time_and_equal_instants_keep_the_order_of_the_file(tmp_path: Path) -> None:
    rows = ["case,activity,at", "A-1,b,2025-03-05", "A-1,c,2025-03-05", "A-1,a,2025-03-04"]
    history = read(tmp_path, events="\n".join(rows))
    assert [event.activity for event in history.cases[0].events] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A-1,2025-03-09T08:00,,,Desk,,", "mã A-1 đã có ở dòng 2"),
        (",2025-03-09T08:00,,,Desk,,", "cột case để trống"),
        ("A-4,yesterday,,,Desk,,", "cột start: “yesterday” không phải thời điểm; viết như 2026-02-11T08:30"),
        ("A-4,2025-03-09T08:00,,31/02/2025,Desk,,", "cột deadline: “31/02/2025” không phải thời điểm"),
        ("A-4,,,,Desk,,", "hồ sơ A-4 không có thời điểm tiếp nhận và không có sự kiện nào"),
        ("A-4,2025-03-09T08:00", "có 2 ô, dòng tiêu đề có 7 cột"),
        ("A-4,2025-03-09T08:00,,,Desk,," + "x" * 501, "cột responsible quá dài hoặc có ký tự lạ"),
        ("A\0-4,2025-03-09T08:00,,,Desk,,", "cột case quá dài hoặc có ký tự lạ"),
    ],
)
def test_a_bad_row_of_the_cases_is_told_and_the_rest_taken(tmp_path: Path, row: str, reason: str) -> None:
    history = read(tmp_path, cases=f"{CASES}{row}\n")
    ((file, line, said),) = reasons(history)
    assert (file, line) == ("old_cases.csv", 5)
    assert said.startswith(reason)
    assert len(history.cases) == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("B-1,Nhận,2025-03-03T08:00,,,", "không có hồ sơ B-1 trong danh sách hồ sơ nhận được"),
        ("A-1,,2025-03-03T08:00,,,", "cột activity để trống"),
        ("A-1,Nhận,,,,", "cột timestamp để trống"),
        ("A-1,Nhận,soon,,,", "cột timestamp: “soon” không phải thời điểm"),
        ("A-1,Nhận", "có 2 ô, dòng tiêu đề có 6 cột"),
    ],
)
def test_a_bad_row_of_the_events_is_told_and_the_rest_taken(tmp_path: Path, row: str, reason: str) -> None:
    history = read(tmp_path, events=f"{EVENTS}{row}\n")
    ((file, line, said),) = reasons(history)
    assert (file, line) == ("old_events.csv", 8)
    assert said.startswith(reason)
    assert history.counts["events"] == 6


def test_a_bad_trace_takes_its_events_with_it_and_a_bad_event_only_itself(tmp_path: Path) -> None:
    spoiled = LOG.replace('key="startdate" value="2025-03-05', 'key="startdate" value="2025-13-05')
    spoiled = spoiled.replace('key="concept:name" value="Thẩm định"', 'key="other" value="x"')
    history = read_log(write(tmp_path, "old.xes", spoiled), layout())
    assert history.rejected == [
        Rejection("old.xes", 16, "cột activity để trống"),
        Rejection("old.xes", 21, history.rejected[1].reason),
    ]
    assert history.counts["events"] == 1


def test_a_case_named_twice_in_a_log_is_taken_once(tmp_path: Path) -> None:
    twice = LOG.replace('value="A-3"', 'value="A-1"')
    history = read_log(write(tmp_path, "old.xes", twice), layout())
    assert [row.reason for row in history.rejected] == ["mã A-1 đã có ở dòng 5"]


def test_a_case_without_a_start_begins_with_its_first_event(tmp_path: Path) -> None:
    history = read(tmp_path, cases=CASES.replace("A-3,2025-03-05T08:00:00+07:00", "A-3,"))
    assert (history.cases[2].start, history.cases[2].start_given) == (datetime(2025, 3, 5, 1, tzinfo=UTC), False)


def test_wrong_columns_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"Thiếu cột case \(case, case_id.*tệp có các cột: number, start"):
        read(tmp_path, cases="number,start\n1,2025-03-03\n")
    with pytest.raises(FileUnreadable, match=r"Thiếu cột activity .*; at "):
        read(tmp_path, events="case,what\nA-1,x\n")


def test_a_mapping_names_columns_and_the_zone(tmp_path: Path) -> None:
    mapping = write(
        tmp_path,
        "m.toml",
        "[source]\nzone='Europe/Amsterdam'\n[cases]\ncase='Zaak'\nstart='Begin'\n"
        "[events]\ncase='Zaak'\nactivity='Stap'\nat='Moment'\n",
    )
    cases, events = tables(
        tmp_path, "Zaak;Begin\n7;2011-07-01 12:00\n", "Zaak;Stap;Moment\n7;Ontvangst;1-7-2011 12:30\n"
    )
    (case,) = read_tables(cases, events, layout_of(mapping, cases.name)).cases
    assert case.start == datetime(2011, 7, 1, 10, tzinfo=UTC)
    assert case.events[0].at == datetime(2011, 7, 1, 10, 30, tzinfo=UTC)
    wrong = replace(layout(), case_columns={"start": "Nope"})
    with pytest.raises(BadInput, match="Nope"):
        read_tables(cases, events, wrong)


def test_a_mapping_names_attributes_of_a_log_which_a_trace_may_lack(tmp_path: Path) -> None:
    told = replace(layout(), case_columns={"start": "startdate", "end": "nowhere"})
    history = read_log(write(tmp_path, "old.xes", LOG), told)
    assert history.counts["open"] == 2
    assert history.rejected == []


def test_progress_is_told_in_portions(tmp_path: Path) -> None:
    events = "case,activity,at\n" + "A-1,x,2025-03-05\n" * 1200
    done: list[int] = []
    read_tables(*tables(tmp_path, CASES, events), layout(), done.append)
    assert done == [500, 500]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters='",\r\n'), max_size=6),
            st.sampled_from(["2025-03-03", "", "x", "03/03/2025 08:00"]),
        ),
        max_size=8,
    )
)
def test_every_row_is_either_a_case_or_rejected_and_nothing_is_dropped(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    cases = "case,start,x\n" + "".join(f"{case},{start},1\n" for case, start in rows)
    history = read(tmp_path, cases=cases, events="case,activity,at\n")
    assert len(history.cases) + len(history.rejected) == len(rows)
    assert len({case.case_id for case in history.cases}) == len(history.cases)
