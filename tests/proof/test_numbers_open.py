"""Every number of dossiers on every screen opens exactly its rows, or stands in a short list that says why not.

The pages are those that the journeys visit, by everybody who visits them there, read over HTTP from one store.
"""

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve, reverse

from motcua.project.access import TABLE
from tests.journeys.addresses import VISITS, Kind, Visit
from tests.journeys.stage import Stage
from tests.proof.making import FACTS, NOW
from tests.proof.processes import staged
from tests.proof.reading_numbers import Number, Page
from tests.proof.visitor import Answer, Visitor

SCREENS = re.compile(r"home|desk:|portal:|reporting:|inspections:")
"""Pages that speak of dossiers; others count offices, rules, messages, days."""

PLAIN: dict[str, tuple[str, str]] = {
    "explanation": (r"\d+", "days of a calendar month in a picture of days"),
    "desk:dossier": (r"[1-9]", "the places of papers in a list, copies, steps"),
    "desk:intake": (r"\d+", "papers of a procedure, days"),
    "desk:calendar": (r"\d+", "the days of a calendar; what it moves opens below"),
    "desk:foresight": (r".*Ít hơn 30 hồ sơ giống .*|Cần ít nhất 100 hồ sơ .*", "thresholds"),
    "desk:watch": (r"(Một ngày thường|Chưa đủ lịch sử) .*", "a median of days, and a threshold"),
    "dashboard": (r".*dưới \d+ hồ sơ.*|Dưới \d+ hồ sơ.*", "a threshold"),
    "public": (r".*dưới \d+ hồ sơ.*", "a threshold"),
    "reporting:definition": (
        r"(Ví dụ: )?\d+|\d+ (/ \d+ = |· ).*|.*: \d điểm",
        "points of the index, places of the nine indicators, and what comes out of dossiers that were made up",
    ),
    "reporting:report": (r"\d+", "numbers of columns, versions, points"),
    "reporting:declared": (r"\d+", "versions of a figure that somebody typed"),
    "inspections:check": (r"\d+", "the place at which a dossier was drawn"),
    "inspections:sheet": (r"\d+", "the place at which a dossier was drawn"),
}
"""What is no number of dossiers, by the page: the whole text in which it may stand, and why."""


@dataclass
class Walk:
    """What was found on the way: numbers that open nothing, and the numbers that each address was said to open."""

    pages: int = 0
    plain: list[tuple[str, str, Number]] = field(default_factory=list)
    links: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))


@pytest.fixture(scope="module")
def stage(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One server on a copy of the store."""
    home = shutil.copytree(made, tmp_path_factory.mktemp("numbers") / "home")
    facts: dict[str, Any] = json.loads((home / FACTS).read_text(encoding="utf-8"))
    with staged(home, NOW) as server:
        yield Stage(server.url, facts)


def opened(stage: Stage, by: str, path: str) -> Answer:
    """A page as its visitor sees it, redirects followed."""
    visitor = Visitor(urlsplit(stage.url).port or 0, stage.member(by)["session"] if by else "")
    answer = visitor.get(path)
    while answer.status in (301, 302):
        answer = visitor.get(urljoin(answer.path, answer.location))
    return answer


def rows_behind(stage: Stage, by: str, url: str) -> int:
    """How many rows a list has, on all its pages."""
    rows = 0
    while url:
        answer = opened(stage, by, url)
        assert answer.status == 200, (by, url, answer.status)
        page = Page(answer.text)
        rows += page.rows
        url = urljoin(answer.path, page.following) if page.following else ""
    return rows


def target(path: str, url: str) -> str:
    """Where a link leads; `?` alone is the page without its filters."""
    return urlsplit(path).path if url == "?" else urljoin(path, url)


def walked(stage: Stage, visits: dict[str, list[Visit]]) -> Walk:
    """Go to every page once for everybody who visits it."""
    found = Walk()
    for name, each in visits.items():
        for visit in each:
            if visit.kind is Kind.PAGE and visit.status == 200:
                values, query = visit.filled(stage)
                answer = opened(stage, visit.by, reverse(name, kwargs=values) + query)
                assert answer.status == 200, (name, visit.by, answer.status)
                _read(found, name, visit.by, answer)
    return found


def _read(found: Walk, name: str, by: str, answer: Answer) -> None:
    page = Page(answer.text)
    found.pages += 1
    for number in page.numbers:
        if number.url:
            found.links[by, target(answer.path, number.url)].add(number.value)
        elif number.value and number.value != page.rows:  # the number of the rows that stand below it is open already
            found.plain.append((name, by, number))


def excused(name: str, number: Number) -> bool:
    return any(part in name and re.fullmatch(said, number.said) for part, (said, _why) in PLAIN.items())


def test_every_number_of_dossiers_on_every_screen_opens_exactly_its_rows(stage: Stage) -> None:
    assert set(VISITS) == set(TABLE)
    found = walked(stage, {name: visits for name, visits in VISITS.items() if SCREENS.match(name)})
    assert found.pages > 100
    assert [each for each in found.plain if not excused(each[0], each[2])] == []
    lists = chosen(found.links)
    assert {view for _by, _url, view in lists} >= {
        "desk:list",
        "desk:apologies",
        "desk:foresight_rows",
        "reporting:figure_rows",
        "inspections:rows",
        "inspections:among",
        "inspections:check",
        "inspections:population",
    }
    behind = {(by, url): rows_behind(stage, by, url) for by, url, _view in lists}
    assert {key: (found.links[key], rows) for key, rows in behind.items() if found.links[key] != {rows}} == {}


EXPLAINED = frozenset({"reporting:definition", "portal:apologies"})
"""Where public numbers lead: to what they mean."""


def chosen(links: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """The lists to open, with the names of their pages: every one of the desk and of inspections, and of figures one
    for each code and side of the fraction, because each figure by itself is opened by the tests of `reporting`.
    """
    found: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for by, url in links:
        at = resolve(urlsplit(url).path)
        if at.view_name not in EXPLAINED:
            figure = at.view_name == "reporting:figure_rows"
            base = "phan=mau-so" in url
            found.setdefault((at.kwargs["code"], str(base)) if figure else (by, url), (by, url, at.view_name))
    return list(found.values())
