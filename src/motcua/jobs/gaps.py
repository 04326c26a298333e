"""How long to wait before trying again: each time longer, so that what is down is left in peace."""

from datetime import timedelta
from typing import Final

GAPS: Final = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)


def gap(attempt: int) -> timedelta:
    """The wait after failed attempt number `attempt` (from 1); the last gap repeats."""
    return GAPS[min(max(attempt, 1), len(GAPS)) - 1]
