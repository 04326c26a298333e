"""A commune with dossiers that ended early, on time and late in two offices over three months."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from motcua.domain.instants import local_date
from motcua.reporting.charts import keeping
from tests.cast import AT, cast
from tests.desk.conftest import browser, morning
from tests.dossiers.conftest import world
from tests.factories import World, an_accepted, at_step

__all__ = ["browser", "cast", "morning", "world"]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><path d="M0,0h9v9h-9Z"/></svg>'


@pytest.fixture(autouse=True)
def _drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_drawn", lambda _picture, _size: SVG)


def facts() -> Any:
    """The fact rows of dossiers."""
    return apps.get_model("dossiers", "DossierFact")._default_manager


def ended(world: World, number: int, *, days_ago: int, late: bool = False, **columns: Any) -> None:
    """So many dossiers whose handling ended some days ago: their fact rows say so."""
    end = AT - timedelta(days=days_ago)
    for _ in range(number):
        dossier = an_accepted(world, AT - timedelta(minutes=1))
        due = end + timedelta(days=-1 if late else 1)
        values = {
            "accepted_at": end - timedelta(days=3),
            "accepted_on": local_date(end - timedelta(days=3)),
            "due_at": due,
            "due_on": local_date(due),
            "ended_at": end,
            "ended_on": local_date(end),
            "outcome": "GRANTED",
            "minutes_used": 60 * days_ago,
            **columns,
        }
        facts().filter(dossier=dossier, recorded_to=None).update(**values)


@pytest.fixture
def busy(world: World) -> World:
    """Forty days of work in two offices."""
    commune = world.cast.commune
    for days_ago in (4, 40):
        ended(world, 3, days_ago=days_ago, executing_unit_id=commune.economy)
        ended(world, 2, days_ago=days_ago, late=True, executing_unit_id=commune.culture)
    at_step(world, 4, AT)
    return world
