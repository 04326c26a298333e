"""Errors say one sentence, in any language, and carry what fills it."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator

import pytest

import motcua.domain
from motcua.domain.errors import BadInput, CalendarMissing, MotcuaError
from motcua.domain.texts import Text


def test_an_error_is_its_sentence() -> None:
    error = CalendarMissing(year=2028)
    assert str(error) == "Chưa có lịch làm việc năm 2028. Nhập và công bố lịch năm đó rồi tính lại."
    assert error.params == {"year": 2028}
    assert error.code == "calendar_missing"


def test_an_error_can_be_said_in_another_language() -> None:
    assert CalendarMissing(year=2028).message({CalendarMissing.template: "No %(year)s."}.__getitem__) == "No 2028."


def test_bad_input_names_its_field() -> None:
    error = BadInput(field="phone", value="0912", remedy="Nhập đủ 10 số.")
    assert (error.field, str(error)) == ("phone", "“0912” không dùng được. Nhập đủ 10 số.")


def test_the_base_says_something() -> None:
    assert str(MotcuaError()) == "Có lỗi xảy ra."


def test_texts_nest_and_are_translated_whole() -> None:
    text = Text("%(days)s (%(why)s)", {"days": Text("%(n)s ngày", {"n": 2}), "why": (Text("lễ"), "bù")})
    assert str(text) == "2 ngày (lễ; bù)"
    english = {"%(days)s (%(why)s)": "%(days)s [%(why)s]", "%(n)s ngày": "%(n)s days", "lễ": "holiday"}
    assert text.render(english.__getitem__) == "2 days [holiday; bù]"


def tree(root: type[MotcuaError] = MotcuaError) -> Iterator[type[MotcuaError]]:
    """Every error of the domain, wherever its branch is written."""
    for module in pkgutil.iter_modules(motcua.domain.__path__):
        if module.name.startswith("errors"):
            importlib.import_module(f"motcua.domain.{module.name}")
    for child in root.__subclasses__():
        yield child
        yield from tree(child)


@pytest.mark.parametrize("error", list(dict.fromkeys(tree())), ids=lambda error: error.code)
def test_every_error_has_a_code_and_a_sentence_of_its_own(error: type[MotcuaError]) -> None:
    names = set(re.findall(r"%\((\w+)\)s", error.template))
    assert not re.search(r"%(?!\(\w+\)s|%)", error.template)
    filled = dict.fromkeys(names, "x") | ({"field": "f"} if issubclass(error, BadInput) else {})
    assert str(error(**filled))
    assert "code" in vars(error)
    assert re.fullmatch(r"[a-z0-9_]+", error.code)


def test_codes_name_one_error_each() -> None:
    codes = Counter(error.code for error in set(tree()))
    assert not [code for code, number in codes.items() if number > 1]
