"""The page about the format says what the product does: names, codes, the mapping, the example."""

import re
from pathlib import Path
from typing import Any

import pytest

from motcua.domain.lifecycle import Outcome
from motcua.dossiers.services.history import columns, oddities
from motcua.dossiers.services.history.columns import layout_of
from motcua.dossiers.services.history.reading import read_tables
from motcua.dossiers.services.take_over import CHANGED
from tests.cast import AT
from tests.dossiers.history.samples import a_case, an_event, layout, tables, write

PAGE = (Path(__file__).parents[3] / "docs" / "formats" / "history.md").read_text(encoding="utf-8")


def _section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def _blocks(title: str) -> list[str]:
    """The indented blocks of a section."""
    found = re.findall(r"(?:^    .*\n|^\n(?=    ))+", _section(title) + "\n", flags=re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE).strip() + "\n" for block in found]


@pytest.mark.parametrize(
    ("table", "known"), [("field of a case", columns.CASE_COLUMNS), ("field of an event", columns.EVENT_COLUMNS)]
)
def test_every_field_stands_on_the_page_with_all_its_names(table: str, known: columns.Names) -> None:
    lines = PAGE.split(f"| {table} |", 1)[1].split("\n\n", 1)[0].splitlines()
    rows = {
        field: line for line in lines for field in re.findall(r"`(\w+)`", line.split("|")[1] if "|" in line else "")
    }
    assert set(rows) == set(known)
    for field, names in known.items():
        for name in names:
            assert f"`{name}`" in rows[field]


def test_the_mapping_of_the_page_is_understood(tmp_path: Path) -> None:
    (block,) = [text for text in _blocks("The mapping") if text.startswith("[source]")]
    told = layout_of(write(tmp_path, "m.toml", block), "x.csv")
    assert (told.slug, told.channel_of("e-mail")) == ("cap-phep-cu", "online")
    assert set(told.results.values()) == {Outcome.GRANTED, Outcome.REFUSED, Outcome.WITHDRAWN}
    assert set(re.findall(r"`([A-Z_]+)`", _section("The mapping"))) == set(Outcome)


def test_the_mapping_in_json_is_understood(tmp_path: Path) -> None:
    (line,) = re.findall(r"The same in JSON: `(.*)`", PAGE)
    assert layout_of(write(tmp_path, "m.json", line), "x.csv").slug == "cap-phep-cu"


def test_the_example_is_read(tmp_path: Path) -> None:
    text = "\n".join(_blocks("Example"))
    cases, events = text.split("\n\n")
    history = read_tables(*tables(tmp_path, cases + "\n", events), layout())
    assert history.rejected == []
    assert history.counts == {"dossiers": 1, "events": 2, "ended": 1, "open": 0, "ended_late": 0}


def test_the_page_names_every_code_of_a_warning() -> None:
    changes: list[dict[str, Any]] = [
        {"deadline": None, "start_given": False, "result": "?", "channel": "?"},
        {"channel": ""},
        {"deadline": a_case().start.replace(day=1)},
        {"end": AT.replace(year=2030)},
        {"end": None, "events": (an_event(at=AT.replace(year=2030)),)},
        {"events": (an_event(at=a_case().start.replace(day=1)),)},
        {"events": (an_event(at=a_case().start.replace(day=9)), an_event(at=a_case().start.replace(day=9)))},
    ]
    cases = [a_case("A", *change.pop("events", ()), **change) for change in changes]
    found = {each.code for each in oddities.oddities(cases, layout(), AT).warnings} | {CHANGED, "no_events"}
    listed = PAGE.split("Codes of warnings:", 1)[1].split(".", 1)[0]
    assert set(re.findall(r"`(\w+)`", listed)) == found
