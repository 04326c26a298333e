"""Vietnamese first, English complete: every marked string has an English translation with the same placeholders."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

from motcua.project.translations import PACKAGE, strings

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def english() -> dict[str, str]:
    """Return msgid → English, over the catalogues of all apps; a plural stands with both its forms as one text."""
    found: dict[str, str] = {}
    for file in PACKAGE.glob("*/locale/en/LC_MESSAGES/django.po"):
        with file.open("rb") as source:
            for message in read_po(source, locale="en"):
                forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
                whole = not message.fuzzy and bool(forms) and all(forms)
                for msgid in (message.id,) if isinstance(message.id, str) else message.id:
                    if msgid and whole:
                        found[msgid] = "\n".join(forms)
    return found


def test_every_marked_string_is_translated_into_english() -> None:
    translated = english()
    missing = sorted({(str(f.relative_to(PACKAGE)), s) for f, s in strings() if not translated.get(s)})
    assert not missing


def test_placeholders_survive_translation() -> None:
    assert not {
        source: target
        for source, target in english().items()
        if sorted(set(PLACEHOLDER.findall(source))) != sorted(set(PLACEHOLDER.findall(target)))
    }


def test_the_catalogue_holds_nothing_that_the_code_no_longer_says() -> None:
    said = {s for _, s in strings()}
    assert not sorted(set(english()) - said)


def test_no_catalogue_names_a_path_of_a_machine() -> None:
    assert not [str(f) for f in Path(PACKAGE).rglob("*.po") if "/home/" in f.read_text(encoding="utf-8")]
