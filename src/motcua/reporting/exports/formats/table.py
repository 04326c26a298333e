"""What is exported: a table with named columns, and words about it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self


class Kind(StrEnum):
    """What the values of a column are: text, whole numbers, decimals, local dates, instants, flags. None is unknown."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DAY = "day"
    INSTANT = "instant"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in data, its heading for people, what its values are, and how wide a sheet shows it.

    `words` says codes for people: a sheet shows these, formats for programs keep the codes.
    """

    name: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 16
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a file, its title, and what is said about it: pairs of words and values."""

    title: str
    columns: tuple[Column, ...]
    about: tuple[tuple[str, str], ...] = field(default=())


class Writer(ABC):
    """Writes one file; rows hold a value for each column. Leaving it by an error leaves a file that nobody may use."""

    extension: ClassVar[str]
    media_type: ClassVar[str]

    def __init__(self, path: Path, table: Table) -> None:
        self.path = path
        self.table = table

    def __enter__(self) -> Self:
        """Begin the file."""
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the file."""
        self.close()

    @abstractmethod
    def open(self) -> None:
        """Write what stands before the rows."""

    @abstractmethod
    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write a portion of rows."""

    @abstractmethod
    def close(self) -> None:
        """Write what stands after the rows, and close the file."""
