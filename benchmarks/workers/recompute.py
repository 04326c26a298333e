"""Fills a store with NUMBER dossiers and derives every one of them anew, as `motcua clock recompute` does.

Lives of the demo are copied with all their events (an equal copy costs what any other dossier costs: nothing of a
derivation is kept by instant). Prints dossiers a second of processor time and of the clock as JSON.
"""

import json
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.workers.store import open_store

if TYPE_CHECKING:
    from django.db.models import Model

LIVES = 300
ROUNDS = 3


def main() -> None:
    """Fill the store that DATABASE_URL or MOTCUA_HOME names, and measure."""
    number = int(sys.argv[1])
    open_store()
    from motcua.common import clock
    from motcua.dossiers.models import Dossier
    from motcua.dossiers.services.recompute import recompute
    from motcua.project.demo.store import fill

    fill(dossiers=LIVES, seed=7, now=clock.now(), progress=lambda _done: None)
    multiply(number)
    best: dict[str, float] = {"processor": 0, "clock": 0}
    for _ in range(ROUNDS):
        processor, started = time.process_time(), time.perf_counter()
        found = recompute()
        best["processor"] = max(best["processor"], found.dossiers / (time.process_time() - processor))
        best["clock"] = max(best["clock"], found.dossiers / (time.perf_counter() - started))
        assert (found.dossiers, found.differences) == (Dossier.objects.count(), 0), found.examples[:5]
    print(json.dumps(best | {"dossiers": found.dossiers}))


def multiply(number: int) -> None:
    """Copy all dossiers with events and fact rows until there are so many."""
    from django.db import connection
    from django.db.models import Max

    from motcua.dossiers.models import Dossier, DossierEvent, DossierFact

    held = Dossier.objects.count()
    step = Dossier.objects.aggregate(last=Max("pk"))["last"]
    random = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    with connection.cursor() as cursor:
        for copy in range(1, number // held):
            away = copy * step
            for model, changed in (
                (
                    Dossier,
                    {"id": f"id + {away}", "code": f"code || '-{copy}'", "public_id": random, "public_token": "NULL"},
                ),
                (DossierEvent, {"dossier_id": f"dossier_id + {away}", "idempotency_key": "NULL"}),
                (DossierFact, {"dossier_id": f"dossier_id + {away}"}),
            ):
                cursor.execute(_copying(model, changed, step))
        cursor.execute("ANALYZE")


def _copying(model: "type[Model]", changed: dict[str, str], step: int) -> str:
    """The statement that copies the rows of the first dossiers with some columns changed."""
    own = "id" if "id" in changed else "dossier_id"
    columns = [str(f.column) for f in model._meta.concrete_fields if own == "id" or f.column != "id"]  # noqa: SLF001
    told = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return (
        f"INSERT INTO {model._meta.db_table} ({names}) SELECT {told} FROM {model._meta.db_table} WHERE {own} <= {step}"  # noqa: SLF001
    )


if __name__ == "__main__":
    main()
