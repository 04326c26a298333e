"""The drill: a store is backed up while its desk works, lost, restored elsewhere, and work goes on."""

import json
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.proof.intake import code_in, open_intake
from tests.proof.making import FACTS, NOW
from tests.proof.processes import Server, motcua, staged
from tests.proof.store_reading import events, gaps, rows
from tests.proof.visitor import Visitor


def keep_receiving(server: Server, facts: dict[str, Any], stop: Event) -> list[str]:
    """A desk that takes dossiers in until told to stop; the codes."""
    desk = Visitor(server.port, facts["members"]["desk_officer"]["session"])
    codes = []
    while not stop.is_set():
        page, form = open_intake(desk, facts["ids"]["offering"], "Hoàng Thị Bền")
        codes.append(code_in(desk.post(page, form).location))
    return codes


@pytest.fixture(scope="module")
def drill(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    """The old store (lost), the one restored from its backup, and every code the desk ever gave."""
    old = shutil.copytree(made, tmp_path_factory.mktemp("old") / "home")
    (old / "files" / "ab").mkdir(parents=True)
    (old / "files" / "ab" / "cd").write_text("giấy chứng sinh", encoding="utf-8")
    facts = json.loads((made / FACTS).read_text(encoding="utf-8"))
    file, new = old.parent / "kho.tar", old.parent / "moi"
    stop = Event()
    with staged(old, NOW) as server, ThreadPoolExecutor(1) as pool:
        receiving = pool.submit(keep_receiving, server, facts, stop)
        try:
            told = motcua(old, "backup", str(file), "--json")
        finally:
            stop.set()
        codes = receiving.result()
    assert told.returncode == 0, told.stderr
    assert set(json.loads(told.stdout)["members"]) >= {"database.sqlite3", "files/ab/cd"}
    done = motcua(new, "restore", str(file))
    assert done.returncode == 0, done.stderr
    return old, new, codes


def test_every_dossier_of_that_moment_is_back_whole(drill: tuple[Path, Path, list[str]]) -> None:
    old, new, codes = drill
    assert codes
    kept = [code for code in codes if rows(new, "SELECT 1 FROM dossiers_dossier WHERE code = ?", code)]
    assert kept == codes[: len(kept)]
    assert rows(new, "SELECT COUNT(*) FROM dossiers_dossier")[0][0] >= len(kept) + 74
    assert gaps(new) == []
    for code in (*kept[-1:], *[row[0] for row in rows(new, "SELECT code FROM dossiers_dossier LIMIT 20")]):
        assert events(new, code) == events(old, code)
    assert (new / "files" / "ab" / "cd").read_text(encoding="utf-8") == "giấy chứng sinh"
    assert rows(new, "PRAGMA integrity_check") == [("ok",)]


def test_a_restored_store_signs_with_a_key_of_its_own(drill: tuple[Path, Path, list[str]]) -> None:
    old, new, _codes = drill
    assert (new / "secret_key").read_text() != (old / "secret_key").read_text()


def test_a_backup_that_was_changed_is_refused(drill: tuple[Path, Path, list[str]], tmp_path: Path) -> None:
    old, _new, _codes = drill
    content = bytearray((old.parent / "kho.tar").read_bytes())
    content[content.index("giấy chứng sinh".encode())] ^= 1
    file = tmp_path / "kho.tar"
    file.write_bytes(bytes(content))
    done = motcua(tmp_path / "moi", "restore", str(file))
    assert done.returncode == 2
    assert "đã bị thay đổi" in done.stderr


def test_nothing_is_overwritten(drill: tuple[Path, Path, list[str]], tmp_path: Path) -> None:
    old, _new, _codes = drill
    file = tmp_path / "kho.tar"
    file.write_text("quan trọng", encoding="utf-8")
    assert motcua(old, "backup", str(file)).returncode == 2
    assert file.read_text(encoding="utf-8") == "quan trọng"
    assert "không phải bản sao lưu" in motcua(tmp_path / "moi", "restore", str(file)).stderr


def test_events_cannot_be_changed_in_the_restored_store_either(drill: tuple[Path, Path, list[str]]) -> None:
    _old, new, _codes = drill
    assert motcua(new, "check").returncode == 0
    with (
        closing(sqlite3.connect(new / "motcua.sqlite3")) as store,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        store.execute("UPDATE dossiers_dossierevent SET kind = 'RETURNED'")


def test_people_sign_in_papers_open_and_numbers_go_on(
    drill: tuple[Path, Path, list[str]], facts: dict[str, Any]
) -> None:
    _old, new, _codes = drill
    last = max(code for (code,) in rows(new, "SELECT code FROM dossiers_dossier WHERE code LIKE 'H72.15-260114-%'"))
    member = facts["members"]["desk_officer"]
    with staged(new, NOW + timedelta(hours=1)) as server:
        desk = Visitor(server.port)
        page = desk.get("/tai-khoan/dang-nhap/")
        form = page.form(having="password")
        assert desk.post(page, form, login=member["username"], password=member["password"]).status == 302
        ids, code = facts["ids"], facts["dossiers"]["accepted"]["code"]
        paper = desk.get(f"/ho-so/{code}/giay/{ids['paper']}/{ids['paper_name']}")
        assert paper.text.startswith("%PDF")
        page, form = open_intake(desk, ids["offering"], "Hoàng Thị Tiếp")
        assert code_in(desk.post(page, form).location) == f"{last[:-4]}{int(last[-4:]) + 1:04}"
