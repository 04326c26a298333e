"""A worker beside the server: one child process that is started again when it falls and ends with the server.

One machine then needs one command. It knows whose child it is, so that it ends even when the server is killed.
"""

import logging
import os
import subprocess
import sys
import time
from threading import Event, Lock, Thread
from types import TracebackType

logger = logging.getLogger(__name__)

AGAIN = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds before a fallen worker is started again; the last repeats."""
STEADY = 60.0
"""A worker that lived so many seconds is no longer counted as falling."""
GRACE = 10.0
"""Seconds that it has to end in when the server does."""


class WorkerBeside:
    """Keeps `motcua worker` running within a `with` block."""

    def __init__(self) -> None:
        self._stop = Event()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "WorkerBeside":
        """Start it, and only then watch: the server forks, and a fork must not fall into the start of a process."""
        first = self._started()
        Thread(target=self._keep, args=(first,), name="worker-beside", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it as a service manager would."""
        with self._lock:
            self._stop.set()
            process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _keep(self, process: "subprocess.Popen[bytes] | None") -> None:
        falls = 0
        while process is not None:
            started = time.monotonic()
            status = process.wait()
            falls = 1 if time.monotonic() - started >= STEADY else falls + 1
            if self._stop.is_set():
                return
            logger.error("worker_fell", extra={"status": status, "falls": falls})
            self._stop.wait(AGAIN[min(falls, len(AGAIN)) - 1])
            process = self._started()

    def _started(self) -> subprocess.Popen[bytes] | None:
        """A new child, unless the server is ending."""
        command = [sys.executable, "-m", "motcua.project", "worker", "--beside", str(os.getpid())]
        with self._lock:
            if self._stop.is_set():
                return None
            # In a session of its own Ctrl C reaches the server only, which then ends the worker in good order.
            self._process = subprocess.Popen(command, start_new_session=True)  # noqa: S603  ourselves
            return self._process
