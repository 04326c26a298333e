"""What a measurement says, and how the table in README is written from it."""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".bench" / "bin" / "python"
"""Interpreter of the peers' environment, made by `benchmarks/run`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, ours, and the peers measured in the same run."""

    what: str
    ours: str
    peers: str = "–"
    budget: str = "–"


def per_second(number: int, work: Callable[[], object]) -> float:
    """Return how many a second of one core, for `work` that computes `number` of something and waits for nothing."""
    started = time.process_time()
    work()
    return number / (time.process_time() - started)


def milliseconds(times: list[float], share: float = 0.5) -> float:
    """Return the nearest-rank percentile of `times` (seconds) in milliseconds."""
    ordered = sorted(times)
    return 1000 * ordered[max(0, math.ceil(len(ordered) * share) - 1)]


def peer(*arguments: str, database_url: str | None = None) -> dict[str, float] | None:
    """Run a peer's program and return what it prints as JSON; None where the peers are not installed."""
    if not PEERS.exists():
        return None
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment["PYTHONPATH"] = str(ROOT / "benchmarks")
    if database_url:
        environment["DATABASE_URL"] = database_url
    done = subprocess.run(
        [str(PEERS), "-m", *arguments], env=environment, capture_output=True, text=True, check=True, timeout=600
    )
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def worker(module: str, *arguments: str, database_url: str | None = None, home: str = "") -> dict[str, Any]:
    """Run a program of ours in a process and on a store of its own, under `home` if that is to be kept.

    Returns what it prints as JSON.
    """
    with tempfile.TemporaryDirectory() as own:
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"MOTCUA_HOME": home or own}
        if database_url:
            environment["DATABASE_URL"] = database_url
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def decimal(value: float, places: int = 0) -> str:
    """Write a number for the English README."""
    return f"{value:,.{places}f}"


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    head = "| what | ours | peers in the same run | budget |\n| --- | --- | --- | --- |\n"
    return head + "".join(f"| {row.what} | {row.ours} | {row.peers} | {row.budget} |\n" for row in rows)
