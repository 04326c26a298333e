"""Fills a store with NUMBER dossiers of one commune and measures what its list asks of the database.

Prints medians in milliseconds as JSON, with what a browser needs to open the same pages.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from benchmarks.workers.many import LIVE, OVER, multiply
from benchmarks.workers.store import open_store

TIMES = 15


def main() -> None:
    """Fill the store that DATABASE_URL or MOTCUA_HOME names, and measure."""
    number, own_each = int(sys.argv[1]), int(sys.argv[2])
    open_store()
    from motcua.common import clock
    from tests.cast import make_cast
    from tests.factories import a_world

    cast = make_cast(clock.now())
    own = _models(a_world(cast))
    multiply(own, _models(_neighbours(cast)) if own_each > 1 else own, number, own_each)
    _prove(max(own) + 1000)
    member = cast.members["desk_officer"]
    told: dict[str, Any] = {"username": member.username, "password": member.password}
    print(json.dumps(told | _queries(cast.desk_officer)))


def _neighbours(cast: Any) -> Any:
    """The neighbour commune as a world of its own: the many others in the same store."""
    from tests.factories import a_world

    def actor(key: str) -> Any:
        return cast.members[key].actor

    return a_world(
        replace(
            cast,
            commune=cast.neighbour,
            desk_officer=cast.outsider,
            handler=actor("neighbour_handler"),
            unit_head=actor("neighbour_head"),
            leader=actor("neighbour_leader"),
            clerk=actor("neighbour_clerk"),
        )
    )


def _models(world: Any) -> list[int]:
    """Real dossiers to copy: one at every step, one that waits for papers, one with its result; two that are over."""
    from motcua.common import clock
    from motcua.domain.lifecycle import State
    from motcua.dossiers.services.ask_supplement import ask_supplement
    from motcua.dossiers.services.notices import Item
    from tests.factories import a_dossier, an_accepted, at_step

    at = clock.now()
    items = [Item(name="Bản vẽ")]
    waiting = ask_supplement(
        an_accepted(world, at), items=items, note="Thiếu bản vẽ.", actor=world.cast.desk_officer, at=at
    )
    live = [*(at_step(world, step, at) for step in range(1, 7)), waiting, a_dossier(world, State.RESOLVED, at)]
    over = [a_dossier(world, State.RETURNED, at) for _ in range(OVER)]
    assert len(live) == LIVE
    return [dossier.pk for dossier in (*live, *over)]


def _prove(last: int) -> None:
    """See that the copies are what the product itself would have written."""
    from motcua.dossiers.models import Applicant, Dossier
    from motcua.dossiers.search_keys import applicant_key

    copies = Dossier.objects.filter(pk__gt=last).order_by("?")[:20]
    for party in Applicant.objects.filter(dossier__in=list(copies)).select_related("dossier"):
        assert party.search_key == applicant_key(party.dossier.code, party), party.search_key
        party.dossier.full_clean()


def _queries(actor: Any) -> dict[str, float]:
    """The median time of each read, the first ones left out."""
    from motcua.common import clock
    from motcua.common.pagination import key_of
    from motcua.desk import queries as desk
    from motcua.desk.queries import Asked, Place
    from motcua.domain.remaining import TimeState
    from motcua.dossiers import queries
    from motcua.dossiers.queries import WorkFilters

    at = clock.now()
    everything, work = WorkFilters(), WorkFilters(group="open")
    seen = desk.rows_of(actor, Asked(everything), at).order_by("-sort_at", "-id")
    deep = seen[seen.count() // 2]
    middle = key_of(deep, ("-sort_at", "-id"))
    some = deep.applicants.get()
    reads: dict[str, Callable[[], object]] = {
        "first": lambda: queries.work_list(actor, work, at),
        "everything": lambda: queries.work_list(actor, everything, at),
        "middle": lambda: queries.work_list(actor, everything, at, after=middle),
        "late": lambda: queries.work_list(actor, WorkFilters(time=TimeState.LATE), at),
        "closed": lambda: queries.work_list(actor, WorkFilters(group="closed"), at),
        "counts": lambda: desk.counts_by_time(actor, Asked(everything), at),
        "page": lambda: desk.page_of(actor, Asked(everything, unfinished=True), at, Place()),
        "standing": lambda: desk.standing(actor, at),
        "my_work": lambda: queries.my_work(actor, at),
        "name": lambda: queries.work_list(actor, WorkFilters(text="dao thi lan"), at),
        "common_name": lambda: queries.work_list(actor, WorkFilters(text="nguyen thi"), at),
        "phone": lambda: queries.work_list(actor, WorkFilters(text=some.phone), at),
        "code": lambda: queries.work_list(actor, WorkFilters(text=deep.code), at),
        "search": lambda: queries.search(actor, "Nguyễn Thị Đào"),
        "nothing": lambda: queries.search(actor, "khong co ai"),
    }
    return {name: _median(read) for name, read in reads.items()}


def _median(read: Callable[[], object]) -> float:
    times = []
    for _ in range(TIMES + 2):
        started = time.perf_counter()
        read()
        times.append(time.perf_counter() - started)
    return 1000 * sorted(times[2:])[TIMES // 2]


if __name__ == "__main__":
    main()
