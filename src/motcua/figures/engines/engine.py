"""What figures need of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


PORTION: Final = 2000
"""Rows of a streamed answer that are held at a time."""


class Engine(Protocol):
    """Runs one statement that Ibis has compiled for its dialect; gives all rows, or portion by portion."""

    @property
    def dialect(self) -> str:
        """The dialect, by the name that Ibis has for it."""

    def rows(self, sql: str) -> Sequence[Sequence[Any]]:
        """The rows of a query."""

    def streamed(self, sql: str) -> Iterator[Sequence[Any]]:
        """The rows of a query in its order, a portion of them in memory at a time."""
