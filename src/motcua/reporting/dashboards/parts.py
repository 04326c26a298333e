"""The parts of a dashboard's pages: cells that open their rows, tables, and panels with a picture beside its table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.domain.indicators.definitions import Figure
from motcua.figures.questions import Question
from motcua.reporting.charts import keeping
from motcua.reporting.charts.pictures import Picture, Size, digest
from motcua.reporting.dashboards.counting import Opened


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that opens its rows (`opened`), or a count with the address of its list, or words."""

    opened: Opened | None = None
    text: str = ""
    number: int | None = None
    url: str = ""
    late: bool = False
    icon: str = ""

    @property
    def figure(self) -> Figure | None:
        """The figure, for the tag that writes it."""
        return None if self.opened is None else self.opened.figure

    @property
    def question(self) -> Question | None:
        """Its question."""
        return None if self.opened is None else self.opened.question


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `url` leads to the same page about this row alone."""

    label: str
    cells: tuple[Cell, ...]
    url: str = ""
    note: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column of numbers (or of words), with the definition behind it."""

    name: str
    code: str = ""
    words: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers in rows, the first column being names."""

    caption: str
    first: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The two drawings of a picture, empty while a worker still has to draw them."""

    wide: str
    phone: str
    wide_svg: str
    phone_svg: str

    @property
    def drawn(self) -> bool:
        """Whether both are there."""
        return bool(self.wide_svg and self.phone_svg)


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of a dashboard. Without rows it says `empty`; `code` is the definition that its title leads to."""

    id: str
    title: str
    table: Table
    note: str = ""
    code: str = ""
    picture: Picture | None = None
    size: Size = Size.HALF
    empty: str = ""
    lines: tuple[str, ...] = ()
    chart: Chart | None = None
    left_out: int = 0


def shortened(panel: Panel, most: int) -> Panel:
    """The panel with its first rows, where its table is long, and how many it leaves out."""
    rows = panel.table.rows
    if len(rows) <= most + most // 4:
        return panel
    return replace(panel, table=replace(panel.table, rows=rows[:most]), left_out=len(rows) - most)


def drawings_of(panels: Sequence[Panel]) -> list[tuple[Picture, Size]]:
    """The pictures of the panels, each for a wide page and for a phone."""
    return [(panel.picture, size) for panel in panels if panel.picture is not None for size in (panel.size, Size.PHONE)]


def with_charts(panels: Sequence[Panel], at: datetime) -> list[Panel]:
    """The panels with what is drawn of their pictures; the rest is asked for, never waited for. One query where all is
    kept.
    """
    wanted = drawings_of(panels)
    drawn = keeping.pictures(wanted, at) if wanted else {}
    found = []
    for panel in panels:
        if panel.picture is None:
            found.append(panel)
            continue
        wide, phone = digest(panel.picture, panel.size), digest(panel.picture, Size.PHONE)
        found.append(replace(panel, chart=Chart(wide, phone, drawn.get(wide, ""), drawn.get(phone, ""))))
    return found
