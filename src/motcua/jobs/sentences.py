"""Sentences as JSON: a job runs in no language, each reader gets its words in his own."""

from collections.abc import Mapping
from typing import Any

from motcua.domain.texts import Text


def as_data(text: Text) -> dict[str, Any]:
    """A sentence as JSON values."""
    return {"template": text.template, "params": {name: _plain(value) for name, value in text.params.items()}}


def as_text(data: Mapping[str, Any]) -> Text:
    """The sentence that `as_data` made; of an empty mapping an empty one."""
    return Text(str(data.get("template", "")), {n: _rich(value) for n, value in data.get("params", {}).items()})


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return as_data(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def _rich(value: Any) -> object:
    if isinstance(value, dict):
        return as_text(value)
    if isinstance(value, list):
        return tuple(_rich(part) for part in value)
    return value
