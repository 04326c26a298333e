"""Runs many lives at once, in the order of their instants, with the clock set to each."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction

from motcua.common import clock

Life = Iterator[datetime]
"""A life yields the instant at which it wants to act next, and acts when it is resumed at that instant."""

AT_ONCE = 200
"""Acts in one transaction: the doors run as they always do, but the disk is waited for less often."""


def run(lives: Iterable[Life], until: datetime, progress: Callable[[datetime], None]) -> int:
    """Resume the lives in the order of their instants up to `until`; return how many acts there were.

    What a life does is recorded as of that instant: a demo made today looks as if it had been lived.
    """
    waiting: list[tuple[datetime, int, Life]] = []
    for number, life in enumerate(lives):
        _push(waiting, number, life)
    acts = 0
    while waiting and waiting[0][0] <= until:
        with transaction.atomic():
            for _ in range(AT_ONCE):
                if not waiting or waiting[0][0] > until:
                    break
                at, number, life = heapq.heappop(waiting)
                with clock.set_to(at):
                    _push(waiting, number, life)
                acts += 1
        progress(min(at, until))
    return acts


def _push(waiting: list[tuple[datetime, int, Life]], number: int, life: Life) -> None:
    following = next(life, None)
    if following is not None:
        heapq.heappush(waiting, (following, number, life))
