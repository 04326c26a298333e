"""Takes apart the fields that the national catalogue publishes without separators; what resists stays one text."""

import re
from typing import Final

from motcua.catalogue.publications import GroundContent

_RESULT: Final = re.compile(r"(.*?)Mã: (KQ\.[A-Z]\d{2}\.\d{6})", re.DOTALL)
_RESULT_TAIL: Final = re.compile(r"Từ khóa.*$", re.DOTALL)
_RESULT_SEAM: Final = re.compile(r"^Từ khóa.*?Mô tả(?:Không có thông tin)?", re.DOTALL)
_MONEY: Final = re.compile(r"(\d{1,3}(?:,\d{3})*) (?:Việt Nam Đồng|VNĐ)")
_SPACES: Final = re.compile(r"\s+")
_GROUND_HEAD: Final = "Tên văn bản pháp lýMã văn bản"

# A number ends with a known series, else with capitals up to where the next title begins (in «08/2025/TT-BTPNghị định»
# the number is TT-BTP). Taken atomically, so that a number is never cut to make a row fit.
_SERIES: Final = (
    r"NĐ-CP|NQ-CP|QĐ-TTg|CT-TTg|UBTVQH\d{2}|QH\d{2}"
    r"|TT-(?:TTCP|BTNMT|BNNMT|BNNPTNT|BKHCN|BKHĐT|BGDĐT|BLĐTBXH|BVHTTDL|BTTTT|BGTVT|VPCP|NHNN|BTP|BTC|BCA|BQP|BXD|BNV)"
    r"|[A-ZĐ]+(?:-[A-ZĐ]+)*(?=[A-ZĐ][a-zà-ỹ])|[A-ZĐ]+(?:-[A-ZĐ]+)*(?![a-zà-ỹA-ZĐ])"
)
# A date or a number that ends just before («… ngày 29/6/2024» + «43/2024/QH15») keeps its digits.
_BEGINS: Final = r"(?:(?<=/19\d\d)|(?<=/20\d\d)|(?<= 19\d\d)|(?<= 20\d\d)|(?<=QH\d\d)|(?<!\d))"
_NUMBER: Final = re.compile(rf"{_BEGINS}\d{{1,4}}(?:\.\d+)?/\d{{4}}/(?>{_SERIES})")
_RUNS_ON: Final = re.compile(r"[\s\d,;.:)(\-–/]")


def results_of(text: str) -> tuple[tuple[str, str], ...]:
    """The results as (national code, name); a text without codes is one result without code."""
    found = [
        (match.group(2), name)
        for match in _RESULT.finditer(text)
        if (name := _RESULT_SEAM.sub("", match.group(1)).strip())
    ]
    if found:
        return tuple(found)
    rest = _RESULT_TAIL.sub("", text).strip()
    return (("", rest),) if rest else ()


def money_of(fee: str) -> int | None:
    """The amount in đồng, if the text is exactly one amount («8,000 Việt Nam Đồng») or says that nothing is paid."""
    if fee == "Miễn phí":
        return 0
    match = _MONEY.fullmatch(fee)
    return int(match.group(1).replace(",", "")) if match else None


def grounds_of(text: str) -> tuple[GroundContent, ...]:
    """The legal texts, a title and then its number each; a remainder without number is one ground without number.

    A number within a title goes on («… số 38/2015/TT-BTC ngày …»), one in the second column is followed at once by the
    next title.
    """
    rest = text.removeprefix(_GROUND_HEAD).strip()
    if not rest:
        return ()
    found: list[GroundContent] = []
    start = 0
    for match in _NUMBER.finditer(rest):
        after = rest[match.end() : match.end() + 1]
        if after and _RUNS_ON.match(after):
            continue
        title = _SPACES.sub(" ", rest[start : match.start()]).strip()
        found.append(GroundContent(number=match.group(), title=title))
        start = match.end()
    tail = _SPACES.sub(" ", rest[start:]).strip()
    if tail:
        found.append(GroundContent(number="", title=tail))
    return tuple(found)
