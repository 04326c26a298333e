"""Officers at their browsers, on the morning of `AT`."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.common import clock
from motcua.organisation import services
from motcua.organisation.actors import system_actor
from tests.cast import AT, Cast, cast
from tests.factories import World, a_world

__all__ = ["cast", "world"]

Browser = Callable[[str], Client]


@pytest.fixture
def world(cast: Cast) -> World:
    """A commune that receives one procedure."""
    return a_world(cast)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is `AT` for the pages too."""
    with clock.set_to(AT):
        yield


@pytest.fixture
def browser(cast: Cast) -> Browser:
    """A browser in which a member of the cast, named by key, has signed in."""

    def signed_in(key: str) -> Client:
        client = Client()
        account = get_user_model().objects.get(username=cast.members[key].username)
        account.must_change_password = False
        account.save()
        client.force_login(account)
        return client

    return signed_in


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
