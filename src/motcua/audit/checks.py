"""A system check, run by `motcua check --database default`: append-only tables have their triggers."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from motcua.audit import append_only


@register(Tags.database)
def triggers_are_installed(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Return one error for each listed table that lacks a trigger."""
    return [
        Error(
            f"Bảng {table} ở cơ sở dữ liệu «{alias}» thiếu khóa chỉ-ghi-thêm.",
            hint="Chạy: motcua migrate",
            id="motcua.E001",
        )
        for alias in databases or ()
        for table in append_only.missing(connections[alias])
    ]
