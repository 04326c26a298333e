"""A commune with dossiers, and officers who ask for figures."""

import pytest
from django.test import Client

from motcua.organisation import services
from motcua.organisation.actors import system_actor
from tests.cast import AT, Cast, cast
from tests.desk.conftest import browser, morning
from tests.dossiers.conftest import world

__all__ = ["browser", "cast", "morning", "world"]


@pytest.fixture
def stranger(cast: Cast) -> Client:
    """A browser of the leader of another commune."""
    person_id = cast.members["neighbour_leader"].person_id
    account = services.create_account(
        person_id=person_id,
        username="lanhdaola",
        password="mot-lan-thoi",
        must_change=False,
        actor=system_actor(),
        at=AT,
    )
    client = Client()
    client.force_login(account)
    return client
