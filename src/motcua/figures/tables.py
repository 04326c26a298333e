"""The fact tables as Ibis sees them: their columns are the fields of the rows that the domain's definitions read."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from motcua.common.later import Later
from motcua.figures.fact_tables import KEY, Facts, name_of

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = Later("ibis")

_TYPES: Final = {
    "int": "int64",
    "bool": "boolean",
    "str": "string",
    "date": "date",
    "datetime": "timestamp('UTC')",
}


def columns_of(facts: Facts) -> dict[str, str]:
    """The columns of a fact table and their Ibis types."""
    found = {field.name: _TYPES[re.split(r"\W", str(field.type))[0]] for field in fields(facts)}
    return found if KEY[facts] in found else {KEY[facts]: "int64", **found}


def table_of(facts: Facts) -> ir.Table:
    """The table to build expressions on."""
    return ibis.table(columns_of(facts), name=name_of(facts))
