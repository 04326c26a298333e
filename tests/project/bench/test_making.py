"""Processes that make rows for another do not outlive it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.proof.processes import environment, lives

ASKS_AND_IS_KILLED = """
import os
from multiprocessing import get_context
from motcua.project.bench.making import _end_with_parent

if __name__ == "__main__":
    helper = get_context("spawn").Process(target=_end_with_parent)
    helper.start()
    print(helper.pid, flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads /proc")
def test_a_process_that_makes_rows_ends_with_the_one_that_asks_for_them(tmp_path: Path) -> None:
    script = tmp_path / "asking.py"
    script.write_text(ASKS_AND_IS_KILLED)
    asking = subprocess.run(
        [sys.executable, script], env=environment(tmp_path), stdout=subprocess.PIPE, text=True, check=False
    )
    assert asking.returncode == -9
    helper, patient_until = int(asking.stdout), time.monotonic() + 20
    while lives(helper):
        assert time.monotonic() < patient_until, f"process {helper} still waits"
        time.sleep(0.05)
