"""Accepting a dossier and doing five steps with it, in process, on SQLite and PostgreSQL, beside django-viewflow.

Ours and the peer's are measured in turn, three times each, and the best of each counts: on a shared machine a slow run
tells about the neighbours.
"""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.rows import Row, decimal, peer, worker

NUMBER = 150
ROUNDS = 3


def database(name: str) -> str | None:
    """Return the address of a new, empty database beside the one DATABASE_URL names; None without PostgreSQL."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return None
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def measure() -> list[Row]:
    """Return dossiers a second on both databases, ours and the peer's."""
    engines = ["SQLite"] + (["PostgreSQL"] if os.environ.get("DATABASE_URL") else [])
    return [row for engine in engines for row in _on(engine)]


def _on(engine: str) -> list[Row]:
    fresh = database if engine == "PostgreSQL" else lambda _name: None
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(worker("benchmarks.workers.in_process", str(NUMBER), database_url=fresh("ours")))
        other = peer("peers.viewflow_peer", str(NUMBER), database_url=fresh("peer"))
        theirs += [other["per_second"]] if other else []
    best = max(each["per_second"] for each in ours)
    accepted = max(each["accepted"] for each in ours)
    budget = "≥ 60" if engine == "PostgreSQL" else "–"
    return [
        Row(
            f"accept + 5 steps in process, {engine}, dossiers a second",
            decimal(best),
            f"django-viewflow 2.4 {decimal(max(theirs))}" if theirs else "django-viewflow not installed",
            budget,
        ),
        Row(f"accept alone with its receipt, in process, {engine}, dossiers a second", decimal(accepted)),
    ]
