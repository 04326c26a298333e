"""Accepts dossiers and does five steps with each, through the services; prints dossiers a second as JSON.

Six transactions a dossier, as many as the peer's: accept with the receipt, pass on from the desk, assign to a named
handler, pass on, submit to a named leader, sign.
"""

import json
import sys
import time
from collections.abc import Callable

from benchmarks.workers.store import open_store

WARMING = 20


def rate(number: int, work: Callable[[], object]) -> float:
    """How often a second `work` is done, once it is warm."""
    for _ in range(WARMING):
        work()
    started = time.perf_counter()
    for _ in range(number):
        work()
    return number / (time.perf_counter() - started)


def main() -> None:
    """Do NUMBER dossiers, with receipts and all."""
    number = int(sys.argv[1])
    open_store()
    from motcua.dossiers.services.forward import forward
    from motcua.dossiers.services.submit_for_signature import submit_for_signature
    from tests.cast import AT, make_cast
    from tests.factories import a_world, an_accepted

    world = a_world(make_cast(AT))
    cast = world.cast

    def five() -> None:
        dossier = an_accepted(world, AT)
        forward(dossier, actor=cast.desk_officer, at=AT)
        forward(dossier, actor=cast.unit_head, at=AT, person_id=cast.handler.id)
        forward(dossier, actor=cast.handler, at=AT)
        submit_for_signature(dossier, actor=cast.unit_head, at=AT, person_id=cast.leader.id)
        assert forward(dossier, actor=cast.leader, at=AT).step_no == 6

    accepted = rate(number, lambda: an_accepted(world, AT))
    print(json.dumps({"accepted": accepted, "per_second": rate(number, five)}))


if __name__ == "__main__":
    main()
