"""Numbers and names of applicants: what is taken, what is refused, and what the refusal says."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain import identity
from motcua.domain.errors import IdentityNotValid

DAY = date(2026, 10, 8)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("072185000146", "072185000146"),
        ("072 185 000 146", "072185000146"),
        ("001.204.012.345", "001204012345"),
        ("101185000146", "101185000146"),
    ],
)
def test_a_personal_number_is_kept_as_its_digits(written: str, kept: str) -> None:
    assert identity.personal_number(written, DAY) == kept


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("07218500014", "có 11 số"),
        ("0721850001466", "có 13 số"),
        ("07218500014x", "không phải chữ số"),
        ("003185000146", "bắt đầu bằng 003"),
        ("072485000146", "năm sinh 2185"),
        ("072227000146", "năm sinh 2027"),
    ],
)
def test_a_wrong_personal_number_names_value_and_remedy(written: str, says: str) -> None:
    with pytest.raises(IdentityNotValid) as refused:
        identity.personal_number(written, DAY)
    assert says in str(refused.value)
    assert f"“{written}”" in str(refused.value)


@pytest.mark.parametrize(
    ("number", "year"), [("072085000146", 1985), ("072185000146", 1985), ("072204000146", 2004), ("072311000146", 2011)]
)
def test_the_number_tells_the_year_of_birth(number: str, year: int) -> None:
    assert identity.birth_year(number) == year


def test_an_old_card_has_nine_digits() -> None:
    assert identity.old_card_number("012 345 678") == "012345678"
    for wrong in ("01234567", "0123456789", "01234567a"):
        with pytest.raises(IdentityNotValid):
            identity.old_card_number(wrong)


def test_a_passport_has_letters_and_digits() -> None:
    assert identity.passport_number(" c1234567 ") == "C1234567"
    for wrong in ("C12", "ABCDEFG", "C1234567890"):
        with pytest.raises(IdentityNotValid):
            identity.passport_number(wrong)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0300588569", "0300588569"),
        ("0101248141", "0101248141"),
        ("0300588569-001", "0300588569-001"),
        ("072185000146", "072185000146"),
        ("41A8012345", "41A8012345"),
    ],
)
def test_business_numbers_that_are_taken(written: str, kept: str) -> None:
    assert identity.business_number(written, DAY) == kept


@pytest.mark.parametrize(
    ("written", "says"),
    [("0300588568", "số kiểm tra"), ("12345", "không phải mã số"), ("03005885x9", "không phải mã số")],
)
def test_business_numbers_that_are_refused(written: str, says: str) -> None:
    with pytest.raises(IdentityNotValid, match=says):
        identity.business_number(written, DAY)


def test_any_other_paper_is_one_line() -> None:
    assert identity.other_number("  GPLX   12 ") == "GPLX 12"
    with pytest.raises(IdentityNotValid):
        identity.other_number("x" * 33)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0912 000 146", "0912000146"),
        ("+84 912.000.146", "0912000146"),
        ("0209 0000 115", "02090000115"),
        ("(028) 38 123 456", "02838123456"),
    ],
)
def test_phone_numbers_are_kept_as_digits(written: str, kept: str) -> None:
    assert identity.phone_number(written) == kept


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("0912 000 14", "có 9 số. Nhập đủ 10 số"),
        ("0412000146", "đầu số"),
        ("0209 0000 11", "11 số"),
        ("chưa có", "không phải chữ số"),
    ],
)
def test_a_wrong_phone_number_says_what_is_missing(written: str, says: str) -> None:
    with pytest.raises(IdentityNotValid, match=says):
        identity.phone_number(written)


def test_names_are_composed_and_trimmed() -> None:
    assert identity.person_name("  Nguyễn   Thị  Thu Hà ") == "Nguyễn Thị Thu Hà"
    assert identity.person_name("Hoa\u0300") == "Hoà"
    assert identity.person_name("H’Hen Niê") == "H’Hen Niê"
    assert identity.organisation_name("Công ty TNHH 2/9 (Đông Hạ)") == "Công ty TNHH 2/9 (Đông Hạ)"


@pytest.mark.parametrize(
    ("written", "says"), [("Hà 2", "có chữ số"), ("--", "chữ cái"), ("Hà <b>", "< >"), ("x" * 256, "quá dài")]
)
def test_names_that_cannot_be_right(written: str, says: str) -> None:
    with pytest.raises(IdentityNotValid, match=says):
        identity.person_name(written)


def test_masked_numbers_keep_seven_signs() -> None:
    assert identity.masked("072185000146") == "0721•••••146"
    assert identity.masked("1234567") == "•••••••"


@given(st.text(max_size=40))
def test_what_is_taken_is_taken_again_unchanged(text: str) -> None:
    for check in (identity.old_card_number, identity.passport_number, identity.phone_number, identity.person_name):
        with contextlib.suppress(IdentityNotValid):
            assert check(check(text)) == check(text)


def test_signs_that_nobody_sees_are_told_by_their_number() -> None:
    with pytest.raises(IdentityNotValid) as refused:
        identity.person_name("Trần \u202eThị\x00 B\U0001f600")
    said = str(refused.value)
    assert "Trần U+202EThị" in said
    assert "U+0000 U+202E \U0001f600" in said
    assert "\u202e" not in said
