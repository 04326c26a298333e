"""A commune with citizens who asked to be told, a mail server and a gateway."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.common import clock
from motcua.dossiers.models import Dossier
from motcua.jobs.registry import consumers
from motcua.jobs.services import outbox
from motcua.jobs.services.leases import Instants
from motcua.notifications.jobs import deliver
from tests.cast import AT, Cast, cast
from tests.desk.conftest import Browser, browser
from tests.factories import World, a_party, a_world, an_accepted
from tests.notifications.servers import Gateway, Post, gateway_server, mail_server

__all__ = ["AT", "Browser", "browser", "cast", "world"]

PUBLIC = "https://motcua.thanhlam.example"


@pytest.fixture
def world(cast: Cast) -> World:
    """A commune that receives one procedure."""
    return a_world(cast)


@pytest.fixture(autouse=True)
def morning(settings: Any) -> Iterator[None]:
    """It is `AT`, and the store has a public address."""
    settings.PUBLIC_URL = PUBLIC
    with clock.set_to(AT):
        yield


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A mail server, and settings that lead to it."""
    with mail_server() as server:
        settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_SECURITY = "127.0.0.1", server.port, "none"
        settings.MAIL_FROM = "Xã Thanh Lâm <motcua@thanhlam.example>"
        yield server


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    """A gateway, and settings that lead to it."""
    with gateway_server() as server:
        settings.GATEWAY_URL, settings.GATEWAY_TOKEN, settings.GATEWAY_TIMEOUT = server.url, "bi-mat", 0.3
        yield server


def asking(*channels: str, **changes: Any) -> Any:
    """An applicant who ticked some channels."""
    told: dict[str, Any] = {f"notify_{channel}": True for channel in channels}
    return a_party(**{"email": "khai@vidu.example", **told, **changes})


def told_by(world: World, *channels: str, at: datetime = AT, **changes: Any) -> Dossier:
    """A dossier whose owner asked to be told by some channels."""
    return an_accepted(world, at, owner=asking(*channels, **changes))


def take_over(at: datetime = AT) -> None:
    """The worker takes the outbox over."""
    for consumer in consumers():
        outbox.run_consumer(consumer, Instants(at))


def send(at: datetime) -> int:
    """The worker sends at an instant."""
    with clock.set_to(at):
        return deliver.run(at)


def after(**gap: float) -> datetime:
    """An instant after `AT`."""
    return AT + timedelta(**gap)
