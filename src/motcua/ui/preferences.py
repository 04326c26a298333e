"""How a person likes the pages: theme, language and single-key shortcuts, kept in cookies of the browser.

They are no personal data and need no account, so the public pages have them too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

THEME_COOKIE: Final = "theme"
KEYS_COOKIE: Final = "keys"
KEEP_SECONDS: Final = 365 * 24 * 60 * 60


class Theme(StrEnum):
    """`AUTO` follows the device by a media query of the sheet."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What was chosen, or what stands when nothing was."""

    theme: Theme = Theme.AUTO
    keys: bool = True


def read(cookies: Mapping[str, str]) -> Preferences:
    """Preferences from cookies; anything unknown counts as not chosen."""
    try:
        theme = Theme(cookies.get(THEME_COOKIE, Theme.AUTO))
    except ValueError:
        theme = Theme.AUTO
    return Preferences(theme=theme, keys=cookies.get(KEYS_COOKIE) != "off")
