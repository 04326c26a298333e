"""kill -9 of a worker in the middle of its work: the next one goes on; nothing is lost, nothing stored twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from tests.proof.background import PORTIONS
from tests.proof.processes import ROOT, environment
from tests.proof.store_reading import rows

Ask = Callable[[str], list[Any]]

KILLS = (5, 15)
"""After how many portions the worker dies."""
PATIENCE = 40.0

POSITION = "SELECT done, state FROM jobs_job WHERE kind = 'proof.portions'"
SUBJECTS = "SELECT subject_id FROM jobs_outbox WHERE topic = 'proof.portion' ORDER BY subject_id"
WAITING = "SELECT COUNT(*) FROM jobs_outbox WHERE topic = 'proof.portion' AND taken_at IS NULL"
IDS = "SELECT public_id FROM jobs_outbox WHERE topic = 'proof.portion'"


class Worker:
    """A worker in a process group of its own."""

    def __init__(self, settings: dict[str, str], told: Path) -> None:
        command = [sys.executable, "-m", "tests.proof.background", str(told)]
        self.process = subprocess.Popen(command, env=settings, cwd=ROOT, start_new_session=True)

    def kill(self) -> None:
        """Nobody says goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def wait(until: Callable[[], bool]) -> None:
    """Look until something holds."""
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, "the worker does not come on"
        time.sleep(0.02)


def killed_and_followed(settings: dict[str, str], told: Path, ask: Ask) -> None:
    """Kill two workers on the way; two others share what is left."""

    def reached(number: int) -> bool:
        found = ask(POSITION)
        return bool(found) and found[0][0] >= number

    told.touch()
    for number in KILLS:
        worker = Worker(settings, told)
        try:
            wait(lambda number=number: reached(number))  # type: ignore[misc]  # mypy cannot infer a bound default
        finally:
            worker.kill()
    workers = [Worker(settings, told) for _ in range(2)]
    try:
        wait(lambda: ask(POSITION)[0] == (PORTIONS, "done") and ask(WAITING)[0][0] == 0)
    finally:
        for worker in workers:
            worker.kill()
    assert [row[0] for row in ask(SUBJECTS)] == list(range(PORTIONS)), "each portion is done, none twice"
    arrived = told.read_text().split()
    assert {row.replace("-", "") for row in arrived} == {str(row[0]).replace("-", "") for row in ask(IDS)}


def test_a_worker_killed_twice_is_followed_on_sqlite(home: Path, tmp_path: Path) -> None:
    settings = environment(home)
    killed_and_followed(settings, tmp_path / "told", lambda query: rows(home, query))


@pytest.mark.postgresql
def test_a_worker_killed_twice_is_followed_on_postgresql(committing: None, tmp_path: Path) -> None:
    name = connection.settings_dict["NAME"]
    address = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    settings = environment(tmp_path, DATABASE_URL=address)

    def ask(query: str) -> list[Any]:
        with psycopg.connect(address) as reading:
            return reading.execute(query.encode()).fetchall()

    killed_and_followed(settings, tmp_path / "told", ask)
