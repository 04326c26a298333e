"""Work of the tests' own, registered for one test at a time."""

import pytest

from motcua.jobs import registry


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is registered but what the test registers."""
    for name in ("_jobs", "_tasks", "_consumers"):
        monkeypatch.setattr(registry, name, {})
