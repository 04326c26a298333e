"""Pictures as SVG: drawn without a browser, measured with our own faces, clean under a strict content policy.

Colours stay names of tokens, so that one picture serves light and dark; hatches get names of their own, so that two
pictures on one page do not share them. Loading this module takes two seconds and 170 MB: only workers do.
"""

import re
from collections.abc import Callable
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import vl_convert
from django.utils.html import escape

import motcua_assets
from motcua.reporting.charts import bars, months, spreads
from motcua.reporting.charts.palette import PATTERNS, config, on_paper
from motcua.reporting.charts.pictures import Picture, Size, digest
from motcua.reporting.charts.sheet import SHEETS, AnyChart, Sheet

BUILDERS: Final[MappingProxyType[str, Callable[[Any, Sheet], AnyChart]]] = MappingProxyType(
    {
        "bars": bars.bars,
        "columns": bars.columns,
        "lines": months.lines,
        "rate": months.rate,
        "multiples": months.multiples,
        "funnel": spreads.funnel,
        "spread": spreads.spread,
    }
)

NUMBERS: Final = MappingProxyType({"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"]})

_NEEDLESS: Final = re.compile(r' (?:role|class|aria-[a-z]+|xmlns:xlink|version|pointer-events|cursor)="[^"]*"')
_NOTHING: Final = re.compile(r'<path d="" display="none"/>|<path d="M0,0h0v0h0Z"/>')
_PLACE: Final = re.compile(r"(?<=[(, ])(-?\d+\.\d{2})\d+")
_CLIP: Final = re.compile(r'<clipPath id="([^"]+)"')
_HEAD: Final = re.compile(r"<svg [^>]*?>")
_SIZE: Final = re.compile(r'width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)"')


@cache
def _with_faces() -> None:
    vl_convert.register_font_directory(str(motcua_assets.font_dir()))


def draw(picture: Picture, size: Size) -> str:
    """The picture as one SVG element; for a slide with colours written out."""
    _with_faces()
    sheet = SHEETS[size]
    chart = BUILDERS[picture.kind](picture, sheet)
    told = chart.to_dict(validate=False)
    told["config"] = config(sheet.letters)
    if picture.kind != "multiples":
        told["autosize"] = {"type": "fit-x", "contains": "padding"}
    raw = vl_convert.vegalite_to_svg(told, vl_version="6.1", format_locale=dict(NUMBERS))
    clean = _cleaned(raw, picture.words, digest(picture, size)[:10])
    return on_paper(clean) if size is Size.SLIDE else clean


def _cleaned(svg: str, words: str, mark: str) -> str:
    """Without what a page does not need, with its words and its hatches."""
    head = _HEAD.search(svg)
    assert head is not None, "vl-convert gives one svg element"
    found = _SIZE.search(head[0])
    assert found is not None, "vl-convert gives its size"
    width, height = found.groups()
    body = _NOTHING.sub("", _NEEDLESS.sub("", svg[head.end() :]))
    body = _PLACE.sub(r"\1", body)
    for no, name in enumerate(dict.fromkeys(_CLIP.findall(body))):
        body = re.sub(rf"(?<=[\"#]){name}(?=[\")])", f"c{no}-{mark}", body)
    hatches = "".join(text for name, text in PATTERNS.items() if f"url(#{name})" in body)
    for name in PATTERNS:
        body = body.replace(f"url(#{name})", f"url(#{name}-{mark})")
        hatches = hatches.replace(f'id="{name}"', f'id="{name}-{mark}"')
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(words)}" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    )
    return opening + (f"<defs>{hatches}</defs>" if hatches else "") + body
