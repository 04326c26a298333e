"""Files of special days: each row taken or refused with its reason, and one version out of a file."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from motcua.calendars import queries
from motcua.calendars.models import Calendar, CalendarYear
from motcua.calendars.reading import Reading, read_file, read_rows
from motcua.calendars.services.import_days import import_days
from motcua.domain.errors import FileUnreadable
from motcua.domain.worktime import DayKind, YearStatus
from tests.calendars.conftest import AT, SYSTEM

REAL = Path(__file__).parents[3] / "shared" / "data" / "calendar" / "vn_calendar_2018_2027.csv"


def rows(*lines: str) -> Reading:
    names = ("date", "kind", "name", "source", "replaces")
    cells = ([*line.split("|"), "", "", "", ""] for line in lines)
    return read_rows((number, dict(zip(names, row, strict=False))) for number, row in enumerate(cells, start=2))


@pytest.mark.parametrize(
    ("line", "kind", "name", "doubtful"),
    [
        ("2026-02-17|off|Lunar New Year", DayKind.HOLIDAY, "Tết Nguyên đán", False),
        ("2026-02-17|off|Fourth Day of Lunar New Year", DayKind.HOLIDAY, "Tết Nguyên đán", False),
        ("2026-04-27|off|National Day (observed)", DayKind.COMPENSATORY, "Nghỉ bù Quốc khánh", False),
        ("2026-04-27|off|Nghỉ bù Giỗ Tổ", DayKind.COMPENSATORY, "Nghỉ bù Giỗ Tổ", False),
        ("2026-08-31|off|Ngày nghỉ hoán đổi", DayKind.SWAP_OFF, "Ngày nghỉ hoán đổi", False),
        ("2026-09-02|off|Quốc khánh", DayKind.HOLIDAY, "Quốc khánh", False),
        ("2026-12-15|off|Quốc tang", DayKind.HOLIDAY, "Quốc tang", True),
        ("2026-08-22|work|Làm bù", DayKind.MAKE_UP, "Làm bù", False),
        ("2026-08-21|work|Làm bù", DayKind.MAKE_UP, "Làm bù", True),
        ("2026-12-15|swap_off|Nghỉ", DayKind.SWAP_OFF, "Nghỉ", False),
    ],
)  # fmt: skip
def test_a_row_is_typed_by_its_kind_and_name(line: str, kind: DayKind, name: str, doubtful: bool) -> None:
    reading = rows(line)
    (day,) = reading.days.values()
    assert (day.kind, day.name, bool(reading.review)) == (kind, name, doubtful)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("17/02/2026|off|Tết", "“17/02/2026” không phải là ngày; viết như 2026-02-17"),
        ("|off|Tết", "“” không phải là ngày; viết như 2026-02-17"),
        ("2026-02-17|holidays|Tết", "“holidays” không phải là loại ngày; dùng off hoặc work"),
        ("2026-02-17|closure|Tết", "“closure” không phải là loại ngày; dùng off hoặc work"),
        ("2026-02-17|off|", "thiếu tên ngày (cột name)"),
        ("2026-02-17|off|T\0ết", "cột name quá dài hoặc có ký tự lạ"),
        (f"2026-02-17|off|Tết|{'x' * 301}", "cột source quá dài hoặc có ký tự lạ"),
        ("2026-01-01|off|Tết Dương lịch", "ngày 01/01/2026 đã có ở dòng trên"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason(line: str, reason: str) -> None:
    reading = rows("2026-01-01|off|Tết Dương lịch", line)
    assert [(bad.line, bad.reason) for bad in reading.rejected] == [(3, reason)]
    assert reading.rows == 2


@pytest.mark.parametrize(
    ("swap", "make_up"),
    [
        ("2019-04-29|off|Day off (substituted from 05/04/2019)", "2019-05-04|work|Làm bù"),
        ("2026-01-02|off|Nghỉ hoán đổi", "2026-01-10|work|Làm bù cho 02/01/2026"),
        ("2026-01-02|off|Nghỉ hoán đổi", "2026-01-10|work|Làm bù|nguồn|2026-01-02"),
        ("2026-01-02|off|Nghỉ thay cho 10/01/2026", "2026-01-10|work|Làm bù|nguồn|2026-01-02"),
    ],
)
def test_a_make_up_day_finds_the_day_it_replaces(swap: str, make_up: str) -> None:
    for lines in ((swap, make_up), (make_up, swap)):
        days = rows(*lines).days.values()
        (off,) = (day for day in days if day.kind is DayKind.SWAP_OFF)
        (worked,) = (day for day in days if day.kind is DayKind.MAKE_UP)
        assert worked.replaces == off.on
        assert "substituted" not in off.name


def test_a_date_in_a_name_that_is_none_is_let_be() -> None:
    (day,) = rows("2026-01-10|work|Làm bù cho 99/99/2026").days.values()
    assert day.replaces is None


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_file(tmp_path / "none.csv")
    for content in (b"a,b\n1,2\n", b"", b"date,kind,name\n\xff\xfe,off,x\n"):
        file = tmp_path / "bad.csv"
        file.write_bytes(content)
        with pytest.raises(FileUnreadable):
            read_file(file)


@pytest.mark.django_db
def test_an_import_replaces_the_years_of_its_file_and_confirms_none_after_the_current(national: Calendar) -> None:
    reading = rows("2025-01-01|off|Tết Dương lịch", "2027-01-01|off|Tết Dương lịch", "2030-01-01|off|Tết Dương lịch")
    done = import_days(reading=reading, file_name="lich.csv", actor=SYSTEM, at=AT)
    assert done.years == {2025: "confirmed", 2027: "provisional", 2030: "provisional"}
    calendar = queries.current_calendar()
    assert calendar.status_of(2030) is YearStatus.PROVISIONAL
    assert [d.on.isoformat() for d in calendar.special_days if d.on.year in (2025, 2027)] == [
        "2025-01-01",
        "2027-01-01",
    ]
    assert len([d for d in calendar.special_days if d.on.year == 2026]) == 17
    assert done.version is not None
    assert CalendarYear.objects.get(version=done.version, year=2025).source == "lich.csv"
    again = import_days(reading=reading, file_name="lich.csv", actor=SYSTEM, at=AT)
    assert again.version is None
    assert queries.draft_of(national) is None


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Exit status and output of a command."""
    try:
        call_command("calendar", *words)
    except CommandError as leaving:
        return leaving.returncode, capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_takes_all_or_nothing_unless_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lich.csv"
    file.write_text(
        "date,kind,name,source\n2030-01-01,off,Tết Dương lịch,x\n2030-02-30,off,Tết,x\n2030-03-01,off,Lạ,x\n"
    )
    before = queries.current_version()
    status, out = run(capsys, "import", str(file))
    assert status == 1
    assert "Dòng 3: “2030-02-30” không phải là ngày" in out
    assert "Cần xem lại, dòng 4: 01/03/2030 Lạ" in out
    assert "Chưa ghi gì vào kho" in out
    assert queries.current_version() == before
    status, out = run(capsys, "import", str(file), "--skip-bad", "--json")
    told = json.loads(out)
    assert status == 1
    assert (told["rows"], told["imported"], told["rejected"], told["holiday"]) == (3, 2, 1, 2)
    assert told["version"] == queries.current_version()


@pytest.mark.django_db
def test_the_command_can_leave_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lich.csv"
    file.write_text("date,kind,name,source\n2030-01-01,off,Tết Dương lịch,x\n")
    before = queries.current_version()
    assert run(capsys, "import", str(file), "--draft")[1].endswith("Đã để lại bản nháp số 2.\n")
    assert queries.current_version() == before


@pytest.mark.django_db
@pytest.mark.skipif(not REAL.exists(), reason="real data are not beside the checkout")
def test_the_real_calendar_of_ten_years_is_taken_whole(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(capsys, "import", str(REAL), "--json")
    told = json.loads(out)
    assert status == 0
    assert (told["rows"], told["imported"], told["rejected"], told["make_up"], told["swap_off"]) == (147, 147, 0, 6, 6)
    assert told["review"] == []
    assert "Lịch đang công bố đã đúng" in run(capsys, "import", str(REAL))[1]
    calendar = queries.current_calendar()
    assert all(day.replaces for day in calendar.special_days if day.kind is DayKind.MAKE_UP)
