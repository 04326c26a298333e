"""Import the national catalogue: a file of one JSON record a line (docs/formats/catalogue.md)."""

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from motcua.catalogue.national import read_record
from motcua.catalogue.policies import Action, require
from motcua.catalogue.publications import Publication
from motcua.catalogue.services.publish import Published, compare, publish
from motcua.catalogue.vocabulary import LimitClass, Origin
from motcua.domain.errors import FileUnreadable, RecordRejected
from motcua.organisation.actors import Actor

MOST_BYTES: Final = 200 * 1024 * 1024
"""A file may hold this much unpacked: a packed bomb ends here."""
_UNKEPT: Final = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A line that was not taken, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Reading:
    """What a file holds: the good records, the bad lines, and how many lines with content there are."""

    records: int = 0
    publications: list[Publication] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many records of each kind were read; the three classes of limits add up to the records taken."""
        taken = self.publications
        classes = {kind.value: sum(each.limit_class == kind for each in taken) for kind in LimitClass}
        return {
            "records": self.records,
            "imported": len(taken),
            "rejected": len(self.rejected),
            **classes,
            "with_components": sum(any(case.components for case in each.cases) for each in taken),
            "with_cases": sum(len(each.cases) > 1 for each in taken),
            "ambiguous": sum(each.ambiguous for each in taken),
        }


def read_file(path: Path, progress: Callable[[int], None] = lambda done: None) -> Reading:
    """Read every line (JSON Lines, plain or gzip); a bad one is noted with its number and the rest is taken.

    Raises FileUnreadable if there is no such file, it is damaged, or it holds more than `MOST_BYTES`.
    """
    reading = Reading()
    first_line: dict[str, int] = {}
    for number, line in _lines(path):
        reading.records += 1
        try:
            each = _decoded(line)
            if each.code in first_line:
                raise RecordRejected(reason=f"mã {each.code} đã có ở dòng {first_line[each.code]}")
        except RecordRejected as error:
            reading.rejected.append(Rejection(number, str(error.params["reason"])))
        else:
            first_line[each.code] = number
            reading.publications.append(each)
        progress(1)
    return reading


def import_reading(
    reading: Reading,
    *,
    actor: Actor,
    at: datetime,
    valid_from: date | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> Published:
    """Store what was read; see `publish` for what is new and what changes nothing."""
    require(actor, Action.IMPORT)
    return publish(
        reading.publications,
        origin=Origin.NATIONAL,
        actor=actor,
        at=at,
        valid_from=valid_from,
        progress=progress,
    )


def compare_reading(reading: Reading) -> Published:
    """What importing would do, counted without writing anything."""
    return compare(reading.publications, origin=Origin.NATIONAL)


def _decoded(line: bytes) -> Publication:
    try:
        record: Any = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise RecordRejected(reason="dòng không phải UTF-8") from None
    except json.JSONDecodeError as error:
        raise RecordRejected(reason=f"JSON hỏng ở ký tự {error.pos + 1}") from None
    except RecursionError:
        raise RecordRejected(reason="JSON lồng quá sâu") from None
    if _unkept(record):
        raise RecordRejected(reason="có ký tự mà cơ sở dữ liệu không giữ được (\\u0000 hoặc nửa ký tự \\ud800–\\udfff)")
    return read_record(record)


def _unkept(value: Any) -> bool:
    """Whether a text in a decoded record holds a sign that no database keeps: a NUL, or half a pair of surrogates."""
    if isinstance(value, str):
        return _UNKEPT.search(value) is not None
    if isinstance(value, dict):
        return any(_unkept(each) for pair in value.items() for each in pair)
    return isinstance(value, list) and any(_unkept(each) for each in value)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines with content and their numbers."""
    size = 0
    try:
        with path.open("rb") as probe:
            packed = probe.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if packed else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                size += len(line)
                if size > MOST_BYTES:
                    raise FileUnreadable(value=path.name, remedy="Tệp lớn hơn 200 MB khi giải nén. Chia nhỏ rồi nhập.")
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error):
        raise FileUnreadable(value=path.name, remedy="Kiểm tra đường dẫn và tệp có bị hỏng không.") from None
