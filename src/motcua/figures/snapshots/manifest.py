"""What a snapshot says of itself: its files with rows and hashes, its columns, its store, and until when it knows."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "manifest.json"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class File:
    """One Parquet file; `path` is relative to the generation."""

    path: str
    table: str
    province: str
    month: str
    rows: int
    open_rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows that were recorded before `watermark`, as they were known then."""

    installation: str
    schema: str
    watermark: datetime
    files: tuple[File, ...]
    columns: dict[str, dict[str, str]] = field(default_factory=dict)

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return sum(each.rows for each in self.files if each.table == table)

    def as_json(self) -> dict[str, Any]:
        """The manifest as JSON values (docs/formats/snapshot.md)."""
        return {
            "format": FORMAT,
            "installation": self.installation,
            "schema": self.schema,
            "watermark": self.watermark.isoformat(),
            "columns": self.columns,
            "rows": {table: self.rows(table) for table in sorted({each.table for each in self.files})},
            "files": [asdict(each) for each in self.files],
        }


def write(manifest: Manifest, generation: Path) -> None:
    """Write the manifest into a generation and see that it is on the disk."""
    path = generation / NAME
    with path.open("w", encoding="utf-8") as file:
        json.dump(manifest.as_json(), file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read(generation: Path) -> Manifest:
    """The manifest of a generation. Raises OSError, ValueError, KeyError or TypeError where it is not one."""
    told = json.loads((generation / NAME).read_text(encoding="utf-8"))
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    return Manifest(
        installation=told["installation"],
        schema=told["schema"],
        watermark=datetime.fromisoformat(told["watermark"]),
        files=tuple(File(**each) for each in told["files"]),
        columns=told["columns"],
    )


def sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
