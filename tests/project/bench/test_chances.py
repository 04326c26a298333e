"""The distributions of invented dossiers are those of the real log, where it is at hand."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from motcua.project.bench import chances

LOG = Path(__file__).parents[4] / "shared" / "data" / "eventlogs" / "receipt_cases.csv"


def deciles(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [round(ordered[int(part * (len(ordered) - 1) / 10)], 3) for part in range(11)]


def test_they_are_those_of_the_log() -> None:
    if not LOG.exists():
        pytest.skip("the real log is not beside the checkout (../shared/data)")
    with LOG.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    channels = Counter(row["channel"] for row in rows)
    assert round((channels["Internet"] + channels["e-mail"]) / len(rows), 3) == chances.ONLINE
    assert round(channels["Post"] / len(rows), 3) == chances.POST
    days = Counter(datetime.fromisoformat(row["start"]).weekday() for row in rows)
    assert tuple(days[day] for day in range(5)) == chances.WEEKDAYS
    shares: tuple[list[float], list[float]] = ([], [])
    for row in rows:
        if row["end"] and row["deadline"] and row["end"] > row["start"]:
            start, end, due = (datetime.fromisoformat(row[name]) for name in ("start", "end", "deadline"))
            if end > start:
                shares[end > due].append((end - start) / (due - start))
    assert deciles(shares[0]) == list(chances.IN_TIME)
    assert deciles(shares[1]) == list(chances.LATE)
