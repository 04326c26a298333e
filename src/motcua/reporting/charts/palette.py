"""The colours of charts, all of them tokens of the design: a page resolves them in light and dark, a slide in light."""

import re
from types import MappingProxyType
from typing import Any, Final

from motcua.reporting.charts.pictures import Tone

FONT: Final = "Be Vietnam Pro"

INK: Final = "var(--mc-ink)"
SOFT: Final = "var(--mc-ink-2)"
FAINT: Final = "var(--mc-ink-3)"
LINE: Final = "var(--mc-line)"
GRID: Final = "var(--mc-line-soft)"
STRONG: Final = "var(--mc-line-strong)"
SURFACE: Final = "var(--mc-surface)"
LATE: Final = "var(--mc-late-mark)"
LATE_TEXT: Final = "var(--mc-late-text)"
FINE: Final = "var(--mc-intime-mark)"
ACTION: Final = "var(--mc-load-5)"
BAND_WIDE: Final = "var(--mc-load-1)"
BAND: Final = "var(--mc-load-2)"
BOX: Final = "var(--mc-load-3)"

FILL: Final = MappingProxyType(
    {
        Tone.EARLY: "var(--mc-load-3)",
        Tone.ON_TIME: "var(--mc-load-4)",
        Tone.LATE: "url(#late)",
        Tone.CALM: "var(--mc-load-3)",
        Tone.LIGHT: "var(--mc-load-2)",
        Tone.FULL: "var(--mc-load-3)",
        Tone.HEAVY: "var(--mc-load-4)",
        Tone.OVER: "url(#over)",
    }
)
"""What fills a tone. The hatched ones say it also in grey."""

ON_FILL: Final = MappingProxyType(
    {Tone.EARLY: "var(--mc-load-ink-dark)", Tone.ON_TIME: "var(--mc-load-ink-light)", Tone.CALM: INK}
)
"""Ink of a number within a part; hatched parts bear none."""

PATTERNS: Final = MappingProxyType(
    {
        "late": '<pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" fill="var(--mc-late-mark)"/>'
        '<rect width="1.5" height="6" fill="var(--mc-surface)"/></pattern>',
        "over": '<pattern id="over" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        '<rect width="7" height="7" fill="var(--mc-load-5)"/>'
        '<rect width="1.8" height="7" fill="var(--mc-surface)"/></pattern>',
    }
)

LIGHT: Final = MappingProxyType(
    {
        "ink": "#1b2026",
        "ink-2": "#454c55",
        "ink-3": "#5a626c",
        "line": "#dfdcd4",
        "line-soft": "#ebe9e3",
        "line-strong": "#87837a",
        "surface": "#ffffff",
        "late-mark": "#a61b17",
        "late-text": "#a61b17",
        "intime-mark": "#2f7d57",
        "load-1": "#eaf0f5",
        "load-2": "#cfdee9",
        "load-3": "#a3c0d6",
        "load-4": "#437299",
        "load-5": "#1c4d73",
        "load-ink-dark": "#1b2026",
        "load-ink-light": "#ffffff",
    }
)
"""The tokens on paper; a test holds them against the sheet of tokens."""

_TOKEN: Final = re.compile(r"var\(--mc-([a-z0-9-]+)\)")


def on_paper(svg: str) -> str:
    """The picture with the colours of the light theme written out, for what is printed and not styled."""
    return _TOKEN.sub(lambda found: LIGHT[found[1]], svg)


def config(size: int) -> dict[str, Any]:
    """What all charts have in common, as the drawing library configures it; `size` is that of the letters."""
    return {
        "background": "transparent",
        "font": FONT,
        "aria": False,
        "padding": {"left": 2, "top": 2, "right": 14, "bottom": 2},
        "view": {"stroke": None},
        "axis": {
            "labelColor": SOFT,
            "titleColor": SOFT,
            "labelFontSize": size,
            "titleFontSize": size,
            "titleFontWeight": 500,
            "labelLimit": 0,
            "gridColor": GRID,
            "domainColor": STRONG,
            "tickColor": LINE,
            "labelPadding": 5,
            "labelLineHeight": size + 5,
        },
        "legend": {
            "orient": "top",
            "labelFontSize": size,
            "labelColor": SOFT,
            "labelLimit": 0,
            "symbolSize": 130,
            "symbolStrokeColor": FAINT,
            "columnPadding": 14,
            "rowPadding": 3,
            "offset": 8,
        },
        "header": {"labelColor": INK, "labelFontSize": size, "labelFontWeight": 500, "labelLimit": 0},
        "text": {"fontSize": size, "color": INK},
    }
