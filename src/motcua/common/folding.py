"""Text as people look for it: without diacritics, case or the two ways to place a tone mark."""

import re
import unicodedata

_D_STROKE = str.maketrans({"đ": "d", "Đ": "d"})
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")

# The alphabet of Vietnamese dictionaries. Sort keys are made of digits only, two for a letter, so that every collation
# of every database orders them alike; "00" ends a part and stands before all letters.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: f"{20 + i}" for i, letter in enumerate(_ALPHABET)} | {str(i): f"{10 + i}" for i in range(10)}
_OTHER, _END = "05", "00"
_TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}


def fold(text: str) -> str:
    """Return `text` for searching: `Hoà`, `Hòa` and `hoa` are equal, đ is d, one space between words."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D_STROKE))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACES.sub(" ", plain.casefold()).strip()


def words(text: str) -> list[str]:
    """Return the folded words of `text`, without punctuation: what a person typed into a search box."""
    return [word for word in _NOT_WORD.split(fold(text)) if word]


def digits(text: str) -> str:
    """Return only the digits of `text`: `0912 000 146` is looked for as `0912000146`."""
    return "".join(c for c in text if c.isdigit())


def sort_key(text: str) -> str:
    """Return a key that sorts as a Vietnamese dictionary does: letters first (a ă â … d đ …), then tones.

    Tones weigh in the order ngang, huyền, sắc, hỏi, ngã, nặng. The key has about three digits for each letter.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in " ".join(unicodedata.normalize("NFC", text.casefold()).split()):
        base, tone = _split_tone(char)
        letters.append(_END if base == " " else _ORDER.get(base, _OTHER))
        tones.append(tone)
    return "".join(letters) + _END + "".join(tones)


def sort_key_person(full_name: str) -> str:
    """Return the key by which people are listed: given name first, then the rest (`Nguyễn Thị Thu Hà` under H)."""
    *rest, given = full_name.split() or [""]
    return sort_key(given) + _END + sort_key(" ".join(rest))


def _split_tone(char: str) -> tuple[str, str]:
    """Return the letter without its tone mark, and the tone as a digit (0 is ngang)."""
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((_TONES[c] for c in decomposed if c in _TONES), "0")
    base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return base, tone
