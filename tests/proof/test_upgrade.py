"""A store that an earlier version filled is migrated: every row is still there, and every figure is the same."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.proof.processes import ROOT, environment, motcua, run

DATABASE = "motcua.sqlite3"
FILLING = "Tính số liệu cho"
"""What migrate says when it begins to fill."""

Upgraded = tuple[Path, Path, dict[str, list[str]]]


@pytest.fixture(scope="module")
def upgraded(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Upgraded:
    """What was put into the old store, the migrated store, and which columns of which tables the old one had.

    The first migrate is killed while it fills the rows of figures; nothing works on the store before a second one.
    """
    source = shutil.copytree(made, tmp_path_factory.mktemp("source") / "home")
    home = tmp_path_factory.mktemp("old") / "home"
    filled = run(home, "tests.proof.old_schema", str(source / DATABASE))
    assert filled.returncode == 0, filled.stderr
    killed_while_filling(home)
    early = motcua(home, "worker", "--once")
    assert (early.returncode, "motcua migrate" in early.stderr) == (2, True), early.stderr
    done = motcua(home, "migrate")
    assert (done.returncode, FILLING in done.stdout) == (0, True), done.stderr
    return source, home, json.loads(filled.stdout.splitlines()[-1])


def killed_while_filling(home: Path) -> None:
    """Start the migration and kill it once every table is there and the rows of figures are being filled."""
    command = [sys.executable, "-u", "-m", "motcua.project", "migrate"]
    with subprocess.Popen(command, env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any(FILLING in line for line in process.stdout)
        process.kill()


def missing(upgraded: Upgraded, table: str) -> list[tuple[object, ...]]:
    """Rows of a table that were put into the old store and are not in the migrated one as they were.

    Of fact rows only what is known now: rows of the past are parted where something became known that they now tell.
    Not of papers that were brought anew: the earlier version overwrote when they first came in.
    """
    source, home, columns = upgraded
    facts = table == "dossiers_dossierfact"
    names = ", ".join(f'"{name}"' for name in columns[table] if not facts or name not in ("id", "recorded_from"))
    brought = "WHERE supplemented_at IS NULL" if table == "dossiers_dossiercomponent" else ""
    known = "WHERE recorded_to IS NULL" if facts else brought
    query = 'SELECT {names} FROM old."{table}" {known} EXCEPT SELECT {names} FROM main."{table}" {known} LIMIT 3'
    with closing(sqlite3.connect(home / DATABASE)) as store:
        store.execute("ATTACH DATABASE ? AS old", [str(source / DATABASE)])
        return store.execute(query.format(names=names, table=table, known=known)).fetchall()


def test_every_row_is_still_there_in_every_column_it_had(upgraded: Upgraded) -> None:
    _source, _home, columns = upgraded
    assert {"dossiers_dossier", "dossiers_dossierevent", "organisation_person", "documents_issuedpaper"} <= set(columns)
    lost = {table: missing(upgraded, table) for table in columns}
    assert {table: rows for table, rows in lost.items() if rows} == {}


def test_there_are_as_many_dossiers_in_each_state_and_as_many_events_of_each_kind(upgraded: Upgraded) -> None:
    source, home, _columns = upgraded
    for counted in (
        "SELECT state, outcome, COUNT(*) FROM dossiers_dossier GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT kind, COUNT(*) FROM dossiers_dossierevent GROUP BY 1 ORDER BY 1",
        "SELECT COUNT(*), COUNT(accepted_on), COUNT(ended_on), SUM(ended_at > due_at), SUM(minutes_used) "
        "FROM dossiers_dossierfact WHERE recorded_to IS NULL AND official",
    ):
        with closing(sqlite3.connect(source / DATABASE)) as old, closing(sqlite3.connect(home / DATABASE)) as new:
            assert new.execute(counted).fetchall() == old.execute(counted).fetchall()


def test_the_store_is_sound_and_every_cached_date_is_what_the_events_say(upgraded: Upgraded) -> None:
    _source, home, _columns = upgraded
    with closing(sqlite3.connect(home / DATABASE)) as store:
        assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        number = store.execute("SELECT COUNT(*) FROM dossiers_dossier").fetchone()[0]
    told = motcua(home, "clock", "recompute", "--json")
    found = json.loads(told.stdout)
    assert (told.returncode, found["dossiers"], found["differences"]) == (0, number, 0), found["examples"]
    told = motcua(home, "figures", "rebuild", "--json")
    found = json.loads(told.stdout)
    assert (told.returncode, found["dossiers"], found["differences"]) == (0, number, 0), found["examples"]


def test_it_was_set_aside_before_and_migrating_again_does_nothing(upgraded: Upgraded) -> None:
    _source, home, _columns = upgraded
    assert len(list((home / "backups").glob("before-migrate-*.sqlite3"))) == 1
    again = motcua(home, "migrate")
    assert (again.returncode, "No migrations to apply" in again.stdout) == (0, True)
    assert len(list((home / "backups").iterdir())) == 1


def test_a_migrate_that_was_broken_off_before_its_end_can_be_run_again(upgraded: Upgraded) -> None:
    _source, home, _columns = upgraded
    trigger = "motcua_no_update_dossiers_dossierevent"
    with closing(sqlite3.connect(home / DATABASE)) as store:
        store.execute(f"DROP TRIGGER {trigger}")
        store.commit()
        assert motcua(home, "migrate").returncode == 0
        found = store.execute("SELECT COUNT(*) FROM sqlite_schema WHERE name = ?", [trigger]).fetchone()
    assert found == (1,)
