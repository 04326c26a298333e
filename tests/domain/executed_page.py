"""A page of docs/rules as the tests that execute it read it: tables with their heads, sections by their titles."""

import re
from pathlib import Path

RULES = Path(__file__).parents[2] / "docs" / "rules"

Head = tuple[str, ...]
Row = dict[str, str]


def text_of(name: str) -> str:
    """The page of a name, `deadlines`."""
    return (RULES / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """What stands under a heading, up to the next one of level 2 or 3."""
    return re.split(r"^#{2,3} ", text.split(f"# {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def tables(text: str) -> list[tuple[Head, list[Row]]]:
    """Every table of a text as its head and its rows."""
    found: list[tuple[Head, list[Row]]] = []
    inside = False
    for line in text.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not inside:
            found.append((tuple(cells), []))
        elif not set("".join(cells)) <= {"-", " "}:
            found[-1][1].append(dict(zip(found[-1][0], cells, strict=True)))
        inside = True
    return found


def plain_rows(text: str) -> list[list[str]]:
    """The cells of every row of a text's tables, without the marks of code."""
    return [[cell.strip("`") for cell in row.values()] for _head, rows in tables(text) for row in rows]
