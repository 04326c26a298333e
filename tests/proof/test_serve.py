"""`motcua serve` keeps a worker beside it: started again when it is killed, gone when the server is."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from tests.proof.processes import free_port, start

Found = TypeVar("Found")


def until(look: Callable[[], Found]) -> Found:
    """Look until there is something to see."""
    end = time.monotonic() + 30
    while not (found := look()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def workers_of(server: int) -> list[int]:
    """The processes that were started beside a server and live."""
    ends = f"\0worker\0--beside\0{server}\0".encode()
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if file.read_bytes().endswith(ends):
                found.append(int(file.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads /proc")
def test_a_killed_worker_comes_back_and_a_killed_server_leaves_none(home: Path) -> None:
    port = free_port()
    server = start(home, "motcua.project", "serve", "--port", str(port), "--no-migrate", port=port)
    pid = server.process.pid
    try:
        (first,) = until(lambda: workers_of(pid))
        os.kill(first, signal.SIGKILL)
        (second,) = until(lambda: [number for number in workers_of(pid) if number != first])
        os.kill(pid, signal.SIGKILL)
        until(lambda: not workers_of(pid))
        assert second != first
    finally:
        server.kill()
