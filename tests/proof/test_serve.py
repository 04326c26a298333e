"""`motcua serve` keeps a worker beside it, shares its port with nobody, and leaves nobody behind when it is killed."""

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from tests.proof.processes import answers, free_port, lives, motcua, start

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


def children_of(server: int) -> list[int]:
    """The web workers of a server."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            status = file.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if status[1] == str(server) and int(file.parent.name) not in workers_of(server):
            found.append(int(file.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads /proc")
def test_a_killed_worker_comes_back_and_a_killed_server_leaves_nobody(home: Path) -> None:
    port = free_port()
    server = start(home, "motcua.project", "serve", "--port", str(port), "--no-migrate", port=port)
    pid = server.process.pid
    try:
        (first,) = until(lambda: workers_of(pid))
        (web,) = children_of(pid)
        os.kill(first, signal.SIGKILL)
        (second,) = until(lambda: [number for number in workers_of(pid) if number != first])
        os.kill(pid, signal.SIGKILL)
        until(lambda: not workers_of(pid))
        until(lambda: not lives(web))
        assert not answers(port)
        assert second != first
    finally:
        server.kill()


def test_a_port_that_somebody_listens_on_is_refused_in_words(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        for command in ("serve", "demo"):
            refused = motcua(tmp_path, command, "--port", port)
            assert refused.returncode == 2
            assert f"“127.0.0.1:{port}”: cổng này đang có chương trình khác dùng" in refused.stderr
    assert not (tmp_path / "motcua.sqlite3").exists(), "nothing is made for a server that cannot start"
    assert not (tmp_path / "demo").exists()
