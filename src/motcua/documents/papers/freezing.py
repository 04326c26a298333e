"""Between the contracts and JSON: what is stored with an issued paper, and read back years later.

Instants are ISO 8601 with offset, days ISO dates, tuples lists. Reading is strict: a field too many, a missing one or
one of another type is refused with its path, so that a print never shows less than was frozen.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from motcua.documents.papers import contracts
from motcua.domain import errors

CONTRACTS: dict[str, type[contracts.Paper]] = {
    contract.kind.value: contract
    for contract in (
        contracts.Receipt,
        contracts.SupplementRequest,
        contracts.Refusal,
        contracts.ApologyLetter,
        contracts.StopNotice,
        contracts.ControlSlip,
        contracts.Register,
        contracts.ExplanationSheet,
    )
}
"""The contract of each paper."""

_Reader = Callable[[Any], Any]


class _UnfitError(Exception):
    """A value that does not fit: where, and what was wanted."""

    def __init__(self, path: str, wanted: str) -> None:
        super().__init__(path, wanted)
        self.path = path
        self.wanted = wanted


def freeze(paper: contracts.Paper) -> dict[str, Any]:
    """Return the paper as JSON values."""
    frozen: dict[str, Any] = _frozen(paper)
    return frozen


def thaw(kind: str, data: Mapping[str, Any]) -> contracts.Paper:
    """Return the paper that was frozen; raises PaperDataInvalid with the path of the first unfit field."""
    try:
        contract: Any = CONTRACTS[kind]
        paper: contracts.Paper = _dataclass_reader(contract)(data)
    except _UnfitError as unfit:
        raise errors.PaperDataInvalid(paper=kind, field=unfit.path, wanted=unfit.wanted) from None
    return paper


def _frozen(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _frozen(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_frozen(item) for item in value]
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("papers take aware datetimes")
        return value.isoformat()
    return value.isoformat() if isinstance(value, date) else value


@cache
def _dataclass_reader(contract: Any) -> _Reader:
    hints = typing.get_type_hints(contract)
    fields = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(contract)}
    required = {
        field.name for field in dataclasses.fields(contract) if field.default is dataclasses.MISSING
    }  # no contract has a default factory

    def read(data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise _UnfitError("", "object")
        if extra := data.keys() - fields.keys():
            raise _UnfitError(min(extra), "nothing")
        if missing := required - data.keys():
            raise _UnfitError(min(missing), "value")
        return contract(**{name: _at(name, fields[name], value) for name, value in data.items()})

    return read


def _at(name: str, reader: _Reader, value: Any) -> Any:
    """Read one field, naming it in the path of a refusal."""
    try:
        return reader(value)
    except _UnfitError as unfit:
        raise _UnfitError(f"{name}.{unfit.path}".rstrip("."), unfit.wanted) from None


def _reader(hint: Any) -> _Reader:
    if isinstance(hint, types.UnionType):
        inner = _reader(next(part for part in typing.get_args(hint) if part is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if typing.get_origin(hint) is tuple:
        item = _reader(typing.get_args(hint)[0])
        return lambda value: _tuple(item, value)
    if dataclasses.is_dataclass(hint):
        contract: Any = hint
        return _dataclass_reader(contract)
    if issubclass(hint, StrEnum):
        return lambda value: _enum(hint, value)
    return {str: _text, bool: _truth, int: _whole, datetime: _instant, date: _day}[hint]


def _tuple(item: _Reader, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise _UnfitError("", "list")
    return tuple(_at(str(index), item, each) for index, each in enumerate(value))


def _enum(kind: type[StrEnum], value: Any) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        raise _UnfitError("", " | ".join(kind)) from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _UnfitError("", "text")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _UnfitError("", "true | false")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _UnfitError("", "number")
    return value


def _instant(value: Any) -> datetime:
    try:
        at = datetime.fromisoformat(_text(value))
    except ValueError:
        raise _UnfitError("", "instant") from None
    if at.tzinfo is None:
        raise _UnfitError("", "instant with offset")
    return at


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise _UnfitError("", "day") from None
