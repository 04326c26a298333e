"""What search reads of a procedure, and how a typed text is matched: «dk lai khai sinh» finds «Đăng ký lại khai sinh».

A typed word matches the beginning of any word of the short name, the name or the code. A typed word that cannot be
the beginning of a Vietnamese syllable («dk», «hkd», «ubnd») is an abbreviation and also matches first letters of words
that stand side by side.
"""

import re
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from motcua.common import folding

MOST_WORDS: Final = 10
MOST_INITIALS: Final = 400
MOST_SORT_KEY: Final = 400
_OPENING: Final = re.compile(r"^\W*(?:thủ tục\W+)?", re.IGNORECASE)
_VOWEL: Final = re.compile(r"[aeiou]")
_CLUSTER: Final = re.compile(r"^(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr)")
_TWO_CONSONANTS: Final = re.compile(r"[^aeiou]{2}")
_CODA: Final = re.compile(r"(?:ch|ng|nh)$")


@dataclass(frozen=True, slots=True)
class Keys:
    """The three stored keys of a procedure version."""

    search_key: str
    initials: str
    sort_key: str


def keys_of(code: str, name: str, short_name: str) -> Keys:
    """The keys of a procedure: the short name counts first, then the published name, then the code."""
    short, full = _words(short_name), _words(name)
    text = " ".join((*short, *full, *_words(code)))
    shown = short_name or _OPENING.sub("", name)
    return Keys(
        search_key=f" {text} ",
        initials=f"{_initials(short)} {_initials(full)}"[:MOST_INITIALS],
        sort_key=folding.sort_key(shown[:120])[:MOST_SORT_KEY],
    )


def matching(text: str, prefix: str = "") -> Q:
    """The condition that every typed word is found; `prefix` is the path to the version («procedure_version__»)."""
    condition = Q()
    for word in _typed(text):
        here = Q(**{f"{prefix}search_key__contains": f" {word}"})
        if is_abbreviation(word):
            here |= Q(**{f"{prefix}initials__contains": word})
        condition &= here
    return condition


def has_words(text: str) -> bool:
    """Whether anything was typed that can be looked for; without it there is nothing to rank."""
    return bool(_typed(text))


def rank(text: str, prefix: str = "") -> Case:
    """0 for names that begin with the typed words side by side, 1 where they stand so anywhere, 2 for the rest."""
    pattern = " ".join(_word_pattern(word) for word in _typed(text))
    key = f"{prefix}search_key__regex"
    return Case(
        When(Q(**{key: f"^ (thu tuc )?{pattern}"}), then=Value(0)),
        When(Q(**{key: f" {pattern}"}), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def length(prefix: str = "") -> Length:
    """How long the shown name is: of equally good finds the shorter one is meant more often."""
    return Length(f"{prefix}sort_key")


def is_abbreviation(word: str) -> bool:
    """Whether a folded word is made of first letters: it cannot be the beginning of a Vietnamese syllable."""
    if len(word) < 2 or not word.isalpha():
        return False
    if not _VOWEL.search(word):
        return not _CLUSTER.fullmatch(word)
    rest = _CODA.sub("", _CLUSTER.sub("", word))
    return bool(_TWO_CONSONANTS.search(rest))


def _typed(text: str) -> list[str]:
    return _words(text)[:MOST_WORDS]


def _words(text: str) -> list[str]:
    """Folded words, i for y: «đăng kí» and «đăng ký» are both in use."""
    return [word.replace("y", "i") for word in folding.words(text)]


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def _word_pattern(word: str) -> str:
    if is_abbreviation(word):
        return " ".join(f"{letter}[^ ]*" for letter in word)
    return f"{word}[^ ]*"
