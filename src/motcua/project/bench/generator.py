"""Generation by DuckDB: the SQL beside this file over the small tables of the world, portion by portion of days.

Each dossier follows from the seed and its number alone, so that any process generates any portion, and the same rows.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from itertools import accumulate
from typing import Any

import duckdb
import pyarrow as pa

from motcua.project.bench.chances import APOLOGY_IN_TIME, APOLOGY_LATE, ONLINE, POST, Chances
from motcua.project.bench.chances import IN_TIME as IN_TIME_SHARES
from motcua.project.bench.chances import LATE as LATE_SHARES
from motcua.project.bench.days import Days
from motcua.project.bench.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is generated. Dossiers are numbered from `first_id`."""

    dossiers: int
    seed: int
    first_id: int
    calendar: str
    rule_set: str
    form_set: str
    chances: Chances


@dataclass(frozen=True, slots=True)
class Source:
    """All that generation needs: small, and handed to whatever process generates."""

    plan: Plan
    days: Days
    tables: Tables


@dataclass(frozen=True, slots=True)
class Portion:
    """The dossiers of the days from `begins` up to, and without, `ends`."""

    begins: int
    ends: int
    dossiers: int


def portions_of(counts: Sequence[int], size: int) -> Iterator[Portion]:
    """Days together until they hold `size` dossiers."""
    begins = held = 0
    for day, number in enumerate(counts):
        held += number
        if held >= size or day == len(counts) - 1:
            yield Portion(begins, day + 1, held)
            begins, held = day + 1, 0


class Generator:
    """A DuckDB connection in which, after `live(portion)`, the views of the SQL files hold that portion.

    It has one thread: so rows come in the same order every time, and processes share the cores.
    """

    def __init__(self, source: Source) -> None:
        self._days = source.days
        self._spots = source.tables.spots
        self.db = duckdb.connect()
        self.db.execute("SET TimeZone = 'UTC'")
        self.db.execute("SET threads = 1")
        self._variables(source.plan, source.days, source.tables)
        self._tables(source.days, source.tables)
        self.db.execute(_text("macros"))
        self.arrive(source.plan.dossiers)
        self._views()

    def _views(self) -> None:
        """Make the views; the table of lives must be there, so a portion without days is made first."""
        self.live(Portion(0, 0, 0))
        for name in ("moments", "events", "dossiers", "apologies"):
            self.db.execute(_text(name))
        for which in ("all", "last"):
            self.db.execute(_text("facts").replace("{which}", which))

    def arrive(self, number: int, *, first: int = 0, communes: Collection[int] = ()) -> None:
        """Let so many dossiers, numbered from `first`, arrive at the desks of some communes (none named: at all)."""
        counts = self._days.spread(number)
        firsts = list(accumulate(counts, initial=first))
        self._table(
            "arrivals",
            [{"day": day, "first": firsts[day], "number": count} for day, count in enumerate(counts)],
        )
        wanted = [row for row in self._spots if not communes or row["c"] in communes]
        self._table("spots", [{**row, "i": i} for i, row in enumerate(wanted)])
        self.db.execute("SET VARIABLE spots = $value", {"value": len(wanted)})

    def live(self, portion: Portion) -> None:
        """Let the table of lives hold a portion."""
        self.db.execute(_text("lives"), {"begins": portion.begins, "ends": portion.ends})

    def columns(self, view: str) -> list[tuple[str, str]]:
        """The columns of a view with their types."""
        return [(str(row[0]), str(row[1])) for row in self.db.execute(f"DESCRIBE {view}").fetchall()]

    def _variables(self, plan: Plan, days: Days, tables: Tables) -> None:
        values: dict[str, Any] = {
            "seed": plan.seed,
            "first_id": plan.first_id,
            "calendar": plan.calendar,
            "rule_set": plan.rule_set,
            "form_set": plan.form_set,
            "online": ONLINE,
            "post": POST,
            "in_time_shares": list(IN_TIME_SHARES),
            "late_shares": list(LATE_SHARES),
            "days": days.midnights,
            "dates": days.dates,
            "day_minutes": days.length,
            "opens": days.opens,
            "reopens": days.reopens,
            "morning": days.morning,
            "cutoff": days.cutoff,
            "now_w": days.now_w,
            "unsure_from": days.unsure_from,
            "people": len(tables.people),
            "reasons": len(tables.reasons),
            "apology_in_time": APOLOGY_IN_TIME,
            "apology_late": APOLOGY_LATE,
            **asdict(plan.chances),
        }
        for name, value in values.items():
            self.db.execute(f"SET VARIABLE {name} = $value", {"value": value})

    def _tables(self, days: Days, tables: Tables) -> None:
        for name in ("desks", "offers", "terms", "slots", "people", "reasons"):
            self._table(name, getattr(tables, name))
        self._table("dates", [{"on_date": on} for on in days.dates])

    def _table(self, name: str, rows: list[dict[str, Any]]) -> None:
        self.db.register("given", pa.Table.from_pylist(rows))
        self.db.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given")  # noqa: S608  names from this file
        self.db.unregister("given")


def _text(name: str) -> str:
    return (files("motcua.project.bench") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
