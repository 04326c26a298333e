"""The status of `bin/test` is that of the checks it ran: all well is 0, one that fails is not."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bin" / "test"
STAND_IN = """#!/bin/sh
case "$0 $*" in *"${FAILS:-nothing fails}"*) exit 7 ;; esac
case "$*" in *tests.browser_path*) echo /usr/bin/chromium ;; esac
"""
CALLED = ("python", "ruff", "lint-imports", "mypy", "motcua")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the real script, in which everything that it calls is a stand-in."""
    tools = tmp_path / "checkout" / ".venv" / "bin"
    tools.mkdir(parents=True)
    (tmp_path / "temporary").mkdir()
    scripts = tmp_path / "checkout" / "bin"
    scripts.mkdir()
    (scripts / "test").write_bytes(SCRIPT.read_bytes())
    for command in (scripts / "setup", *(tools / name for name in CALLED)):
        command.write_text(STAND_IN)
        command.chmod(0o755)
    return tmp_path


def ran(checkout: Path, *arguments: str, fails: str = "") -> subprocess.CompletedProcess[str]:
    """The script as a shell runs it, with one call that fails."""
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(checkout / "temporary")}
    if fails:
        environment["FAILS"] = fails
    command = ["/bin/sh", str(checkout / "checkout" / "bin" / "test"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("stage", [(), ("static",), ("sqlite",), ("postgresql",), ("browser",)])
def test_all_well_ends_with_zero_and_leaves_nothing(checkout: Path, stage: tuple[str, ...]) -> None:
    done = ran(checkout, *stage)
    assert (done.returncode, done.stderr) == (0, "")
    assert list((checkout / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    "fails",
    [
        *("bin/setup", "ruff check", "mypy src", "check --deploy", "tests.without_django", "tests.proof.making"),
        *("not browser and not postgresql", "tests.coverage_floor", "tests.with_postgresql", "-m browser"),
    ],
)
def test_one_check_that_fails_fails_the_whole(checkout: Path, fails: str) -> None:
    done = ran(checkout, fails=fails)
    assert done.returncode == 7
    assert list((checkout / "temporary").iterdir()) == []


def test_without_a_browser_the_rest_is_run_and_said_to_be_incomplete(checkout: Path) -> None:
    done = ran(checkout, fails="tests.browser_path")
    assert done.returncode == 3
    assert "Chưa thử bằng trình duyệt" in done.stderr
    assert "tests on PostgreSQL" in done.stdout


def test_a_stage_that_does_not_exist_is_told(checkout: Path) -> None:
    done = ran(checkout, "postgres")
    assert done.returncode == 2
    assert "postgresql" in done.stderr
