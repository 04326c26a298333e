"""A snapshot holds what the store knew, says so, and is replaced whole or not at all."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from motcua.common import clock
from motcua.domain.errors import StoreRefused
from motcua.domain.indicators.values import DossierFigures, Period, StepFigures
from motcua.domain.lifecycle import State
from motcua.domain.worktime import local_date
from motcua.dossiers.services.refuse_intake import refuse_intake
from motcua.dossiers.services.submit import submit
from motcua.figures.engines import duck
from motcua.figures.models import Installation
from motcua.figures.queries import figures
from motcua.figures.questions import Question
from motcua.figures.snapshots import columns, manifest, writing
from motcua.figures.snapshots.checking import check
from motcua.figures.snapshots.writing import latest, write
from tests.cast import AT, Cast
from tests.factories import World, a_dossier, a_filing, a_world, an_accepted

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = AT + timedelta(days=45)
FACTS, STAYS = "dossiers_dossierfact", "dossiers_stepfact"
COLUMNS = ("form06.3", "form06.4", "form06.5", "form06.7", "form06.10", "form06.11", "dossiers.not_accepted")


@pytest.fixture
def world(cast: Cast) -> World:
    """Dossiers of two months: over, running and refused before acceptance."""
    made = a_world(cast)
    with clock.set_to(AT):
        a_dossier(made, State.RETURNED, AT)
        came = submit(a_filing(made, channel="online"), actor=made.cast.desk_officer, at=AT)
        refuse_intake(came, note="Không thuộc thẩm quyền.", actor=made.cast.desk_officer, at=AT)
    with clock.set_to(LATER):
        an_accepted(made, LATER)
    return made


def snap(folder: Path, at: datetime = LATER + timedelta(days=1), **options: Any) -> writing.Written:
    return write(folder, at=at, told=lambda _done, _total: None, **options)


def rows_of(folder: Path, table: str = FACTS) -> list[dict[str, Any]]:
    paths = sorted((latest(folder) / table).rglob("*.parquet"))
    found = [row for path in paths for row in pq.ParquetFile(path).read().to_pylist()]
    return sorted(found, key=lambda row: (row["dossier_id"], row["recorded_from"]))


def test_it_holds_every_row_of_the_fact_tables_and_only_their_columns(world: World, tmp_path: Path) -> None:
    done = snap(tmp_path)
    names = [field.name for field in columns.schema_of(DossierFigures)]
    with connection.cursor() as cursor:
        for table in (FACTS, STAYS):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert done.manifest.rows(table) == cursor.fetchone()[0] == len(rows_of(tmp_path, table)) > 0
    assert list(rows_of(tmp_path)[0]) == names
    assert {"owner_name", "full_name", "phone", "identity_number", "code"}.isdisjoint(names)
    assert any(row["accepted_on"] is None and row["refused_on"] for row in rows_of(tmp_path))
    assert {each.province for each in done.manifest.files} == {"H72"}
    assert {each.month for each in done.manifest.files if each.table == FACTS} == {f"{AT:%Y-%m}", f"{LATER:%Y-%m}"}


def test_names_and_numbers_of_people_are_nowhere_in_its_files(world: World, tmp_path: Path) -> None:
    snap(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name, phone, identity_number FROM dossiers_applicant")
        told = {text.encode() for row in cursor.fetchall() for text in row if text}
    assert told
    for path in latest(tmp_path).rglob("*.*"):
        texts = path.read_text("utf-8") if path.suffix == ".json" else str(pq.ParquetFile(path).read().to_pylist())
        assert not any(each in texts.encode() for each in told)


def test_figures_over_it_are_those_of_the_store(world: World, tmp_path: Path) -> None:
    snap(tmp_path)
    on = local_date(AT)
    for period in (Period(on.replace(day=1), on + timedelta(days=40)), Period(on, on + timedelta(days=400))):
        question = Question(period=period)
        over = figures(COLUMNS, question, engine=duck.over(latest(tmp_path)))
        assert over == figures(COLUMNS, question)


def test_a_second_run_writes_only_the_months_that_changed(world: World, tmp_path: Path) -> None:
    snap(tmp_path)
    before = {path.relative_to(latest(tmp_path)): path.stat().st_ino for path in latest(tmp_path).rglob("*.parquet")}
    at = LATER + timedelta(days=2)
    with clock.set_to(at):
        an_accepted(world, at)
    done = snap(tmp_path, at + timedelta(hours=5))
    after = {path.relative_to(latest(tmp_path)): path.stat().st_ino for path in latest(tmp_path).rglob("*.parquet")}
    same = {path for path, inode in before.items() if after.get(path) == inode}
    assert {path.parts[2] for path in same} == {f"month={AT:%Y-%m}"}
    assert (done.anew, done.kept) == (len(after) - len(same), len(same))
    assert check(tmp_path) == []


def test_run_again_without_a_change_it_says_the_same(world: World, tmp_path: Path) -> None:
    first = snap(tmp_path)
    again = snap(tmp_path, full=True)
    assert again.manifest == first.manifest


def test_a_month_is_written_anew_when_one_of_its_rows_is_replaced_later(world: World, tmp_path: Path) -> None:
    snap(tmp_path)
    at = LATER + timedelta(days=40)
    with connection.cursor() as cursor:
        instant = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(f"UPDATE {FACTS} SET recorded_to = %s WHERE recorded_to IS NULL", [instant])
    snap(tmp_path, at + timedelta(days=1))
    assert all(row["recorded_to"] is not None for row in rows_of(tmp_path))
    assert check(tmp_path) == []


def test_what_is_recorded_after_the_watermark_is_not_in_it(world: World, tmp_path: Path) -> None:
    snap(tmp_path, AT + timedelta(days=20))
    assert {row["recorded_from"] < AT + timedelta(days=20) for row in rows_of(tmp_path)} == {True}
    assert check(tmp_path) == []


def test_a_row_that_was_committed_late_is_taken_with_the_next_run(world: World, tmp_path: Path) -> None:
    at = LATER + timedelta(hours=3)
    snap(tmp_path, at)
    slow = at - timedelta(minutes=20)
    with clock.set_to(slow):
        an_accepted(world, slow)
    assert check(tmp_path) != []
    snap(tmp_path, at + timedelta(minutes=1))
    assert check(tmp_path) == []


@pytest.mark.parametrize("harm", ["changed", "missing", "unlisted", "manifest", "rows"])
def test_the_check_finds_every_harm(world: World, tmp_path: Path, harm: str) -> None:
    snap(tmp_path)
    assert check(tmp_path) == []
    victim = next(latest(tmp_path).rglob("*.parquet"))
    if harm == "changed":
        victim.write_bytes(victim.read_bytes()[:-1] + b"x")
    elif harm == "missing":
        victim.unlink()
    elif harm == "unlisted":
        (victim.parent / "more.parquet").write_bytes(victim.read_bytes())
    elif harm == "manifest":
        (latest(tmp_path) / "manifest.json").write_text("{")
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {STAYS}")
    assert check(tmp_path) != []
    with pytest.raises(CommandError) as ended:
        call_command("snapshot", "--check", "--folder", str(tmp_path))
    assert ended.value.returncode == 1


def test_a_run_that_dies_leaves_the_present_generation_and_is_cleared_away(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = snap(tmp_path)
    name = latest(tmp_path).name

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(manifest, "write", die)
    with pytest.raises(KeyboardInterrupt):
        snap(tmp_path, full=True)
    assert latest(tmp_path).name == name
    assert check(tmp_path) == []
    monkeypatch.undo()
    snap(tmp_path)
    assert len(list((tmp_path / "generations").iterdir())) == writing.KEPT
    assert latest(tmp_path).name > name
    assert first.manifest.files


def test_the_snapshot_of_another_store_is_refused_and_told(world: World, tmp_path: Path) -> None:
    snap(tmp_path)
    Installation.objects.all().delete()
    with pytest.raises(StoreRefused):
        snap(tmp_path)
    assert [str(fault) for fault in check(tmp_path)] == ["Đây là bản chụp của một kho khác."]


def test_two_runs_at_once_are_refused(world: World, tmp_path: Path) -> None:
    with writing._alone(tmp_path), pytest.raises(StoreRefused):
        snap(tmp_path)


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused):
        check(tmp_path)


def test_the_command_says_what_it_did(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with clock.set_to(LATER + timedelta(days=1)):
        call_command("snapshot", "--folder", str(tmp_path), "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["rows"][FACTS] == len(rows_of(tmp_path))
    assert set(told["rows"]) == {FACTS, STAYS}
    assert (told["kept"], told["generation"]) == (0, "000001")


def test_stays_have_a_key_of_their_own() -> None:
    assert columns.schema_of(StepFigures).names[0] == "id"
