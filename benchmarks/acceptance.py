"""Accepting a dossier and doing five steps with it, in process, on SQLite and PostgreSQL, beside django-viewflow."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.rows import Row, decimal, peer, worker

NUMBER = 300


def database(name: str) -> str | None:
    """Return the address of a new, empty database beside the one DATABASE_URL names; None without PostgreSQL."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return None
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def measure() -> list[Row]:
    """Return dossiers a second on both databases, ours and the peer's."""
    rows = []
    for engine, address in (("SQLite", None), ("PostgreSQL", database("ours"))):
        if engine == "PostgreSQL" and address is None:
            continue
        ours = worker("benchmarks.workers.in_process", str(NUMBER), database_url=address)
        beside = database("peer") if address else None
        other = peer("peers.viewflow_peer", str(NUMBER), database_url=beside)
        rows.append(
            Row(
                f"accept + 5 steps in process, {engine}, dossiers a second",
                decimal(ours["per_second"]),
                f"django-viewflow 2.4 {decimal(other['per_second'])}" if other else "not installed",
                "≥ 60" if address else "–",
            )
        )
        rows.append(Row(f"accept alone in process, {engine}, dossiers a second", decimal(ours["accepted"])))
    return rows
