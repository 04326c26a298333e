"""Spark Connect servers for a measurement, on this machine: `local`, or `standalone`, a master with two workers.

Each worker has one core. Everything is bound to 127.0.0.1 and ended with the block. Needs Java and pyspark 4.2 with its
server (`pip install "pyspark[connect]"` in an environment of its own, and PYTHONPATH at its packages): it is no part of
the product.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

HOST = "127.0.0.1"
STARTING = 120
CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
MODES: Final = {"local": "Spark local", "standalone": "Spark standalone, 2 workers"}


def home() -> Path | None:
    """Where pyspark lies, if its server and Java are there."""
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None or shutil.which("java") is None:
        return None
    folder = Path(found.origin).parent
    return folder if (folder / "jars").is_dir() else None


@contextmanager
def served(mode: str, home: Path) -> Iterator[str]:
    """A server for the length of a block, and its address."""
    environment = os.environ | {"SPARK_LOCAL_IP": HOST, "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable}
    with ExitStack() as stack:
        master = "local[2]"
        if mode == "standalone":
            port = _free_port()
            master = f"spark://{HOST}:{port}"
            _start(stack, environment, _class(home, MASTER, "--host", HOST, "--port", str(port), "--webui-port", "0"))
            _wait_for(port)
            for _ in range(2):
                _start(stack, environment, _class(home, WORKER, "--host", HOST, "--cores", "1", "--memory", "1g",
                                                  "--webui-port", "0", master))  # fmt: skip
        port = _free_port()
        _start(stack, environment, _connect(home, master, port))
        _wait_for(port)
        yield f"sc://{HOST}:{port}"


def _class(home: Path, name: str, *arguments: str) -> list[str]:
    return [str(home / "bin" / "spark-class"), name, *arguments]


def _connect(home: Path, master: str, port: int) -> list[str]:
    settings = {
        "spark.driver.bindAddress": HOST,
        "spark.driver.host": HOST,
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
        "spark.connect.grpc.binding.address": HOST,
        "spark.connect.grpc.binding.port": str(port),
    }
    given = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    return [str(home / "bin" / "spark-submit"), "--master", master, *given, "--class", CONNECT, "spark-internal"]


def _start(stack: ExitStack, environment: dict[str, str], command: list[str]) -> None:
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen(command, env=environment, start_new_session=True, **quiet)
    stack.callback(_end, running)


def _end(running: "subprocess.Popen[bytes]") -> None:
    os.killpg(running.pid, signal.SIGTERM)
    running.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        with socket.socket() as found:
            if found.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.5)
    raise TimeoutError(f"nothing listens at {HOST}:{port} after {STARTING} seconds")
