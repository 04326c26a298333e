"""What the tests of the organisation share."""

from datetime import UTC, datetime

import pytest

from motcua.organisation.actors import Actor, system_actor

AT = datetime(2026, 1, 12, 1, 30, tzinfo=UTC)


@pytest.fixture
def system() -> Actor:
    """The system, which may do everything."""
    return system_actor()
