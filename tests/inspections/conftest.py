"""A commune with dossiers, and officers at their browsers."""

from tests.cast import cast
from tests.desk.conftest import browser, morning, stranger
from tests.dossiers.conftest import world

__all__ = ["browser", "cast", "morning", "stranger", "world"]
