"""Serving with granian, WSGI: sync Django is two to four times slower under ASGI (docs/decisions)."""

import os
import signal
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces

from motcua.domain.errors import StoreRefused
from motcua.domain.texts import Text, gettext_noop
from motcua.project.beside import WorkerBeside

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def serve(address: str, port: int, workers: int, threads: int) -> None:
    """Serve until told to stop, with a worker beside it where the settings say so.

    A demo store is served to its own machine only: its passwords are on the screen.
    """
    if settings.DEMO and address not in LOOPBACK:
        reason = Text(gettext_noop("kho trình diễn chỉ phục vụ cho chính máy này (127.0.0.1)."))
        raise StoreRefused(what=address, reason=reason)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    # Its warnings are advice on threads, in English, to whoever starts it; what fails is an error.
    options: dict[str, Any] = {"log_access": False, "log_level": "error"}
    server = Granian(
        "motcua.project.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        # Ctrl C reaches the web workers too; told to end twice they were seen to hang.
        workers_kill_timeout=5,
        **options,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with WorkerBeside() if settings.WORKER_INSIDE else nullcontext():
        server.serve()
