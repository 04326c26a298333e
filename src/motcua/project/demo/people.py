"""Invented citizens of the demo: plausible names, valid numbers, telephone numbers that nobody holds.

Identity numbers carry the fictional province 072's prefix in a valid layout; telephone numbers are 0900 000 xxx.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from motcua.common.folding import fold

SURNAMES = (
    ("Nguyễn",) * 8
    + ("Trần",) * 3
    + ("Lê",) * 3
    + ("Phạm",) * 2
    + (
        "Hoàng",
        "Huỳnh",
        "Phan",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Đinh",
        "Lò",
        "Nông",
    )
)
MIDDLE_MALE = ("Văn", "Văn", "Đình", "Hữu", "Quốc", "Minh", "Xuân", "Công", "Đức", "Thanh")
MIDDLE_FEMALE = ("Thị", "Thị", "Thị Thu", "Thị Ngọc", "Thị Bích", "Khánh", "Thị Quỳnh", "Thùy", "Thị Kim", "Hồng")
GIVEN_MALE = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Giang",
    "Hải",
    "Hiếu",
    "Hoà",
    "Hùng",
    "Khải",
    "Khánh",
    "Lâm",
    "Long",
    "Mạnh",
    "Nam",
    "Phong",
    "Phúc",
    "Quân",
    "Sơn",
    "Tài",
    "Thành",
    "Thắng",
    "Tiến",
    "Trường",
    "Tuấn",
    "Việt",
    "Vinh",
)
GIVEN_FEMALE = (
    "Anh",
    "Ánh",
    "Châu",
    "Dung",
    "Giang",
    "Hà",
    "Hạnh",
    "Hiền",
    "Hoa",
    "Huệ",
    "Hương",
    "Lan",
    "Linh",
    "Loan",
    "Mai",
    "Mão",
    "Nga",
    "Ngọc",
    "Nhàn",
    "Nhung",
    "Oanh",
    "Phượng",
    "Quyên",
    "Thảo",
    "Thuỷ",
    "Trang",
    "Tuyết",
    "Uyên",
    "Vân",
    "Yến",
)
HAMLETS = (
    "Thôn Đông Hạ",
    "Thôn Trung Lâm",
    "Thôn Yên Phú",
    "Thôn Gò Sỏi",
    "Tổ dân phố 3",
    "Tổ dân phố 7",
    "Bản Nậm Ngà",
)


WITH_MAIL = 3
"""Of ten citizens so many have an e-mail address and ask to be told by it; the domain is one that nobody can have."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """An applicant as typed at the counter."""

    name: str
    identity_number: str
    birth_date: date
    phone: str
    address: str
    email: str = ""


def citizen(chance: Random) -> Citizen:
    """Return an invented citizen between 19 and 84 years of age; the number's layout is that of Decree 137/2015."""
    female = chance.random() < 0.5
    born = date(chance.randrange(1942, 2007), chance.randrange(1, 13), chance.randrange(1, 29))
    middle, given = (MIDDLE_FEMALE, GIVEN_FEMALE) if female else (MIDDLE_MALE, GIVEN_MALE)
    century = (0 if born.year < 2000 else 2) + int(female)
    name = f"{chance.choice(SURNAMES)} {chance.choice(middle)} {chance.choice(given)}"
    number = chance.randrange(1_000_000)
    phone = f"0900000{chance.randrange(1000):03d}"
    mail = f"{fold(name).split()[-1]}{phone[-3:]}@thanhlam.example" if number % 10 < WITH_MAIL else ""
    return Citizen(
        name=name,
        identity_number=f"072{century}{born.year % 100:02d}{number:06d}",
        birth_date=born,
        phone=phone,
        address=f"{chance.choice(HAMLETS)}, xã Thanh Lâm, tỉnh Nam Sơn",
        email=mail,
    )
