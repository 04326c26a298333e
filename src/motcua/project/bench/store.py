"""Filling a marked store with invented dossiers, portion by portion, each in one transaction."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from motcua.audit import log
from motcua.common import clock
from motcua.domain.errors import StoreRefused
from motcua.domain.rule_sets import rule_set_at
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import local_date
from motcua.dossiers.services import prepared
from motcua.organisation.actors import system_actor
from motcua.project.bench.chances import Chances
from motcua.project.bench.days import Days, days_of
from motcua.project.bench.generator import Generator, Plan
from motcua.project.bench.world import Tables, tables_of
from motcua.project.demo.cast import FOUNDED, Cast, make_cast
from motcua.project.demo.store import MARK
from motcua.project.demo.world import build

VERB = "bench.filled"
YEAR = timedelta(days=365)
EACH = 5000
"""Dossiers of a commune in a year, about: so many communes a store gets."""
MOST_COMMUNES = 50


def refuse_unless_empty() -> None:
    """Raise StoreRefused where anybody has used the store that the settings name."""
    with connection.cursor() as cursor:
        for table in ("organisation_account", "dossiers_dossier"):
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  two fixed names
            if cursor.fetchone():
                reason = Text(gettext_noop("kho này đã có dữ liệu; dữ liệu đo chỉ được đổ vào một kho mới."))
                raise StoreRefused(what=settings.HOME, reason=reason)


def make_generator(number: int, *, seed: int, now: datetime, chances: Chances) -> tuple[Cast, Generator]:
    """Build the cast and its communes in an empty, migrated store, mark it, and prepare the generation."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    (Path(settings.HOME) / MARK).write_text("Kho dựng để đo: mọi hồ sơ đều không có thật.\n", encoding="utf-8")
    first = max(local_date(now - YEAR), FOUNDED)
    with transaction.atomic(), clock.set_to(now):
        cast = make_cast(now)
        world = build(cast, seed=seed, now=now)
        communes = min(MOST_COMMUNES, max(1, number // EACH))
        tables = tables_of(world, communes, now)
        log.write(system_actor().ref, VERB, "store", str(settings.HOME)[-64:], at=now, data={"dossiers": number})
    days = days_of(world.calendar, first, now)
    return cast, _generator(number, days, tables, seed=seed, now=now, chances=chances, calendar=world.calendar.version)


def _generator(
    number: int, days: Days, tables: Tables, *, seed: int, now: datetime, chances: Chances, calendar: str
) -> Generator:
    plan = Plan(
        dossiers=number,
        seed=seed,
        first_id=prepared.first_free_id(),
        calendar=calendar,
        rule_set=rule_set_at(now).id,
        form_set="tt03_2025",
        chances=chances,
    )
    made = Generator(plan, days, tables)
    made.prepare()
    return made


def fill(generator: Generator, told: Callable[[int], None]) -> None:
    """Write all portions; `told` hears how many dossiers each one had."""
    views = {name: ("facts_of_all" if name == "facts" else name) for name in prepared.TABLES}
    for portion in generator.portions():
        generator.live(portion)
        with transaction.atomic():
            for table, view in views.items():
                _copy(generator, table, view) if connection.vendor == "postgresql" else _insert(generator, table, view)
        told(portion.dossiers)
    prepared.settle()


def _described(generator: Generator, view: str) -> list[tuple[str, str]]:
    rows = generator.db.execute(f"DESCRIBE {view}").fetchall()
    return [(str(row[0]), str(row[1])) for row in rows]


def _insert(generator: Generator, table: str, view: str) -> None:
    """SQLite takes texts and numbers: instants and dates as Django writes them."""
    described = _described(generator, view)
    chosen = ", ".join(_as_text(f'"{name}"', kind) for name, kind in described)
    found = generator.db.execute(f"SELECT {chosen} FROM {view}")  # noqa: S608  names of our views
    names = [name for name, _ in described]
    while rows := found.fetchmany(20_000):
        prepared.write(table, names, rows)


def _as_text(name: str, kind: str) -> str:
    if kind == "TIMESTAMP":
        return f"strftime({name}, '%Y-%m-%d %H:%M:%S')"
    if kind == "DATE":
        return f"CAST({name} AS VARCHAR)"
    return f"CAST({name} AS TINYINT)" if kind == "BOOLEAN" else name


def _copy(generator: Generator, table: str, view: str) -> None:
    """PostgreSQL takes CSV: DuckDB writes it, COPY reads it."""
    described = _described(generator, view)
    names = [name for name, _ in described]
    more = prepared.defaults_of(table, names)
    chosen = [f'"{name}"' for name in names] + [_literal(value) for value in more.values()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        query = f"SELECT {', '.join(chosen)} FROM {view}"  # noqa: S608  names of our views
        generator.db.execute(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER false, NULLSTR '\\N')")

        def send(take: Callable[[bytes], None]) -> None:
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    take(block)

        prepared.copy(table, [*names, *more], send)


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
