"""Writing a snapshot: a new generation beside the present one, files linked where nothing changed, then one move.

Whatever dies on the way leaves the present generation as it is; the next run clears what was left.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow.parquet as pq

from motcua.domain.errors import StoreRefused
from motcua.domain.texts import Text, gettext_noop
from motcua.figures.fact_tables import registered, require_complete
from motcua.figures.models import Installation
from motcua.figures.snapshots import columns, manifest, reading
from motcua.figures.snapshots.manifest import File, Manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

CURRENT: Final = "current"
GENERATIONS: Final = "generations"
MARGIN: Final = timedelta(hours=1)
"""A row is dated when its transaction begins to write and seen when it commits; no transaction lasts so long."""

KEPT: Final = 2
"""Generations that stay: the present one, and the one before for whoever still reads it."""

ROW_GROUP: Final = 131_072


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did: months of tables written anew and taken over, and the manifest that now holds."""

    manifest: Manifest
    anew: int
    kept: int


def installation_id() -> str:
    """The id of this store, made when it is first asked for."""
    return str(Installation.objects.get_or_create(pk=1)[0].public_id)


def latest(folder: Path) -> Path:
    """The present generation of a snapshot folder. Raises StoreRefused where there is none."""
    if not (folder / CURRENT).is_dir():
        raise StoreRefused(what=folder, reason=Text(gettext_noop("chưa có bản chụp nào; chạy motcua snapshot.")))
    return (folder / CURRENT).resolve()


def write(folder: Path, *, at: datetime, full: bool = False, told: Callable[[int, int], None]) -> Written:
    """Bring the snapshot in `folder` to what was recorded before `at`; `told` hears months done and in all.

    `full` takes nothing over. Raises StoreRefused where the folder holds another store's snapshot, or a run is on;
    FiguresIncomplete where the rows are not filled.
    """
    require_complete()
    with _alone(folder):
        before = _present(folder)
        mine = installation_id()
        if before is not None and before.installation != mine:
            raise StoreRefused(what=folder, reason=Text(gettext_noop("đây là bản chụp của một kho khác.")))
        _clear(folder)
        schemas = {table: columns.schema_of(facts) for facts, table in registered().items()}
        schema = columns.fingerprint(schemas)
        usable = None if full or before is None or before.schema != schema else before
        generation = _next(folder)
        files, anew = _files(folder, generation, schemas, usable, at, told)
        names = {table: {field.name: str(field.type) for field in found} for table, found in schemas.items()}
        made = Manifest(mine, schema, at, tuple(sorted(files, key=lambda each: each.path)), names)
        manifest.write(made, generation)
        _move(folder, generation)
        _clear(folder)
    return Written(made, anew, len(files) - anew)


def _files(
    folder: Path,
    generation: Path,
    schemas: dict[str, Any],
    before: Manifest | None,
    at: datetime,
    told: Callable[[int, int], None],
) -> tuple[list[File], int]:
    """Write or link every month of every table."""
    work: list[tuple[str, str, bool]] = []
    for table in schemas:
        touched = None if before is None else reading.changed(table, before.watermark - MARGIN)
        known = set() if before is None else {each.month for each in before.files if each.table == table}
        work += [
            (table, month, touched is None or month in touched or month not in known)
            for month in sorted(reading.held(table, at))
        ]
    files: list[File] = []
    anew = 0
    for done, (table, month, is_new) in enumerate(work, 1):
        if is_new:
            written = _write_month(generation, table, month, schemas[table], at)
            anew += len(written)
        else:
            assert before is not None
            written = [each for each in before.files if (each.table, each.month) == (table, month)]
            for each in written:
                _link(folder, generation, each)
        files += written
        told(done, len(work))
    return files, anew


def _write_month(generation: Path, table: str, month: str, schema: Any, at: datetime) -> list[File]:
    """One file for each province that has rows in the month."""
    names = [field.name for field in schema]
    provinces = reading.Provinces(names, at)
    writers: dict[str, Any] = {}
    open_rows: dict[str, int] = {}
    replaced = names.index("recorded_to")
    with ExitStack() as stack:
        for rows in reading.rows_of(table, names, month, at):
            parts: dict[str, list[tuple[Any, ...]]] = {}
            for row in rows:
                parts.setdefault(provinces.of(row), []).append(row)
            for province, members in parts.items():
                if province not in writers:
                    path = generation / _path(table, province, month)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    writers[province] = stack.enter_context(pq.ParquetWriter(path, schema, compression="zstd"))
                writers[province].write_batch(columns.batch(schema, members), row_group_size=ROW_GROUP)
                open_rows[province] = open_rows.get(province, 0) + sum(row[replaced] is None for row in members)
    return [_told(generation, table, province, month, open_rows[province]) for province in sorted(writers)]


def _path(table: str, province: str, month: str) -> str:
    return f"{table}/province={province}/month={month}/rows.parquet"


def _told(generation: Path, table: str, province: str, month: str, open_rows: int) -> File:
    relative = _path(table, province, month)
    path = generation / relative
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    rows = pq.read_metadata(path).num_rows
    return File(relative, table, province, month, rows, open_rows, path.stat().st_size, manifest.sha256(path))


def _link(folder: Path, generation: Path, each: File) -> None:
    target = generation / each.path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(latest(folder) / each.path, target)
    except OSError:  # a file system without links: a copy says the same
        shutil.copy2(latest(folder) / each.path, target)


def _present(folder: Path) -> Manifest | None:
    if not (folder / CURRENT).exists():
        return None
    try:
        return manifest.read(latest(folder))
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = Text(gettext_noop("bản kê của bản chụp hỏng; hãy xóa thư mục này rồi chụp lại."))
        raise StoreRefused(what=folder, reason=reason) from error


def _next(folder: Path) -> Path:
    numbers = [int(each.name) for each in (folder / GENERATIONS).iterdir()]
    made = folder / GENERATIONS / f"{max(numbers, default=0) + 1:06d}"
    made.mkdir()
    return made


def _move(folder: Path, generation: Path) -> None:
    """Point `current` at a generation: renaming a link over another is one step for whoever looks."""
    link = folder / ".next"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(GENERATIONS) / generation.name)
    os.replace(link, folder / CURRENT)


def _clear(folder: Path) -> None:
    """Remove what a broken run left, and generations that nobody reads any more."""
    generations = sorted(each for each in (folder / GENERATIONS).iterdir() if each.is_dir())
    if not (folder / CURRENT).exists():
        stale = generations
    else:
        present = latest(folder)
        older = [each for each in generations if each.name < present.name]
        stale = [each for each in generations if each.name > present.name] + older[: -(KEPT - 1)]
    for each in stale:
        shutil.rmtree(each)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one run at a time work on a folder; the lock ends with the process, however it ends."""
    (folder / GENERATIONS).mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            reason = Text(gettext_noop("một lần chụp khác đang chạy trên thư mục này."))
            raise StoreRefused(what=folder, reason=reason) from error
        yield
