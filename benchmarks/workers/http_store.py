"""Fills a store for measurements over HTTP: the cast with accounts, and one procedure that the desk receives.

Prints as JSON who signs in how, and what the form of intake is filled with.
"""

import json

from benchmarks.workers.store import open_store


def main() -> None:
    """Make the store that DATABASE_URL or MOTCUA_HOME names."""
    open_store()
    from motcua.catalogue import queries as catalogue
    from motcua.common import clock
    from tests.cast import make_cast
    from tests.factories import a_world

    at = clock.now()
    world = a_world(make_cast(at))
    cast = world.cast
    keys = ("desk_officer", "unit_head", "handler", "leader")
    offering = catalogue.offering_row(world.offering_id)
    case = catalogue.cases_of(offering.procedure_version_id)[0]
    told = {
        "accounts": {key: (cast.members[key].username, cast.members[key].password) for key in keys},
        "handler": cast.members["handler"].person_id,
        "leader": cast.members["leader"].person_id,
        "offering": str(offering.public_id),
        "case": case.id,
        "papers": [row.id for row in case.components if row.is_document],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
