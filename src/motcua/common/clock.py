"""The only reader of the system clock.

One operation has one instant: the edge (a view, a command, a job) reads it here once and passes it down as `at`.
Demo and scenario set the clock, so that what they record looks as it would have looked then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_set_to: ContextVar[datetime | None] = ContextVar("motcua_clock", default=None)


def now() -> datetime:
    """Return the instant it is, aware, in UTC."""
    fixed = _set_to.get()
    return datetime.now(UTC) if fixed is None else fixed  # noqa: TID251  the one place that may


@contextmanager
def set_to(at: datetime) -> Iterator[None]:
    """Let it be `at` (aware) within the block, for this thread or task only."""
    if at.tzinfo is None:
        raise ValueError("set_to() takes an aware datetime")
    token = _set_to.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
