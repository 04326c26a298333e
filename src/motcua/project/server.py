"""Serving with granian, WSGI: sync Django is two to four times slower under ASGI (docs/decisions)."""

import errno
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces

from motcua.domain.errors import StoreRefused
from motcua.domain.texts import Text, gettext_noop
from motcua.project.beside import WorkerBeside

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
ORPHANED = 0.5
"""Seconds between two looks of a web worker whether its server is still there."""


def serve(address: str, port: int, workers: int, threads: int) -> None:
    """Serve until told to stop, with a worker beside it where the settings say so.

    A demo store is served to its own machine only: its passwords are on the screen.
    """
    if settings.DEMO and address not in LOOPBACK:
        reason = Text(gettext_noop("kho trình diễn chỉ phục vụ cho chính máy này (127.0.0.1)."))
        raise StoreRefused(what=address, reason=reason)
    refuse_taken(address, port)
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
    _let_go()
    with WorkerBeside() if settings.WORKER_INSIDE else nullcontext():
        server.serve(target_loader=partial(_application, os.getpid()), wrap_loader=False)


def _let_go() -> None:
    """Close what this process has open to the database: web workers are forked from it and would all talk on it."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL's alone


def refuse_taken(address: str, port: int) -> None:
    """Raise StoreRefused where we could not listen alone.

    granian shares a port with whoever shares it too: two servers would take turns in answering, each from its store.
    """
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = gettext_noop(
                "cổng này đang có chương trình khác dùng, có thể là Một Cửa đang chạy; "
                "hãy dừng chương trình đó, hoặc chọn cổng khác bằng --port."
            )
        else:
            reason = gettext_noop("máy không cho mở cổng này; hãy xem lại địa chỉ, hoặc chọn cổng từ 1024 trở lên.")
        raise StoreRefused(what=f"{address}:{port}", reason=Text(reason)) from error


def _application(server: int) -> Callable[..., Any]:
    """Load the application in a web worker, which ends when its server is gone: nobody else would end it."""
    Thread(target=_end_with, args=[server], name="end-with-server", daemon=True).start()
    from motcua.project.wsgi import application

    return application


def _end_with(server: int) -> None:
    while os.getppid() == server:
        time.sleep(ORPHANED)
    os._exit(1)
