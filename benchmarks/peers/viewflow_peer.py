"""django-viewflow 2.4: one process with a start and five human tasks, each assigned, started and executed in turn.

Run by `benchmarks/acceptance.py` with the interpreter of the peers' environment: `viewflow_peer.py NUMBER` prints JSON.
The database is the one that DATABASE_URL names, else SQLite with the same pragmas as ours.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings


def database() -> dict[str, Any]:
    """Return Django's settings of the peer's database."""
    url = os.environ.get("DATABASE_URL")
    if url:
        parts = urlsplit(url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "peer",
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or dict(p.split("=") for p in parts.query.split("&")).get("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(tempfile.mkdtemp()) / "peer.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


settings.configure(
    SECRET_KEY="peer",
    USE_TZ=True,
    DATABASES={"default": database()},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "viewflow",
        "viewflow.workflow",
        "peers",
    ],
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from peers.flows import Dossier  # noqa: E402
from viewflow.workflow.models import Process  # noqa: E402


def one(officer: User) -> None:
    """Accept one dossier and do its five steps."""
    Dossier.start.run()
    process = Process.objects.latest("pk")
    for _step in range(5):
        task = process.task_set.filter(status="NEW").get()
        with task.activation() as activation:
            activation.assign(officer)
            activation.start(None)
            activation.execute()


def main() -> None:
    """Do NUMBER dossiers and print how many a second."""
    number = int(sys.argv[1])
    call_command("migrate", verbosity=0)
    officer = User.objects.create(username="officer")
    for _ in range(5):
        one(officer)
    started = time.perf_counter()
    for _ in range(number):
        one(officer)
    print(json.dumps({"dossiers": number, "per_second": number / (time.perf_counter() - started)}))


if __name__ == "__main__":
    main()
