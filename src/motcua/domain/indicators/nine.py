"""The nine indicators of TT 01/2018/TT-VPCP (arts 13–15): 0, 1 or 2 points each, by dossier and by agency.

In force from 6/1/2019 until TT 03/2025/TT-VPCP replaced it; whether that one keeps them was not verified, so they are
the scoring of their own time. What is unknown is None and not counted; an indicator of nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from motcua.domain.indicators.definitions import Punctuality, Source, rounded
from motcua.domain.indicators.sources import SCORING_2018
from motcua.domain.texts import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST: Final = 2
OFFICER_INDICATORS: Final = (1, 2, 3, 4, 7)
_TIME_POINTS: Final = {Punctuality.EARLY: 2, Punctuality.ON_TIME: 1, Punctuality.LATE: 0}
_ORDER: Final = (Punctuality.EARLY, Punctuality.ON_TIME, Punctuality.LATE)


class ServiceLevel(StrEnum):
    """Whose one-stop shop it is: how much of its list must be handled on the spot."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


ON_THE_SPOT: Final = {ServiceLevel.PROVINCE: 20, ServiceLevel.DISTRICT: 50, ServiceLevel.COMMUNE: 100}
"""Per cent of the listed procedures received, appraised, approved and returned at the one-stop shop (indicator 5)."""


@dataclass(frozen=True)
class Indicator:
    """One of the nine: what it looks at, and what two points, one and none stand for."""

    number: int
    name: str
    population: str
    two: str
    one: str
    none: str
    doubt: str = ""
    source: Source = SCORING_2018
    places: int = 1

    @property
    def code(self) -> str:
        """The code of its figure."""
        return f"tt01_2018.{self.number}"


_DOSSIER: Final = gettext_noop("Từng hồ sơ đã giải quyết trong kỳ")
_AGENCY: Final = gettext_noop("Cơ quan, đơn vị")

