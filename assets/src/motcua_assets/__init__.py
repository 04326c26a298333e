"""Where the third-party sheets and fonts lie that the build put into this package."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def static_dir() -> Path:
    """Folder to serve as static files; it holds one folder `vendor`."""
    return _HERE / "static"


def font_dir() -> Path:
    """Folder of the TrueType faces for what is typeset: Tinos for papers, Be Vietnam Pro for charts; never served."""
    return _HERE / "fonts"
