"""Accepts dossiers and does five steps with each, through the services; prints dossiers a second as JSON.

The five steps are those of the peers: assign, appraise, review and submit, sign, issue; taking is an act of its own.
"""

import json
import sys
import time

from benchmarks.workers.store import open_store


def main() -> None:
    """Do NUMBER dossiers, with receipts and all."""
    number = int(sys.argv[1])
    open_store()
    from tests.cast import AT, make_cast
    from tests.factories import a_world, advance, an_accepted

    from motcua.domain.lifecycle import State

    world = a_world(make_cast(AT))

    def one() -> None:
        dossier = an_accepted(world, AT)
        while dossier.state != State.RESOLVED:
            dossier = advance(world, dossier, AT)

    for _ in range(5):
        one()
    started = time.perf_counter()
    for _ in range(number):
        an_accepted(world, AT)
    accepted = number / (time.perf_counter() - started)
    started = time.perf_counter()
    for _ in range(number):
        one()
    print(json.dumps({"accepted": accepted, "per_second": number / (time.perf_counter() - started)}))


if __name__ == "__main__":
    main()
