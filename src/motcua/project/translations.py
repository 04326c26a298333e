"""Message catalogues: compiling them at set-up and finding the strings they must hold, without system gettext.

`python -m motcua.project.translations compile` writes the `.mo` beside each `.po` of the package.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def compile_all() -> int:
    """Compile every catalogue of the package; return how many."""
    files = sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"))
    for file in files:
        with file.open("rb") as source:
            catalogue = read_po(source, locale=file.parts[-3], abort_invalid=True)
        with file.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return len(files)


def strings(folder: Path = PACKAGE) -> Iterator[tuple[Path, str]]:
    """Yield (file, msgid) of every string marked for translation in Python files and templates below `folder`."""
    from django.utils.translation.template import templatize

    for file in sorted(folder.rglob("*.py")):
        yield from ((file, msgid) for msgid in said_in(file.read_bytes()))
    for file in sorted(folder.rglob("templates/**/*.*")):
        code = templatize(file.read_text(encoding="utf-8"), origin=str(file))
        yield from ((file, msgid) for msgid in said_in(code.encode()))


def said_in(code: bytes) -> Iterator[str]:
    """Yield the msgids marked in Python code, without their contexts."""
    found: Any = extract_python(BytesIO(code), KEYWORDS, [], {"encoding": "utf-8"})
    for _line, function, messages, _comments in found:
        words = (messages,) if isinstance(messages, str) else messages or ()
        yield from (m for m in words[function in {"pgettext", "npgettext"} :] if m)


if __name__ == "__main__":
    if sys.argv[1:] != ["compile"]:
        sys.exit("usage: python -m motcua.project.translations compile")
    compile_all()
