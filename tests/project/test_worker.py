"""`motcua worker`: does what is due, ends when told to, stays by its server, outlives a database that is away."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path
from threading import Event

import pytest
from django.core.management import call_command, execute_from_command_line
from django.db import OperationalError

from motcua.jobs.models import TaskRun
from motcua.jobs.services import lanes
from motcua.jobs.services.leases import Stopping
from motcua.project import beside
from motcua.project.beside import WorkerBeside


@pytest.mark.django_db
def test_once_does_what_is_due_and_ends() -> None:
    out = StringIO()
    call_command("worker", "--once", "--json", stdout=out)
    assert json.loads(out.getvalue())["done"] >= 2
    assert TaskRun.objects.filter(name="dossiers.timers", finished_at__isnull=False).exists()
    out = StringIO()
    call_command("worker", "--once", stdout=out)
    assert re.search(r"Đã làm \d+ việc\.", out.getvalue())


def test_a_worker_without_end_has_nothing_to_print(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["motcua", "worker", "--json"])
    assert ended.value.code == 2
    assert "--once" in capsys.readouterr().err


def worked(failing: int) -> tuple[list[datetime], list[float]]:
    """Run a lane whose first turns fail, until it has worked; its turns and its waits."""
    turns: list[datetime] = []
    waits: list[float] = []
    stop = Event()

    def work(at: datetime, *, stopping: Stopping) -> int:
        turns.append(at)
        if len(turns) <= failing:
            raise OperationalError
        stop.set()
        return 1

    stop.wait = lambda timeout=None: bool(waits.append(timeout or 0))  # type: ignore[method-assign,func-returns-value]
    lanes.keep_working(work, stop, lambda: None)
    return turns, waits


@pytest.mark.django_db
def test_a_lane_outlives_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "connections", type("None", (), {"close_all": staticmethod(lambda: None)}))
    turns, waits = worked(failing=8)
    assert len(turns) == 9
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


class Child:
    """Stands in for a process."""

    def __init__(self, *, lives: bool) -> None:
        self.lives = lives
        self.ended: list[str] = []

    def poll(self) -> int | None:
        """The status, None while it lives."""
        return None if self.lives else 1

    def wait(self, timeout: float | None = None) -> int:
        """Wait for it."""
        if self.lives and timeout is not None:
            raise subprocess.TimeoutExpired("worker", timeout)
        while self.lives:
            time.sleep(0.005)
        return 1

    def terminate(self) -> None:
        """End it."""
        self.ended.append("terminate")

    def kill(self) -> None:
        """End it for sure."""
        self.ended.append("kill")
        self.lives = False


def until(holds: Callable[[], bool]) -> None:
    """Wait a little for something to hold."""
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_worker_that_falls_is_started_again_and_one_that_does_not_end_is_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    children: list[Child] = []

    def popen(command: list[str], *, start_new_session: bool) -> Child:
        assert start_new_session
        assert command[1:4] == ["-m", "motcua.project", "worker"]
        assert command[4:] == ["--beside", str(os.getpid())]
        children.append(Child(lives=len(children) == 2))
        return children[-1]

    monkeypatch.setattr("motcua.project.beside.subprocess.Popen", popen)
    monkeypatch.setattr(beside, "AGAIN", (0.0,))
    with WorkerBeside():
        until(lambda: len(children) == 3)
    assert children[2].ended == ["terminate", "kill"]
    assert len(children) == 3


def started(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A real worker on a store."""
    settings = os.environ | {"MOTCUA_HOME": str(home), "MOTCUA_LOG_LEVEL": "ERROR"}
    settings.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "motcua.project", "worker", *arguments]
    return subprocess.Popen(command, env=settings, stderr=subprocess.PIPE)


def test_it_ends_when_told_to_and_when_its_server_is_gone(tmp_path: Path) -> None:
    """On an empty store, whose tables are missing: it says so in JSON and waits for them."""
    told, orphan = started(tmp_path), started(tmp_path, "--beside", "1")
    assert told.stderr is not None
    assert json.loads(told.stderr.readline())["event"] == "worker_failed"
    told.send_signal(signal.SIGTERM)
    assert told.wait(20) == 0
    assert orphan.wait(20) == 0
    for process in (told, orphan):
        assert process.stderr is not None
        process.stderr.close()
