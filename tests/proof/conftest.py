"""A store as people left it, copied for each test that serves it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.proof.making import FACTS, made_once


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the store, made once."""
    return made_once(tmp_path_factory)


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A copy of the store for one test."""
    return shutil.copytree(made, tmp_path / "home")


@pytest.fixture
def facts(made: Path) -> dict[str, Any]:
    """What is in it."""
    found: dict[str, Any] = json.loads((made / FACTS).read_text(encoding="utf-8"))
    return found
