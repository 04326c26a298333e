"""Makes dossiers, or asks for form 06 of one month. Prints JSON.

`store NUMBER` does both in the store with whole dossiers, `facts NUMBER` with the rows alone that figures read;
`parquet NUMBER FOLDER` writes files, which `duckdb FOLDER` or `spark FOLDER ADDRESS` reads. `export NUMBER ROWS` fills
a store and asks for an export there as the page does; `work` does what waits in the store, as `motcua worker` does.

`form06` is the product's own way from the question to figures, `floor` the same counts by SQL written for nothing
else. Both are asked for in turn, and the medians compared; both must count the same, and apologies too.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import django

from benchmarks.workers.store import open_store

FEWEST, TIMES, LONGEST = 3, 7, 60.0
"""Each statement is run so many times, and fewer where that would take longer than so many seconds."""

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
OWED = """
SELECT count(*), sum(CASE WHEN apology_sent_on < {ends} THEN 1 ELSE 0 END),
    sum(CASE WHEN apology_sent_at <= apology_due_at THEN 1 ELSE 0 END)
FROM dossiers_dossierfact
WHERE recorded_to IS NULL AND official AND apology_due_on >= {starts} AND apology_due_on < {ends}
"""
APOLOGIES = ("apologies.owed", "apologies.sent", "apologies.in_time")
ENOUGH = """
SELECT min(accepted_on) FROM (
    SELECT accepted_on FROM dossiers_dossierfact
    WHERE recorded_to IS NULL AND official AND channel = 'online' AND accepted_on IS NOT NULL
    ORDER BY accepted_on DESC LIMIT %s
) AS lately
"""
"""From which day on so many were accepted online; all days where there are fewer."""
COMPARED = (3, 4, 5, 6, 7, 8, 9, 10, 11)


def main() -> None:
    """Do what the arguments say."""
    what, *arguments = sys.argv[1:]
    if what == "work":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
        django.setup()  # a worker finds its store migrated, and has nothing of that in its memory
    else:
        open_store()
    ways: dict[str, Callable[..., dict[str, Any]]] = {
        "store": _store,
        "facts": _facts,
        "export": _export,
        "work": _work,
        "parquet": _parquet,
        "duckdb": _duckdb,
        "spark": _spark,
    }
    print(json.dumps(ways[what](*arguments)))


def _source(number: str) -> tuple[Any, Any]:
    """The cast of the store, and who makes the dossiers."""
    from motcua.common import clock
    from motcua.project.bench import store
    from motcua.project.bench.chances import Chances

    return store.make_source(int(number), seed=7, now=clock.now(), chances=Chances())


def _store(number: str) -> dict[str, Any]:
    from motcua.figures.engines.live import Live
    from motcua.project.bench import store

    _, source = _source(number)
    _, seconds = _timed(lambda: store.fill(source, lambda _done: None))
    return {"fill": seconds} | _asked(Live())


def _facts(number: str) -> dict[str, Any]:
    from motcua.figures.engines.live import Live
    from motcua.project.bench import store

    _, source = _source(number)
    _, seconds = _timed(lambda: store.fill_facts(source, lambda _done: None))
    return {"fill": seconds} | _asked(Live())


def _parquet(number: str, folder: str) -> dict[str, Any]:
    from motcua.project.bench import parquet

    _, source = _source(number)
    _, seconds = _timed(lambda: parquet.write(source, Path(folder), lambda _done: None, history=False))
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
    days = {"starts": _day(first, engine), "ends": _day(last, engine)}
    floor = FLOOR.format(**days)
    ours: list[float] = []
    theirs: list[float] = []
    while len(ours) < FEWEST or (len(ours) < TIMES and sum(ours) + sum(theirs) < LONGEST):
        found, seconds = _timed(lambda: figures(codes, question, engine=engine))
        ours.append(seconds)
        rows, seconds = _timed(lambda: engine.rows(floor))
        theirs.append(seconds)
    told = tuple(found[COLUMNS[column].code].numerator for column in COMPARED)
    assert told == tuple(int(value) for value in rows[0]), (told, rows[0])
    owed = figures(APOLOGIES, question, engine=engine)
    apologies = tuple(owed[code].numerator for code in APOLOGIES)
    assert apologies == tuple(int(value) for value in engine.rows(OWED.format(**days))[0]), apologies
    assert min(apologies) > 0, apologies
    return {"form06": median(ours), "floor": median(theirs), "first": ours[0]}


def _day(on: date, engine: Any) -> str:
    return f"'{on}'" if engine.dialect == "sqlite" else f"DATE '{on}'"


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    found = work()
    return found, time.perf_counter() - started


def _export(number: str, rows: str) -> dict[str, Any]:
    """Ask for what was accepted online lately, by days, until that is so many rows."""
    from django.db import connection

    from motcua.common import clock
    from motcua.domain.indicators.values import Period
    from motcua.domain.worktime import local_date
    from motcua.figures.questions import Question
    from motcua.project.bench import store
    from motcua.reporting.exports import exporting
    from motcua.reporting.exports.asked import Asked, What

    cast, source = _source(number)
    store.fill(source, lambda _done: None)
    with connection.cursor() as cursor:
        cursor.execute(ENOUGH, [int(rows)])
        starts = date.fromisoformat(str(cursor.fetchone()[0]))
    now = clock.now()
    question = Question(period=Period(starts, local_date(now) + timedelta(days=1)))
    asked = Asked(what=What.ROWS, codes=("form06.4",), question=question, format="xlsx")
    exporting.ask(asked, actor=cast.auditor, at=now)
    return {}


def _work() -> dict[str, Any]:
    """Do the jobs that wait; the memory is what they took more than this process has without any."""
    from motcua.common import clock
    from motcua.jobs.models import Job
    from motcua.jobs.services.run import run_jobs
    from motcua.jobs.vocabulary import JobState

    assert Job.objects.exclude(state=JobState.DONE).exists()
    idle = _memory("VmRSS")
    _, seconds = _timed(lambda: run_jobs(clock.now()))
    (job,) = Job.objects.filter(state=JobState.DONE)
    return {"seconds": seconds, "memory": _memory("VmHWM") - idle, "idle": idle, **job.result}


def _memory(name: str) -> float:
    """A line of this process's status, in MB (10^6 bytes): what is resident now, or was at the highest."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) * 1024 / 1_000_000


if __name__ == "__main__":
    main()
