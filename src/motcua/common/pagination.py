"""Pages by key, not by offset: page 1,000 costs what page 1 costs, and a row that moves is never skipped silently.

A list is ordered by columns that are never null and end in the unique id. The key of a row is its values of these
columns, carried in the URL as URL-safe base64 of JSON.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

ModelT = TypeVar("ModelT", bound=Model)

MOST_COUNTED = 10_000

LONGEST = 18
"""Digits of a number in an address are fewer."""


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[ModelT]):
    """Rows of one page, and the keys that lead to its neighbours (None where there is none)."""

    rows: list[ModelT]
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are: exact up to `MOST_COUNTED`, then only that there are more."""

    number: int
    exact: bool


def count(rows: QuerySet[Any], most: int = MOST_COUNTED) -> Count:
    """Count `rows` up to `most`; one more row is read to know whether the number is exact."""
    return up_to(rows.order_by()[: most + 1].count(), most)


def up_to(number: int, most: int = MOST_COUNTED) -> Count:
    """A number as it is told: exact up to `most`."""
    return Count(min(number, most), number <= most)


def keyset(
    rows: QuerySet[ModelT],
    order: Sequence[str],
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = 50,
) -> KeysetPage[ModelT]:
    """Return the page of `size` rows after (or before) a key, in ascending `order` (`-name` descends).

    A key that cannot be read is treated as the start of the list: an old or cut URL still opens.
    """
    backwards = before is not None and after is None
    key = _read(before if backwards else after, len(order))
    ordered = rows.order_by(*(_flip(name) if backwards else name for name in order))
    if key is not None:
        ordered = ordered.filter(_beyond(order, key, backwards=backwards))
    found = list(ordered[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    if not found:
        return KeysetPage([], None, None)
    has_previous = more if backwards else key is not None
    has_next = True if backwards else more
    return KeysetPage(
        found,
        key_of(found[0], order) if has_previous else None,
        key_of(found[-1], order) if has_next else None,
    )


def number_in(text: str) -> int | None:
    """A number as addresses hold them; None for anything else, and for more than any store counts to."""
    return int(text) if text.isdecimal() and len(text) < LONGEST else None


def first_row(query: Mapping[str, str], size: int) -> int | None:
    """Where a page begins of a list whose keys are numbers of rows; None where the address names none."""
    before, after = (number_in(query.get(name, "")) for name in ("before", "after"))
    return max(0, before - size) if before is not None else after


def neighbours(first: int, size: int, *, more: bool) -> tuple[str | None, str | None]:
    """The keys that lead back and on from a page that begins at the number of a row."""
    return str(first) if first else None, str(first + size) if more else None


def _flip(name: str) -> str:
    return name[1:] if name.startswith("-") else "-" + name


def _beyond(order: Sequence[str], key: Sequence[Any], *, backwards: bool) -> Q:
    """Return the condition `row > key` in the lexicographic order, opened into the form that both engines index.

    The leading column alone is bounded first: `a >= x AND (a > x OR (a = x AND …))` lets an index on (a, …) seek.
    """
    condition = Q(pk__in=[])
    for place in reversed(range(len(order))):
        name = order[place].lstrip("-")
        descends = order[place].startswith("-") != backwards
        step = Q(**{f"{name}__{'lt' if descends else 'gt'}": key[place]})
        condition = step | (Q(**{name: key[place]}) & condition) if place < len(order) - 1 else step
    lead = order[0].lstrip("-")
    descends = order[0].startswith("-") != backwards
    return Q(**{f"{lead}__{'lte' if descends else 'gte'}": key[0]}) & condition


def key_of(row: Model, order: Sequence[str]) -> str:
    """The key of a row in an order, as the URL carries it."""
    values = [_plain(_value(row, name.lstrip("-"))) for name in order]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    return value


def _read(token: str | None, length: int) -> list[Any] | None:
    if not token:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if not isinstance(values, list) or len(values) != length:
            return None
        return [_rich(value) for value in values]
    except (binascii.Error, ValueError, KeyError, TypeError):
        return None


def _rich(value: Any) -> Any:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
    if isinstance(value, list):
        raise TypeError("a key holds plain values")
    return value
