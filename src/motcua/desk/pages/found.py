"""Finds with the typed words marked, as the list under the search field shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from motcua.catalogue.values import OfferingRow
from motcua.common.folding import fold, words

Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Found:
    """One procedure that can be received: its code, its name in pieces (text, marked), its sector."""

    public_id: UUID
    code: str
    pieces: tuple[Piece, ...]
    sector: str


def found(rows: Iterable[OfferingRow], text: str) -> list[Found]:
    """Offerings as finds for `text`."""
    return [Found(row.public_id, row.code, marked(row.label, text), row.sector) for row in rows]


def marked(name: str, text: str) -> tuple[Piece, ...]:
    """Split a name where its folded form holds the typed words; letters and folded letters stand one for one."""
    folded = fold(name)
    if len(folded) != len(name):
        return ((name, False),)
    hits = [False] * len(name)
    for word in words(text):
        place = folded.find(word)
        if place >= 0:
            hits[place : place + len(word)] = [True] * len(word)
    pieces: list[Piece] = []
    start = 0
    for place in range(1, len(name) + 1):
        if place == len(name) or hits[place] != hits[start]:
            pieces.append((name[start:place], hits[start]))
            start = place
    return tuple(pieces)
