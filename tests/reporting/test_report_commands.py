"""`motcua report make` and `verify`: figures as JSON, files, and the status of what is wrong."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from motcua.common import clock
from motcua.domain.errors import BadInput
from motcua.domain.report_states import ReportAction
from motcua.reporting.models import Report
from tests.cast import Cast
from tests.factories import a_world
from tests.reporting.reported import AFTER, brought_to, collected, some_dossiers

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *words: str) -> tuple[int, str]:
    try:
        with clock.set_to(AFTER):
            call_command("report", *words)
    except CommandError as leaving:
        return leaving.returncode, capsys.readouterr().out
    return 0, capsys.readouterr().out


def told(capsys: Capture, *words: str) -> tuple[int, dict[str, Any]]:
    status, out = run(capsys, *words, "--json")
    return status, json.loads(out)


def test_make_collects_and_tells_every_figure(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    some_dossiers(a_world(cast))
    files = ("--pdf", str(tmp_path / "a.pdf"), "--xlsx", str(tmp_path / "a.xlsx"))
    status, found = told(capsys, "make", name(cast), "month-2026-1", *files)
    assert (status, found["total"]["form06.3"], found["state"]) == (0, 5, "collecting")
    assert (found["from"], found["to"]) == ("2025-12-15", "2026-01-14")
    assert found["lines"][0]["figures"]["form06.7"] == 2
    assert found["lines"][0]["procedures"][0]["figures"] == found["lines"][0]["figures"]
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    again, out = run(capsys, "make", name(cast), "month-2026-1")
    assert again == 0
    assert "form06.3: 5" in out
    assert Report.objects.count() == 1
    status, index = told(capsys, "make", name(cast), "month-2026-1", "--kind", "index_766")
    assert (status, "points" in index) == (0, True)
    assert run(capsys, "make", name(cast), "month-2026-1", "--kind", "index_766")[0] == 0


def test_show_tells_a_frozen_version_and_its_workbook_opens_the_rows(
    cast: Cast, capsys: Capture, tmp_path: Path, settings: Any
) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast), ReportAction.SUBMIT, cast)
    file = tmp_path / "a.xlsx"
    status, found = told(capsys, "show", str(report.public_id), "--frozen", "1", "--xlsx", str(file))
    assert (status, found["version"], found["total"]["form06.3"]) == (0, 1, 5)
    assert len(found["frozen"]["seal"]) == 64
    assert [each for each in cells_of(file) if each.hyperlink] == []
    settings.PUBLIC_URL = "https://motcua.example"
    assert told(capsys, "show", str(report.public_id), "--xlsx", str(file))[0] == 0
    numbers = [each for each in cells_of(file) if isinstance(each.value, int) and each.value]
    assert numbers
    assert all(each.hyperlink.target.startswith("https://motcua.example/so-lieu/form06.") for each in numbers)
    with pytest.raises(BadInput):
        run(capsys, "show", str(report.public_id), "--frozen", "7")


def cells_of(file: Path) -> list[Any]:
    rows: list[Any] = list(openpyxl.load_workbook(file)["Biểu 06"].iter_rows())
    return [cell for row in rows for cell in row]


def name(cast: Cast) -> str:
    from motcua.organisation import queries

    return queries.unit(cast.commune.id).name


def test_a_unit_or_period_that_is_not_there_is_refused(cast: Cast, capsys: Capture) -> None:
    with pytest.raises(BadInput):
        run(capsys, "make", "không có xã nào", "month-2026-1")
    with pytest.raises(BadInput):
        run(capsys, "make", name(cast), "tuần 3")


def test_verify_finds_the_version_whose_rows_were_tampered_with(cast: Cast, capsys: Capture) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast), ReportAction.SUBMIT, cast)
    assert told(capsys, "verify") == (0, {"versions": 1, "different": []})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossierfact SET channel = 'online'")
    status, found = told(capsys, "verify", str(report.public_id))
    assert (status, found["different"][0]["version"]) == (1, 1)
    assert "form06.4" in found["different"][0]["where"]
    assert run(capsys, "verify")[0] == 1
    for unknown in ("x", "00000000-0000-4000-8000-000000000000"):
        with pytest.raises(BadInput):
            run(capsys, "verify", unknown)
