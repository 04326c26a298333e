"""Dashboards over a million dossiers of fifty communes, as a commune's leader and as whoever sees the province.

Each page is made whole by the product, without the wire: what the figures ask of the database is nearly all of it.
"""

import tempfile
from typing import Any

from benchmarks.acceptance import database
from benchmarks.rows import Row, decimal, worker

NUMBER = 1_000_000
PAGES = {
    "tong-quan": "overview",
    "don-vi": "units",
    "linh-vuc": "fields and procedures",
    "thoi-gian": "times by step",
    "tre-han": "lateness",
}
WHO = {"leader": "one commune of fifty", "auditor": "all fifty communes"}


def measure() -> list[Row]:
    """Return the medians of each page on both engines."""
    rows: list[Row] = []
    for engine in ("SQLite", "PostgreSQL"):
        if engine == "PostgreSQL" and database("boards") is None:
            continue
        with tempfile.TemporaryDirectory() as home:
            address = database("boards") if engine == "PostgreSQL" else None
            told = worker("benchmarks.workers.dashboards", str(NUMBER), database_url=address, home=home)
        for key, whose in WHO.items():
            rows.append(Row(f"dashboards over {NUMBER:,} dossiers, {engine}, {whose}, median", _words(told[key])))
    return rows


def _words(times: dict[str, Any]) -> str:
    return ", ".join(f"{words} {decimal(times[page], 0)} ms" for page, words in PAGES.items())
