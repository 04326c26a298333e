"""Makes dossiers, or asks for form 06 of one month. Prints JSON.

`store NUMBER` does both in the store, `parquet NUMBER FOLDER` writes files, which `duckdb FOLDER` or `spark FOLDER
ADDRESS` reads.

`form06` is the product's own way from the question to figures, `floor` the same counts by SQL written for nothing
else. Both are asked for in turn, and the medians compared; both must count the same.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.workers.store import open_store

FEWEST, TIMES, LONGEST = 3, 7, 60.0
"""Each statement is run so many times, and fewer where that would take longer than so many seconds."""

XLSX_ROWS = 100_000
FLOOR = """
SELECT count(*), sum(CASE WHEN accepted_on >= {starts} AND channel = 'online' THEN 1 ELSE 0 END),
    sum(CASE WHEN accepted_on >= {starts} AND channel <> 'online' THEN 1 ELSE 0 END),
    sum(CASE WHEN accepted_on < {starts} THEN 1 ELSE 0 END),
    sum(CASE WHEN ended_on < {ends} THEN 1 ELSE 0 END),
    sum(CASE WHEN ended_on < {ends} AND ended_at <= due_at AND ended_on < due_on THEN 1 ELSE 0 END),
    sum(CASE WHEN ended_on < {ends} AND ended_at <= due_at AND ended_on >= due_on THEN 1 ELSE 0 END),
    sum(CASE WHEN ended_on < {ends} AND ended_at > due_at THEN 1 ELSE 0 END),
    sum(CASE WHEN ended_on IS NULL OR ended_on >= {ends} THEN 1 ELSE 0 END)
FROM dossiers_dossierfact
WHERE recorded_to IS NULL AND official AND accepted_on < {ends} AND (ended_on IS NULL OR ended_on >= {starts})
"""
COMPARED = (3, 4, 5, 6, 7, 8, 9, 10, 11)


def main() -> None:
    """Do what the arguments say."""
    what, *arguments = sys.argv[1:]
    open_store()
    ways: dict[str, Callable[..., dict[str, Any]]] = {
        "store": _store,
        "parquet": _parquet,
        "duckdb": _duckdb,
        "spark": _spark,
    }
    print(json.dumps(ways[what](*arguments)))


def _generator(number: str) -> tuple[Any, Any]:
    """The cast of the store, and who makes the dossiers."""
    from motcua.common import clock
    from motcua.project.bench import store
    from motcua.project.bench.chances import Chances

    return store.make_generator(int(number), seed=7, now=clock.now(), chances=Chances())


def _store(number: str) -> dict[str, Any]:
    from motcua.figures.engines.live import Live
    from motcua.project.bench import store

    cast, generator = _generator(number)
    _, seconds = _timed(lambda: store.fill(generator, lambda _done: None))
    told: dict[str, Any] = {"fill": seconds} | _asked(Live())
    return told | (_xlsx(cast) if int(number) >= 10 * XLSX_ROWS else {})


def _parquet(number: str, folder: str) -> dict[str, Any]:
    from motcua.project.bench import parquet

    _, generator = _generator(number)
    _, seconds = _timed(lambda: parquet.write(generator, Path(folder), lambda _done: None, history=False))
    return {"written": seconds}


def _duckdb(folder: str) -> dict[str, Any]:
    from motcua.figures.engines import duck

    return _asked(duck.over(Path(folder)))


def _spark(folder: str, address: str) -> dict[str, Any]:
    from motcua.figures.engines import spark

    return _asked(spark.over(Path(folder), address))


def _asked(engine: Any) -> dict[str, float]:
    from motcua.common import clock
    from motcua.domain.indicators.form06 import COLUMNS
    from motcua.domain.indicators.values import Period
    from motcua.domain.worktime import local_date
    from motcua.figures.queries import figures
    from motcua.figures.questions import Question

    last = local_date(clock.now()).replace(day=1)
    first = (last - timedelta(days=1)).replace(day=1)
    question = Question(period=Period(first, last))
    codes = [each.code for each in COLUMNS.values()]
    floor = FLOOR.format(starts=f"DATE '{first}'", ends=f"DATE '{last}'")
    if engine.dialect == "sqlite":
        floor = floor.replace("DATE '", "'")
    ours: list[float] = []
    theirs: list[float] = []
    while len(ours) < FEWEST or (len(ours) < TIMES and sum(ours) + sum(theirs) < LONGEST):
        found, seconds = _timed(lambda: figures(codes, question, engine=engine))
        ours.append(seconds)
        rows, seconds = _timed(lambda: engine.rows(floor))
        theirs.append(seconds)
    told = tuple(found[COLUMNS[column].code].numerator for column in COMPARED)
    assert told == tuple(int(value) for value in rows[0]), (told, rows[0])
    return {"form06": median(ours), "floor": median(theirs), "first": ours[0]}


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    found = work()
    return found, time.perf_counter() - started


def _xlsx(cast: Any) -> dict[str, Any]:
    """A hundred thousand rows of one figure into a workbook, as the job writes them."""
    from motcua.common import clock
    from motcua.domain.indicators.values import Period
    from motcua.domain.worktime import local_date
    from motcua.figures.questions import Question
    from motcua.reporting.exports import dossier_rows
    from motcua.reporting.exports.asked import Asked, What
    from motcua.reporting.exports.formats import FORMATS, Table

    today = local_date(clock.now())
    question = Question(period=Period(today - timedelta(days=400), today), units=None)
    asked = Asked(what=What.ROWS, codes=("form06.3",), question=question, format="xlsx")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    ids = dossier_rows.keys(asked)[:XLSX_ROWS]
    path = Path(os.environ["MOTCUA_HOME"]) / "rows.xlsx"
    with FORMATS["xlsx"](path, Table("form06.3", dossier_rows.columns())) as writer:
        for portion in dossier_rows.portions(asked, ids, cast.auditor):
            writer.write(portion)
    seconds = time.perf_counter() - started
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"xlsx": seconds, "xlsx_rows": len(ids), "xlsx_memory": more}


if __name__ == "__main__":
    main()
