"""The real server (`motcua serve`) for a measurement, and how much memory its workers take."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.browser import Browser
from benchmarks.rows import ROOT

WORKERS = 2
THREADS = 4
START = 60.0


@contextmanager
def served(database_url: str | None, home: str = "") -> Iterator[tuple[int, int]]:
    """Serve the store of `database_url`, else of `home`; give port and process id, stop the server afterwards."""
    with tempfile.TemporaryDirectory() as own, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        probe.close()
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"MOTCUA_HOME": home or own}
        if database_url:
            environment["DATABASE_URL"] = database_url
        command = [sys.executable, "-m", "motcua.project", "serve", "--port", str(port), "--no-migrate"]
        command += ["--workers", str(WORKERS), "--threads", str(THREADS)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait_for(port, server)
            yield port, server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and server.poll() is None:
        try:
            if Browser(port).get("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")


def largest_worker(pid: int) -> float:
    """Resident memory of the largest worker process below `pid`, in MB (10⁶ bytes)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return max(_resident(int(child)) for child in children)


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1_000_000
    return 0.0
