"""Numbers and names that tell who an applicant is: brought into one form, or refused with the remedy.

Sources: Law on Identification 26/2023/QH15 article 12 and Circular 59/2021/TT-BCA article 4 (the 12 digits of a
personal number: place, century and sex, year of birth, 6 digits); Circular 86/2024/TT-BTC (tax codes; a household
business uses the personal number of its owner from 1/7/2025); Circular 22/2014/TT-BTTTT (telephone numbers).
"""

import re
import unicodedata
from datetime import date
from typing import Final

from motcua.domain.errors import IdentityNotValid
from motcua.domain.texts import Text, gettext_noop

_PROVINCES: Final = frozenset(
    f"{place:03}"
    for place in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42),
        *(44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86),
        *(87, 89, 91, 92, 93, 94, 95, 96),
    )
)
"""Place codes of the 63 provinces of before 1/7/2025; numbers once given are kept, so the list does not shrink."""

_FIRST_COUNTRY: Final = 101
"""Codes from here on are countries, for people whose birth was registered abroad."""

_TAX_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_OLD_HOUSEHOLD: Final = re.compile(r"\d{2}[A-Z]\d{7}")
_PASSPORT: Final = re.compile(r"(?=.*\d)[A-Z0-9]{6,9}")
_SEPARATORS: Final = re.compile(r"[\s.\-()]+")
_NAME_MARKS: Final = frozenset(" '’-.–,&/()\"“”+:")

PERSONAL_DIGITS: Final = 12
OLD_CARD_DIGITS: Final = 9
MOBILE_DIGITS: Final = 10
LANDLINE_DIGITS: Final = 11
MOST_LETTERS: Final = 255


def _refuse(value: str, fault: str, **params: object) -> IdentityNotValid:
    return IdentityNotValid(value=_seen(value.strip()), fault=Text(fault, params))


def _seen(text: str) -> str:
    """The text with every sign that is not seen by itself (marks of direction, joiners, controls) as its number.

    Such a sign repeated in a message would turn or swallow the words beside it.
    """
    return "".join(
        f"U+{ord(char):04X}" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Mn") else char
        for char in unicodedata.normalize("NFC", text)
    )


def _digits(value: str) -> str:
    return _SEPARATORS.sub("", value)


def personal_number(value: str, on: date) -> str:
    """The 12 digits of a personal identification number; `on` is the day, on which its owner has been born.

    Raises IdentityNotValid, which names the value and the remedy.
    """
    digits = _digits(value)
    if not digits.isascii() or not digits.isdigit():
        raise _refuse(value, gettext_noop("có ký tự không phải chữ số. Nhập 12 số trên thẻ căn cước."))
    if len(digits) != PERSONAL_DIGITS:
        raise _refuse(
            value, gettext_noop("có %(count)s số. Nhập đủ 12 số của số định danh cá nhân."), count=len(digits)
        )
    if digits[:3] not in _PROVINCES and int(digits[:3]) < _FIRST_COUNTRY:
        raise _refuse(
            value,
            gettext_noop("bắt đầu bằng %(place)s, không phải mã nơi đăng ký khai sinh. Xem lại số trên thẻ căn cước."),
            place=digits[:3],
        )
    year = birth_year(digits)
    if year > on.year:
        raise _refuse(
            value, gettext_noop("ứng với năm sinh %(year)s, chưa đến. Xem lại số trên thẻ căn cước."), year=year
        )
    return digits


