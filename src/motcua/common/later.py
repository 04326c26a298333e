"""Heavy libraries that are loaded at their first use: a command that counts and draws nothing starts without them."""

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module under its name: `ibis = Later("ibis")`, with the import itself for type checkers only.

    The import is Python's own, with its lock, so the first use may come from any thread.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Return what the module has under that name."""
        return getattr(import_module(self._name), attribute)
