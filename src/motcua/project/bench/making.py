"""Portions of rows made in other processes, ahead of whoever writes them, and handed over in files.

A process that generates holds one portion, and is ahead by one: memory and the folder stay small however many there
are. What is small is made here, without another process.
"""

import marshal
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from motcua.project.bench.generator import Generator, Portion, Source

HERE = 20_000
"""So few dossiers are not worth another process."""
BLOCK = 10_000
"""Rows that are together in memory as values of Python."""
LENGTH = 8
"""Bytes before a block of tuples that say how long it is."""


class Kind(StrEnum):
    """How rows lie in a file: as CSV (null is \\N), or as blocks of tuples of what SQLite takes."""

    CSV = "csv"
    TUPLES = "tuples"


@dataclass(frozen=True, slots=True)
class Views:
    """Which views are wanted, each with the name under which its rows are asked for, and how they lie in files.

    `defaults` are columns that stand in a CSV with a literal where the view has none, by the same name.
    """

    of: Mapping[str, str]
    kind: Kind
    defaults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one view in a file."""

    names: tuple[str, ...]
    path: Path
    kind: Kind

    def blocks(self) -> Iterator[list[tuple[Any, ...]]]:
        """The tuples, block by block."""
        with self.path.open("rb") as file:
            while length := file.read(LENGTH):
                # Read whole: from a file marshal would ask for each value by itself.
                yield marshal.loads(file.read(int.from_bytes(length, "big")))  # noqa: S302  written by ourselves

    def pieces(self) -> Iterator[bytes]:
        """The file as it lies there, piece by piece."""
        with self.path.open("rb") as file:
            while piece := file.read(1 << 20):
                yield piece


Made = dict[str, Rows]
"""By the name under which rows were asked for."""

_generator: Generator | None = None


def ahead(source: Source, work: Callable[..., Any], tasks: Iterable[tuple[Any, ...]], processes: int) -> Iterator[Any]:
    """What `work(generator, *task)` returns for each task, in their order, made by so many processes (0: by this)."""
    if not processes:
        generator = Generator(source)
        yield from (work(generator, *task) for task in tasks)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(source,)) as pool:
        waiting: deque[Future[Any]] = deque()
        for task in tasks:
            waiting.append(pool.submit(_do, work, task))
            if len(waiting) > processes + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _begin(source: Source) -> None:
    global _generator  # one for the life of a process that does nothing else
    Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    _generator = Generator(source)


def _end_with_parent() -> None:
    """End when the process that asks for rows is gone: killed, it tells nobody, and the next task would never come."""
    asking = parent_process()
    assert asking is not None, "started by another process"
    asking.join()
    os._exit(1)


def _do(work: Callable[..., Any], task: tuple[Any, ...]) -> Any:
    assert _generator is not None
    return work(_generator, *task)


def make(generator: Generator, portion: Portion, views: Views, folder: Path) -> tuple[Portion, Made]:
    """Generate a portion into files of `folder`, which whoever reads them removes."""
    generator.live(portion)
    made: Made = {}
    for name, view in views.of.items():
        described = dict(generator.columns(view))
        more: dict[str, str] = {}
        path = folder / f"{portion.begins:04}-{name}.{views.kind}"
        if views.kind is Kind.CSV:
            more = {column: value for column, value in views.defaults[name].items() if column not in described}
            _write_csv(generator, view, [*(f'"{column}"' for column in described), *more.values()], path)
        else:
            _write_tuples(generator, view, described, path)
        made[name] = Rows((*described, *more), path, views.kind)
    return portion, made


def _write_csv(generator: Generator, view: str, values: Iterable[str], path: Path) -> None:
    query = f"SELECT {', '.join(values)} FROM {view}"  # noqa: S608  names of our views
    generator.db.execute(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER false, NULLSTR '\\N')")


def _write_tuples(generator: Generator, view: str, described: Mapping[str, str], path: Path) -> None:
    """SQLite takes texts and numbers: instants and dates as Django writes them."""
    chosen = ", ".join(_as_value(f'"{name}"', kind) for name, kind in described.items())
    found = generator.db.execute(f"SELECT {chosen} FROM {view}")  # noqa: S608  names of our views
    with path.open("wb") as file:
        while rows := found.fetchmany(BLOCK):
            block = marshal.dumps(rows, 2)
            file.write(len(block).to_bytes(LENGTH, "big") + block)


def _as_value(name: str, kind: str) -> str:
    if kind == "TIMESTAMP":
        return f"strftime({name}, '%Y-%m-%d %H:%M:%S')"
    if kind == "DATE":
        return f"CAST({name} AS VARCHAR)"
    return f"CAST({name} AS TINYINT)" if kind == "BOOLEAN" else name
