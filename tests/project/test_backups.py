"""Backup and restore drill, with real processes and real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def motcua(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"MOTCUA_HOME": str(home)}
    command = [sys.executable, "-m", "motcua.project", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store with one stored file."""
    home = tmp_path_factory.mktemp("store")
    done = motcua(home, "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    (home / "files" / "ab").mkdir(parents=True)
    (home / "files" / "ab" / "cd").write_text("giấy chứng sinh", encoding="utf-8")
    return home


def test_what_is_backed_up_comes_back_whole(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "kho.tar"
    told = json.loads(motcua(store, "backup", str(file), "--json").stdout)
    assert set(told["members"]) == {"database.sqlite3", "files/ab/cd"}
    new = tmp_path / "moi"
    done = motcua(new, "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert (new / "files" / "ab" / "cd").read_text(encoding="utf-8") == "giấy chứng sinh"
    assert motcua(new, "check").returncode == 0
    assert (new / "secret_key").read_text() != (store / "secret_key").read_text()


def test_a_backup_that_was_changed_is_refused(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "kho.tar"
    motcua(store, "backup", str(file))
    content = bytearray(file.read_bytes())
    content[content.index("giấy chứng".encode())] ^= 1
    file.write_bytes(bytes(content))
    done = motcua(tmp_path / "moi", "restore", str(file))
    assert done.returncode == 2
    assert "đã bị thay đổi" in done.stderr


def test_nothing_is_overwritten(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "kho.tar"
    file.write_text("quan trọng", encoding="utf-8")
    done = motcua(store, "backup", str(file))
    assert done.returncode == 2
    assert file.read_text(encoding="utf-8") == "quan trọng"
    done = motcua(tmp_path / "moi", "restore", str(file))
    assert "không phải bản sao lưu" in done.stderr
