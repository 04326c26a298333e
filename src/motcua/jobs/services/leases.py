"""Names of leases, the instants of a run, numbers of incidents: what all three sorts of work share."""

import os
import secrets
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta

Stopping = Callable[[], bool]
"""Asked between two portions: whether this worker is told to end."""


def never() -> bool:
    """Nobody tells this worker to end."""
    return False


class Instants:
    """The instants of one run: that of its start, and what has passed since."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._started = time.monotonic()

    def now(self) -> datetime:
        """What it is by now."""
        return self.at + timedelta(seconds=time.monotonic() - self._started)


def new_lease() -> str:
    """A name for one lease: which machine and process, and one of a kind."""
    return f"{socket.gethostname()[:48]}:{os.getpid()}:{secrets.token_hex(8)}"


def new_incident() -> str:
    """A number under which the log tells of a failure, of the form that error pages show."""
    return secrets.token_hex(4)
