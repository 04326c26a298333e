"""Reading a store's file directly: what was really written, whoever claims what."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def rows(home: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query on the SQLite store in `home`."""
    with closing(sqlite3.connect(home / "motcua.sqlite3")) as store:
        return store.execute(query, values).fetchall()


def events(home: Path, code: str) -> list[tuple[int, str]]:
    """Number and kind of every event of a dossier, in order."""
    query = (
        "SELECT event.seq, event.kind FROM dossiers_dossierevent event"
        " JOIN dossiers_dossier dossier ON dossier.id = event.dossier_id WHERE dossier.code = ? ORDER BY event.seq"
    )
    return [(seq, kind) for seq, kind in rows(home, query, code)]


def gaps(home: Path) -> list[tuple[Any, ...]]:
    """Dossiers whose events do not run 1, 2, 3 … to their version."""
    return rows(
        home,
        "SELECT dossier.code, dossier.version, COUNT(*), MIN(event.seq), MAX(event.seq) FROM dossiers_dossier dossier"
        " LEFT JOIN dossiers_dossierevent event ON event.dossier_id = dossier.id GROUP BY dossier.id"
        " HAVING COUNT(*) != dossier.version OR MIN(event.seq) != 1 OR MAX(event.seq) != dossier.version",
    )
