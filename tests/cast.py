"""The named cast for tests: the people of the demo, at an instant on a quiet working day."""

from datetime import UTC, datetime

import pytest

from motcua.project.demo.cast import FOUNDED, Cast, Commune, Member, make_cast

__all__ = ["AT", "FOUNDED", "Cast", "Commune", "Member", "cast", "make_cast"]

AT = datetime(2026, 1, 12, 1, 30, tzinfo=UTC)
"""08:30 on Monday 12/01/2026, on Vietnamese clocks."""


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, with the grants held at `AT`."""
    return make_cast(AT)
