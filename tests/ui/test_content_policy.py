"""Nothing in a page needs more than the strict content policy allows, and no page asks for a file that is missing."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

import motcua_assets
from tests.ui.sheets import COMMENT, CSS, JS, SOURCE, templates

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
    "code for htmx to evaluate": re.compile(r"hx-(on|vals=['\"]js:|headers=['\"]js:|vars)", re.IGNORECASE),
    "something of another server": re.compile(r"(src|srcset)=[\"']?(https?:)?//|<link[^>]*https?://", re.IGNORECASE),
}
STATIC = re.compile(r"\{%\s*static\s+[\"']([^\"']+)[\"']")
ICON = re.compile(r"\{%\s*icon\s+[\"']([\w-]+)[\"']|\bbi-([\w-]+)")


@pytest.mark.parametrize("name", INLINE)
def test_no_template_holds(name: str) -> None:
    found = [str(file.relative_to(SOURCE)) for file in templates() if INLINE[name].search(file.read_text("utf-8"))]
    assert not found


def test_every_file_that_a_template_links_is_there() -> None:
    linked = {name for file in templates() for name in STATIC.findall(file.read_text("utf-8"))}
    assert not {name for name in linked if finders.find(name) is None}


def test_every_file_that_a_sheet_names_is_there() -> None:
    missing = set()
    for sheet in CSS.glob("*.css"):
        for address in re.findall(r"url\(\"?([^\")]+)\"?\)", sheet.read_text("utf-8")):
            place = (Path("ui/css") / address).as_posix()
            while (shorter := re.sub(r"[^/.]+/\.\./", "", place, count=1)) != place:
                place = shorter
            if finders.find(place) is None:
                missing.add(f"{sheet.name}: {address}")
    assert not missing


def test_every_icon_exists() -> None:
    sheet = motcua_assets.static_dir() / "vendor/bootstrap-icons/bootstrap-icons.min.css"
    known = set(re.findall(r"\.bi-([\w-]+)::?before", sheet.read_text("utf-8")))
    assert len(known) > 1000
    used = {one or other for file in templates() for one, other in ICON.findall(file.read_text("utf-8"))}
    assert not used - known


def test_colours_stand_only_among_the_tokens() -> None:
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", re.IGNORECASE)
    sheets = [sheet for sheet in SOURCE.glob("**/static/**/*.css") if sheet.name != "tokens.css"]
    assert sheets
    found = [
        str(sheet.relative_to(SOURCE)) for sheet in sheets if literal.search(COMMENT.sub("", sheet.read_text("utf-8")))
    ]
    assert not found


def test_scripts_build_no_code_and_no_markup_from_text_and_keep_nothing_for_good() -> None:
    forbidden = re.compile(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|localStorage")
    found = [file.name for file in JS.glob("*.js") if forbidden.search(file.read_text("utf-8"))]
    assert not found


@pytest.mark.parametrize("file", templates(), ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_every_template_compiles(file: Path) -> None:
    place = file.relative_to(SOURCE).as_posix()
    get_template(place.split("/templates/", 1)[1])
