"""Form 06 (eleven figures of one month) over stores and snapshots of growing size, plain SQL as floor; and an export.

Up to WHOLE dossiers a store holds everything that `motcua bench data` writes: whole dossiers, and fact rows with their
history (about four more for each dossier). Larger stores hold what the statement reads and nothing else, by its option
`--facts-only`: the fact rows known now, without history, dossiers, parties or events; their lines say so. Snapshots
hold the rows known now too. DuckDB reads Parquet of the same dossiers, and Spark too, alone and with two workers, where
it is there (`benchmarks.spark`). MOTCUA_BENCH_SIZES, MOTCUA_BENCH_PARQUET (`100000,1000000`) choose the sizes, and
MOTCUA_BENCH_WHOLE up to which a store is whole; MOTCUA_BENCH_FILES is a folder in which Parquet stays for the next run.
Parquet of 100,000,000 dossiers takes 3 GB, a store of 1,000,000 whole dossiers 7 GB (PostgreSQL 10 GB), of 10,000,000
fact rows 5 GB, each for a while.

The export is asked for as a page does, and done by a process that does what waits, as `motcua worker`; its memory is
what that process takes more than one that does nothing. It needs no store of a million.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import spark
from benchmarks.acceptance import database
from benchmarks.rows import ROOT, Row, decimal, worker

STORES = (100_000, 1_000_000, 10_000_000)
WHOLE = 1_000_000
EXPORT_FROM, EXPORT_ROWS = 120_000, 100_000
PARQUET = (1_000_000, 10_000_000, 100_000_000)
PICTURE = ROOT / "docs" / "pictures" / "figures-growth.png"
BUDGETS = {
    ("PostgreSQL", 1_000_000): "≤ 1 s",
    ("DuckDB", 1_000_000): "≤ 0.2 s",
    ("DuckDB", 10_000_000): "≤ 0.6 s",
}


def sizes(name: str, usual: tuple[int, ...]) -> tuple[int, ...]:
    """The sizes that the environment asks for, else the usual ones."""
    asked = os.environ.get(name, "")
    return tuple(int(each) for each in asked.split(",") if each) if asked else usual


def measure() -> list[Row]:
    """Return a row for each engine and size, and draw how they grow."""
    rows: list[Row] = []
    points: list[dict[str, Any]] = []
    for engine in ("SQLite", "PostgreSQL"):
        for number in sizes("MOTCUA_BENCH_SIZES", STORES):
            address = database("figures") if engine == "PostgreSQL" else None
            if engine == "PostgreSQL" and address is None:
                continue
            what = "store" if number <= int(os.environ.get("MOTCUA_BENCH_WHOLE", WHOLE)) else "facts"
            told = worker("benchmarks.workers.figures", what, str(number), database_url=address)
            rows += _rows(engine, number, told, points, of="fact rows alone" if what == "facts" else "dossiers")
        rows += _exported(engine)
    for number in sizes("MOTCUA_BENCH_PARQUET", PARQUET):
        with _files(number) as folder:
            for engine, told in _over(folder):
                rows += _rows(engine, number, told, points)
    if len(points) > 2:
        _draw(points)
    return rows


def _exported(engine: str) -> list[Row]:
    """An export from the asking to the file, in a store of its own."""
    address = database("figures") if engine == "PostgreSQL" else None
    if engine == "PostgreSQL" and address is None:
        return []
    module = "benchmarks.workers.figures"
    with tempfile.TemporaryDirectory() as home:
        worker(module, "export", str(EXPORT_FROM), str(EXPORT_ROWS), database_url=address, home=home)
        told = worker(module, "work", database_url=address, home=home)
        sheets = worker("benchmarks.workers.sheets", database_url=address, home=home)
    memory = f"{decimal(told['memory'])} MB more than the {decimal(told['idle'])} MB of an idle worker"
    words = f"{decimal(told['seconds'], 1)} s, {memory}"
    peer = f"the sheet alone: {decimal(sheets['ours'], 1)} s, XlsxWriter {decimal(sheets['xlsxwriter'], 1)} s"
    return [Row(f"{told['rows']:,} rows to xlsx, the whole job, {engine}", words, peer, "≤ 10 s, ≤ 120 MB")]


@contextmanager
def _files(number: int) -> Iterator[str]:
    """The folder with the Parquet of so many dossiers: made for this run, or kept under MOTCUA_BENCH_FILES."""
    with tempfile.TemporaryDirectory() as passing:
        place = Path(os.environ.get("MOTCUA_BENCH_FILES") or passing) / str(number)
        if not place.exists():
            made = place.with_name(f"{number}.making")
            worker("benchmarks.workers.figures", "parquet", str(number), str(made))
            made.rename(place)
        yield str(place)


def _over(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each engine that is there, over the same files."""
    yield "DuckDB", worker("benchmarks.workers.figures", "duckdb", folder)
    home = spark.home()
    if home is None:
        return
    for mode, name in spark.MODES.items():
        with spark.served(mode, home) as address:
            yield name, worker("benchmarks.workers.figures", "spark", folder, address)


def _rows(
    engine: str, number: int, told: dict[str, Any], points: list[dict[str, Any]], of: str = "dossiers"
) -> list[Row]:
    points += [
        {"engine": engine, "dossiers": number, "seconds": told["form06"]},
        {"engine": f"{engine}, SQL", "dossiers": number, "seconds": told["floor"]},
    ]
    found = [
        Row(
            f"form 06 of a month, {number:,} {of}, {engine}, median",
            f"{decimal(told['form06'], 3)} s",
            f"plain SQL {decimal(told['floor'], 3)} s",
            BUDGETS.get((engine, number), "–"),
        )
    ]
    if "fill" in told:
        option = "" if of == "dossiers" else " --facts-only"
        rate = f"{decimal(told['fill'])} s, {decimal(number / told['fill'])} a second"
        found.append(Row(f"`motcua bench data{option}`, {number:,} {of} into {engine}", rate))
    return found


def _draw(points: list[dict[str, Any]]) -> None:
    """The growth curve, both axes logarithmic."""
    import altair as alt
    import vl_convert

    chart = (
        alt.Chart(alt.Data(values=points))  # type: ignore[no-untyped-call]
        .mark_line(point=True)
        .encode(
            x=alt.X("dossiers:Q", scale=alt.Scale(type="log"), title="dossiers"),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds, median"),
            color=alt.Color("engine:N", title=None),
            strokeDash=alt.StrokeDash("engine:N", title=None),
        )
        .properties(width=560, height=320, title="Form 06 of one month")
    )
    PICTURE.write_bytes(vl_convert.vegalite_to_png(chart.to_json(), scale=2))
