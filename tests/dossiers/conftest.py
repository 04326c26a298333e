"""The commune in which dossiers are tried."""

import pytest

from tests.cast import Cast, cast
from tests.factories import World, a_world

__all__ = ["cast", "world"]


@pytest.fixture
def world(cast: Cast) -> World:
    """A commune that receives one procedure."""
    return a_world(cast)
