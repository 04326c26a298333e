"""A commune with dossiers, officers, and a home for files that lasts as long as a test."""

from pathlib import Path
from typing import Any

import pytest

from tests.cast import cast
from tests.desk.conftest import browser, morning, stranger
from tests.dossiers.conftest import world

__all__ = ["browser", "cast", "morning", "stranger", "world"]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """The home of the store."""
    settings.HOME = tmp_path
    return tmp_path
