"""The tokens keep their promises: readable text and visible marks in both themes, and one dark theme, not two."""

import re

import pytest

from tests.ui.sheets import CSS, declarations

TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
STATES = ("intime", "near", "today", "late", "paused")
GROUNDS = ("paper", "surface", "sunken", "hover", "picked")


def theme(name: str) -> dict[str, str]:
    """Colour tokens of a theme, by name without `--mc-`."""
    block = {
        "light": r':root, \[data-bs-theme="light"\] \{(.*?)\n\}',
        "dark": r'\n\[data-bs-theme="dark"\] \{(.*?)\n\}',
        "auto": r'@media \(prefers-color-scheme: dark\) \{\n\[data-bs-theme="auto"\] \{(.*?)\n\}',
    }[name]
    found = re.search(block, TOKENS, re.DOTALL)
    assert found, f"no block of the {name} theme"
    return declarations(found[1])


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "link", "link-hover") for ground in GROUNDS),
    *((f"{state}-text", ground) for state in STATES for ground in GROUNDS),
    *((f"{state}-ink", f"{state}-bg") for state in STATES),
    ("action-ink", "action"),
    ("action-ink", "action-hover"),
    ("ink", "action-soft"),
    ("brand-ink", "surface"),
    ("brand-ink", "brand-soft"),
    *(("load-ink-dark", f"load-{step}") for step in (1, 2, 3)),
    *(("load-ink-light", f"load-{step}") for step in (4, 5)),
]
MARKS = [
    *((f"{state}-mark", ground) for state in STATES for ground in ("paper", "surface", "sunken")),
    ("line-strong", "surface"),
    ("line-strong", "paper"),
    ("action", "surface"),
    ("focus", "surface"),
    ("focus", "paper"),
    ("brand-ink", "surface"),
    ("load-4", "surface"),
]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(name: str, ink: str, ground: str) -> None:
    colours = theme(name)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_are_visible(name: str, mark: str, ground: str) -> None:
    colours = theme(name)
    assert contrast(colours[mark], colours[ground]) >= 3


def test_contrast_is_computed_as_the_guideline_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_theme_that_follows_the_device_is_the_dark_theme() -> None:
    assert theme("auto") == theme("dark")


def test_both_themes_name_the_same_colours() -> None:
    assert set(theme("light")) == set(theme("dark"))
