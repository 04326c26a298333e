"""Filling a marked store with invented dossiers: made portion by portion beside the writing, kept all or not at all."""

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
from motcua.project.bench.days import days_of
from motcua.project.bench.generator import Plan, Source, portions_of
from motcua.project.bench.loading import loading
from motcua.project.bench.making import HERE, Kind, Rows, Views, ahead, make
from motcua.project.bench.world import tables_of
from motcua.project.demo.cast import FOUNDED, Cast, make_cast
from motcua.project.demo.store import MARK
from motcua.project.demo.world import build

VERB = "bench.filled"
YEAR = timedelta(days=365)
EACH = 5000
"""Dossiers of a commune in a year, about: so many communes a store gets."""
MOST_COMMUNES = 50
PORTION = 10_000
"""Dossiers of one portion, at least: so much is made at a time, and so often the bar moves."""
FACTS = "facts"


def refuse_unless_empty() -> None:
    """Raise StoreRefused where anybody has used the store that the settings name."""
    with connection.cursor() as cursor:
        for table in ("organisation_account", "dossiers_dossier", "dossiers_dossierfact"):
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  fixed names
            if cursor.fetchone():
                reason = Text(gettext_noop("kho này đã có dữ liệu; dữ liệu đo chỉ được đổ vào một kho mới."))
                raise StoreRefused(what=settings.HOME, reason=reason)


def make_source(number: int, *, seed: int, now: datetime, chances: Chances) -> tuple[Cast, Source]:
    """Build the cast and its communes in an empty, migrated store, mark it, and say all that generation needs."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    (Path(settings.HOME) / MARK).write_text("Kho dựng để đo: mọi hồ sơ đều không có thật.\n", encoding="utf-8")
    first = max(local_date(now - YEAR), FOUNDED)
    with transaction.atomic(), clock.set_to(now):
        cast = make_cast(now)
        world = build(cast, seed=seed, now=now)
        communes = min(MOST_COMMUNES, max(1, number // EACH))
        tables = tables_of(world, communes, now)
        log.write(system_actor().ref, VERB, "store", str(settings.HOME)[-64:], at=now, data={"dossiers": number})
    plan = Plan(
        dossiers=number,
        seed=seed,
        first_id=prepared.first_free_id(),
        calendar=world.calendar.version,
        rule_set=rule_set_at(now).id,
        form_set="tt03_2025",
        chances=chances,
    )
    return cast, Source(plan, days_of(world.calendar, first, now), tables)


def fill(source: Source, told: Callable[[int], None]) -> None:
    """Write whole dossiers; `told` hears how many each portion had."""
    views = {name: ("facts_of_all" if name == FACTS else name) for name in prepared.TABLES}
    _fill(source, views, told, unchecked="")
    prepared.settle()


def fill_facts(source: Source, told: Callable[[int], None], *, history: bool = False) -> None:
    """Write only the rows that figures read (with `history`, those that were replaced too), without their dossiers."""
    views = {FACTS: "facts_of_all" if history else "facts_of_last"}
    _fill(source, views, told, unchecked=prepared.table_of("dossiers"))


def _fill(source: Source, wanted: dict[str, str], told: Callable[[int], None], *, unchecked: str) -> None:
    postgresql = connection.vendor == "postgresql"
    defaults = {table: prepared.defaults_of(table) for table in wanted}
    views = Views(wanted, Kind.CSV if postgresql else Kind.TUPLES, defaults)
    # What writes to SQLite has a core to itself; PostgreSQL's server does the writing there.
    processes = 0 if source.plan.dossiers <= HERE else 2 if postgresql else 1
    with (
        tempfile.TemporaryDirectory() as folder,
        loading([prepared.table_of(table) for table in wanted], unchecked=unchecked),
    ):
        tasks = (
            (portion, views, Path(folder)) for portion in portions_of(source.days.spread(source.plan.dossiers), PORTION)
        )
        for portion, made in ahead(source, make, tasks, processes):
            for table, rows in made.items():
                _write(table, rows)
            told(portion.dossiers)


def _write(table: str, rows: Rows) -> None:
    if rows.kind is Kind.CSV:
        prepared.copy(table, rows.names, rows.pieces())
    else:
        prepared.write(table, rows.names, rows.blocks())
    rows.path.unlink()
