"""The store for browser and HTTP tests, made once per run, whichever worker needs it first.

`bin/test` makes it beforehand, beside the static checks: `python -m tests.proof.making FOLDER`.
"""

import fcntl
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.proof.processes import run

NOW = datetime(2026, 1, 14, 2, 0, tzinfo=UTC)
"""09:00 on Wednesday 14/01/2026, on Vietnamese clocks: an ordinary working morning."""
FACTS = "facts.json"
SHARED = "MOTCUA_TEST_SHARED"
"""Names the folder in which several runs find the same store."""


def made_once(factory: pytest.TempPathFactory) -> Path:
    """The folder of the store as it was made; never served, only copied. Workers of one run share it."""
    if folder := os.environ.get(SHARED):
        return made_in(Path(folder))
    own = factory.getbasetemp()
    return made_in(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


def made_in(shared: Path) -> Path:
    """The store in a folder; whoever comes first makes it, the others wait for it."""
    home = shared / "store-as-made"
    with (shared / "store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / FACTS).exists():
            home.mkdir(exist_ok=True)
            done = run(home, "tests.proof.make_stage", str(home / FACTS), NOW.isoformat())
            assert done.returncode == 0, done.stderr[-3000:]
    return home


if __name__ == "__main__":
    made_in(Path(sys.argv[1]))
