"""Vietnamese first, English complete: every marked string has an English translation with the same placeholders."""

import re
from pathlib import Path

import allauth
import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import ngettext
from django.utils.translation.template import templatize

from motcua.project.translations import PACKAGE, said_in, strings

ACCENTED = re.compile(r"[đĐơƠưƯăĂ\u1ea0-\u1ef9àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ]")
MARKED = re.compile(
    r"{%-?\s*blocktrans.*?endblocktrans\w*\s*-?%}|{%-?\s*trans\w*\s+\"[^\"]*\"|_\(\"[^\"]*\"\)|{#.*?#}", re.DOTALL
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

ALLAUTH = Path(allauth.__file__).parent
SAID_BY_ALLAUTH = (
    *(f"account/{name}.py" for name in ("adapter", "fields", "forms")),
    *(f"mfa/{name}.py" for name in ("adapter", "base/forms", "recovery_codes/forms", "totp/forms")),
    "templates/account/messages/*.txt",
    "templates/mfa/messages/recovery*.txt",
    "templates/mfa/messages/totp*.txt",
)
"""Forms, errors and messages of the parts of allauth that are installed."""


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


def test_no_template_says_vietnamese_that_is_not_marked() -> None:
    rest = {
        str(file.relative_to(PACKAGE)): ACCENTED.findall(
            MARKED.sub("", file.read_text(encoding="utf-8")).replace("Tiếng Việt", "")
        )
        for file in PACKAGE.rglob("templates/**/*.*")
    }
    assert not {file: found for file, found in rest.items() if found}


def test_gettext_goes_by_names_that_extraction_knows() -> None:
    alias = re.compile(r"import .*gettext\w* as (?!_\b)")
    assert not [str(file) for file in PACKAGE.rglob("*.py") if alias.search(file.read_text(encoding="utf-8"))]


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


def _said_by_allauth() -> set[str]:
    found: set[str] = set()
    for pattern in SAID_BY_ALLAUTH:
        for file in ALLAUTH.glob(pattern):
            text = file.read_text(encoding="utf-8")
            found.update(said_in((templatize(text) if file.suffix == ".txt" else text).encode()))
    return found


def test_what_allauth_says_to_people_is_translated_into_vietnamese() -> None:
    with (PACKAGE / "project/locale/vi/LC_MESSAGES/django.po").open("rb") as source:
        known = {message.id for message in read_po(source, locale="vi") if message.string}
    said = _said_by_allauth()
    assert len(said) > 50
    assert not sorted(said - known)


@pytest.mark.parametrize(("count", "words"), [(1, "1 paper"), (2, "2 papers")])
def test_english_counts_in_singular_and_plural(count: int, words: str) -> None:
    with translation.override("en"):
        assert ngettext("%(count)s giấy tờ", "%(count)s giấy tờ", count) % {"count": count} == words
