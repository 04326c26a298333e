"""Many desks press at once: `python -m tests.proof.race THREADS EACH` on a new store; prints the result as JSON."""

import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")


def main(threads: int, each: int) -> dict[str, Any]:
    """Accept `threads` × `each` dossiers, then let all threads pass on the same dossier at the same instant."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)

    from motcua.dossiers.models import Dossier, DossierEvent
    from tests.cast import make_cast
    from tests.factories import a_world

    world = a_world(make_cast(_AT))
    together(threads, lambda: accept_some(world, each))
    codes = sorted(Dossier.objects.values_list("code", flat=True))
    outcomes = Counter(together(threads, lambda: press(world, codes[0])))
    return {
        "codes": codes,
        "outcomes": dict(outcomes),
        "forwards": DossierEvent.objects.filter(dossier__code=codes[0], kind="FORWARDED").count(),
        "same_key": dict(Counter(together(threads, lambda: accept_one(world, "the same key")))),
        "dossiers": Dossier.objects.count(),
    }


_AT = datetime(2026, 1, 12, 1, 30, tzinfo=UTC)


def together(threads: int, do: Any) -> list[Any]:
    """Let so many threads begin at the same moment; return what each says."""
    from django.db import connections

    barrier = Barrier(threads, timeout=30)

    def one(_number: int) -> Any:
        try:
            barrier.wait()
            return do()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def accept_some(world: Any, number: int) -> None:
    """Accept dossiers one after the other."""
    for _ in range(number):
        accept_one(world, "")


def accept_one(world: Any, key: str) -> str:
    """Accept one dossier; its code."""
    from motcua.dossiers.services.accept import accept
    from tests.factories import a_filing

    return str(accept(a_filing(world), actor=world.cast.desk_officer, at=_AT, key=key).code)


def press(world: Any, code: str) -> str:
    """Read the dossier and pass it on; what the presser is told."""
    from motcua.domain.errors import MotcuaError
    from motcua.dossiers import queries
    from motcua.dossiers.services.forward import forward

    actor = world.cast.desk_officer
    dossier = queries.access_dossier(actor, code, _AT)
    if dossier.step_no != 1:
        return "came too late"
    _read.wait()
    try:
        forward(dossier, actor=actor, at=_AT)
    except MotcuaError as error:
        return type(error).__name__
    return "done"


_read = Barrier(int(sys.argv[1]) if len(sys.argv) > 1 else 1, timeout=30)
"""All have read the dossier before the first of them writes."""

if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
