"""Instants in words, and text that the font can show."""

import struct
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.documents.papers import words

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2026, 2, 11), "ngày 11 tháng 02 năm 2026"),
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_and_the_first_two_months_have_a_zero_before_them(on: date, text: str) -> None:
    assert words.day_words(on) == text


def test_an_instant_is_written_on_vietnamese_clocks() -> None:
    assert words.instant_words(datetime(2026, 2, 10, 18, 30, tzinfo=UTC)) == (
        "01 giờ 30 phút, ngày 11 tháng 02 năm 2026"
    )


def test_every_vietnamese_letter_stays_as_it_is() -> None:
    assert words.printable(LETTERS[:30] + " " + LETTERS[30:60]) == LETTERS[:30] + " " + LETTERS[30:60]
    for text in (LETTERS, LETTERS.upper()):
        for letter in text:
            assert words.printable(letter) == letter
            assert words.printable(unicodedata.normalize("NFD", letter)) == letter


def test_what_the_font_lacks_becomes_a_box_and_what_cannot_be_seen_goes() -> None:
    assert words.printable("Ân 😀 漢\ue000 B\u202ec\u200b\x00d\ufeff") == "Ân □ □□ Bcd"
    assert words.printable(" một\thai\r\nba ") == "một hai\nba"


def test_a_word_too_long_for_a_column_may_break() -> None:
    mail = "mot.dia.chi.thu.rat.dai@ten-mien.example"
    broken = words.printable(mail)
    assert broken.replace("\u200b", "") == mail
    assert max(map(len, broken.split("\u200b"))) <= 31
    assert max(map(len, words.printable("x" * 400).split("\u200b"))) <= 31


def test_a_font_without_a_unicode_table_is_no_font_for_papers(tmp_path: Path) -> None:
    font = tmp_path / "old.ttf"
    font.write_bytes(struct.pack(">IHHHH4sIIIHH", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, 4, 0, 0))
    with pytest.raises(ValueError, match=r"old\.ttf"):
        words._characters(font)


@given(st.text())
def test_printable_text_holds_only_what_the_font_has(text: str) -> None:
    shown = words.printable(text)
    assert words._beyond_font().search(shown.replace("\u200b", "")) is None
    assert words.printable(shown) == shown
