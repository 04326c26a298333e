"""Makes dossiers and asks for form 06 of one month: `store NUMBER`, or `parquet NUMBER FOLDER`. Prints JSON.

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

TIMES = 7
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
    what, number = sys.argv[1], int(sys.argv[2])
    open_store()
    from motcua.common import clock
    from motcua.project.bench import parquet, store
    from motcua.project.bench.chances import Chances

    cast, generator = store.make_generator(number, seed=7, now=clock.now(), chances=Chances())
    started = time.perf_counter()
    if what == "store":
        from motcua.figures.engines.live import Live

        store.fill(generator, lambda _done: None)
        told: dict[str, Any] = {"fill": time.perf_counter() - started} | _asked(Live())
        if number >= 10 * XLSX_ROWS:
            told |= _xlsx(cast)
    else:
        folder = Path(sys.argv[3])
        parquet.write(generator, folder, lambda _done: None, history=False)
        told = {"written": time.perf_counter() - started, "engines": _over(folder)}
    print(json.dumps(told))


def _over(folder: Path) -> dict[str, dict[str, float]]:
    from motcua.figures.engines import duck, spark

    found = {"DuckDB": _asked(duck.over(folder))}
    address = os.environ.get("MOTCUA_SPARK")
    if address:
        found["Spark"] = _asked(spark.over(folder, address))
    return found


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
    for _ in range(TIMES):
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
