"""Where the sheets, scripts and templates are, and how a sheet is read."""

import re
from pathlib import Path

import motcua

SOURCE = Path(motcua.__file__).resolve().parent
CSS = SOURCE / "ui" / "static" / "ui" / "css"
JS = SOURCE / "ui" / "static" / "ui" / "js"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def templates() -> list[Path]:
    """Every HTML template of the product."""
    return sorted(SOURCE.glob("**/templates/**/*.html"))


def declarations(block: str) -> dict[str, str]:
    """Colour tokens (`#rrggbb`) of a block, by name without `--mc-`."""
    return dict(re.findall(r"--mc-([\w-]+):\s*(#[0-9a-f]{6})", COMMENT.sub("", block)))
