"""Backup and restore: one file holds the database and the stored files of a store.

The file is a tar archive: `manifest.json` (format, engine, instant, sizes and SHA-256 of each member), the database
(`database.sqlite3` by SQLite's own online copy, or `database.pgdump` by pg_dump) and `files/`. It can be taken while
officers work. The secret key is not in it: it belongs to the server, not to the records.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from motcua.domain.errors import StoreRefused
from motcua.domain.texts import Text, gettext_noop

FORMAT = 1
_SQLITE, _POSTGRESQL = "database.sqlite3", "database.pgdump"


def backup(target: Path, *, at: datetime) -> dict[str, Any]:
    """Write the store into `target` (a new file) and return the manifest. Nothing half-written is left behind."""
    if target.exists():
        raise StoreRefused(what=target, reason=Text(gettext_noop("tệp đã có; hãy chọn tên khác.")))
    if not target.absolute().parent.is_dir():
        raise StoreRefused(what=target, reason=Text(gettext_noop("thư mục không có; hãy tạo thư mục trước.")))
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        database = _dump(Path(folder))
        members = {database.name: database}
        files = Path(settings.HOME) / "files"
        members |= {f"files/{f.relative_to(files)}": f for f in sorted(files.rglob("*")) if f.is_file()}
        manifest = {
            "format": FORMAT,
            "at": at.isoformat(),
            "engine": connection.vendor,
            "members": {name: {"bytes": f.stat().st_size, "sha256": _sha256(f)} for name, f in members.items()},
        }
        (Path(folder) / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        draft = Path(folder) / "backup.tar"
        with tarfile.open(draft, "w") as archive:
            archive.add(Path(folder) / "manifest.json", "manifest.json")
            for name, file in members.items():
                archive.add(file, name)
        os.replace(draft, target)
    return manifest


def restore(source: Path) -> dict[str, Any]:
    """Put the store of `source` into this, still empty, store; return the manifest.

    Every member is compared with its SHA-256 before anything is written.
    """
    if _has_records():
        raise StoreRefused(
            what=source, reason=Text(gettext_noop("kho này đã có dữ liệu; hãy khôi phục vào một MOTCUA_HOME mới."))
        )
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        manifest = _unpack(source, Path(folder))
        if manifest["engine"] != connection.vendor:
            engines = {"theirs": manifest["engine"], "ours": connection.vendor}
            reason = Text(gettext_noop("bản sao của %(theirs)s, còn kho này dùng %(ours)s."), engines)
            raise StoreRefused(what=source, reason=reason)
        _load(Path(folder))
        if (Path(folder) / "files").exists():
            shutil.copytree(Path(folder) / "files", Path(settings.HOME) / "files", dirs_exist_ok=True)
    return manifest


def _has_records() -> bool:
    """Return whether anybody has used the store: an account or a dossier exists."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in {"organisation_account", "dossiers_dossier"} & tables:
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  two fixed names
            if cursor.fetchone():
                return True
    return False


def _dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        target = folder / _SQLITE
        copy_sqlite(Path(settings.DATABASES["default"]["NAME"]), target)
        return target
    target = folder / _POSTGRESQL
    _postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
    return target


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database in use, consistently, by its online backup."""
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()


def _load(folder: Path) -> None:
    connections.close_all()
    if (folder / _SQLITE).exists():
        target = Path(settings.DATABASES["default"]["NAME"])
        for leftover in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
            leftover.unlink(missing_ok=True)
        shutil.copy(folder / _SQLITE, target)
    else:
        database = settings.DATABASES["default"]["NAME"]
        dump = str(folder / _POSTGRESQL)
        _postgresql("pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={database}", dump)


def _postgresql(program: str, *arguments: str) -> None:
    database = settings.DATABASES["default"]
    if shutil.which(program) is None:
        raise StoreRefused(
            what=program, reason=Text(gettext_noop("máy chưa có chương trình này; hãy cài gói postgresql-client."))
        )
    named = {"PGHOST": database["HOST"], "PGPORT": database["PORT"], "PGUSER": database["USER"]}
    named |= {"PGPASSWORD": database["PASSWORD"], "PGDATABASE": database["NAME"]}
    environment = os.environ | {name: value for name, value in named.items() if value}
    command = [program, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  ours
    if done.returncode:
        raise StoreRefused(what=program, reason=(done.stderr.strip().splitlines() or ["?"])[-1])


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source) as archive:
            _extract(archive, folder)
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (tarfile.TarError, OSError, ValueError) as error:
        raise StoreRefused(what=source, reason=Text(gettext_noop("đây không phải bản sao lưu của Một Cửa."))) from error
    for name, told in manifest["members"].items():
        if not (folder / name).is_file() or _sha256(folder / name) != told["sha256"]:
            reason = Text(gettext_noop("tệp %(name)s bên trong bị thiếu hoặc đã bị thay đổi."), {"name": name})
            raise StoreRefused(what=source, reason=reason)
    return manifest


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    # Python 3.11.2, which Debian 12 has, knows no extraction filters: what a backup may hold is checked here.
    for member in archive:
        inside = (folder / member.name).resolve().is_relative_to(folder.resolve())
        if not (inside and (member.isfile() or member.isdir())):
            raise tarfile.TarError(member.name)
    if trusted := getattr(tarfile, "data_filter", None):
        archive.extraction_filter = trusted
    archive.extractall(folder)  # noqa: S202  checked above


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
