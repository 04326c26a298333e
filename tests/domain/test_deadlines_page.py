"""docs/rules/deadlines.md is executed: every row of every table is computed again; an unknown table fails."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from motcua.domain import deadlines
from motcua.domain.deadlines import (
    ClockEvent,
    ClockFacts,
    ClockKind,
    Derivation,
    TimeLimit,
    TimeState,
    derive,
    near_from,
    remaining,
    rule_set,
    rule_set_at,
    words_of_minutes,
)
from motcua.domain.errors import CalendarMissing, RuleSetMissing
from motcua.domain.worktime import (
    ZONE,
    Closure,
    CountingMode,
    DayKind,
    Purpose,
    Session,
    SpecialDay,
    WorkCalendar,
    YearStatus,
)
from tests.domain.executed_page import Row, tables, text_of

PAGE = tables(text_of("deadlines"))

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
PURPOSES = {"tiếp nhận": Purpose.INTAKE, "tính hạn": Purpose.CLOCK}
KINDS = {
    "nghỉ lễ": DayKind.HOLIDAY,
    "nghỉ bù": DayKind.COMPENSATORY,
    "nghỉ hoán đổi": DayKind.SWAP_OFF,
    "làm bù": DayKind.MAKE_UP,
}
STATUSES = {"đã xác nhận": YearStatus.CONFIRMED, "dự kiến": YearStatus.PROVISIONAL}
STATES = {
    "trong hạn": TimeState.INTIME,
    "sắp đến hạn": TimeState.NEAR,
    "hôm nay": TimeState.TODAY,
    "quá hạn": TimeState.LATE,
    "tạm dừng": TimeState.PAUSED,
}
EVENTS = {
    "tiếp nhận": ClockKind.ACCEPTED,
    "tạm dừng": ClockKind.PAUSED,
    "tiếp tục": ClockKind.RESUMED,
    "nhận đủ": ClockKind.RESTARTED,
    "hẹn lại": ClockKind.REAPPOINTED,
    "kết thúc": ClockKind.ENDED,
    "tiếp quản": ClockKind.ADOPTED,
}
MODES = {"phút": CountingMode.MINUTES, "ngày": CountingMode.CIVIL}
SMALL_RULES: dict[str, Callable[[WorkCalendar, datetime, deadlines.RuleSet], datetime | None]] = {
    "chuyển hồ sơ nhận trực tiếp": deadlines.transfer_due,
    "chuyển hồ sơ giấy sang nơi khác": deadlines.paper_transfer_due,
    "báo có hồ sơ trực tuyến": lambda _calendar, at, rules: deadlines.intake_alert_due(at, rules),
    "trả lời hồ sơ trực tuyến": deadlines.intake_answer_due,
    "yêu cầu bổ sung sau tiếp nhận": deadlines.supplement_request_due,
    "được đóng vì không bổ sung": deadlines.closing_on,
    "gửi thư xin lỗi cho hạn": lambda calendar, at, _rules: deadlines.apology_due(calendar, at),
    "sửa sai sót của kết quả": deadlines.correction_due,
}


SESSIONS_HEAD = ("Lịch", "Thứ", "Mở", "Đóng", "Dùng cho")
DAYS_HEAD = ("Ngày", "Loại", "Tên", "Làm bù cho", "Căn cứ")
CLOSURES_HEAD = ("Lịch", "Đóng cửa từ", "Đến", "Vì")
YEARS_HEAD = ("Năm", "Tình trạng")
TABLES = dict(PAGE)


def instant(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M %d/%m/%Y").replace(tzinfo=ZONE)


def day(text: str) -> date:
    return instant(f"00:00 {text}").date()


def written(at: datetime | None) -> str:
    return "–" if at is None else f"{at.astimezone(ZONE):%H:%M %d/%m/%Y}"


def weekdays(text: str) -> range:
    first, _, last = text.partition(" – ")
    return range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)


def sessions(name: str) -> tuple[Session, ...]:
    return tuple(
        Session(
            weekday,
            time.fromisoformat(row["Mở"]),
            time.fromisoformat(row["Đóng"]),
            frozenset(PURPOSES[purpose] for purpose in row["Dùng cho"].split(", ")),
        )
        for row in TABLES[SESSIONS_HEAD]
        if row["Lịch"] in {"chuẩn", name}
        for weekday in weekdays(row["Thứ"])
    )


def calendar(name: str) -> WorkCalendar:
    known = {row["Lịch"] for head in (SESSIONS_HEAD, CLOSURES_HEAD) for row in TABLES[head]}
    assert name in known
    return WorkCalendar(
        name,
        sessions(name),
        tuple(
            SpecialDay(
                day(row["Ngày"]),
                KINDS[row["Loại"]],
                row["Tên"],
                source=row["Căn cứ"],
                replaces=None if row["Làm bù cho"] == "–" else day(row["Làm bù cho"]),
            )
            for row in TABLES[DAYS_HEAD]
        ),
        tuple(
            Closure(instant(row["Đóng cửa từ"]), instant(row["Đến"]), row["Vì"])
            for row in TABLES[CLOSURES_HEAD]
            if row["Lịch"] == name
        ),
        {int(row["Năm"]): STATUSES[row["Tình trạng"]] for row in TABLES[YEARS_HEAD]},
    )


CALENDARS = {name: calendar(name) for name in ("chuẩn", "có tiếp nhận thứ Bảy", "có đóng cửa")}
STANDARD = CALENDARS["chuẩn"]


def derivation(limit: str, mode: CountingMode, events: tuple[ClockEvent, ...]) -> Derivation:
    adopted = events[0].kind is ClockKind.ADOPTED
    rules = deadlines.AS_PROMISED if adopted else rule_set_at(events[0].at)
    term = None if limit == "–" else TimeLimit.parse(limit)
    return derive(ClockFacts(rules, term, None, mode, events), CALENDARS)


def due_or_why(row: Row, mode: CountingMode) -> str:
    accepted = ClockEvent(ClockKind.ACCEPTED, instant(row["Tiếp nhận"]), calendar_version=row["Lịch"])
    try:
        found = derivation(row["Thời hạn"], mode, (accepted,))
    except CalendarMissing as missing:
        return f"chưa có lịch {missing.params['year']}"
    return written(found.due) + (" (tạm tính)" if found.provisional else "")


def parse_event(text: str) -> ClockEvent:
    match = re.fullmatch(r"(\D+?) (\d\d:\d\d \S+)(?: đến (\d\d:\d\d \S+))?", text)
    assert match, text
    kind = EVENTS[match.group(1)]
    promised = instant(match.group(3)) if match.group(3) else None
    counted = kind in {ClockKind.ACCEPTED, ClockKind.ADOPTED}
    return ClockEvent(kind, instant(match.group(2)), promised, "chuẩn" if counted else None)


def check_due(row: Row) -> None:
    assert due_or_why(row, CountingMode.MINUTES) == row["Hạn theo phút"]
    assert due_or_why(row, CountingMode.CIVIL) == row["Hạn theo ngày"]


def check_history(row: Row) -> None:
    events = tuple(parse_event(text) for text in row["Diễn biến"].split("; "))
    found = derivation(row["Thời hạn"], MODES[row["Cách tính"]], events)
    told = (written(found.first_due), written(found.due), written(found.statutory_due))
    assert told == (row["Hạn đầu"], row["Hạn hiện nay"], row["Hạn theo luật"])


def check_applied(row: Row) -> None:
    start = instant(row["Tiếp nhận"])
    events = [ClockEvent(ClockKind.ACCEPTED, start, calendar_version=row["Lịch lúc tiếp nhận"])]
    if row["Lịch áp dụng sau"] != "–":
        events.append(ClockEvent(ClockKind.CALENDAR_APPLIED, start, calendar_version=row["Lịch áp dụng sau"]))
    found = derivation(row["Thời hạn"], CountingMode.MINUTES, tuple(events))
    assert (written(found.first_due), written(found.due)) == (row["Hạn đầu"], row["Hạn hiện nay"])


def check_small_rule(row: Row) -> None:
    found = SMALL_RULES[row["Mốc"]](STANDARD, instant(row["Từ lúc"]), rule_set(row["Bộ quy định"]))
    assert written(found) == row["Chậm nhất"]


def check_rule_set(row: Row) -> None:
    try:
        found = rule_set_at(instant(row["Tiếp nhận"])).id
    except RuleSetMissing:
        found = "chưa có quy định"
    assert found == row["Bộ quy định"]


def check_remaining(row: Row) -> None:
    started, due = instant(row["Bắt đầu"]), instant(row["Hạn"])
    paused = None if row["Tạm dừng từ"] == "–" else instant(row["Tạm dừng từ"])
    near = near_from(STANDARD, started, due)
    left = remaining(STANDARD, instant(row["Bây giờ"]), due, near=near, paused_since=paused)
    words = ("quá " if left.minutes < 0 else "") + words_of_minutes(
        left.minutes, STANDARD.day_minutes(day("02/03/2026"))
    )
    assert (words, left.state) == (row["Còn"], STATES[row["Trạng thái"]])


def check_line(row: Row) -> None:
    accepted = ClockEvent(ClockKind.ACCEPTED, instant("09:00 11/02/2026"), calendar_version="chuẩn")
    lines = derivation("5 working_days", CountingMode.MINUTES, (accepted,)).lines
    assert len(lines) == 15
    line = lines[int(row["Bước"]) - 1]
    assert (str(line.minutes), line.text) == (row["Phút"], row["Lời giải thích"])


def check_session(row: Row) -> None:
    assert row["Lịch"] in CALENDARS


def check_special_day(row: Row) -> None:
    described = STANDARD.describe(day(row["Ngày"]))
    assert described is not None
    assert described.kind is KINDS[row["Loại"]]
    assert STANDARD.is_working_day(described.on) is (described.kind is DayKind.MAKE_UP)


def check_closure(row: Row) -> None:
    assert CALENDARS[row["Lịch"]].minutes_between(instant(row["Đóng cửa từ"]), instant(row["Đến"])) == 0


def check_year(row: Row) -> None:
    assert STANDARD.status_of(int(row["Năm"])) is STATUSES[row["Tình trạng"]]


CHECKS: dict[tuple[str, ...], Callable[[Row], None]] = {
    SESSIONS_HEAD: check_session,
    DAYS_HEAD: check_special_day,
    CLOSURES_HEAD: check_closure,
    YEARS_HEAD: check_year,
    ("Tiếp nhận", "Bộ quy định"): check_rule_set,
    ("Trường hợp", "Lịch", "Tiếp nhận", "Thời hạn", "Hạn theo phút", "Hạn theo ngày"): check_due,
    ("Trường hợp", "Cách tính", "Thời hạn", "Diễn biến", "Hạn đầu", "Hạn hiện nay", "Hạn theo luật"): check_history,
    ("Lịch lúc tiếp nhận", "Lịch áp dụng sau", "Tiếp nhận", "Thời hạn", "Hạn đầu", "Hạn hiện nay"): check_applied,
    ("Mốc", "Bộ quy định", "Từ lúc", "Chậm nhất"): check_small_rule,
    ("Bắt đầu", "Hạn", "Bây giờ", "Tạm dừng từ", "Còn", "Trạng thái"): check_remaining,
    ("Bước", "Phút", "Lời giải thích"): check_line,
}  # fmt: skip
ROWS = [(head, row) for head, rows in PAGE for row in rows]


def test_every_table_of_the_page_is_known_and_stands_once() -> None:
    assert sorted(head for head, _ in PAGE) == sorted(CHECKS)
    assert all(rows for _, rows in PAGE)


@pytest.mark.parametrize(
    ("head", "row"), ROWS, ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else ""
)
def test_the_row_is_what_the_software_computes(head: tuple[str, ...], row: Row) -> None:
    assert head in CHECKS, f"the test does not know the table {head}"
    CHECKS[head](row)
