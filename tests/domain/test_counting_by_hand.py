"""The pencil and the software agree: a term counted day by day ends with the limit, on the due date."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.clock_facts import Basis, ClockEvent, ClockFacts, ClockKind, LineKind, Stage
from motcua.domain.day_spans import spans
from motcua.domain.deadlines import AS_PROMISED, Derivation, step_due, step_stages
from motcua.domain.explanation import explain_step, late_promise
from motcua.domain.hand_count import HandCount, hand_count
from motcua.domain.limits import TimeLimit
from motcua.domain.rule_sets import ND118_2025
from motcua.domain.worktime import Closure, CountingMode, Session, local_date
from tests.domain.offices import SESSIONS, accepted, at, derived, event, office

K = ClockKind
starts = st.integers(0, 650_000).map(lambda minutes: at("2025-03-01T00:00") + timedelta(minutes=minutes))


def counted(derivation: Derivation) -> HandCount:
    found = hand_count(derivation.stages, derivation.calendar)
    assert found is not None
    return found


def test_each_day_says_what_it_adds_and_the_sum_so_far() -> None:
    count = counted(derived("3 working_days", accepted("2026-02-12T09:00")))
    assert [(f"{day.on:%d/%m}", day.kind.value, day.amount, day.total) for day in count.days] == [
        ("12/02", "work", 360, 360),
        ("13/02", "work", 480, 840),
        ("14/02", "off", 0, 840),
        ("15/02", "off", 0, 840),
        ("16/02", "special", 0, 840),
        ("17/02", "special", 0, 840),
        ("18/02", "special", 0, 840),
        ("19/02", "special", 0, 840),
        ("20/02", "special", 0, 840),
        ("21/02", "off", 0, 840),
        ("22/02", "off", 0, 840),
        ("23/02", "work", 480, 1320),
        ("24/02", "work", 120, 1440),
    ]
    assert (count.measure, count.total, count.days[4].name) == ("minutes", 1440, "Tết Nguyên đán")


def test_whole_days_leave_out_the_first_and_name_make_up_days() -> None:
    count = counted(derived("3 working_days", accepted("2026-08-20T10:00"), mode=CountingMode.CIVIL))
    assert [(day.kind.value, day.amount) for day in count.days] == [
        ("wait", 0), ("work", 1), ("make_up", 1), ("off", 0), ("work", 1),
    ]  # fmt: skip
    assert (count.measure, count.total) == ("days", 3)


def test_dates_run_through_days_off_and_what_is_pushed_adds_nothing() -> None:
    count = counted(derived("3 calendar_days", accepted("2026-03-05T09:00")))
    assert [(f"{day.on:%d/%m}", day.kind.value, day.amount) for day in count.days] == [
        ("05/03", "wait", 0), ("06/03", "work", 1), ("07/03", "off", 1), ("08/03", "off", 1), ("09/03", "pushed", 0),
    ]  # fmt: skip


def test_a_pause_adds_nothing_and_a_restart_begins_anew() -> None:
    paused = event(K.PAUSED, "2026-03-03T10:00")
    resumed = derived("3 working_days", accepted("2026-03-02T09:00"), paused, event(K.RESUMED, "2026-03-06T10:00"))
    kinds = [day.kind for day in counted(resumed).days]
    assert kinds[:5] == [LineKind.WORK, LineKind.WORK, LineKind.PAUSE, LineKind.PAUSE, LineKind.WORK]
    restarted = derived("3 working_days", accepted("2026-03-02T09:00"), paused, event(K.RESTARTED, "2026-03-06T10:00"))
    assert [counted(restarted).days[0].on, counted(restarted).total] == [date(2026, 3, 6), 1440]


def test_a_clock_that_stands_is_counted_as_if_it_went_on() -> None:
    standing = derived("3 working_days", accepted("2026-03-02T09:00"), event(K.PAUSED, "2026-03-03T10:00"))
    assert counted(standing).total == 1440


def test_a_pause_after_the_due_date_counts_nothing_more() -> None:
    late = derived(
        "1 working_days",
        accepted("2026-03-02T09:00"),
        event(K.PAUSED, "2026-03-05T10:00"),
        event(K.RESUMED, "2026-03-06T10:00"),
    )
    assert counted(late).total == 480


def test_what_a_reappointment_adds_was_promised_not_counted() -> None:
    moved = derived(
        "3 working_days",
        accepted("2026-03-02T09:00"),
        event(K.REAPPOINTED, "2026-03-04T09:00", promised="2026-03-09T17:00"),
    )
    assert [counted(moved).total, counted(moved).days[-1].on] == [1440, date(2026, 3, 5)]


def test_a_closed_day_is_named_and_adopted_history_is_not_counted() -> None:
    shut = office(closures=(Closure(at("2026-03-04T00:00"), at("2026-03-05T00:00"), "Bão", "Công điện 3"),))
    day = counted(derived("3 working_days", accepted("2026-03-03T09:00"), calendars=(shut,))).days[1]
    assert (day.kind, day.name, day.source) == (LineKind.CLOSURE, "Bão", "Công điện 3")
    adopted = derived(None, event(K.ADOPTED, "2026-03-02T09:00", promised="2026-03-20T17:00"), rules=AS_PROMISED)
    assert hand_count(adopted.stages, adopted.calendar) is None
    assert spans(adopted.stages, None, at("2026-03-09T09:00")) == ()


LIMITS = st.sampled_from(["7 working_hours", "9 working_days", "20 calendar_days", "1 calendar_months", "same_day"])


@given(starts, LIMITS, st.sampled_from(CountingMode), st.integers(0, 9_000), st.integers(0, 20_000))
def test_the_days_add_up_to_the_limit_whatever_stood_still(
    start: datetime, limit: str, mode: CountingMode, after: int, length: int
) -> None:
    paused = start + timedelta(minutes=after)
    events = (
        ClockEvent(K.ACCEPTED, start, calendar_version="v1"),
        ClockEvent(K.PAUSED, paused),
        ClockEvent(K.RESUMED, paused + timedelta(minutes=length)),
    )
    plain, moved = (counted(derived(limit, *told, mode=mode)) for told in (events[:1], events))
    assert moved.total == plain.total
    if plain.basis is Basis.MINUTES:
        assert moved.total == {"7 working_hours": 420, "9 working_days": 4320}[limit]
    assert moved.days[-1].on == local_date(moved.term.due or start)


def kinds_of(found: Derivation, now: str) -> list[tuple[str, str]]:
    told = spans(found.stages, found.ended_at, at(now))
    assert all(one.ends == other.starts for one, other in pairwise(told))
    return [(span.kind.value, f"{span.ends.astimezone(at(now).tzinfo):%d/%m %H:%M}") for span in told]


def test_spans_tell_what_was_counted_what_stood_and_what_is_left() -> None:
    start, paused = accepted("2026-03-02T09:00"), event(K.PAUSED, "2026-03-03T10:00")
    assert kinds_of(derived("5 working_days", start), "2026-03-04T09:00") == [
        ("used", "04/03 09:00"), ("left", "09/03 09:00"),
    ]  # fmt: skip
    assert kinds_of(derived("5 working_days", start, paused), "2026-03-04T09:00") == [
        ("used", "03/03 10:00"), ("paused", "04/03 09:00"),
    ]  # fmt: skip
    again = derived("1 working_days", start, paused, event(K.RESTARTED, "2026-03-05T09:00"))
    assert kinds_of(again, "2026-03-10T09:00") == [
        ("void", "03/03 10:00"), ("paused", "05/03 09:00"), ("used", "06/03 09:00"), ("late", "10/03 09:00"),
    ]  # fmt: skip


def test_what_ends_in_the_minute_in_which_it_began_spares_its_whole_term() -> None:
    found = derived("1 working_days", accepted("2026-03-02T09:00"), event(K.ENDED, "2026-03-02T09:00"))
    (span,) = spans(found.stages, found.ended_at, at("2026-03-05T09:00"))
    assert (span.kind, span.starts, span.ends) == ("spare", at("2026-03-02T09:00"), found.due)


def test_spans_tell_what_a_reappointment_added_and_what_came_too_late() -> None:
    events = accepted("2026-03-02T09:00"), event(K.REAPPOINTED, "2026-03-04T09:00", promised="2026-03-09T17:00")
    moved = derived("3 working_days", *events)
    assert [kind for kind, _ends in kinds_of(moved, "2026-03-04T10:00")] == ["used", "left", "promised"]
    ended = derived("3 working_days", *events, event(K.ENDED, "2026-03-10T10:00"))
    assert kinds_of(ended, "2026-04-04T10:00") == [
        ("used", "05/03 09:00"), ("promised", "09/03 17:00"), ("late", "10/03 10:00"),
    ]  # fmt: skip
    early = derived("3 working_days", events[0], event(K.ENDED, "2026-03-03T10:00"))
    assert kinds_of(early, "2026-04-04T10:00") == [("used", "03/03 10:00"), ("spare", "05/03 09:00")]
    stopped = derived(
        "3 working_days", events[0], event(K.PAUSED, "2026-03-03T10:00"), event(K.ENDED, "2026-03-04T10:00")
    )
    assert kinds_of(stopped, "2026-04-04T10:00") == [("used", "03/03 10:00"), ("paused", "04/03 10:00")]
    undated = derived(
        None,
        event(K.ADOPTED, "2026-03-02T09:00"),
        event(K.REAPPOINTED, "2026-03-03T09:00", promised="2026-03-09T17:00"),
        rules=AS_PROMISED,
    )
    assert spans(undated.stages, None, at("2026-03-04T09:00")) == ()


def step(limit: str, start: str, *events: ClockEvent) -> tuple[Stage, ...]:
    clock = ClockFacts(ND118_2025, None, None, CountingMode.MINUTES, events)
    stages = step_stages(TimeLimit.parse(limit), at(start), clock, office())
    assert stages[-1].term.due == step_due(TimeLimit.parse(limit), at(start), clock, office())
    return stages


def test_a_step_has_lines_of_its_own() -> None:
    assert [line.text for line in explain_step(step("4 working_hours", "2026-03-02T10:00"), office())] == [
        "Bước bắt đầu lúc 10:00 thứ Hai 02/03/2026; thời hạn của bước: 4 giờ làm việc.",
        "Từ 10:00 thứ Hai 02/03/2026 đến 16:00 thứ Hai 02/03/2026: tính 4 giờ.",
        "Nghỉ trưa 11:30–13:30, 02/03/2026: không tính.",
        "Hạn của bước: 16:00 thứ Hai 02/03/2026.",
    ]


def test_a_pause_moves_the_date_of_a_step_and_stands_in_its_lines() -> None:
    paused, resumed = event(K.PAUSED, "2026-03-02T11:00", reason="phí"), event(K.RESUMED, "2026-03-03T11:00")
    kinds = [
        line.kind.value for line in explain_step(step("4 working_hours", "2026-03-02T10:00", paused, resumed), office())
    ]
    assert kinds == ["start", "work", "pause", "moved", "work", "break", "due"]
    standing = explain_step(step("4 working_hours", "2026-03-02T10:00", paused), office())
    assert standing[-1].text == "Hạn của bước trước khi tạm dừng: 16:00 thứ Hai 02/03/2026."
    stray = step(
        "4 working_hours", "2026-03-02T10:00", event(K.CALENDAR_APPLIED, "2026-03-02T11:00", version="v1"), resumed
    )
    assert len(stray) == 1


def test_a_date_promised_too_late_moves_nothing_and_says_so() -> None:
    told = late_promise(event(K.REAPPOINTED, "2026-03-12T09:00", promised="2026-03-16T17:00", reason="bão"))
    assert told.text == (
        "Xin lỗi và hẹn ngày mới 17:00 thứ Hai 16/03/2026 khi đã quá hạn: hạn không đổi, hồ sơ vẫn là quá hạn. "
        "Lý do: bão."
    )


def test_who_did_it_and_why_stand_in_the_lines() -> None:
    told = derived(
        "5 working_days",
        ClockEvent(K.ACCEPTED, at("2026-03-02T09:00"), calendar_version="v1", actor="Bộ phận Một cửa"),
        ClockEvent(K.PAUSED, at("2026-03-03T10:00"), reason="chờ bổ sung", actor="Phòng Kinh tế"),
    )
    assert told.lines[0].text.endswith("thời hạn 5 ngày làm việc. Người thực hiện: Bộ phận Một cửa.")
    assert told.lines[-2].text.endswith("chưa tính tiếp. Lý do: chờ bổ sung. Người thực hiện: Phòng Kinh tế.")


def test_breaks_that_are_not_at_noon_and_closed_rests_are_told_rightly() -> None:
    short = tuple(
        Session(day, opens, closes)
        for day in range(5)
        for opens, closes in ((time(7), time(9)), (time(9, 15), time(11)), (time(11), time(12)))
    )
    lines = derived("1 working_days", accepted("2026-03-02T07:00"), calendars=(office(sessions=short),)).lines
    assert [line.text for line in lines if line.kind is LineKind.BREAK] == [
        "Nghỉ giữa hai buổi 09:00–09:15, 02/03/2026: không tính."
    ]
    shut = office(sessions=SESSIONS, closures=(Closure(at("2026-03-02T10:00"), at("2026-03-02T15:00"), "Mất điện"),))
    lines = derived("1 working_days", accepted("2026-03-02T07:00"), calendars=(shut,)).lines
    assert [line.kind for line in lines if line.kind is LineKind.BREAK] == []


@pytest.mark.parametrize("limit", ["5 working_days", "9 working_hours"])
@given(starts, st.integers(0, 5_000))
def test_every_minute_between_acceptance_and_due_date_is_in_a_line(limit: str, start: datetime, minute: int) -> None:
    derivation = derived(limit, ClockEvent(K.ACCEPTED, start, calendar_version="v1"))
    assert derivation.due is not None
    moment = start + timedelta(minutes=minute)
    if moment < derivation.due:
        on_edge_of_days_off = not derivation.calendar or not all(
            derivation.calendar.is_working_day(local_date(moment) + timedelta(days=n)) for n in (-1, 0, 1)
        )
        covered = any(line.starts <= moment < line.ends for line in derivation.lines)
        assert covered or on_edge_of_days_off
