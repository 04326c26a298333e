"""Room for deep calls: a test does not pay for where in CPython's stack it happens to lie.

CPython 3.11 and 3.12 keep the frames of a thread in chunks of 16 KB, ask the system for the next chunk when a call does
not fit, and give it back when that call returns (python/cpython#142183; later patch releases of 3.13 keep one chunk). A
loop just before such an edge does so at every call: 200 times as long was seen. Under xdist the tests of figures lay
there and took twice their time; pages of a server do not, and were measured to gain nothing.

One frame that asks for much opens one large chunk, with place for all calls below it. Memory that no call reaches is
never touched.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

SLOTS: Final = 66_000
"""What the frame asks for, in words of eight bytes: more than half a megabyte, so that the chunk has a whole one. The
rest of it holds a thousand calls, where Python's own limit of recursion is."""


def roomy(work: Callable[P, R]) -> Callable[P, R]:
    """The same function, on a stack without edges."""

    def within(*args: P.args, **kwargs: P.kwargs) -> R:
        return work(*args, **kwargs)

    within.__code__ = within.__code__.replace(co_stacksize=SLOTS)
    return wraps(work)(within)
