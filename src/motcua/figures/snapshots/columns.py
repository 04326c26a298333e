"""The columns of a snapshot: exactly the fields that the domain's definitions read, and how they stand in Parquet."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from motcua.figures.fact_tables import KEY, Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

INSTANT: Final = pa.timestamp("us", tz="UTC")
_TYPES: Final[dict[str, Any]] = {
    "int": pa.int64(),
    "bool": pa.bool_(),
    "str": pa.string(),
    "date": pa.date32(),
    "datetime": INSTANT,
}


def schema_of(facts: Facts) -> Any:
    """The Arrow schema of a kind of rows."""
    found = [(field.name, _TYPES[re.split(r"\W", str(field.type))[0]]) for field in fields(facts)]
    names = [name for name, _ in found]
    return pa.schema(found if KEY[facts] in names else [(KEY[facts], pa.int64()), *found])


def fingerprint(schemas: dict[str, Any]) -> str:
    """What a snapshot's columns are known by: another one, and everything is written anew."""
    told = {table: [(field.name, str(field.type)) for field in schema] for table, schema in schemas.items()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def batch(schema: Any, rows: Sequence[Sequence[Any]]) -> Any:
    """Rows as the database gave them, as one Arrow batch."""
    columns = zip(*rows, strict=True)
    arrays = [array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.record_batch(arrays, schema=schema)


def array(values: Sequence[Any], kind: Any) -> Any:
    """One column. SQLite gives instants and dates as texts, truth as numbers; PostgreSQL gives what they are."""
    known = next((value for value in values if value is not None), None)
    if isinstance(known, str) and kind == INSTANT:
        return pa.array(values, pa.string()).cast(pa.timestamp("us")).cast(INSTANT)
    if isinstance(known, str) and kind == pa.date32():
        return pa.array(values, pa.string()).cast(pa.date32())
    if isinstance(known, int) and not isinstance(known, bool) and kind == pa.bool_():
        return pa.array(values, pa.int8()).cast(pa.bool_())
    return pa.array(values, kind)
