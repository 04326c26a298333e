"""Lists of units: both files of real data in either order, twice, and every bad row with its line and reason."""

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from motcua.domain.errors import NotAllowed
from motcua.domain.errors_organisation import FileNotReadable, PeriodNotValid
from motcua.organisation import queries
from motcua.organisation.actors import import_actor
from motcua.organisation.kinds import EventKind, Level
from motcua.organisation.models import Account, Unit, UnitCode, UnitEvent, UnitEventPart, UnitPeriod
from motcua.organisation.roles import Role
from motcua.organisation.services.unit_file import read_rows
from motcua.organisation.services.unit_import import ImportResult, import_units
from tests.cast import AT, Cast

pytestmark = pytest.mark.django_db

REAL = Path(__file__).parents[3] / "shared" / "data" / "admin-units"
OLD, NEW = REAL / "units_63_before_2025-07.csv", REAL / "units_34_current_2026-07.csv"
REFORM = date(2025, 7, 1)
FIRST = date(2024, 1, 1)

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a CSV file and return its path."""

    def _write(text: str) -> Path:
        path = tmp_path / "units.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def take(path: Path, starts: date = REFORM, ends: date | None = None, *, all_or_none: bool = False) -> ImportResult:
    return import_units(
        read_rows(path),
        valid_from=starts,
        valid_to=ends,
        all_or_none=all_or_none,
        actor=import_actor(path.name),
        at=AT,
    )


SMALL = """level,code,full_name,province_code,type
commune,00004,Phường Ba Đình,01,Phường
province,01,Thành phố Hà Nội,01,Thành phố
"""


@pytest.mark.skipif(not REAL.exists(), reason="real data (../shared/data) is not on this machine")
@pytest.mark.parametrize("order", ["old first", "new first"])
@pytest.mark.untraced
def test_both_real_lists_give_their_units_in_either_order_and_twice_changes_nothing(order: str) -> None:
    lists = [(OLD, FIRST, REFORM, 10_794), (NEW, REFORM, None, 3_355)]
    for path, starts, ends, expected in lists if order == "old first" else lists[::-1]:
        result = take(path, starts, ends)
        assert (result.records, result.imported, result.rejected) == (expected, expected, ())
        again = take(path, starts, ends)
        assert (again.imported, again.unchanged, again.rejected) == (0, expected, ())
    assert Unit.objects.count() == UnitCode.objects.count() == UnitPeriod.objects.count() == 10_794 + 3_355
    assert Unit.objects.filter(level=Level.DISTRICT).count() == 696
    assert Unit.objects.filter(level=Level.PROVINCE, valid_to=REFORM).count() == 63
    assert queries.unit_by_code("00004", date(2025, 6, 30)).name == "Phường Trúc Bạch"
    assert queries.unit_by_code("00004", REFORM).name == "Phường Ba Đình"
    hanoi = queries.unit_by_code("01", REFORM)
    assert len(queries.descendant_ids(hanoi.pk)) == 127


def test_rows_may_stand_in_any_order_and_unknown_columns_are_passed_over(write: Write) -> None:
    result = take(write(SMALL))
    assert (result.imported, result.by_level) == (2, {"province": 1, "commune": 1})
    commune = queries.unit_by_code("00004", REFORM)
    assert queries.ancestor_ids(commune.pk) == (commune.pk, queries.unit_by_code("01", REFORM).pk)


def test_an_import_is_one_event_with_all_its_units(write: Write) -> None:
    take(write(SMALL))
    event = UnitEvent.objects.get()
    assert (event.kind, event.effective_on, event.actor_kind) == (EventKind.IMPORTED, REFORM, "import")
    assert UnitEventPart.objects.filter(event=event).count() == 2
    take(write(SMALL))
    assert UnitEvent.objects.count() == 1


def test_semicolons_a_byte_order_mark_and_parent_codes_are_read(write: Write) -> None:
    take(write(SMALL))
    text = "\ufeffcode;level;full_name;scheme;parent_code\nH72.15;one_stop;Trung tâm;agency;00004\n"
    assert take(write(text)).imported == 1
    assert queries.unit_by_code("H72.15", REFORM).parent_id == queries.unit_by_code("00004", REFORM).pk


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("ward,00005,Phường X,01", "Cấp “ward” không có"),
        ("commune,X5,Phường X,01", "không đúng dạng"),
        ("commune,00005,,01", "Tên không được để trống"),
        ("commune,00005,Phường\0X,01", "Tên không được để trống"),
        ("commune,00005,Phường X,", "Thiếu mã đơn vị cấp trên"),
        ("commune,00005,Phường X,99", "Không có đơn vị cấp trên mang mã “99”"),
        ("commune,00004,Phường X,01", "đã có ở dòng 2"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_reason_and_the_others_are_taken(
    write: Write, row: str, reason: str
) -> None:
    result = take(write(SMALL + row + ",\n"))
    assert result.imported == 2
    (rejected,) = result.rejected
    assert rejected.line == 4
    assert reason in rejected.reason


def test_one_bad_row_stops_all_when_asked(write: Write) -> None:
    result = take(write(SMALL + "commune,00005,,01,\n"), all_or_none=True)
    assert (result.imported, len(result.rejected)) == (0, 1)
    assert Unit.objects.count() == 0


def test_children_of_a_rejected_parent_are_rejected_too(write: Write) -> None:
    text = "level,code,full_name,province_code\nprovince,01,,01\ncommune,00004,Phường Ba Đình,01\n"
    assert [rejected.line for rejected in take(write(text)).rejected] == [2, 3]


def test_parents_that_go_round_in_a_circle_are_rejected(write: Write) -> None:
    text = "level,code,full_name,parent_code\noffice,101,A,102\noffice,102,B,101\n"
    result = take(write(text))
    assert (result.imported, len(result.rejected)) == (0, 2)
    assert "đi vòng" in result.rejected[0].reason


def test_a_code_that_belongs_to_another_period_that_overlaps_is_rejected(write: Write) -> None:
    take(write(SMALL), FIRST, REFORM)
    result = take(write(SMALL), date(2025, 1, 1))
    assert result.imported == 0
    assert "01/01/2024–01/07/2025" in result.rejected[0].reason


def test_another_name_in_the_same_period_is_a_rename_not_an_import(write: Write) -> None:
    take(write(SMALL))
    result = take(write(SMALL.replace("Ba Đình", "Ba Vì")))
    assert (result.unchanged, len(result.rejected)) == (1, 1)
    assert "đổi tên" in result.rejected[0].reason


def test_a_unit_does_not_outlive_its_parent(write: Write) -> None:
    take(write("level,code,full_name\nprovince,01,Tỉnh\n"), FIRST, REFORM)
    text = "level,code,full_name,parent_code\ncommune,00004,Phường,01\n"
    (rejected,) = take(write(text), FIRST, None).rejected
    assert "kết thúc ngày 01/07/2025" in rejected.reason
    assert take(write(text), FIRST, REFORM).imported == 1


def test_a_wrong_period_and_a_wrong_actor_are_refused(write: Write, cast: Cast) -> None:
    with pytest.raises(PeriodNotValid):
        take(write(SMALL), REFORM, FIRST)
    with pytest.raises(NotAllowed):
        import_units(read_rows(write(SMALL)), valid_from=REFORM, actor=cast.handler, at=AT)


@pytest.mark.parametrize("content", [b"level,code\nprovince,01\n", b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "units.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileNotReadable, match=r"units\.csv"):
        read_rows(path)


def test_the_command_prints_one_json_object_and_ends_1_when_a_row_was_rejected(write: Write) -> None:
    out = StringIO()
    call_command("organisation", "import", str(write(SMALL)), "--valid-from", "2025-07-01", "--json", stdout=out)
    assert json.loads(out.getvalue())["imported"] == 2
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command(
            "organisation",
            "import",
            str(write(SMALL + "commune,00005,,01,\n")),
            "--valid-from",
            "2025-07-01",
            stdout=out,
        )
    assert stop.value.code == 1
    assert "không đổi 2, loại 1" in out.getvalue()
    assert "Dòng 4 (00005)" in out.getvalue()


def test_the_command_line_makes_the_first_administrator() -> None:
    out = StringIO()
    call_command("organisation", "administrator", "Ngô Thanh Tùng", "tungnt", stdout=out)
    account = Account.objects.get(username="tungnt")
    assert account.must_change_password
    assert account.check_password(out.getvalue().split()[-1])
    assert queries.actor_of_person(account.person_id, AT.replace(year=2099)).has(Role.ADMINISTRATOR)
