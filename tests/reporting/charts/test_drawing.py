"""Pictures are clean under the content policy, legible without colour, and the same values give the same picture."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from motcua.reporting.charts.drawing import draw
from motcua.reporting.charts.palette import FILL, LIGHT, PATTERNS
from motcua.reporting.charts.pictures import KINDS, Picture, Size, as_data, digest, from_data
from motcua.reporting.charts.sheet import SHEETS, told_apart, wrapped
from tests.reporting.charts import samples

TOKENS = Path(__file__).parents[3] / "src/motcua/ui/static/ui/css/tokens.css"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, Size], str]:
    return {(each.kind, size): draw(each, size) for each in samples.ALL for size in (Size.HALF, Size.PHONE, Size.SLIDE)}


def _texts(svg: str) -> str:
    return " ".join(" ".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text"))


def test_there_is_a_sample_of_every_kind() -> None:
    assert {each.kind for each in samples.ALL} == set(KINDS)


def test_nothing_in_a_picture_is_refused_by_the_content_policy(drawn: dict[tuple[str, Size], str]) -> None:
    for svg in drawn.values():
        names = {each.tag.removeprefix(SVG) for each in ET.fromstring(svg).iter()}
        assert names <= {"svg", "defs", "pattern", "clipPath", "rect", "g", "path", "line", "text", "tspan"}
        attributes = {name for each in ET.fromstring(svg).iter() for name in each.attrib}
        assert not {name for name in attributes if name == "style" or name.startswith("on") or "href" in name}


def test_on_a_page_every_colour_is_a_token_and_on_a_slide_none_is(drawn: dict[tuple[str, Size], str]) -> None:
    for (kind, size), svg in drawn.items():
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"none", "transparent"}
        tokens = {each for each in colours if each.startswith(("var(--mc-", "url(#"))}
        literals = {each for each in colours if re.fullmatch(r"#[0-9a-f]{6}", each)}
        assert colours == tokens | literals, (kind, size, colours - tokens - literals)
        assert not (literals if size is not Size.SLIDE else {each for each in tokens if each.startswith("var")}), kind


def test_the_colours_of_slides_are_those_of_the_light_theme() -> None:
    light = TOKENS.read_text(encoding="utf-8").split('[data-bs-theme="light"] {')[1].split("}")[0]
    found = dict(re.findall(r"--mc-([a-z0-9-]+):\s*(#[0-9a-f]{6})", light))
    assert {name: found.get(name) for name in LIGHT} == dict(LIGHT)


def test_every_picture_tells_in_words_what_it_shows(drawn: dict[tuple[str, Size], str]) -> None:
    for (kind, _), svg in drawn.items():
        root = ET.fromstring(svg)
        picture = next(each for each in samples.ALL if each.kind == kind)
        assert (root.get("role"), root.get("aria-label")) == ("img", picture.words)
        assert not [each for each in root.iter() if each is not root and each.get("aria-label")]


def test_names_are_whole_in_every_picture(drawn: dict[tuple[str, Size], str]) -> None:
    for size in (Size.HALF, Size.PHONE, Size.SLIDE):
        assert "…" not in "".join(drawn[kind, size] for kind in KINDS)
        assert samples.LONG in " ".join(_texts(drawn["bars", size]).split())


def test_numbers_and_shares_are_written_as_in_vietnamese(drawn: dict[tuple[str, Size], str]) -> None:
    assert "1.000" in _texts(
        draw(replace(samples.LINES, lines=(("Tiếp nhận", (1234, 999)),), ticks=("01", "02")), Size.WIDE)
    )
    assert re.search(r"9\d(,\d)? %", _texts(drawn["rate", Size.HALF]))


def test_lateness_and_overload_are_hatched_so_that_grey_shows_them(drawn: dict[tuple[str, Size], str]) -> None:
    late, over = drawn["bars", Size.HALF], drawn["columns", Size.HALF]
    assert late.count("<pattern ") == over.count("<pattern ") == 1
    names = set(re.findall(r'<pattern id="([^"]+)"', late + over + drawn["bars", Size.PHONE]))
    assert len(names) == 3, "two pictures on one page do not share a hatch"
    for svg in (late, over):
        assert f"url(#{re.findall(r'<pattern id=.([^ ]+?).? ', svg)[0]})".replace('"', "") in svg
    assert {name for name in FILL.values() if name.startswith("url")} == {f"url(#{name})" for name in PATTERNS}


def test_a_picture_keeps_the_width_of_its_sheet(drawn: dict[tuple[str, Size], str]) -> None:
    for (kind, size), svg in drawn.items():
        width = float(ET.fromstring(svg).get("width") or 0)
        assert width <= SHEETS[size].width + 6, (kind, size, width)


@pytest.mark.parametrize("picture", samples.ALL, ids=lambda each: each.kind)
def test_a_picture_comes_back_from_json_as_it_was(picture: Picture) -> None:
    assert from_data(json.loads(json.dumps(as_data(picture)))) == picture


def test_the_digest_tells_values_sizes_and_kinds_apart() -> None:
    found = {digest(each, size) for each in samples.ALL for size in Size}
    assert len(found) == len(samples.ALL) * len(Size)
    assert digest(samples.BARS, Size.HALF) == digest(samples.BARS, Size.HALF)


def test_the_same_values_give_the_same_picture(drawn: dict[tuple[str, Size], str]) -> None:
    assert draw(samples.LINES, Size.HALF) == drawn["lines", Size.HALF]


def test_words_that_all_labels_share_are_left_out() -> None:
    assert told_apart(["Ủy ban nhân dân xã Đông Hạ", "Ủy ban nhân dân xã Yên Phú"]) == ["Đông Hạ", "Yên Phú"]
    assert told_apart(["Phòng Kinh tế"]) == ["Phòng Kinh tế"]
    assert told_apart(["Xã A", "Xã A"]) == ["A", "A"]
    assert told_apart([]) == []


def test_a_long_word_is_not_broken() -> None:
    assert wrapped("Nghiêng-ngả-nghiêng-ngả một", 10) == "Nghiêng-ngả-nghiêng-ngả\nmột"
