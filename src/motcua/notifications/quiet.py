"""Quiet hours and gaps between attempts: pure rules, no database."""

import hashlib
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from motcua.domain.worktime import ZONE

GAPS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""How long to wait after the first, second … failed attempt; after the last one the message is dead."""

ATTEMPTS: Final = len(GAPS) + 1
JITTER: Final = 0.2
"""A gap is up to a fifth shorter or longer, so that what failed together does not come back together."""


def is_quiet(at: datetime, starts: time, ends: time) -> bool:
    """Whether the local clock shows quiet hours, from `starts` to before `ends`, over midnight where `starts` is later.

    Equal times mean no quiet hours.
    """
    now = at.astimezone(ZONE).time()
    if starts <= ends:
        return starts <= now < ends
    return now >= starts or now < ends


def allowed_from(at: datetime, starts: time, ends: time) -> datetime:
    """The first instant from `at` on that is not quiet."""
    if not is_quiet(at, starts, ends):
        return at
    local = at.astimezone(ZONE)
    end = local.replace(hour=ends.hour, minute=ends.minute, second=ends.second, microsecond=0)
    return (end if end > local else end + timedelta(days=1)).astimezone(at.tzinfo)


def gap_after(attempt: int, message: UUID) -> timedelta | None:
    """How long to wait after the failed attempt number `attempt` (from 1); None when it was the last one.

    The same message and attempt always wait equally long: nothing here is left to chance that a test could not repeat.
    """
    if attempt >= ATTEMPTS:
        return None
    digest = hashlib.sha256(f"{message}:{attempt}".encode()).digest()
    share = int.from_bytes(digest[:4], "big") / 2**32
    return GAPS[attempt - 1] * (1 + JITTER * (2 * share - 1))
