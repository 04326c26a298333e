"""The index of QĐ 766/QĐ-TTg: five groups, 100 points, and the punctuality rule of the national portal.

Groups and points were read in secondary sources of October 2026, not in the decision of 2022 itself; the split of the
twelve points for online dossiers was found nowhere and is halved here. Each item that is uncertain says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from motcua.domain.indicators import conditions as when
from motcua.domain.indicators.conditions import Of
from motcua.domain.indicators.definitions import (
    HUNDRED,
    Definition,
    Due,
    Kind,
    Precision,
    Source,
    due_of,
    percentage,
    rounded,
)
from motcua.domain.indicators.rates import WITH_COMPONENTS, rate
from motcua.domain.indicators.sources import INDEX_766
from motcua.domain.indicators.values import ONLINE, DossierFigures, Period
from motcua.domain.instants import midnight
from motcua.domain.texts import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MOST_SUPPLEMENTS: Final = 1
"""More requests for a supplement than this and the portal counts the dossier as late, whenever it ended."""


class Group(StrEnum):
    """The five groups."""

    OPENNESS = "openness"
    PROGRESS = "progress"
    ONLINE = "online"
    DIGITISATION = "digitisation"
    SATISFACTION = "satisfaction"


class Empty(StrEnum):
    """What becomes of an item of nothing: it is left out of the total, or scores nothing."""

    LEFT_OUT = "left_out"
    ZERO = "zero"


GROUP_POINTS: Final = {
    Group.OPENNESS: 18,
    Group.PROGRESS: 20,
    Group.ONLINE: 22,
    Group.DIGITISATION: 22,
    Group.SATISFACTION: 18,
}
GROUP_WORDS: Final = {
    Group.OPENNESS: gettext_noop("Công khai, minh bạch"),
    Group.PROGRESS: gettext_noop("Tiến độ giải quyết"),
    Group.ONLINE: gettext_noop("Cung cấp dịch vụ trực tuyến"),
    Group.DIGITISATION: gettext_noop("Số hóa hồ sơ"),
    Group.SATISFACTION: gettext_noop("Mức độ hài lòng"),
}


def counted_end(row: DossierFigures, period: Period) -> datetime:
    """The instant that the portal compares: end of processing; of what waits for a supplement the request; of what
    still runs the end of the period. A dossier closed for want of a supplement ended with the request already.
    """
    closing = midnight(period.ends)
    if row.ended_at is not None and row.ended_at < closing:
        return row.ended_at
    asked = row.supplement_asked_at if row.paused else None
    return closing if asked is None else min(asked, closing)


def in_time(row: DossierFigures, period: Period) -> bool:
    """Indicator 2.1: not after the date of the appointment, with one request for a supplement at most.

    The wait for a supplement is subtracted already: our date moved with it. A dossier whose clock stands is in time.
    """
    due = due_of(row, Due.DUE)
    if due is None or row.supplements_before + row.supplements_after > MOST_SUPPLEMENTS:
        return False
    if row.accepted_on is None:
        return row.refused_on is not None and row.due_on is not None and row.refused_on <= row.due_on
    standing = row.paused and row.supplement_asked_at is None
    return standing or counted_end(row, period) <= due


def judged(row: DossierFigures, period: Period) -> bool:
    """What 2.1 divides by: what was to handle, finished or not, and what was refused at intake, if it has a date."""
    concerned = when.to_handle(row, period) or when.refused_at_intake(row, period)
    return concerned and due_of(row, Due.DUE) is not None


_RESULT: Final = ("GRANTED", "REFUSED")
_SOURCES: Final = (INDEX_766,)
_WITH_RESULT = Of(gettext_noop("Đã giải quyết trong kỳ, có kết quả"), when.with_outcome(*_RESULT))

PUNCTUAL: Final = rate(
    "index766.2.1",
    gettext_noop("Tỷ lệ đúng hạn theo Bộ chỉ số 766"),
    Of(gettext_noop("Phải giải quyết trong kỳ hoặc bị từ chối tiếp nhận, có hạn trả hoặc hạn theo quy định"), judged),
    Of(
        gettext_noop("Xong không sau hạn (chưa xong thì so với lúc hết kỳ), không quá một lần yêu cầu bổ sung"), in_time
    ),
    sources=_SOURCES,
    precision=Precision.MINUTE,
    doubt=gettext_noop(
        "Cổng đếm cả hồ sơ chưa xong. Nguồn không nói lần bổ sung trước tiếp nhận có tính không: ở đây tính cả hai."
    ),
)
AVERAGE: Final = Definition(
    code="index766.2.2",
    name=gettext_noop("Thời gian giải quyết trung bình"),
    kind=Kind.MEAN,
    population=when.OFFICIAL,
    base=when.RESOLVED,
    condition=Of(gettext_noop("Biết số phút làm việc"), lambda row, _period: row.minutes_used is not None),
    sources=_SOURCES,
    measure=lambda row: row.minutes_used,
    doubt=gettext_noop("Chỉ theo dõi, không có điểm."),
)
DOSSIERS_ONLINE: Final = rate(
    "index766.3.3",
    gettext_noop("Tỷ lệ hồ sơ trực tuyến có kết quả điện tử"),
    _WITH_RESULT,
    Of(
        gettext_noop("Nộp trực tuyến và có kết quả điện tử"),
        lambda row, _period: row.channel == ONLINE and row.electronic_result is True,
    ),
    sources=_SOURCES,
    doubt=gettext_noop("Nguồn chia cho hồ sơ đủ điều kiện toàn trình; ở đây là mọi hồ sơ có kết quả trong kỳ."),
)
PAID_ONLINE: Final = rate(
    "index766.3.6",
    gettext_noop("Tỷ lệ hồ sơ thanh toán trực tuyến"),
    Of(
        gettext_noop("Tiếp nhận trong kỳ, thủ tục có phí, lệ phí"),
        lambda row, period: when.received(row, period) and row.with_fee is True,
    ),
    Of(gettext_noop("Đã thanh toán trực tuyến"), lambda row, _period: row.paid_online is True),
    sources=_SOURCES,
)
ELECTRONIC: Final = rate(
    "index766.4.1",
    gettext_noop("Tỷ lệ cấp kết quả điện tử"),
    _WITH_RESULT,
    Of(gettext_noop("Có kết quả điện tử"), lambda row, _period: row.electronic_result is True),
    sources=_SOURCES,
)
_ONE_PAPER: Final = gettext_noop(
    "Nguồn không ghi công thức; Cổng nhận một dấu có hay không cho mỗi hồ sơ, nên ở đây đếm hồ sơ có từ một giấy tờ."
)
WITH_DIGITISED: Final = rate(
    "index766.4.2",
    gettext_noop("Tỷ lệ hồ sơ có giấy tờ số hóa"),
    WITH_COMPONENTS,
    Of(gettext_noop("Có ít nhất một giấy tờ đã số hóa"), lambda row, _period: bool(row.components_digitised)),
    sources=_SOURCES,
    doubt=_ONE_PAPER,
)
WITH_REUSED: Final = rate(
    "index766.4.3",
    gettext_noop("Tỷ lệ hồ sơ dùng lại dữ liệu đã số hóa"),
    WITH_COMPONENTS,
    Of(gettext_noop("Có ít nhất một giấy tờ dùng lại"), lambda row, _period: bool(row.components_reused)),
    sources=_SOURCES,
    doubt=_ONE_PAPER,
)
DEFINITIONS: Final = (PUNCTUAL, AVERAGE, DOSSIERS_ONLINE, PAID_ONLINE, ELECTRONIC, WITH_DIGITISED, WITH_REUSED)


@dataclass(frozen=True)
class Item:
    """One scored line. A rate of `threshold` per cent or more gets all `points`, less gets its part; `formula` says
    what is divided by what; `definition` is the figure that gives the rate, where dossiers do.
    """

    code: str
    group: Group
    name: str
    points: int
    formula: str
    threshold: int = 100
    definition: str = ""
    doubt: str = ""
    source: Source = INDEX_766
    places: int = 2


_SPLIT: Final = gettext_noop("Cách chia 12 điểm cho 3.1 và 3.3 chưa tìm thấy: ở đây chia đôi.")
_NUMBER: Final = gettext_noop("Số thứ tự trong nhóm 4 chưa chắc.")
_O, _P, _N, _D, _S = Group

ITEMS: Final[tuple[Item, ...]] = (
    Item("1.1", _O, gettext_noop("Công bố thủ tục đúng hạn"), 6,
         gettext_noop("Quyết định ký trước ngày hiệu lực ít nhất 20 ngày (bộ), 5 ngày (tỉnh) / số quyết định"),
         doubt=gettext_noop("Ngày hay ngày làm việc: chưa rõ.")),
    Item("1.2", _O, gettext_noop("Cập nhật, công khai đúng hạn"), 4,
         gettext_noop("Công khai trong 10 ngày làm việc (bộ), 5 ngày làm việc (tỉnh) sau khi ký / số quyết định")),
    Item("1.3", _O, gettext_noop("Công khai đủ nội dung"), 2, gettext_noop("Thủ tục đủ các bộ phận / số thủ tục")),
    Item("1.4", _O, gettext_noop("Đồng bộ hồ sơ lên Cổng Dịch vụ công quốc gia"), 6,
         gettext_noop("Hồ sơ đã đồng bộ / số lớn hơn trong: báo cáo quốc gia, số của Cổng")),
    Item("2.1", _P, gettext_noop("Giải quyết trước hạn và đúng hạn"), 20,
         gettext_noop("Hồ sơ đúng hạn / hồ sơ đã xong và chưa xong của kỳ"), definition=PUNCTUAL.code),
    Item("2.2", _P, gettext_noop("Thời gian giải quyết trung bình"), 0,
         gettext_noop("Chỉ theo dõi"), definition=AVERAGE.code),
    Item("3.1", _N, gettext_noop("Thủ tục cung cấp trực tuyến toàn trình"), 6,
         gettext_noop("Dịch vụ công toàn trình / thủ tục đủ điều kiện"), 80, doubt=_SPLIT),
    Item("3.3", _N, gettext_noop("Hồ sơ trực tuyến toàn trình"), 6,
         gettext_noop("Hồ sơ nộp trực tuyến, có kết quả điện tử / hồ sơ đủ điều kiện"), 50,
         DOSSIERS_ONLINE.code, _SPLIT),
    Item("3.4", _N, gettext_noop("Thủ tục có phí cho thanh toán trực tuyến"), 2,
         gettext_noop("Thủ tục cho thanh toán trực tuyến / thủ tục có phí, lệ phí")),
    Item("3.5", _N, gettext_noop("Thủ tục có giao dịch thanh toán trực tuyến"), 2,
         gettext_noop("Thủ tục có giao dịch / thủ tục cho thanh toán trực tuyến"), 80),
    Item("3.6", _N, gettext_noop("Hồ sơ thanh toán trực tuyến"), 6,
         gettext_noop("Hồ sơ thanh toán trực tuyến / hồ sơ của thủ tục có phí, lệ phí"), definition=PAID_ONLINE.code),
    Item("4.1", _D, gettext_noop("Cấp kết quả điện tử"), 6,
         gettext_noop("Hồ sơ có kết quả điện tử / hồ sơ có kết quả"), definition=ELECTRONIC.code),
    Item("4.2", _D, gettext_noop("Số hóa giấy tờ của hồ sơ"), 4,
         gettext_noop("Hồ sơ có giấy tờ đã số hóa / hồ sơ tiếp nhận có giấy tờ"), 80, WITH_DIGITISED.code, _ONE_PAPER),
    Item("4.3", _D, gettext_noop("Dùng lại dữ liệu đã số hóa"), 2,
         gettext_noop("Hồ sơ có giấy tờ dùng lại / hồ sơ tiếp nhận có giấy tờ"), 80, WITH_REUSED.code, _ONE_PAPER),
    Item("4.4", _D, gettext_noop("Bản sao chứng thực điện tử"), 2,
         gettext_noop("Đơn vị có cấp bản sao chứng thực điện tử / đơn vị phải cấp"), doubt=_NUMBER),
    Item("4.5", _D, gettext_noop("Kết nối kho dữ liệu điện tử"), 4,
         gettext_noop("Hệ thống đã kết nối / hệ thống phải kết nối"), doubt=_NUMBER),
    Item("4.6", _D, gettext_noop("Hồ sơ dùng Cơ sở dữ liệu quốc gia về dân cư"), 2,
         gettext_noop("Hồ sơ có tra cứu dân cư / hồ sơ của thủ tục đã kết nối"), doubt=_NUMBER),
    Item("4.7", _D, gettext_noop("Thủ tục kết nối Cơ sở dữ liệu quốc gia về dân cư"), 2,
         gettext_noop("Thủ tục đã kết nối / thủ tục phải kết nối"), doubt=_NUMBER),
    Item("5.1", _S, gettext_noop("Xử lý phản ánh, kiến nghị đúng hạn"), 6,
         gettext_noop("Phản ánh, kiến nghị xử lý đúng hạn / đã tiếp nhận")),
    Item("5.2", _S, gettext_noop("Hài lòng về xử lý phản ánh, kiến nghị"), 6,
         gettext_noop("Lượt hài lòng / lượt đánh giá")),
    Item("5.4", _S, gettext_noop("Hài lòng về giải quyết thủ tục"), 6,
         gettext_noop("100 % trừ tỷ lệ quá hạn và tỷ lệ hồ sơ có phản ánh hoặc không hài lòng"), 90),
)  # fmt: skip
"""The lines that are scored, as the national portal had them in October 2026."""

BANDS: Final = (
    (90, gettext_noop("Xuất sắc")),
    (80, gettext_noop("Tốt")),
    (70, gettext_noop("Khá")),
    (50, gettext_noop("Trung bình")),
    (0, gettext_noop("Yếu")),
)
"""From how many points of a hundred which word is said (from general knowledge, only two samples agree)."""


def score(item: Item, rate_in_percent: Decimal | None, *, empty: Empty = Empty.LEFT_OUT) -> Decimal | None:
    """The points of an item: all from its threshold on, below in proportion; two decimals. None is left out."""
    if rate_in_percent is None:
        return None if empty is Empty.LEFT_OUT else Decimal("0.00")
    part = min(max(rate_in_percent, Decimal(0)) / item.threshold, Decimal(1))
    return rounded(part * item.points, item.places)


def satisfaction(handled: int, late: int, disliked: int) -> Decimal | None:
    """The rate of 5.4: a hundred per cent less those late and those complained of; never below nothing."""
    bad = percentage(late + disliked, handled)
    return None if bad is None else max(HUNDRED - bad, Decimal("0.00"))


@dataclass(frozen=True)
class Total:
    """The sum of the points, of how many they are, and the band of the share (None where nothing was scored)."""

    points: Decimal
    out_of: int
    band: str | None


def total(scores: Mapping[str, Decimal | None]) -> Total:
    """Add the points by code of item; items that were left out (or are missing) are not among those of which."""
    found = [(item, points) for item in ITEMS if (points := scores.get(item.code)) is not None]
    points = sum((points for _item, points in found), Decimal("0.00"))
    out_of = sum(item.points for item, _points in found)
    return Total(points, out_of, band(points * HUNDRED / out_of) if out_of else None)


def band(points: Decimal) -> str:
    """The word for so many points of a hundred."""
    return next(word for least, word in BANDS if points >= least)
