"""Starting the product as its users do: commands, and a server that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0
"""Seconds after which a server that does not answer is called dead."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a process that works on the store in `home`, whatever database the tests run on."""
    ours = {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and not k.startswith(("COV_", "COVERAGE"))}
    return ours | {"MOTCUA_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"} | more


def run(home: Path, module: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a module to its end."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, env=environment(home, **more), cwd=ROOT, capture_output=True, text=True, check=False, timeout=180
    )


def motcua(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the product."""
    return run(home, "motcua.project", *arguments)


def lives(process: int) -> bool:
    """Whether there is such a process, and not only what is left of it until somebody asks for its status."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except OSError:
        return False


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """A server in a process group of its own."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """kill -9 of the server and its workers: nobody says goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as a service manager would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.kill()


def answers(port: int) -> bool:
    """Whether /readyz says yes."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def start(home: Path, *command: str, port: int, **more: str) -> Server:
    """Start `python -m …command` on a store and wait until it answers."""
    log = home / f"server-{port}.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            env=environment(home, **more),
            cwd=ROOT,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    server = Server(port, process, log)
    until = time.monotonic() + PATIENCE
    while not answers(port):
        if process.poll() is not None or time.monotonic() > until:
            server.stop()
            raise RuntimeError(f"the server did not start: {log.read_text(encoding='utf-8')[-2000:]}")
        time.sleep(0.05)
    return server


def start_at(home: Path, port: int, now: datetime) -> Server:
    """Start the product's server under a clock that begins at `now`: dates on pages and papers can be foretold."""
    told = {"MOTCUA_TEST_NOW": now.isoformat(), "MOTCUA_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    return start(home, "tests.proof.application", str(port), port=port, **told)


@contextmanager
def staged(home: Path, now: datetime) -> Iterator[Server]:
    """The same for the length of a block."""
    server = start_at(home, free_port(), now)
    try:
        yield server
    finally:
        server.stop()
