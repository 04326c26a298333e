"""Two at once: one duty, one letter on its way, one new date, on PostgreSQL with real threads."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection

from motcua.domain.errors import MotcuaError
from motcua.dossiers.models import Apology, ApologyEvent, Dossier, DossierEvent
from motcua.dossiers.services.apologies.opening import open_due_duties
from motcua.dossiers.services.apologies.sending import send
from tests.cast import AT
from tests.dossiers.letters import due_of, numbered, said_late
from tests.factories import World, an_accepted, later

pytestmark = [pytest.mark.postgresql, pytest.mark.usefixtures("committing")]

WORKERS = 4


def test_workers_that_open_duties_at_once_open_each_once(world: World) -> None:
    dossiers = [an_accepted(world) for _ in range(8)]
    late = later(due_of(dossiers[0]))

    def run(_number: int) -> int:
        try:
            return open_due_duties(late).number
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        opened = list(pool.map(run, range(WORKERS)))
    assert sum(opened) == len(dossiers) == Apology.objects.count() == ApologyEvent.objects.count()


def test_two_clerks_send_one_letter_once(world: World) -> None:
    at = later(AT, 3)
    letter = numbered(world, said_late(world), at)

    def press(_number: int) -> datetime | None:
        try:
            mine = Apology.objects.select_related("dossier").get(pk=letter.pk)
            return send(mine, by="post", actor=world.cast.clerk, at=at).sent_at
        except MotcuaError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        sent = [each for each in pool.map(press, range(WORKERS)) if each is not None]
    assert sent == [at]
    assert Dossier.objects.get(pk=letter.dossier_id).reappointments == 1
    assert DossierEvent.objects.filter(dossier_id=letter.dossier_id, kind="REAPPOINTED").count() == 1
