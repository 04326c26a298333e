"""What the four articles say: whose figures, of which period, every number with its sentence. Nothing is judged here.

Ids (`S1-17`) are those under which the domain text of reform management lists each statement. A sentence is quoted as
far as the number needs it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from motcua.domain.indicators.values import Period
from motcua.domain.published import Column


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A percentage as it was printed; `printed` None where the text names a share and gives none.

    `parts` are the two counts of the same sentence: at another scale the article would have printed their share.
    """

    id: str
    sentence: str
    of: Column
    printed: Decimal | None
    base: Column | None = None
    parts: tuple[int, int] | None = None
    still_late: str = ""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """One line of figures: the whole, the head's own, or that of the communes. `name` is empty for the whole."""

    id: str
    name: str = ""
    sentence: str
    counts: Mapping[Column, int] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Town:
    """A unit with those below it, as it was then. Codes are invented, except for the province's."""

    province: str
    head: str
    code: str
    commune_codes: str
    communes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article. `dossiers`: whether its situation is built dossier by dossier; otherwise its numbers are declared.

    `label` is how the text names its period (`label_id` where it says so), `closing` the last day that is counted.
    """

    name: str
    source: str
    town: Town
    period: Period
    label: str = ""
    label_id: str = ""
    closing: date | None = None
    scopes: tuple[Scope, ...]
    dossiers: bool

    @property
    def whole(self) -> Scope:
        """The line of the whole unit."""
        return next(scope for scope in self.scopes if not scope.name)


HEAD: Final = "cấp huyện"
COMMUNES: Final = "cấp xã"

BAC_QUANG = Article(
    name="bac-quang-2021",
    source="Bài báo 15/06/2021, trang thông tin huyện Bắc Quang",
    town=Town(
        province="Tỉnh Hà Giang",
        head="Huyện Bắc Quang",
        code="000.00.15.H22",
        commune_codes="000.{:02}.15.H22",
        communes=(
            "Thị trấn Việt Quang",
            "Thị trấn Vĩnh Tuy",
            "Xã Tân Lập",
            "Xã Tân Thành",
            "Xã Đồng Tiến",
            "Xã Đồng Tâm",
            "Xã Tân Quang",
            "Xã Thượng Bình",
            "Xã Hữu Sản",
            "Xã Kim Ngọc",
            "Xã Việt Vinh",
            "Xã Bằng Hành",
            "Xã Quang Minh",
            "Xã Liên Hiệp",
            "Xã Vô Điếm",
            "Xã Việt Hồng",
            "Xã Hùng An",
            "Xã Đức Xuân",
            "Xã Tiên Kiều",
            "Xã Vĩnh Hảo",
            "Xã Vĩnh Phúc",
            "Xã Đồng Yên",
            "Xã Đông Thành",
        ),
    ),
    period=Period(date(2020, 12, 15), date(2021, 6, 15)),
    label="6 tháng đầu năm 2021",
    closing=date(2021, 6, 14),
    dossiers=True,
    scopes=(
        Scope(
            id="S1-16",
            sentence=(
                "Tổng số hồ sơ thủ tục hành chính tiếp nhận trong toàn huyện là 52.031 hồ sơ, đã giải quyết là 51.281 "
                "hồ sơ, có 750 hồ sơ đang trong thời gian xác minh, giải quyết"
            ),
            counts={Column.RECEIVED: 52_031, Column.RESOLVED: 51_281, Column.PENDING: 750},
        ),
        Scope(
            id="S1-17",
            name=HEAD,
            sentence=(
                "Cấp huyện: đã tiếp nhận được 5.783 hồ sơ, đã giải quyết được 5.033 hồ sơ đúng thời gian quy định, đạt "
                "87,03%; có 750 hồ sơ chưa đến hạn trả (đang trong thời gian xác minh) chiếm 12,97%"
            ),
            counts={
                Column.RECEIVED: 5_783,
                Column.RESOLVED: 5_033,
                Column.IN_TIME: 5_033,
                Column.PENDING: 750,
                Column.NOT_DUE: 750,
            },
            claims=(
                Claim(
                    id="S1-17",
                    sentence="đã giải quyết được 5.033 hồ sơ đúng thời gian quy định, đạt 87,03%",
                    of=Column.IN_TIME,
                    printed=Decimal("87.03"),
                    base=Column.RESOLVED,
                    parts=(5_033, 5_783),
                ),
                Claim(
                    id="S1-17",
                    sentence="có 750 hồ sơ chưa đến hạn trả (đang trong thời gian xác minh) chiếm 12,97%",
                    of=Column.NOT_DUE,
                    printed=Decimal("12.97"),
                    base=Column.RECEIVED,
                    parts=(750, 5_783),
                ),
            ),
        ),
        Scope(
            id="S1-18",
            name=COMMUNES,
            sentence=(
                "Cấp xã: đã tiếp nhận 46.248 hồ sơ, đã giải quyết được 46.248 hồ sơ đúng thời gian quy định, đạt 100%; "
                "không có hồ sơ tồn đọng, quá hạn"
            ),
            counts={
                Column.RECEIVED: 46_248,
                Column.RESOLVED: 46_248,
                Column.IN_TIME: 46_248,
                Column.PENDING: 0,
                Column.LATE: 0,
            },
            claims=(
                Claim(
                    id="S1-18/26",
                    sentence="đã giải quyết được 46.248 hồ sơ đúng thời gian quy định, đạt 100%",
                    of=Column.IN_TIME,
                    printed=Decimal(100),
                    base=Column.RESOLVED,
                    still_late="còn tình trạng trễ hẹn trong giải quyết hồ sơ thủ tục hành chính gây bức xúc",
                ),
            ),
        ),
    ),
)

HA_DONG = Article(
    name="ha-dong-2019",
    source="Bài báo 13/11/2019, cổng giao tiếp điện tử Hà Nội",
    town=Town(
        province="Thành phố Hà Nội",
        head="Quận Hà Đông",
        code="000.00.26.H26",
        commune_codes="000.{:02}.26.H26",
        communes=(
            "Phường Nguyễn Trãi",
            "Phường Yết Kiêu",
            "Phường Quang Trung",
            "Phường Mộ Lao",
            "Phường Văn Quán",
            "Phường Vạn Phúc",
            "Phường La Khê",
            "Phường Phú La",
            "Phường Phúc La",
            "Phường Hà Cầu",
            "Phường Yên Nghĩa",
            "Phường Kiến Hưng",
            "Phường Phú Lãm",
            "Phường Phú Lương",
            "Phường Dương Nội",
            "Phường Đồng Mai",
            "Phường Biên Giang",
        ),
    ),
    period=Period(date(2019, 1, 1), date(2019, 11, 13)),
    closing=date(2019, 11, 12),
    dossiers=True,
    scopes=(
        Scope(
            id="S3-11",
            sentence=(
                "quận đã tiếp nhận 6.538 hồ sơ, số hồ sơ tiếp nhận của 17 phường là 100.565, 100% các hồ sơ được trả "
                "đúng hạn"
            ),
            counts={Column.RECEIVED: 107_103, Column.RESOLVED: 107_103, Column.IN_TIME: 107_103},
            claims=(
                Claim(
                    id="S3-11",
                    sentence="100% các hồ sơ được trả đúng hạn",
                    of=Column.IN_TIME,
                    printed=Decimal(100),
                    base=Column.RESOLVED,
                    still_late="Không để các TTHC bị chậm, muộn",
                ),
            ),
        ),
        Scope(
            id="S3-11",
            name="quận",
            sentence="quận đã tiếp nhận 6.538 hồ sơ",
            counts={Column.RECEIVED: 6_538, Column.RESOLVED: 6_538, Column.IN_TIME: 6_538},
        ),
        Scope(
            id="S3-11",
            name="17 phường",
            sentence="số hồ sơ tiếp nhận của 17 phường là 100.565",
            counts={Column.RECEIVED: 100_565, Column.RESOLVED: 100_565, Column.IN_TIME: 100_565},
        ),
    ),
)

DAK_GLONG = Article(
    name="dak-glong-2017",
    source="Bài báo 12/04/2018, báo Đắk Nông",
    town=Town(
        province="Tỉnh Đắk Nông",
        head="Huyện Đắk Glong",
        code="000.00.12.H16",
        commune_codes="000.{:02}.12.H16",
    ),
    period=Period(date(2017, 1, 1), date(2018, 1, 1)),
    label="năm 2017",
    dossiers=False,
    scopes=(
        Scope(
            id="S4-06",
            sentence=(
                "Bộ phận tiếp nhận và trả kết quả hồ sơ cấp huyện thực hiện tiếp nhận 7.468 bộ hồ sơ. Trong đó, hồ sơ "
                "không đủ điều kiện là 516 bộ; hồ sơ đủ điều kiện: 6.952 bộ; hồ sơ đúng hạn, trước hạn: 5.445 bộ; hồ "
                "sơ trễ hạn: 580 bộ…"
            ),
            counts={
                Column.PRESENTED: 7_468,
                Column.NOT_ACCEPTED: 516,
                Column.RECEIVED: 6_952,
                Column.IN_TIME: 5_445,
                Column.LATE: 580,
            },
        ),
    ),
)

CAO_LANH = Article(
    name="cao-lanh-2022",
    source="Bài báo tháng 4/2022, cổng thông tin thành phố Cao Lãnh",
    town=Town(
        province="Tỉnh Đồng Tháp",
        head="Thành phố Cao Lãnh",
        code="000.00.20.H20",
        commune_codes="000.{:02}.20.H20",
    ),
    period=Period(date(2022, 3, 15), date(2022, 6, 15)),
    label="quý II năm 2022",
    label_id="S2-01/03",
    closing=date(2022, 4, 26),
    dossiers=False,
    scopes=(
        Scope(
            id="S2-08/09",
            sentence="tỷ lệ đúng hạn đạt 98,56% (tăng so với cùng kỳ năm 2021)",
            claims=(
                Claim(
                    id="S2-09",
                    sentence="tỷ lệ đúng hạn đạt 98,56%",
                    of=Column.IN_TIME,
                    printed=Decimal("98.56"),
                ),
            ),
        ),
        Scope(
            id="S2-09",
            name="Bộ phận Một cửa thành phố",
            sentence="Bộ phận Tiếp nhận và Trả kết quả thành phố có 33 hồ sơ trễ hạn, chiếm",
            counts={Column.LATE: 33},
            claims=(Claim(id="S2-09", sentence="33 hồ sơ trễ hạn, chiếm", of=Column.LATE, printed=None),),
        ),
        Scope(
            id="S2-09",
            name="xã, phường",
            sentence="Bộ phận Tiếp nhận và Trả kết quả xã, phường có 153 hồ sơ trễ hạn",
            counts={Column.LATE: 153},
        ),
    ),
)

ARTICLES: Final = {article.name: article for article in (BAC_QUANG, DAK_GLONG, HA_DONG, CAO_LANH)}


def scaled(count: int, scale: int) -> int:
    """A count at 1:`scale`, rounded half up: the ratios stay what they are but for one dossier."""
    return (2 * count + scale) // (2 * scale)
