"""Real threads on PostgreSQL: one transition of two, one result of a double click. (800 acceptances: `tests/proof`.)"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from motcua.domain.errors import Conflict
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.services.accept import accept
from motcua.dossiers.services.forward import forward
from tests.cast import AT, make_cast
from tests.factories import World, a_filing, a_world, an_accepted, at_step

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(committing: None) -> World:
    """A commune whose rows other threads see."""
    return a_world(make_cast(AT))


def together(number: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work` in threads that begin at once, each with a connection of its own; errors are results."""
    barrier = Barrier(number)

    def run(index: int) -> Any:
        try:
            barrier.wait()
            return work(index)
        except Conflict as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_of_officers_pressing_at_once_one_moves_and_the_others_are_told(town: World) -> None:
    dossier = at_step(town, 2)
    held = [Dossier.objects.get(pk=dossier.pk) for _ in range(8)]
    results = together(8, lambda i: forward(held[i], actor=town.cast.unit_head, at=AT + timedelta(hours=1)))
    assert sum(isinstance(result, Dossier) for result in results) == 1
    told = {str(result) for result in results if isinstance(result, Conflict)}
    assert len(told) == 1
    assert dossier.code in told.pop()
    assert DossierEvent.objects.filter(dossier=dossier).count() == dossier.version + 1


def test_a_double_click_accepts_once(town: World) -> None:
    results = together(8, lambda _: accept(a_filing(town), actor=town.cast.desk_officer, at=AT, key="click"))
    assert len({result.pk for result in results}) == 1
    assert Dossier.objects.count() == 1


def test_a_double_click_moves_once(town: World) -> None:
    dossier = an_accepted(town)
    held = [Dossier.objects.get(pk=dossier.pk) for _ in range(8)]
    desk = town.cast.desk_officer
    results = together(8, lambda i: forward(held[i], actor=desk, at=AT + timedelta(hours=1), key="press"))
    assert {result.step_no for result in results if isinstance(result, Dossier)} == {2}
    assert Dossier.objects.get(pk=dossier.pk).version == 2
