"""Wrong use of a command: status 2 and one Vietnamese sentence, whoever found it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from motcua.project import cli


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("clock due --bogus", "Lệnh này không có “--bogus”."),
        ("calendar import", "Thiếu FILE."),
        ("organisation import pyproject.toml --valid-from 2025-02-30", "--valid-from không phải là ngày."),
        ("organisation import none.csv --valid-from 2025-02-28", "Không mở được tệp ở FILE."),
        ("bench data --dossiers x", "Giá trị của --dossiers không dùng được."),
        ("clock due a", "Lệnh viết chưa đúng."),
        ("foo", "không có lệnh “foo”"),
        ("scenario hue-2021", "Không có tình huống “hue-2021”; chọn một trong: bac-quang-2021,"),
        ("scenario dak-glong-2017 --scale 1:0", "Tỷ lệ viết như 1:50; không hiểu “1:0”."),
        ("report make", "Thiếu UNIT."),
        ("report make H72 year-2026 --kind x", "--kind nhận một trong: form_06, index_766,"),
        ("report show x", "“x” không dùng được. Không có báo cáo nào mang mã này;"),
        (
            "report verify 00000000-0000-0000-0000-000000000000",
            "“00000000-0000-0000-0000-000000000000” không dùng được.",
        ),
        ("report briefing H99", "Không có cơ quan nào mang mã “H99”;"),
        ("report check none.csv", "Không đọc được tệp “none.csv”."),
    ],
)
def test_wrong_use_is_one_sentence_and_status_2(
    words: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(words, monkeypatch, capsys).startswith(f"motcua: {said}")


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused("snapshot --folder pyproject.toml/in", monkeypatch, capsys)
    assert told.startswith(
        "motcua: không mở hay ghi được “pyproject.toml/in/generations”: một phần của đường dẫn không phải"
    )


def refused(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence with which a command left, with status 2."""
    monkeypatch.setattr("sys.argv", ["motcua", *words.split()])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    [line] = capsys.readouterr().err.strip().splitlines()
    return str(line)


def test_help_names_every_command_of_ours_with_its_purpose(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["motcua", "help"])
    cli.main()
    told = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if line.startswith("  "))
    assert set(told) >= {"backup", "clock", "demo", "dossiers", "migrate", "report", "restore", "serve", "worker"}
    assert "flush" not in told
    assert told["migrate"] == "Nâng cấp cơ sở dữ liệu, sau khi cất một bản sao."


@pytest.mark.django_db
def test_a_good_command_is_still_run(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("clock", "due", "--at", "2026-02-11T09:00", "--limit", "same_day")
    assert capsys.readouterr().out.startswith("17:00 thứ Tư 11/02/2026")


@pytest.mark.parametrize("command", ["clock recompute", "backup"])
def test_a_store_that_was_never_migrated_is_told_in_a_sentence(command: str, tmp_path: Path) -> None:
    settings = {"MOTCUA_HOME": str(tmp_path), "DATABASE_URL": ""}
    words = [sys.executable, "-m", "motcua.project", *command.split()]
    ended = subprocess.run(words, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.strip() == "motcua: kho dữ liệu chưa theo kịp chương trình. Chạy motcua migrate rồi làm lại."
