"""What figures need of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Engine(Protocol):
    """Runs one statement that Ibis has compiled for its dialect and gives all rows."""

    @property
    def dialect(self) -> str:
        """The dialect, by the name that Ibis has for it."""

    def rows(self, sql: str) -> Sequence[Sequence[Any]]:
        """The rows of a query."""
