"""Sheets as JSON and back, and the hashes that stand for their rows and their content."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from motcua.domain.published import Count, Qualifier
from motcua.domain.report_sheets import Missing, Origin, Part, Sheet, SheetKind, SheetRow


def frozen(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON values: a count is a number, or a number with what stands before it."""
    return {
        "kind": sheet.kind.value,
        "codes": list(sheet.codes),
        "missing": [[each.unit_id, each.name] for each in sheet.missing],
        "parts": [_part(part) for part in sheet.parts],
        "year_before": None if sheet.year_before is None else _part(sheet.year_before),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "unit_id": part.unit_id,
        "name": part.name,
        "level": part.level,
        "origin": part.origin.value,
        "known_at": part.known_at.isoformat(),
        "unit_ids": list(part.unit_ids),
        "report": part.report,
        "version": part.version,
        "sources": list(part.sources),
        "total": _cells(part.total),
        "rows": _rows(part.rows),
        "procedures": _rows(part.procedures),
        "versions": {code: list(own) for code, own in part.versions.items()},
        "seals": dict(part.seals),
    }


def _rows(rows: Iterable[SheetRow]) -> list[list[Any]]:
    return [[row.section, row.key, row.name, _cells(row.cells)] for row in rows]


def _cells(cells: Mapping[str, Count]) -> dict[str, Any]:
    exact = Qualifier.EXACT
    return {
        code: count.value if count.qualifier is exact else [count.value, count.qualifier.value]
        for code, count in cells.items()
    }


def thawed(content: Mapping[str, Any]) -> Sheet:
    """The sheet that was frozen."""
    return Sheet(
        kind=SheetKind(content["kind"]),
        codes=tuple(content["codes"]),
        missing=tuple(Missing(unit_id, name) for unit_id, name in content["missing"]),
        parts=tuple(_thawed_part(part) for part in content["parts"]),
        year_before=None if content["year_before"] is None else _thawed_part(content["year_before"]),
    )


def _thawed_part(part: Mapping[str, Any]) -> Part:
    return Part(
        unit_id=part["unit_id"],
        name=part["name"],
        level=part["level"],
        origin=Origin(part["origin"]),
        known_at=datetime.fromisoformat(part["known_at"]),
        unit_ids=tuple(part["unit_ids"]),
        report=part["report"],
        version=part["version"],
        sources=tuple(part["sources"]),
        total=_counts(part["total"]),
        rows=_thawed_rows(part["rows"]),
        seals=part["seals"],
        # Versions of before the procedures of form 06 were told have neither.
        procedures=_thawed_rows(part.get("procedures", ())),
        versions={code: tuple(own) for code, own in part.get("versions", {}).items()},
    )


def _thawed_rows(rows: Iterable[Any]) -> tuple[SheetRow, ...]:
    return tuple(SheetRow(section, key, name, _counts(cells)) for section, key, name, cells in rows)


def _counts(cells: Mapping[str, Any]) -> dict[str, Count]:
    return {
        code: Count(said[0], Qualifier(said[1])) if isinstance(said, list) else Count(said)
        for code, said in cells.items()
    }


class RowsHash:
    """What stands for a set of rows: SHA-256 over their ids, ascending, one a line, as they come; and their number."""

    def __init__(self) -> None:
        self.number = 0
        self._hash = sha256()

    def add(self, row_id: int) -> None:
        """The next row; its id is larger than those before."""
        self.number += 1
        self._hash.update(b"%d\n" % row_id)

    def __str__(self) -> str:
        return self._hash.hexdigest()


def row_seal(sheet: Sheet) -> str:
    """What stands for all rows behind a report: SHA-256 over the hashes of every part's cells, and those of the year
    before where it was counted from records.
    """
    found = {f"{part.unit_id}": dict(part.seals) for part in sheet.parts}
    if sheet.year_before is not None and sheet.year_before.seals:
        found["year_before"] = dict(sheet.year_before.seals)
    return sha256(canonical(found)).hexdigest()


def seal(content: Mapping[str, Any], rows: str) -> str:
    """What stands for the whole content of a version, its rows included."""
    return sha256(canonical({"content": content, "rows": rows})).hexdigest()


def canonical(value: object) -> bytes:
    """JSON with sorted keys and nothing between: the same value gives the same bytes on every machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
