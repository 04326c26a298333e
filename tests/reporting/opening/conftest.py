"""A commune with dossiers, and officers who ask for figures."""

from tests.cast import cast
from tests.desk.conftest import browser, morning, stranger
from tests.dossiers.conftest import world

__all__ = ["browser", "cast", "morning", "stranger", "world"]
