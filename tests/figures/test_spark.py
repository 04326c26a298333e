"""Spark answers as the other engines do, where Java and Spark are there; a server that is gone is told in time."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from motcua.domain.errors_figures import EngineGone
from motcua.domain.indicators.values import Period
from motcua.domain.worktime import local_date
from motcua.figures.engines import duck, spark
from motcua.figures.snapshots.writing import latest, write
from tests.cast import AT, Cast
from tests.oracle.lives import Office, offices
from tests.oracle.story import stories
from tests.oracle.test_oracle import all_agree, as_said, said_by
from tests.proof.processes import ROOT

STARTING = 90
SPARK = ROOT / ".spark"
"""Where `bin/setup --dev` puts Spark with its server, if there is Java."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def test_a_server_that_is_gone_is_told_within_ten_seconds(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(EngineGone) as told:
        spark.over(tmp_path, f"sc://127.0.0.1:{free_port()}")
    assert time.monotonic() - started < 10
    assert "Spark" in str(told.value)


def test_a_question_to_a_server_that_went_away_is_told_too() -> None:
    with pytest.raises(EngineGone):
        spark.Spark(None, f"sc://127.0.0.1:{free_port()}").rows("SELECT 1")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A Connect server of this test on the loopback address, and its client within reach."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none")
    if not (SPARK / "pyspark" / "jars").is_dir():
        pytest.skip("there is Java, but no Spark in .spark: bin/setup --dev could not fetch it")
    monkeypatch.setattr(sys, "path", [*sys.path, str(SPARK)])
    port = free_port()
    command = [str(SPARK / "pyspark" / "bin" / "spark-submit"), "--master", "local[2]"]
    settings = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false"}
    settings |= {"spark.connect.grpc.binding.address": "127.0.0.1", "spark.connect.grpc.binding.port": str(port)}
    for name, value in settings.items():
        command += ["--conf", f"{name}={value}"]
    command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, **quiet) as running:  # type: ignore[call-overload]
        try:
            _wait_for(port)
            yield f"sc://127.0.0.1:{port}"
        finally:
            running.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        with socket.socket() as found:
            if found.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise AssertionError(f"no Connect server within {STARTING} seconds")


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.django_db
def test_every_figure_of_a_long_life_is_the_same_on_spark_now_and_as_of_then(
    server: str, cast: Cast, tmp_path: Path
) -> None:
    office = Office(cast, offices(cast), Random(17))
    office.live(60)
    then = office.now
    office.live(60)
    write(tmp_path, at=office.now + timedelta(days=3), told=lambda _done, _total: None)
    over = spark.over(latest(tmp_path), server)
    whole = Period(local_date(AT), local_date(office.now))
    part = Period(local_date(AT) + timedelta(days=9), local_date(then))
    for period, at in ((whole, office.now), (part, then)):
        said = said_by(over, period, at)
        assert said == said_by(duck.over(latest(tmp_path)), period, at) == said_by(None, period, at)
        assert said == as_said(all_agree(stories(at), period, at))
    over.session.stop()
