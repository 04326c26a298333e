"""Errors say one sentence, in any language, and carry what fills it."""

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
