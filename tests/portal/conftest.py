"""Citizens at their phones, on the morning of `AT`."""

from collections.abc import Iterator

import pytest

from motcua.common import clock
from tests.cast import AT, Cast, cast
from tests.factories import World, a_world

__all__ = ["cast", "world"]


@pytest.fixture
def world(cast: Cast) -> World:
    """A commune that receives one procedure."""
    return a_world(cast)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is `AT` for the pages too."""
    with clock.set_to(AT):
        yield
