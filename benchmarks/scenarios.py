"""The articles' towns, whole: every dossier one by one through the real doors on SQLite, and all printed totals.

Two of the towns are typed figures, and take no time.
"""

from benchmarks.rows import Row, decimal, worker

BUDGETS = {"bac-quang-2021": "≤ 360 s"}
TOWNS = ("bac-quang-2021", "ha-dong-2019", "dak-glong-2017", "cao-lanh-2022")


def measure() -> list[Row]:
    """Return for each town how long its store takes, and how many dossiers a second that is."""
    return [_row(town) for town in TOWNS]


def _row(town: str) -> Row:
    told = worker("motcua.project", "scenario", town, "--json")
    assert told["reproduced"], f"{town}: a printed total did not come out of the records"
    dossiers, seconds = told["dossiers"], told["seconds"]
    ours = f"{decimal(seconds, 1)} s"
    if dossiers:
        ours = f"{decimal(seconds)} s, {decimal(dossiers / seconds)} dossiers a second from acceptance to return"
    what = f"`motcua scenario {town}`, {dossiers:,} dossiers, SQLite"
    return Row(what, ours, "–", BUDGETS.get(town, "–"))
