"""The work list of a commune's desk officer: with 10,000 dossiers in the store, and with 1,000,000 of 100 communes.

The page (50 rows, its count, the counts of five states of time, the filters) is asked for over HTTP, one client; the
reads behind it are measured in process. The last lines are the hardest case: 1,000,000 dossiers of one single commune.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.acceptance import database
from benchmarks.browser import Browser
from benchmarks.rows import Row, decimal, milliseconds, worker
from benchmarks.serving import served

PAGE = "/ho-so"
ASKED = 60
WARMING = 10
FEW, MANY, COMMUNES = 10_000, 1_000_000, 100
READS = {
    "first": "first 100 rows of open work",
    "middle": "100 rows from the middle of everything",
    "late": "what is late",
    "counts": "counts of five states of time",
    "name": "a name without diacritics",
    "phone": "a phone number",
    "code": "a code",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Milliseconds: the page over HTTP, and each read in process."""

    page: float
    reads: dict[str, Any]


def measure() -> list[Row]:
    """Return the page at both sizes on both engines, the reads behind it, and the hardest case."""
    rows: list[Row] = []
    for engine in ("SQLite", "PostgreSQL"):
        if engine == "PostgreSQL" and database("lists") is None:
            continue
        few, many = _found(engine, FEW, 1), _found(engine, MANY, COMMUNES)
        rows.append(
            Row(
                f"work list over HTTP, 1 client, {engine}, p50: 10,000 dossiers; 1,000,000 of 100 communes",
                f"{decimal(few.page, 1)} ms; {decimal(many.page, 1)} ms (ratio {decimal(many.page / few.page, 2)})",
                "Open Zaak 1.21: 125 ms at 50,000 (by its API, measured before, not in this run)",
                "≤ 40 ms, ratio ≤ 1.3",
            )
        )
        rows.append(Row(f"its reads alone at 1,000,000, {engine}", _words(many.reads)))
    if len(rows) > 2:
        one = _found("PostgreSQL", MANY, 1)
        rows.append(
            Row(
                "work list over HTTP, PostgreSQL, 1,000,000 dossiers of one commune, 20,000 of them open",
                f"{decimal(one.page, 1)} ms",
            )
        )
        rows.append(Row("its reads alone", _words(one.reads)))
    return rows


def _words(reads: dict[str, Any]) -> str:
    return ", ".join(f"{words} {decimal(reads[name], 1)} ms" for name, words in READS.items())


def _found(engine: str, number: int, own_each: int) -> Found:
    """Fill a store with `number` dossiers, one of `own_each` of the officer's commune, and measure."""
    with _store(engine) as (address, home):
        reads = worker("benchmarks.workers.lists", str(number), str(own_each), database_url=address, home=home)
        with served(address, home) as (port, _pid):
            browser = Browser(port)
            browser.sign_in(reads["username"], reads["password"])
            times = []
            for _ in range(WARMING + ASKED):
                started = time.perf_counter()
                answer = browser.get(PAGE)
                times.append(time.perf_counter() - started)
                assert answer.status == 200
        return Found(milliseconds(times[WARMING:]), reads)


@contextmanager
def _store(engine: str) -> Iterator[tuple[str | None, str]]:
    with tempfile.TemporaryDirectory() as home:
        yield (database("lists") if engine == "PostgreSQL" else None), home
