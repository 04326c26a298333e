"""Foresight judged on a real log of a municipality: learnt before a cut in time, held against what began after it.

The log (CoSeLoG receipt phase, 1,434 cases with deadlines) lies in the folder of data beside the project, which is not
shipped; without it the rows say so. Its deadlines are calendar days; it names no procedure: all cases count as of one.
Nothing was tuned to it and nothing is drawn by lot: the table is the same every time.
"""

import csv
import gzip
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from benchmarks.rows import ROOT, Row, decimal
from motcua.domain.foresight import TENTHS, Course
from motcua.domain.foresight_judging import ENOUGH_JUDGED, Alarms, Judgement, cut_of, judge

LOGS = ROOT.parent / "shared" / "data" / "eventlogs"


def courses(logs: Path = LOGS) -> list[Course]:
    """Return the cases of the log as courses, in the order of their starts; dirt (an end before the start) left out."""
    with gzip.open(logs / "receipt_events.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    events = {case: list(each) for case, each in groupby(rows, key=lambda row: row["case"])}
    with (logs / "receipt_cases.csv").open(encoding="utf-8", newline="") as file:
        found = [_course(row, events.get(row["case"], [])) for row in csv.DictReader(file)]
    return sorted((course for course in found if course is not None), key=lambda course: (course.started, course.due))


def _course(case: dict[str, str], events: list[dict[str, str]]) -> Course | None:
    started, due = _instant(case["start"]), _instant(case["deadline"])
    ended = _instant(case["end"]) if case["end"] else None
    if due <= started or (ended is not None and ended < started):
        return None
    places = [(started, "received"), *((_instant(event["timestamp"]), event["activity"]) for event in events)]
    return Course(
        dossier=int(case["case"].rpartition("-")[2]),
        procedure="",
        unit=case["group"],
        started=started,
        due=due,
        marks=tuple(started + (due - started) * tenth / TENTHS for tenth in range(1, TENTHS)),
        places=tuple(sorted(places, key=lambda place: place[0])),
        ended=ended,
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def judgement() -> Judgement:
    """Return the judgement of the log: cut where three fifths of its cases had begun."""
    every = courses()
    until = max(at for course in every for at, _step in course.places) + timedelta(seconds=1)
    cut = cut_of(every, until)
    assert cut is not None
    return judge(every, cut, until)


def measure() -> list[Row]:
    """Return how true the probabilities are and how early they warn, beside the base rate and the plain rule."""
    if not LOGS.exists():
        return [Row("missed dates foreseen on a real log", "no log beside the project", "–", "–")]
    found = judgement()
    gaps = [abs(each.predicted - each.seen) for each in found.bins if each is not None and each.number >= ENOUGH_JUDGED]
    return [
        Row(
            f"missed dates foreseen, Brier score on {found.judged} cases of a real log after {found.learnt} learnt",
            decimal(found.brier, 3),
            f"always saying the share seen before: {decimal(found.base_brier, 3)}",
            "less than the base",
        ),
        Row(
            "largest gap between foreseen and seen, over tenths of the scale with 100 readings",
            decimal(max(gaps), 2),
            "–",
            "–",
        ),
        Row(
            "calibration by tenths of the scale: foreseen / seen (readings)",
            ", ".join(f"{each.predicted:.2f} / {each.seen:.2f} ({each.number:,})" for each in found.bins if each),
            "–",
            "–",
        ),
        Row(
            "median warning before a missed date at equal alarms, days",
            _worth(found.model),
            f"20 % of the limit left: {_worth(found.rule)}",
            "longer than the rule",
        ),
    ]


def _worth(alarms: Alarms) -> str:
    days = decimal(alarms.warning / timedelta(days=1), 1)
    return f"{days} ({alarms.number} alarms, {alarms.hits} of them missed)"
