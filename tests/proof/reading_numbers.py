"""Reads from a page every number that counts dossiers, and where each of them leads."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

COUNTED = "hồ sơ"
"""A number before this word counts; so does one that stands alone in a cell of numbers, a tile or a badge."""

_NUMBER = r"(?<![\d.,/:–-])\d{1,3}(?:\.\d{3})+(?![\d.,/:])|(?<![\d.,/:–-])\d+(?![\d/:]|[.,]\d)"
_BEFORE = re.compile(rf"({_NUMBER})(?=\s+{COUNTED}(?!\w))")
_ALONE = re.compile(rf"(?:{_NUMBER})\Z")
_BLOCKS = frozenset(
    {"p", "td", "th", "li", "div", "h1", "h2", "h3", "dt", "dd", "section", "header", "caption", "ul", "table", "tr"}
)
_PASSED_OVER = frozenset({"script", "style", "svg", "select", "textarea", "title", "kbd", "template"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
_NUMBER_CLASSES = frozenset({"mc-num", "v", "n", "mc-fig"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number that counts, the address that it opens ("" where it opens nothing) and the text in which it stands."""

    value: int
    url: str
    said: str


@dataclass
class _Open:
    """An element that is open: where its text began, and whether a number alone in it counts."""

    tag: str
    begun: int
    counts: bool
    link: str | None
    hidden: bool


@dataclass
class Page(HTMLParser):
    """The numbers of a page, its rows, and where the list goes on."""

    numbers: list[Number] = field(default_factory=list)
    rows: int = 0
    following: str = ""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.numbers, self.rows, self.following = [], 0, ""
        self._open: list[_Open] = []
        self._text = ""
        self._links: list[str] = []  # of each character of the text the address in which it stands
        self.feed(html)
        self._end_block()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "tr" and "data-row" in told:
            self.rows += 1
        if tag == "a" and told.get("rel") == "next":
            self.following = told.get("href", "")
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self._end_block()
        classes = set(told.get("class", "").split())
        above = self._open[-1] if self._open else None
        self._open.append(
            _Open(
                tag,
                len(self._text),
                counts=bool(classes & _NUMBER_CLASSES) or tag == "dd",
                link=told.get("href", "") if tag == "a" else above.link if above else None,
                hidden=tag in _PASSED_OVER or bool(above and above.hidden),
            )
        )

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            ended = self._open.pop()
            text = self._text[ended.begun :].strip()
            if ended.counts and not ended.hidden and _ALONE.match(text):
                place = self._text.index(text, ended.begun)
                self._found(place, text)
            if ended.tag == tag:
                break
        if tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        above = self._open[-1] if self._open else None
        if above is not None and not above.hidden:
            written = re.sub(r"\s+", " ", data)
            self._text += written
            self._links += [above.link or ""] * len(written)

    def _end_block(self) -> None:
        for found in _BEFORE.finditer(self._text):
            self._found(found.start(1), found[1])
        self._text, self._links = "", []
        for each in self._open:
            each.begun = 0

    def _found(self, place: int, written: str) -> None:
        number = Number(int(written.replace(".", "")), self._links[place], self._text.strip())
        if number not in self.numbers:
            self.numbers.append(number)