def birth_year(number: str) -> int:
    """The year of birth that a personal number of 12 digits tells."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def old_card_number(value: str) -> str:
    """The 9 digits of an old identity card (chứng minh nhân dân); raises IdentityNotValid."""
    digits = _digits(value)
    if not (digits.isascii() and digits.isdigit() and len(digits) == OLD_CARD_DIGITS):
        raise _refuse(
            value,
            gettext_noop(
                "không phải số chứng minh nhân dân. Nhập đúng 9 số, hoặc chọn số định danh nếu đã có thẻ căn cước."
            ),
        )
    return digits


def passport_number(value: str) -> str:
    """A passport number: 6 to 9 letters and digits, in capitals; raises IdentityNotValid."""
    written = _digits(value).upper()
    if not _PASSPORT.fullmatch(written):
        raise _refuse(value, gettext_noop("không phải số hộ chiếu. Nhập 6 đến 9 chữ cái và chữ số, ví dụ C1234567."))
    return written


def business_number(value: str, on: date) -> str:
    """A tax and business code, as it is registered.

    10 digits with their check digit (3 more for a branch), the 12 digits of a household's owner, or the registration
    number of an old household business (`41A8012345`); raises IdentityNotValid.
    """
    written = _digits(value).upper()
    if _OLD_HOUSEHOLD.fullmatch(written):
        return written
    if len(written) == PERSONAL_DIGITS:
        return personal_number(written, on)
    if not (written.isascii() and written.isdigit() and len(written) in (10, 13)):
        raise _refuse(
            value,
            gettext_noop(
                "không phải mã số doanh nghiệp. Nhập 10 số (chi nhánh 13 số); hộ kinh doanh nhập 12 số của chủ hộ."
            ),
        )
    if not _tax_code_checks(written):
        raise _refuse(value, gettext_noop("có số kiểm tra không khớp. Xem lại từng số trên giấy chứng nhận."))
    return written if len(written) == 10 else f"{written[:10]}-{written[10:]}"


def _tax_code_checks(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, _TAX_WEIGHTS, strict=False))
    return 10 - total % 11 == int(digits[9])


def other_number(value: str) -> str:
    """Any other paper: what is written, in one line of at most 32 characters; raises IdentityNotValid."""
    written = " ".join(value.split())
    if len(written) > 32:
        raise _refuse(value, gettext_noop("quá dài. Số giấy tờ có nhiều nhất 32 ký tự."))
    return written


def phone_number(value: str) -> str:
    """A Vietnamese telephone number as digits; raises IdentityNotValid.

    Mobile numbers have 10 and begin with 03, 05, 07, 08 or 09, landlines have 11 and begin with 02.
    """
    digits = _digits(value)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    if not (digits.isascii() and digits.isdigit()):
        raise _refuse(value, gettext_noop("có ký tự không phải chữ số. Nhập số điện thoại như 0912 000 146."))
    if digits.startswith("02"):
        return _of_length(
            value, digits, LANDLINE_DIGITS, gettext_noop("có %(count)s số. Nhập đủ 11 số của điện thoại cố định.")
        )
    if digits[:2] not in ("03", "05", "07", "08", "09"):
        raise _refuse(
            value,
            gettext_noop("không có đầu số của Việt Nam. Số di động bắt đầu bằng 03, 05, 07, 08, 09; cố định bằng 02."),
        )
    return _of_length(value, digits, MOBILE_DIGITS, gettext_noop("có %(count)s số. Nhập đủ 10 số."))


def _of_length(value: str, digits: str, length: int, remedy: str) -> str:
    if len(digits) != length:
        raise _refuse(value, remedy, count=len(digits))
    return digits


def person_name(value: str) -> str:
    """A person's name in composed letters and single spaces; raises IdentityNotValid for digits and strange signs."""
    name = _one_line(value)
    if any(char.isdigit() for char in name):
        raise _refuse(value, gettext_noop("có chữ số. Nhập họ và tên như trên thẻ căn cước."))
    return _with_letters(value, name)


def organisation_name(value: str) -> str:
    """The name of an organisation, household or body in composed letters and single spaces; raises IdentityNotValid."""
    return _with_letters(value, _one_line(value))


def _one_line(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", value).split())


def _with_letters(value: str, name: str) -> str:
    if len(name) > MOST_LETTERS:
        raise _refuse(value, gettext_noop("quá dài. Tên có nhiều nhất 255 ký tự."))
    if not any(char.isalpha() for char in name):
        raise _refuse(value, gettext_noop("không có chữ cái nào. Nhập lại tên."))
    strange = sorted({char for char in name if not (char.isalnum() or char in _NAME_MARKS)})
    if strange:
        raise _refuse(
            value,
            gettext_noop("có ký tự không dùng được: %(signs)s. Bỏ ký tự đó."),
            signs=" ".join(map(_seen, strange)),
        )
    return name


def masked(number: str) -> str:
    """A number with all but its first four and last three characters hidden, for pages: `0720•••••146`."""
    if len(number) <= 7:
        return "•" * len(number)
    return number[:4] + "•" * (len(number) - 7) + number[-3:]
