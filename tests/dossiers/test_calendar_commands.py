"""`motcua calendar dry-run` and `apply`, `motcua clock explain`."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from motcua.calendars import queries as calendars
from motcua.calendars.models import CalendarVersion
from motcua.common import clock
from motcua.domain.errors import NotFound
from motcua.domain.errors_calendars import CalendarCodeUnknown, DraftMissing
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.submit import submit
from tests.cast import AT
from tests.dossiers.calendars import a_draft, a_storm, again, local
from tests.factories import World, a_filing, an_accepted, at_step

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Exit status and output of a command."""
    try:
        with clock.set_to(AT):
            call_command(*words)
    except CommandError as leaving:
        return leaving.returncode, capsys.readouterr().out
    except SystemExit as leaving:
        return int(leaving.code or 0), capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.fixture
def dossier(world: World) -> Dossier:
    """One running dossier, due at 08:30 on Monday 19/01/2026."""
    return an_accepted(world)


def test_a_file_is_tried_as_if_it_were_imported_and_nothing_is_written(
    dossier: Dossier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lich.csv"
    days = [f"{day.on},{day.kind},{day.name},x\n" for day in calendars.current_calendar().special_days]
    this_year = [line for line in days if line.startswith("2026")]
    file.write_text("date,kind,name,source\n" + "".join(this_year) + "2026-01-14,holiday,Quốc tang,x\n")
    before = CalendarVersion.objects.count()
    status, out = run(capsys, "calendar", "dry-run", str(file), "--json")
    told = json.loads(out)
    assert (status, told["dossiers"], told["moved"], told["later"], told["paper_differs"]) == (0, 1, 1, 1, 1)
    assert told["minutes"] == {"480": 1}
    assert told["days"] == {"2026-01-19": [1, 0], "2026-01-20": [0, 1]}
    assert told["examples"] == [
        {
            "code": dossier.code,
            "old": "2026-01-19T08:30:00+07:00",
            "new": "2026-01-20T08:30:00+07:00",
            "minutes": 480,
            "paper_differs": True,
        }
    ]
    assert (CalendarVersion.objects.count(), again(dossier).version) == (before, dossier.version)
    status, words = run(capsys, "calendar", "dry-run", str(file))
    assert f"{dossier.code}  08:30 19/01/2026 → 08:30 20/01/2026  *" in words
    file.write_text("date,kind,name,source\n2026-13-14,holiday,Quốc tang,x\n")
    status, words = run(capsys, "calendar", "dry-run", str(file))
    assert (status, "Dòng 2" in words) == (1, True)


def test_what_the_dry_run_of_a_file_says_is_what_its_import_publishes(
    dossier: Dossier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lich.csv"
    file.write_text("date,kind,name,source\n2026-01-14,holiday,Quốc tang,x\n2027-01-01,off,Tết Dương lịch,x\n")
    told = json.loads(run(capsys, "calendar", "dry-run", str(file), "--json")[1])
    run(capsys, "calendar", "import", str(file))
    status, out = run(capsys, "calendar", "apply", "--decision", "12/QĐ-UBND", "--json")
    done = json.loads(out)
    same = ("dossiers", "moved", "minutes", "days", "provisional", "confirmed")
    assert (status, {name: done[name] for name in same}) == (0, {name: told[name] for name in same})


def test_a_draft_is_tried_published_and_applied_by_command(
    dossier: Dossier, capsys: pytest.CaptureFixture[str]
) -> None:
    a_draft(AT, lambda pk: a_storm(pk, at=AT))
    assert json.loads(run(capsys, "calendar", "dry-run", "--draft", "vn", "--json")[1])["moved"] == 1
    status, out = run(capsys, "calendar", "apply", "--draft", "--decision", "12/QĐ-UBND")
    assert (status, "1 đổi hạn: 1 muộn hơn" in out) == (0, True)
    assert again(dossier).due_at == local("2026-01-20T08:30")
    status, out = run(capsys, "calendar", "apply", "vn", "--decision", "lần nữa", "--json")
    told = json.loads(out)
    assert (status, told["decision"], told["moved"], told["finished"]) == (0, "12/QĐ-UBND", 1, True)
    status, out = run(capsys, "clock", "explain", dossier.code)
    assert "Giấy hẹn ghi 08:30 19/01/2026." in out


def test_wrong_use_says_what_was_missing(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="Nêu một tệp, hoặc --draft"):
        call_command("calendar", "dry-run")
    with pytest.raises(CommandError, match="decision"):
        call_command("calendar", "apply")
    with pytest.raises(DraftMissing):
        run(capsys, "calendar", "dry-run", "--draft", "vn")
    with pytest.raises(CalendarCodeUnknown, match="vn"):
        run(capsys, "calendar", "apply", "zz", "--decision", "x")


def test_a_dossier_explains_itself_and_its_steps(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    dossier = at_step(world, 3)
    status, out = run(capsys, "clock", "explain", dossier.code)
    assert status == 0
    assert out.startswith(f"{dossier.code}  08:30 19/01/2026")
    assert "Bước 3" in out
    told = json.loads(run(capsys, "clock", "explain", dossier.code, "--json")[1])
    assert (
        told["due"] == told["promised_at"] == told["statutory_due"] == told["first_due"] == "2026-01-19T08:30:00+07:00"
    )
    assert (told["provisional"], len(told["steps"]), bool(told["lines"])) == (False, 3, True)
    waiting = submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)
    assert run(capsys, "clock", "explain", waiting.code)[0] == 1
    with pytest.raises(NotFound):
        run(capsys, "clock", "explain", "H72.15-0")
