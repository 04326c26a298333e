"""The situation of Bắc Quang, H1/2021, whole: 52,031 dossiers through the real doors on SQLite, and its totals."""

from benchmarks.rows import Row, decimal, worker

BUDGET = "≤ 360"


def measure() -> list[Row]:
    """Return how long the store takes, and how many dossiers a second that is."""
    told = worker("motcua.project", "scenario", "bac-quang-2021", "--json")
    assert told["reproduced"], "a printed total did not come out of the records"
    pace = told["dossiers"] / told["seconds"]
    return [
        Row(
            "scenario bac-quang-2021, 52,031 dossiers one by one, SQLite, seconds",
            decimal(told["seconds"]),
            "–",
            BUDGET,
        ),
        Row("the same, dossiers a second from acceptance to return", decimal(pace)),
    ]
