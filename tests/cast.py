"""The named cast for tests: the people of the demo, at an instant on a quiet working day.

The cast is built once through the real services; later tests of the same process get its rows put back, which is some
fifty times faster and, the rows being equal, changes nothing that a test could see.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from motcua.project.demo.cast import FOUNDED, Cast, Commune, Member, make_cast

__all__ = ["AT", "FOUNDED", "Cast", "Commune", "Member", "cast", "make_cast"]

AT = datetime(2026, 1, 12, 1, 30, tzinfo=UTC)
"""08:30 on Monday 12/01/2026, on Vietnamese clocks."""

_kept: dict[str, Any] = {}


def _tables() -> list[type[models.Model]]:
    names = ("Unit", "UnitPeriod", "UnitCode", "UnitEvent", "UnitEventPart", "Person", "Post", "Assignment")
    return [apps.get_model("organisation", name) for name in (*names, "RoleGrant", "Account")]


def _are_empty(tables: Iterable[type[models.Model]]) -> bool:
    return not any(table._default_manager.exists() for table in tables)


def _build(tables: list[type[models.Model]]) -> None:
    """Make the cast and keep its rows, and what it wrote to the log (after what seeding wrote there)."""
    log = apps.get_model("audit", "LogEntry")._default_manager
    before = log.aggregate(last=models.Max("pk"))["last"] or 0
    _kept["cast"] = make_cast(AT)
    _kept["rows"] = {table: list(table._default_manager.order_by("pk").values()) for table in tables}
    _kept["log"] = [{k: v for k, v in row.items() if k != "id"} for row in log.filter(pk__gt=before).values()]


def _put_back() -> None:
    rows: dict[type[models.Model], list[dict[str, Any]]] = _kept["rows"]
    for table, values in rows.items():
        table._default_manager.bulk_create(table(**value) for value in values)
    log = apps.get_model("audit", "LogEntry")
    log._default_manager.bulk_create(log(**value) for value in _kept["log"])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
            cursor.execute(statement)


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, with the grants held at `AT`."""
    tables = _tables()
    if not _are_empty(tables):
        return make_cast(AT)
    if "cast" in _kept:
        _put_back()
    else:
        _build(tables)
    kept: Cast = _kept["cast"]
    return kept
