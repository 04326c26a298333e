"""What a picture shows: plain values and words in the reader's language, nothing of how it is drawn.

Equal values give an equal digest, under which the drawn picture is kept. Shares are 0 to 1, times in working hours.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Final

STYLE: Final = 7
"""Raised whenever the same values are to be drawn otherwise: pictures kept before are then drawn anew."""


class Size(StrEnum):
    """For what width a picture is drawn: a wide panel, half of it, a phone, a slide."""

    WIDE = "wide"
    HALF = "half"
    PHONE = "phone"
    SLIDE = "slide"


class Tone(StrEnum):
    """What a colour says. Each differs from the others also in grey: by lightness, pattern, shape or dashes."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    CALM = "calm"
    LIGHT = "light"
    FULL = "full"
    HEAVY = "heavy"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Any picture: `words` tell in one sentence what it shows, for who cannot see it."""

    kind: ClassVar[str] = ""

    words: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar of parts, and what stands at its end."""

    label: str
    parts: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Picture):
    """Lying bars, each of the same parts: (name, tone)."""

    kind: ClassVar[str] = "bars"

    parts: tuple[tuple[str, Tone], ...]
    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Picture):
    """Numbers over months, one line each: (name, numbers); None where nothing is known."""

    kind: ClassVar[str] = "lines"

    ticks: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class RatePoint:
    """A rate with the interval in which chance lets it vary; `few` where too little stands behind it."""

    share: float
    low: float
    high: float
    few: bool
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Picture):
    """One rate over months with its interval; None where there was nothing to divide by. `few` explains its marks."""

    kind: ClassVar[str] = "rate"

    ticks: tuple[str, ...]
    points: tuple[RatePoint | None, ...]
    few: str
    band: str


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """A unit: its size, its rate, its place (a value of `domain.funnel.Place`)."""

    label: str
    size: int
    share: float
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPlot(Picture):
    """Units around their common rate. `curve`: (size, far low, low, high, far high); `places`: (place, its word)."""

    kind: ClassVar[str] = "funnel"

    common: float
    common_word: str
    size_word: str
    points: tuple[FunnelPoint, ...]
    curve: tuple[tuple[int, float, float, float, float], ...]
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """How long one step took, in working hours: the times that 10, 25, 50, 75, 90 % did not pass."""

    label: str
    hours: tuple[float, float, float, float, float]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread(Picture):
    """Times by step as distributions; `words_of` name the thin line, the box and the mark in it."""

    kind: ClassVar[str] = "spread"

    rows: tuple[SpreadRow, ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One small multiple: its rates over the months, and what stands beside its last one."""

    label: str
    shares: tuple[float | None, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiples(Picture):
    """The same small picture for each unit, on one scale, with the common rate of all as a thin line."""

    kind: ClassVar[str] = "multiples"

    ticks: tuple[str, ...]
    panels: tuple[Panel, ...]
    common: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A day: its label in two lines, its number, how heavy it is, and the word for that."""

    label: str
    short: str
    number: int
    tone: Tone
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(Picture):
    """Standing columns for coming days against what a usual day finishes (None: not known)."""

    kind: ClassVar[str] = "columns"

    columns: tuple[Column, ...]
    usual: int | None
    usual_word: str


KINDS: Final = MappingProxyType(
    {each.kind: each for each in (Bars, Lines, Rate, FunnelPlot, Spread, Multiples, Columns)}
)
_ROWS: Final = MappingProxyType(
    {
        ("bars", "rows"): BarRow,
        ("rate", "points"): RatePoint,
        ("funnel", "points"): FunnelPoint,
        ("spread", "rows"): SpreadRow,
        ("multiples", "panels"): Panel,
        ("columns", "columns"): Column,
    }
)


def as_data(picture: Picture) -> dict[str, Any]:
    """A picture as JSON values."""
    return {"kind": picture.kind, **asdict(picture)}


def from_data(data: dict[str, Any]) -> Picture:
    """The picture that `as_data` gave, also after it went through JSON."""
    kind = KINDS[data["kind"]]
    values: dict[str, Any] = {}
    for field in fields(kind):
        row, value = _ROWS.get((kind.kind, field.name)), data[field.name]
        values[field.name] = tuple(each and row(**_frozen(each)) for each in value) if row else _frozen(value)
    found: Picture = kind(**values)
    return found


def _frozen(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_frozen(each) for each in value)
    return {name: _frozen(each) for name, each in value.items()} if isinstance(value, dict) else value


def digest(picture: Picture, size: Size) -> str:
    """Under what a drawn picture is kept: 64 hexadecimal digits."""
    told = {"style": STYLE, "size": size.value, **as_data(picture)}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
