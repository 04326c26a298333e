"""From a paper to what is typeset: instants in words, text that the font can show."""

import dataclasses
import re
import struct
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import motcua_assets
from motcua.common import formats

MISSING = "□"
"""Stands for a character that the font lacks (PDF/A refuses an undefined glyph, and a receipt must still print)."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")

_UNBROKEN = re.compile(r"\S{31,}")
_BREAKS = re.compile(r"[@._/,;:-]|[^@._/,;:-]{30}")
_BREAK = "\u200b"


def day_words(on: date) -> str:
    """Write `ngày 05 tháng 02 năm 2026`: a zero before days under 10 and months 1, 2 (Decree 30/2020 annex I)."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def instant_words(at: datetime) -> str:
    """Write `08 giờ 30 phút, ngày 11 tháng 02 năm 2026` on Vietnamese clocks."""
    return f"{_time_words(at)}, {day_words(formats.local(at).date())}"


def _time_words(at: datetime) -> str:
    return f"{formats.local(at):%H giờ %M phút}"


def shown(value: Any) -> Any:
    """Return JSON values for the typesetter; an instant becomes {words, short, day, time, date}, a date {day, date}."""
    if dataclasses.is_dataclass(value):
        return {field.name: shown(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [shown(item) for item in value]
    if isinstance(value, datetime):
        return {
            "words": instant_words(value),
            "short": formats.instant(value),
            "day": day_words(formats.local(value).date()),
            "time": _time_words(value),
            "date": formats.day(value),
        }
    if isinstance(value, date):
        return {"day": day_words(value), "date": formats.day(value)}
    return printable(value) if isinstance(value, str) else value


def clean(value: Any) -> Any:
    """JSON values with every text as the font can show it."""
    if isinstance(value, Mapping):
        return {name: clean(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [clean(each) for each in value]
    return printable(value) if isinstance(value, str) else value


def printable(text: str) -> str:
    """Return the text composed (NFC), without invisible characters, and with □ for what the font lacks.

    A word of more than 30 letters (an e-mail address, a forgotten space) may break, so that no line leaves its column.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    clean = _beyond_font().sub(MISSING, _INVISIBLE.sub("", composed)).strip()
    return _UNBROKEN.sub(lambda word: _BREAKS.sub(lambda part: part[0] + _BREAK, word[0]), clean)


@cache
def _beyond_font() -> re.Pattern[str]:
    """A pattern of the characters that at least one face of the papers' font lacks."""
    faces = [_characters(path) for path in sorted(motcua_assets.font_dir().glob("Tinos-*.ttf"))]
    common = frozenset.intersection(*faces) | {ord("\n")}
    return re.compile("[^" + "".join(re.escape(chr(code)) for code in sorted(common)) + "]")


def _characters(path: Path) -> frozenset[int]:
    """Return the characters below U+10000 that a TrueType face maps (its format 4 table; OpenType, chapter cmap)."""
    font = path.read_bytes()
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    cmap = tables[b"cmap"]
    for at in range(cmap + 4, cmap + 4 + 8 * struct.unpack_from(">H", font, cmap + 2)[0], 8):
        platform, encoding, offset = struct.unpack_from(">HHI", font, at)
        if (platform, encoding) == (3, 1):
            return _segments(font, cmap + offset)
    raise ValueError(f"{path.name} has no Unicode table")


def _segments(font: bytes, table: int) -> frozenset[int]:
    """Read the segments of a format 4 table; a segment that maps through glyph ids is looked up one by one."""
    size = struct.unpack_from(">H", font, table + 6)[0]
    count = size // 2
    ends, starts = (struct.unpack_from(f">{count}H", font, table + at) for at in (14, 16 + size))
    deltas, offsets = (struct.unpack_from(f">{count}H", font, table + at) for at in (16 + 2 * size, 16 + 3 * size))
    found: set[int] = set()
    for index, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        place = table + 16 + 3 * size + 2 * index + offset
        for code in range(start, end + 1):
            glyph = struct.unpack_from(">H", font, place + 2 * (code - start))[0] if offset else code
            if glyph and (glyph + delta) % 0x10000:
                found.add(code)
    return frozenset(found - {0xFFFF})
