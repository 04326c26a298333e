"""The sender: a task of the worker, every other second."""

from datetime import datetime
from typing import Final

from motcua.common import clock
from motcua.notifications.services.channels import Carriers
from motcua.notifications.services.deliver import send, take

MOST: Final = 200
"""Messages of one run; the worker has other work, and comes back."""


def run(at: datetime) -> int:
    """Send what is due, portion by portion; returns how many messages left."""
    sent = tried = 0
    with Carriers() as carriers:
        while tried < MOST and (taken := take(max(at, clock.now()))).found:
            for row in taken.rows:
                sent += send(row, carriers, at=max(at, clock.now()))
            tried += len(taken.rows)
    return sent
