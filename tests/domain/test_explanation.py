"""A derivation explains every interval: what it tells adds up to what was counted."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.deadlines import AS_PROMISED, ClockEvent, ClockKind, Derivation, LineKind
from motcua.domain.worktime import Closure, CountingMode, DayKind, Session, SpecialDay
from tests.domain.offices import SESSIONS, accepted, at, derived, event, office

MINUTES, CIVIL = CountingMode.MINUTES, CountingMode.CIVIL
K = ClockKind
COUNTED = {LineKind.WORK, LineKind.MAKE_UP}
starts = st.integers(0, 650_000).map(lambda minutes: at("2025-03-01T00:00") + timedelta(minutes=minutes))


def told(derivation: Derivation) -> list[str]:
    return [line.text for line in derivation.lines]


def test_tet_is_named_between_the_days_that_count() -> None:
    assert told(derived("5 working_days", accepted("2026-02-11T09:00"))) == [
        "Tiếp nhận hồ sơ đầy đủ, hợp lệ lúc 09:00 thứ Tư 11/02/2026; thời hạn 5 ngày làm việc.",
        "Từ 09:00 thứ Tư 11/02/2026 đến 17:00 thứ Sáu 13/02/2026: tính 2 ngày 6 giờ.",
        "Nghỉ trưa 11:30–13:30, 11/02/2026 – 13/02/2026: không tính.",
        "Đêm 17:00–07:00, 11/02/2026 – 12/02/2026: không tính.",
        "14/02/2026 – 15/02/2026: cuối tuần, không tính.",
        "16/02/2026 – 20/02/2026: Tết Nguyên đán, không tính.",
        "21/02/2026 – 22/02/2026: cuối tuần, không tính.",
        "Từ 07:00 thứ Hai 23/02/2026 đến 09:00 thứ Tư 25/02/2026: tính 2 ngày 2 giờ.",
        "Nghỉ trưa 11:30–13:30, 23/02/2026 – 24/02/2026: không tính.",
        "Đêm 17:00–07:00, 23/02/2026 – 24/02/2026: không tính.",
        "Hạn trả kết quả: 09:00 thứ Tư 25/02/2026.",
    ]


def test_whole_days_leave_out_the_day_of_acceptance_and_name_make_up_days() -> None:
    assert told(derived("3 working_days", accepted("2026-08-20T10:00"), mode=CIVIL)) == [
        "Tiếp nhận hồ sơ đầy đủ, hợp lệ lúc 10:00 thứ Năm 20/08/2026; thời hạn 3 ngày làm việc.",
        "Ngày bắt đầu, thứ Năm 20/08/2026: không tính.",
        "21/08/2026: tính 1 ngày làm việc.",
        "Làm bù thứ Bảy 22/08/2026 (Làm bù cho ngày 31/08/2026): tính 1 ngày làm việc.",
        "23/08/2026: cuối tuần, không tính.",
        "24/08/2026: tính 1 ngày làm việc.",
        "Hạn trả kết quả: 17:00 thứ Hai 24/08/2026.",
    ]


def test_what_comes_after_the_hour_of_the_day_is_told_so() -> None:
    late, in_time = (told(derived("same_day", accepted(f"2026-03-06T15:0{minute}"))) for minute in (5, 0))
    assert late[1] == "Nhận sau 15:00, thứ Sáu 06/03/2026: ngày nhận không tính, trả trong ngày làm việc tiếp theo."
    assert late[-1] == "Hạn trả kết quả: 17:00 thứ Hai 09/03/2026."
    assert in_time[-1] == "Hạn trả kết quả: 17:00 thứ Sáu 06/03/2026."


def test_a_make_up_day_counts_its_minutes_under_its_name() -> None:
    lines = derived("3 working_days", accepted("2026-08-20T10:00")).lines
    assert [(line.kind, line.minutes) for line in lines if line.kind in COUNTED] == [
        (LineKind.WORK, 780),
        (LineKind.MAKE_UP, 480),
        (LineKind.WORK, 180),
    ]


def test_calendar_days_run_through_days_off_and_only_the_last_is_pushed() -> None:
    assert told(derived("3 calendar_days", accepted("2026-02-12T09:00")))[1:] == [
        "13/02/2026 – 15/02/2026: tính 3 ngày liên tục, kể cả ngày nghỉ.",
        "Ngày cuối, Chủ nhật 15/02/2026, là ngày nghỉ: hạn chuyển sang ngày làm việc tiếp theo.",
        "15/02/2026: cuối tuần, không tính.",
        "16/02/2026 – 20/02/2026: Tết Nguyên đán, không tính.",
        "21/02/2026 – 22/02/2026: cuối tuần, không tính.",
        "Hạn trả kết quả: 17:00 thứ Hai 23/02/2026.",
    ]


def test_a_last_day_off_that_is_behind_is_only_pushed() -> None:
    pause = event(K.PAUSED, "2026-03-08T09:00"), event(K.RESUMED, "2026-03-08T10:00")
    lines = told(derived("4 calendar_days", accepted("2026-03-03T09:00"), *pause))
    assert lines[5:7] == [
        "Ngày cuối, thứ Bảy 07/03/2026, là ngày nghỉ: hạn chuyển sang ngày làm việc tiếp theo.",
        "07/03/2026 – 08/03/2026: cuối tuần, không tính.",
    ]


def test_what_waits_for_the_next_opening_says_so() -> None:
    assert told(derived("1 working_hours", accepted("2026-03-02T18:00")))[1:3] == [
        "Ngoài giờ làm việc: bắt đầu tính từ 07:00 thứ Ba 03/03/2026.",
        "Từ 07:00 thứ Ba 03/03/2026 đến 08:00 thứ Ba 03/03/2026: tính 1 giờ.",
    ]


def test_a_pause_says_from_when_to_when_and_why_and_what_it_moved() -> None:
    lines = told(
        derived(
            "5 working_days",
            accepted("2026-03-02T09:00"),
            event(K.PAUSED, "2026-03-03T10:00"),
            event(K.RESUMED, "2026-03-04T10:00", reason="đã nộp phí"),
        )
    )
    assert lines[4:6] == [
        "Tạm dừng từ 10:00 thứ Ba 03/03/2026 đến 10:00 thứ Tư 04/03/2026: không tính. Lý do: đã nộp phí.",
        "Hạn lùi từ 09:00 thứ Hai 09/03/2026 đến 09:00 thứ Ba 10/03/2026, bằng thời gian tạm dừng.",
    ]


def test_a_restart_a_reappointment_a_calendar_and_the_end_have_their_lines() -> None:
    lines = derived(
        "5 working_days",
        accepted("2026-03-02T09:00"),
        event(K.PAUSED, "2026-03-03T10:00"),
        event(K.RESTARTED, "2026-03-12T18:00"),
        event(K.CALENDAR_APPLIED, "2026-03-13T08:00", version="v1"),
        event(K.REAPPOINTED, "2026-03-18T10:00", promised="2026-03-24T17:00", reason="chờ xác minh"),
        event(K.ENDED, "2026-03-25T09:00"),
    ).lines
    assert [line.kind.value for line in lines] == [
        "start", "work", "break", "night", "pause", "restart", "wait", "calendar", "work", "break", "off", "work",
        "break", "night", "reappoint", "due", "ended",
    ]  # fmt: skip
    assert lines[5].text == "Nhận đủ bổ sung lúc 18:00 thứ Năm 12/03/2026: tính lại từ đầu, thời hạn 5 ngày làm việc."
    assert lines[7].text == "Áp dụng lịch làm việc phiên bản v1: tính lại toàn bộ theo lịch này."
    assert lines[14].text == (
        "Hẹn lại: hạn trả đổi từ 17:00 thứ Năm 19/03/2026 sang 17:00 thứ Ba 24/03/2026. Lý do: chờ xác minh."
    )
    assert lines[16].text == "Kết thúc xử lý lúc 09:00 thứ Tư 25/03/2026, quá hạn."


def test_a_clock_that_stands_says_since_when() -> None:
    lines = told(derived("5 working_days", accepted("2026-03-02T09:00"), event(K.PAUSED, "2026-03-03T10:00")))
    assert lines[-2:] == [
        "Đang tạm dừng từ 10:00 thứ Ba 03/03/2026: chưa tính tiếp.",
        "Hạn trả kết quả trước khi tạm dừng: 09:00 thứ Hai 09/03/2026.",
    ]


def test_a_provisional_year_is_told() -> None:
    assert told(derived("2 working_days", accepted("2026-12-31T09:00")))[-1] == (
        "Lịch năm 2027 mới là dự kiến: hạn này là tạm tính."
    )


def test_adopted_history_says_from_where_it_came() -> None:
    taken = event(K.ADOPTED, "2026-03-02T09:00", promised="2026-03-20T17:00", reason="WABO")
    assert told(derived(None, taken, event(K.ENDED, "2026-03-05T09:00"), rules=AS_PROMISED)) == [
        "Tiếp quản từ WABO: hạn trả 17:00 thứ Sáu 20/03/2026 theo hẹn đã có.",
        "Hạn trả kết quả: 17:00 thứ Sáu 20/03/2026.",
        "Kết thúc xử lý lúc 09:00 thứ Năm 05/03/2026.",
    ]
    assert told(derived(None, event(K.ADOPTED, "2026-03-02T09:00"), rules=AS_PROMISED)) == [
        "Tiếp quản từ không rõ: hạn trả không rõ theo hẹn đã có."
    ]


def test_adopted_history_that_goes_on_tells_its_events() -> None:
    undated = event(K.ADOPTED, "2026-03-02T09:00", version="v1")
    promised = event(K.REAPPOINTED, "2026-03-03T09:00", promised="2026-03-10T10:00")
    lines = derived(
        "1 working_days",
        undated,
        promised,
        event(K.RESTARTED, "2026-03-05T09:00"),
        event(K.RESTARTED, "2026-03-07T09:00"),
        mode=CIVIL,
        rules=AS_PROMISED,
    ).lines
    kinds = [line.kind.value for line in lines]
    assert kinds == ["adopted", "reappoint", "restart", "restart", "off", "work", "due"]
    assert "từ không rõ sang" in lines[1].text


SHUT = office(
    closures=(
        Closure(at("2026-03-04T13:30"), at("2026-03-06T09:00"), "Mất điện", "Thông báo 12/TB-UBND"),
        Closure(at("2026-04-01T13:30"), at("2026-04-02T09:00"), "Họp"),
    )
)


def test_closures_are_named() -> None:
    lines = derived("3 working_days", accepted("2026-03-03T09:00"), calendars=(SHUT,)).lines
    assert [line.kind.value for line in lines] == [
        "start", "work", "break", "night", "closure", "closure", "closure", "work", "break", "off", "work",
        "break", "due",
    ]  # fmt: skip
    assert lines[4].text == (
        "Đóng cửa từ 13:30 thứ Tư 04/03/2026 đến 09:00 thứ Sáu 06/03/2026: không tính (Mất điện). "
        "Căn cứ: Thông báo 12/TB-UBND."
    )
    assert lines[5].text == "05/03/2026: Mất điện, không tính. Căn cứ: Thông báo 12/TB-UBND."
    assert (lines[5].name, lines[5].source) == ("Mất điện", "Thông báo 12/TB-UBND")


def test_a_weekday_without_sessions_is_said_to_have_none() -> None:
    no_wednesdays = office(sessions=tuple(s for s in SESSIONS if s.weekday != 2))
    lines = told(derived("2 working_days", accepted("2026-03-03T09:00"), calendars=(no_wednesdays,)))
    assert "04/03/2026: không có giờ làm việc, không tính." in lines


def test_a_make_up_day_without_minutes_is_a_day_off_like_others() -> None:
    odd = (Session(0, at("2026-03-02T07:00").time(), at("2026-03-02T12:00").time()),)
    days = (SpecialDay(date(2026, 3, 7), DayKind.MAKE_UP, "Làm bù"),)
    lines = told(derived("2 working_days", accepted("2026-03-02T07:00"), calendars=(office(sessions=odd, days=days),)))
    assert lines[2:5] == [
        "03/03/2026 – 06/03/2026: không có giờ làm việc, không tính.",
        "07/03/2026: Làm bù, không tính.",
        "08/03/2026: cuối tuần, không tính.",
    ]


@given(starts, st.integers(1, 40), st.integers(0, 20_000), st.integers(0, 20_000))
def test_lines_add_up_to_the_limit_in_minutes(start: datetime, days: int, after: int, length: int) -> None:
    paused = start + timedelta(minutes=after)
    derivation = derived(
        f"{days} working_days",
        ClockEvent(K.ACCEPTED, start, calendar_version="v1"),
        ClockEvent(K.PAUSED, paused),
        ClockEvent(K.RESUMED, paused + timedelta(minutes=length)),
    )
    assert sum(line.minutes for line in derivation.lines) == days * 480


@given(starts, st.integers(1, 40), st.integers(0, 20_000), st.integers(0, 20_000))
def test_lines_add_up_to_the_limit_in_days(start: datetime, days: int, after: int, length: int) -> None:
    paused = start + timedelta(minutes=after)
    derivation = derived(
        f"{days} working_days",
        ClockEvent(K.ACCEPTED, start, calendar_version="v1"),
        ClockEvent(K.PAUSED, paused),
        ClockEvent(K.RESUMED, paused + timedelta(minutes=length)),
        mode=CIVIL,
    )
    counted = [line.params.get("days", 1) for line in derivation.lines if line.kind in COUNTED]
    assert sum(number for number in counted if isinstance(number, int)) == days


@given(
    starts,
    st.sampled_from(["7 working_hours", "9 working_days", "20 calendar_days", "same_day"]),
    st.sampled_from(CountingMode),
)
def test_lines_follow_each_other_and_end_with_the_due_instant(start: datetime, limit: str, mode: CountingMode) -> None:
    derivation = derived(limit, ClockEvent(K.ACCEPTED, start, calendar_version="v1"), mode=mode)
    assert all(one.starts <= other.starts for one, other in pairwise(derivation.lines))
    dues = [line for line in derivation.lines if line.kind is LineKind.DUE]
    assert [line.starts for line in dues] == [derivation.due]


def test_a_line_has_a_template_for_translators() -> None:
    line = derived("5 working_days", accepted("2026-02-11T09:00")).lines[-1]
    assert line.template == "Hạn trả kết quả: %(due)s."
    english = {
        line.template: "Due: %(due)s.",
        "%(time)s %(weekday)s %(date)s": "%(weekday)s %(date)s %(time)s",
        "thứ Tư": "Wed",
    }
    assert line.sentence.render(english.__getitem__) == "Due: Wed 25/02/2026 09:00."


@pytest.mark.parametrize("mode", CountingMode)
def test_every_line_renders(mode: CountingMode) -> None:
    pause = event(K.PAUSED, "2026-02-12T10:00"), event(K.RESUMED, "2026-02-24T10:00")
    for limit in ("5 working_days", "10 calendar_days", "same_day", "30 working_hours"):
        assert all(told(derived(limit, accepted("2026-02-11T09:00"), *pause, mode=mode)))