INDICATORS: Final[tuple[Indicator, ...]] = (
    Indicator(1, gettext_noop("Thời gian giải quyết so với quy định"), _DOSSIER,
              gettext_noop("ngắn hơn"), gettext_noop("bằng"), gettext_noop("dài hơn")),
    Indicator(2, gettext_noop("Thời gian của từng cơ quan tham gia so với quy định"), _DOSSIER,
              gettext_noop("mọi nơi ngắn hơn"), gettext_noop("nơi lâu nhất bằng"), gettext_noop("có nơi dài hơn"),
              gettext_noop("Nguồn không nói chấm thế nào khi các nơi khác nhau: ở đây lấy nơi lâu nhất.")),
    Indicator(3, gettext_noop("Số lần phải liên hệ để hoàn thiện hồ sơ"), _DOSSIER,
              "0", "1", gettext_noop("hơn 1 (trừ lỗi của người nộp)")),
    Indicator(4, gettext_noop("Số cơ quan phải liên hệ"), _DOSSIER,
              "0", gettext_noop("1 (Bộ phận Một cửa)"), gettext_noop("hơn 1")),
    Indicator(5, gettext_noop("Giải quyết tại Bộ phận Một cửa"), _AGENCY,
              gettext_noop("nhận, trả 100 % tại Một cửa; tại chỗ từ 20 % (tỉnh), 50 % (huyện), 100 % (xã)"),
              gettext_noop("nhận, trả 100 % tại Một cửa"), gettext_noop("chưa đủ 100 %")),
    Indicator(6, gettext_noop("Công khai thủ tục"), _DOSSIER,
              gettext_noop("niêm yết và điện tử"), gettext_noop("một trong hai"), gettext_noop("không")),
    Indicator(7, gettext_noop("Thái độ phục vụ"), _DOSSIER,
              gettext_noop("sớm, không phản ánh"), gettext_noop("đúng hạn, không phản ánh"),
              gettext_noop("có phản ánh đúng, hoặc trễ"),
              gettext_noop("Nguồn không nói hồ sơ trễ mà không có phản ánh được mấy điểm: ở đây là 0.")),
    Indicator(8, gettext_noop("Xử lý phản ánh, kiến nghị"), _AGENCY,
              gettext_noop("không có, hoặc 100 % đúng hạn và không kéo dài"), gettext_noop("từ 90 %"),
              gettext_noop("dưới 90 % hoặc kéo dài")),
    Indicator(9, gettext_noop("Dịch vụ công trực tuyến"), _AGENCY,
              gettext_noop("từ 20 % thủ tục, từ 30 % hồ sơ, không trễ"),
              gettext_noop("có thủ tục, từ 15 % hồ sơ, không trễ"), gettext_noop("chưa đạt"),
              gettext_noop("Thủ tục trực tuyến là mức độ 3, 4 của thời đó.")),
)  # fmt: skip
NUMBERS: Final = tuple(indicator.number for indicator in INDICATORS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFigures:
    """What is known of one dossier. `contacts` are those that the agency caused beyond the first filing; `posted` and
    `electronic` say where its procedure was published accurately, completely and in time.
    """

    time: Punctuality | None = None
    unit_times: tuple[Punctuality, ...] = ()
    contacts: int | None = None
    agencies: int | None = None
    posted: bool | None = None
    electronic: bool | None = None
    complaint: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFigures:
    """What is known of one agency: numbers of procedures, of feedback and of dossiers.

    `prolonged` says whether feedback was handled again and again, `online_late` how many online dossiers are overdue.
    """

    level: ServiceLevel
    listed: int = 0
    at_one_stop: int = 0
    on_the_spot: int = 0
    feedback: int | None = None
    feedback_in_time: int = 0
    prolonged: bool = False
    eligible: int = 0
    online_services: int = 0
    dossiers: int = 0
    online_dossiers: int = 0
    online_late: int = 0


def dossier_points(row: ServiceFigures) -> dict[int, int | None]:
    """The points of a dossier in the indicators that look at dossiers: 1, 2, 3, 4, 6 and 7."""
    slowest = max(row.unit_times, key=_ORDER.index) if row.unit_times else None
    return {
        1: None if row.time is None else _TIME_POINTS[row.time],
        2: None if slowest is None else _TIME_POINTS[slowest],
        3: _fewer(row.contacts),
        4: _fewer(row.agencies),
        6: None if row.posted is None or row.electronic is None else row.posted + row.electronic,
        7: _attitude(row),
    }


def _fewer(number: int | None) -> int | None:
    return None if number is None else max(MOST - number, 0)


def _attitude(row: ServiceFigures) -> int | None:
    if row.complaint is None or row.time is None:
        return None
    return 0 if row.complaint else _TIME_POINTS[row.time]


def agency_points(row: AgencyFigures) -> dict[int, int | None]:
    """The points of an agency in the indicators that look at it as a whole: 5, 8 and 9."""
    return {5: _one_stop(row), 8: _feedback(row), 9: _online(row)}


def _one_stop(row: AgencyFigures) -> int | None:
    if not row.listed:
        return None
    if row.at_one_stop < row.listed:
        return 0
    return 2 if row.on_the_spot * 100 >= ON_THE_SPOT[row.level] * row.listed else 1


def _feedback(row: AgencyFigures) -> int | None:
    if row.feedback is None:
        return None
    if row.prolonged or row.feedback_in_time * 100 < 90 * row.feedback:
        return 0
    return 2 if row.feedback_in_time >= row.feedback else 1


def _online(row: AgencyFigures) -> int | None:
    if not row.eligible or not row.dossiers:
        return None
    share = row.online_dossiers * 100
    if row.online_late or not row.online_services or share < 15 * row.dossiers:
        return 0
    return 2 if row.online_services * 100 >= 20 * row.eligible and share >= 30 * row.dossiers else 1


def indicator(points: Iterable[int | None]) -> Decimal | None:
    """The points of an indicator: the mean over those that are known, one decimal; None where none is."""
    known = [each for each in points if each is not None]
    return rounded(Decimal(sum(known)) / len(known), 1) if known else None


def total(scores: Mapping[int, Decimal | None], indicators: Iterable[int] = NUMBERS) -> Decimal:
    """The sum over the indicators that have points (arts 14, 15)."""
    return sum((score for number in indicators if (score := scores.get(number)) is not None), Decimal(0))


OFFICER_BANDS: Final = (
    (Decimal(5), gettext_noop("Hoàn thành 100 % nhiệm vụ")),
    (Decimal("3.5"), gettext_noop("Hoàn thành từ 70 % đến dưới 100 % nhiệm vụ")),
    (Decimal(0), gettext_noop("Hoàn thành dưới 70 % nhiệm vụ")),
)
"""Of the ten points of indicators 1, 2, 3, 4 and 7."""

AGENCY_BANDS: Final = (
    (Decimal(15), gettext_noop("Xuất sắc")),
    (Decimal(12), gettext_noop("Tốt")),
    (Decimal(9), gettext_noop("Khá")),
    (Decimal(6), gettext_noop("Trung bình")),
    (Decimal(0), gettext_noop("Yếu")),
)
"""Of the eighteen points of all nine."""


def band(points: Decimal, bands: Iterable[tuple[Decimal, str]]) -> str:
    """The word for so many points."""
    return next(word for least, word in bands if points >= least)
