"""Searching without diacritics, and the order of Vietnamese names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.common.folding import digits, fold, sort_key, sort_key_person, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà", "Hòa"),
        ("Thuỷ", "Thủy"),
        ("Đặng", "dang"),
        ("ĐƯỜNG", "duong"),
        ("Phước", "phuoc"),
        ("  Nguyễn   Thị ", "nguyen thi"),
        ("Nguyê\u0303n", "nguyen"),
    ],
)
def test_what_people_type_finds_what_is_written(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_and_digits_leave_punctuation_out() -> None:
    assert words("Đăng ký, lại: khai-sinh!") == ["dang", "ky", "lai", "khai", "sinh"]
    assert digits("0912 000.146") == "0912000146"


def test_letters_follow_the_vietnamese_alphabet_before_tones_count() -> None:
    ordered = ["an", "ăn", "ân", "bà", "cá", "da", "đa", "ê", "mo", "mô", "mơ", "tu", "tư", "y"]
    assert sorted(ordered, key=sort_key) == ordered
    assert sort_key("da") < sort_key("dà") < sort_key("đa")


def test_people_are_listed_by_given_name_first() -> None:
    people = ["Trần Văn An", "Lê Thị Ánh", "Nguyễn Thị Thu Hà", "Đỗ Hương", "Đỗ Thu Hương", "Bùi Yên"]
    assert sorted(people, key=sort_key_person) == people
