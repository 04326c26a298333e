"""docs/rules/lateness.md is executed: every row of every table is computed again; an unknown table fails.

The two tables of what is shipped with the product need its apps: tests/notifications/test_lateness_page.py.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from motcua.domain import apologies, foresight, oddities, watching
from motcua.domain.apologies import LetterState, Met, Relief, Standing
from motcua.domain.clock_facts import Basis, ClockEvent, ClockFacts, ClockKind, LineKind
from motcua.domain.deadlines import Derivation, TimeLimit, derive, limit_due, near_from, rule_set, rule_set_at
from motcua.domain.errors import LadderBroken
from motcua.domain.errors_apologies import NewDateNotPossible
from motcua.domain.hand_count import hand_count
from motcua.domain.remaining import TimeState, state_at
from motcua.domain.waiting import closing_of
from motcua.domain.watching import LEVEL_WORDS, Level, Load, Rule, Trigger, Watched
from motcua.domain.worktime import CountingMode
from tests.domain.executed_page import Row, tables, text_of
from tests.domain.lateness_rows import (
    DUE,
    YES,
    check_allotted,
    check_band,
    check_beats,
    check_burst,
    check_entered,
    check_forecast,
    check_released,
    check_returned,
    check_sample,
)
from tests.domain.test_deadlines_page import CALENDARS, EVENTS, STANDARD, day, instant, parse_event, written

TEXT = text_of("lateness")
PAGE = tables(TEXT)
MINUTES = CountingMode.MINUTES
FIRST = day("01/01/2018")

TRIGGERS = {
    "sắp đến hạn": Trigger.NEAR,
    "đến hạn hôm nay": Trigger.TODAY,
    "quá hạn": Trigger.LATE,
    "tạm dừng quá lâu": Trigger.PAUSED,
    "chờ nơi khác quá lâu": Trigger.WAITING,
    "ý kiến quá hạn trả lời": Trigger.OPINION,
    "kết quả lâu chưa đến nhận": Trigger.UNCOLLECTED,
}
LEVELS = {words.lower(): Level(level) for level, words in LEVEL_WORDS.items()}
LOADS = {
    "không có": Load.NONE,
    "nhẹ": Load.LIGHT,
    "vừa sức": Load.FULL,
    "nặng": Load.HEAVY,
    "quá sức": Load.OVER,
    "chưa rõ": Load.UNKNOWN,
}
RELIEFS = {
    "còn": None,
    "đóng: xong trước hạn": Relief.ENDED_IN_TIME,
    "đóng: đồng hồ dừng trước hạn": Relief.PAUSED,
    "đóng: hạn đã đổi trước khi đến": Relief.DATE_MOVED,
}
METS = {
    "gửi đúng lúc": Met.IN_TIME,
    "gửi muộn": Met.LATE,
    "còn nợ, chưa đến hạn gửi": Met.OWED,
    "còn nợ, quá hạn gửi": Met.OVERDUE,
    "không cần nữa": Met.NOT_NEEDED,
}
GROUNDS = {
    "–": None,
    "sát hạn mà việc còn dài": apologies.Ground.NEAR,
    "đã quá hạn": apologies.Ground.PASSED,
}
DAYS = {LineKind.WORK: "ngày làm việc", LineKind.OFF: "nghỉ hằng tuần"}


def told_instant(text: str) -> datetime | None:
    return None if text == "–" else instant(text)


def derivation(limit: str, history: str) -> Derivation:
    events = tuple(parse_event(text) for text in history.split("; "))
    facts = ClockFacts(rule_set_at(events[0].at), TimeLimit.parse(limit), None, MINUTES, events)
    return derive(facts, CALENDARS)


# --- counting and being late


def check_day(row: Row) -> None:
    found = derivation("3 working_days", "tiếp nhận 09:00 12/02/2026")
    count = hand_count(found.stages, found.calendar)
    assert count is not None
    assert (count.basis, len(count.days)) == (Basis.MINUTES, 13)
    counted = next(each for each in count.days if each.on == day(row["Đếm ngày"]))
    hours = ", ".join(f"{written(starts)[:5]}–{written(ends)[:5]}" for starts, ends in counted.stretches) or "–"
    told = (counted.name or DAYS[counted.kind], hours, str(counted.amount), str(counted.total))
    assert told == (row["Ngày gì"], row["Giờ được tính"], row["Cộng phút"], row["Cộng dồn"])


def check_step(row: Row) -> None:
    start = instant(row["Bước bắt đầu"])
    due = limit_due(TimeLimit.parse(row["Thời hạn của bước"]), start, STANDARD, rule_set_at(start))
    assert written(due) == row["Hạn của bước"]


def check_late(row: Row) -> None:
    found = derivation("5 working_days", row["Diễn biến"])
    assert found.due is not None
    if found.ended_at is not None:
        late = found.ended_at > found.due
        assert ("quá hạn" in found.lines[-1].text) is late
        said = "quá hạn" if late else "trong hạn"
    else:
        state = state_at(instant(row["Xem lúc"]), found.due, paused_since=found.paused_since)
        said = {TimeState.LATE: "quá hạn", TimeState.PAUSED: "đang dừng"}.get(state, "trong hạn")
    assert said == row["Kết luận"]


def check_near(row: Row) -> None:
    percent = int(row["Tỷ lệ"].removesuffix(" %"))
    found = near_from(STANDARD, instant(row["Tính từ"]), instant(row["Đến hạn"]), percent)
    assert written(found) == row["Sắp đến hạn từ"]


def check_closing(row: Row) -> None:
    accepted = instant("09:00 12/02/2026")
    events = [
        ClockEvent(ClockKind.ACCEPTED, accepted, calendar_version=row["Lịch lúc yêu cầu"]),
        ClockEvent(ClockKind.PAUSED, instant(row["Yêu cầu bổ sung"])),
    ]
    applied = row["Lịch áp dụng trong lúc chờ"]
    if applied != "–":
        events.append(ClockEvent(ClockKind.CALENDAR_APPLIED, events[-1].at, calendar_version=applied))
    facts = ClockFacts(rule_set_at(accepted), TimeLimit.parse("5 working_days"), None, MINUTES, tuple(events))
    assert written(closing_of(facts, CALENDARS)) == row["Được đóng từ"]


# --- watching


def check_threshold(row: Row) -> None:
    usual = watching.USUAL
    assert {
        Trigger.PAUSED: usual.paused_days,
        Trigger.WAITING: usual.waiting_days,
        Trigger.UNCOLLECTED: usual.uncollected_days,
    }[TRIGGERS[row["Ngưỡng"]]] == int(row["Số ngày"])


def check_too_long(row: Row) -> None:
    before = watching.too_long_before(day(row["Hôm nay"]), int(row["Ngưỡng ngày"]))
    assert YES[instant(row["Bắt đầu lúc"]) < before] == row["Quá lâu"]


def check_load(row: Row) -> None:
    usual = None if row["Thường xong một ngày"] == "–" else int(row["Thường xong một ngày"])
    assert watching.load(int(row["Hồ sơ đến hạn"]), usual) is LOADS[row["Mức"]]


def rule(trigger: Trigger, level: Level, days: int) -> Rule:
    morning = {Trigger.NEAR, Trigger.LATE, Trigger.OPINION}
    hour = None if trigger in morning else time(8)
    return Rule(f"{trigger}-{level}-{days}", trigger, level, "bell", FIRST, after_days=days, at_time=hour)


def check_moment(row: Row) -> None:
    anchor = told_instant(row["Mốc"])
    watched = Watched(
        started=instant("09:00 02/03/2026"),
        near=instant("09:00 06/03/2026"),
        due=DUE,
        paused=anchor,
        waiting=anchor,
        opinion_due=anchor,
        ended=anchor,
    )
    told = rule(TRIGGERS[row["Nói khi"]], Level.OFFICER, int(row["Sau ngày"]))
    assert written(watching.moment_of(told, watched, STANDARD, watching.USUAL)) == row["Nói lúc"]


def check_ladder(row: Row) -> None:
    rules = [
        rule(Trigger.LATE, LEVELS[words], int(days))
        for words, days in (text.split(" sau ") for text in row["Báo về quá hạn cho"].split("; "))
    ]
    try:
        watching.check_ladder(rules)
    except LadderBroken:
        assert row["Nhận"] == "không"
    else:
        assert row["Nhận"] == "có"


# --- apologies


def check_letter(row: Row) -> None:
    found = apologies.letter_due(
        STANDARD,
        started=instant(row["Hồ sơ tính từ"]),
        due=instant(row["Hạn trả"]),
        rules=rule_set(row["Quy định"]),
    )
    assert written(found) == row["Thư đi chậm nhất"]


def check_ground(row: Row) -> None:
    standing = Standing(
        due=DUE,
        letter_due=instant("17:00 06/03/2026"),
        near=instant("09:00 06/03/2026"),
        work_ends=instant(row["Các bước còn lại xong lúc"]),
    )
    assert apologies.ground_of_date(standing, instant(row["Bây giờ là"])) is GROUNDS[row["Mở vì"]]


def check_relief(row: Row) -> None:
    at, happened = instant(row["Lúc"]), row["Chuyện xảy ra"]
    found = apologies.relief_of(
        DUE,
        at,
        ended_at=at if happened == "kết thúc" else None,
        due=instant("17:00 12/03/2026") if happened == "hạn đổi" else DUE,
        paused=happened == "tạm dừng",
    )
    assert found is RELIEFS[row["Nghĩa vụ"]]


def check_met(row: Row) -> None:
    states = {"đã gửi": LetterState.SENT, "chưa gửi": LetterState.OPEN, "không cần nữa": LetterState.CLOSED_NOT_NEEDED}
    found = apologies.met_of(
        states[row["Thư"]],
        due_by=instant("17:00 06/03/2026"),
        sent_at=told_instant(row["Gửi lúc"]),
        at=instant(row["Xem sổ lúc"]),
    )
    assert found is METS[row["Ô"]]


def check_letter_act(row: Row) -> None:
    state, act, after = (text.strip("`") for text in row.values())
    assert apologies.next_state(LetterState(state), apologies.Act(act)) is LetterState(after)


def check_new_date(row: Row) -> None:
    try:
        apologies.check_new_date(STANDARD, instant(row["Ngày mới"]), due=DUE, at=instant("10:00 06/03/2026"))
    except NewDateNotPossible:
        assert row["Nhận được"] == "không"
    else:
        assert row["Nhận được"] == "có"


def check_reappointments(row: Row) -> None:
    assert rule_set(row["Theo quy định"]).reappointments == int(row["Số lần hẹn lại"])


RULES_HEAD = ("Báo khi", "Báo cho", "Sau", "Giờ")
REASONS_HEAD = ("Mã nguyên nhân", "Nguyên nhân")
LETTER_HEAD = ("Thư đang", "Việc với thư", "Thành")
CHECKS: dict[tuple[str, ...], Callable[[Row], None]] = {
    ("Đếm ngày", "Ngày gì", "Giờ được tính", "Cộng phút", "Cộng dồn"): check_day,
    ("Bước bắt đầu", "Thời hạn của bước", "Hạn của bước"): check_step,
    ("Diễn biến", "Xem lúc", "Kết luận"): check_late,
    ("Tính từ", "Đến hạn", "Tỷ lệ", "Sắp đến hạn từ"): check_near,
    ("Yêu cầu bổ sung", "Lịch lúc yêu cầu", "Lịch áp dụng trong lúc chờ", "Được đóng từ"): check_closing,
    ("Ngưỡng", "Số ngày"): check_threshold,
    ("Bắt đầu lúc", "Ngưỡng ngày", "Hôm nay", "Quá lâu"): check_too_long,
    ("Hồ sơ đến hạn", "Thường xong một ngày", "Mức"): check_load,
    ("Nói khi", "Sau ngày", "Mốc", "Nói lúc"): check_moment,
    ("Báo về quá hạn cho", "Nhận"): check_ladder,
    ("Hồ sơ tính từ", "Hạn trả", "Quy định", "Thư đi chậm nhất"): check_letter,
    ("Các bước còn lại xong lúc", "Bây giờ là", "Mở vì"): check_ground,
    ("Chuyện xảy ra", "Lúc", "Nghĩa vụ"): check_relief,
    ("Thư", "Gửi lúc", "Xem sổ lúc", "Ô"): check_met,
    LETTER_HEAD: check_letter_act,
    ("Ngày mới", "Nhận được"): check_new_date,
    ("Theo quy định", "Số lần hẹn lại"): check_reappointments,
    (
        "Hồ sơ cùng phần mười thời hạn",
        "Trong đó trễ",
        "Cùng cả bước",
        "Trong đó trễ ở bước",
        "Câu",
        "Xác suất trễ",
    ): check_forecast,
    ("Đơn vị đang mở", "Thường mở", "Mức việc"): check_band,
    (
        "Hồ sơ đã xét",
        "Trong đó trễ hạn",
        "Sai số (Brier)",
        "Sai số của tỷ lệ chung",
        "Báo sớm (giờ)",
        "Quy tắc báo sớm (giờ)",
        "Được hiện",
    ): check_beats,
    ("Nhận hồ sơ lúc", "Vào phần mềm lúc", "Nhập muộn"): check_entered,
    ("Các bước và số giây", "Dấu hiệu"): check_released,
    ("Kết quả ghi ở phút thứ", "Bao nhiêu trong một đợt dồn"): check_burst,
    ("Bằng chứng của từng lần trả", "Trả không xác nhận"): check_returned,
    ("Đã xem", "Khác hoặc không thấy", "Từ", "Đến"): check_sample,
    ("Số hồ sơ của từng đơn vị", "Cỡ mẫu", "Mỗi đơn vị được bốc"): check_allotted,
}
SHIPPED = (RULES_HEAD, REASONS_HEAD)
ROWS = [(head, row) for head, rows in PAGE if head not in SHIPPED for row in rows]


def test_every_table_of_the_page_is_known_and_stands_once() -> None:
    assert sorted(head for head, _ in PAGE) == sorted([*CHECKS, *SHIPPED])
    assert all(rows for _, rows in PAGE)
    assert set(EVENTS) >= {"tiếp nhận", "kết thúc"}


def test_the_life_of_a_letter_is_told_whole() -> None:
    told = {(row["Thư đang"].strip("`"), row["Việc với thư"].strip("`")) for row in dict(PAGE)[LETTER_HEAD]}
    assert told == {(state.value, act.value) for state, act in apologies.TABLE}


def test_the_numbers_in_the_words_are_those_of_the_software() -> None:
    for words in (
        f"còn đủ {foresight.ENOUGH} hồ sơ",
        f"thêm {foresight.WEIGHT} hồ sơ",
        f"ít hơn {watching.LEAST_DAYS}\nngày hoặc {watching.LEAST_FINISHED} hồ sơ",
        f"quá {int(oddities.ENTRY_GAP.total_seconds()) // 60} phút sau lúc nhận",
        f"từ {oddities.BURST_OF} kết quả trở lên trong {int(oddities.BURST_WITHIN.total_seconds()) // 60} phút",
    ):
        assert words in TEXT, words
    assert (2, timedelta(minutes=1)) == (oddities.HASTY_STEPS, oddities.HASTE)


@pytest.mark.parametrize(
    ("head", "row"), ROWS, ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else ""
)
def test_the_row_is_what_the_software_computes(head: tuple[str, ...], row: Row) -> None:
    assert head in CHECKS, f"the test does not know the table {head}"
    CHECKS[head](row)
