"""The product under a clock of its own: every request of the browser tests happens on the same quiet Wednesday."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from threading import Thread
from typing import Any

from motcua.common import clock
from motcua.project.wsgi import application as product
from tests.proof import sample_jobs

sample_jobs.register()

if "MOTCUA_TEST_NOW" in os.environ:
    BEGUN = datetime.fromisoformat(os.environ["MOTCUA_TEST_NOW"])
    STARTED = clock.now()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer at `MOTCUA_TEST_NOW` plus what has passed since the start."""
    with clock.set_to(BEGUN + (clock.now() - STARTED)):
        return product(environ, start_response)


def end_with(parent: int) -> None:
    """End this process group when whoever started it is gone: a test run that is killed leaves no server behind."""
    while os.getppid() == parent:
        time.sleep(1)
    os.killpg(0, signal.SIGKILL)


def main(port: int) -> None:
    """Serve it as `motcua serve` does."""
    from granian import Granian
    from granian.constants import Interfaces

    Thread(target=end_with, args=[os.getppid()], daemon=True).start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    Granian(
        "tests.proof.application:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
