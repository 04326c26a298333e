"""Many at once: numbers stay consecutive, one press wins, one key is one dossier. Real threads, real commits."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.proof.processes import ROOT, run

THREADS, EACH = 16, 50


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database beside the one the tests use."""
    address = os.environ["DATABASE_URL"]
    name = f"race_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def expect_order(told: dict[str, Any], threads: int, each: int) -> None:
    """What must hold after any race: no number twice, none left out, one transition, one clear message for the rest."""
    assert told["codes"] == [f"H72.15-260112-{number:04}" for number in range(1, threads * each + 1)]
    assert told["outcomes"] == {"done": 1, "DossierChanged": threads - 1}
    assert told["forwards"] == 1
    assert list(told["same_key"].values()) == [threads]
    assert told["dossiers"] == threads * each + 1


@pytest.mark.postgresql
def test_sixteen_threads_accept_800_dossiers_with_consecutive_codes(database: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.proof.race", str(THREADS), str(EACH)],
        env=os.environ
        | {"DATABASE_URL": database, "MOTCUA_HOME": str(tmp_path), "MOTCUA_DATABASE_POOL": str(THREADS + 1)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    expect_order(json.loads(done.stdout), THREADS, EACH)


def test_the_same_holds_on_sqlite(tmp_path: Path) -> None:
    done = run(tmp_path, "tests.proof.race", "4", "10", MOTCUA_PUBLIC_URL="http://127.0.0.1")
    assert done.returncode == 0, done.stderr[-3000:]
    expect_order(json.loads(done.stdout), 4, 10)
