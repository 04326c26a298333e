"""Shares: on time in four bases that must not be confused, handled, online, digitised, apologised for.

A rate is named after its base (K-04): 87.03 % of what was received being resolved says nothing about punctuality. Each
counts a part of its base, so that it lies between 0 and 100 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from motcua.domain.indicators import conditions as when
from motcua.domain.indicators.conditions import Of
from motcua.domain.indicators.definitions import Definition, Due, Kind, Precision, Source, one
from motcua.domain.indicators.sources import (
    APOLOGY_2018,
    APOLOGY_2025,
    EVALUATION_2025,
    OWN,
    STATISTICS_2026,
)
from motcua.domain.texts import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Callable

    from motcua.domain.indicators.values import DossierFigures

PLACES: Final = 2
"""Decimals of a percentage (K-03)."""


def rate(
    code: str,
    name: str,
    base: Of,
    condition: Of,
    *,
    sources: tuple[Source, ...] = (OWN,),
    precision: Precision = Precision.NONE,
    due: Due = Due.DUE,
    counted: Callable[[DossierFigures], int] = one,
    weighed: Callable[[DossierFigures], int] = one,
    doubt: str = "",
    population: Of = when.OFFICIAL,
) -> Definition[DossierFigures]:
    """A share of official dossiers, in per cent."""
    return Definition(
        code=code,
        name=name,
        kind=Kind.RATE,
        population=population,
        base=base,
        condition=condition,
        sources=sources,
        places=PLACES,
        precision=precision,
        due=due,
        counted=counted,
        weighed=weighed,
        doubt=doubt,
    )


_RESOLVED_IN_TIME = Of(
    gettext_noop("Đã giải quyết trong kỳ, không sau hạn hiện nay"),
    lambda row, period: when.resolved(row, period) and when.in_time_by(Due.DUE)(row, period),
)
_OPEN_BASE: Final = gettext_noop(
    "Không văn bản nào nói tỷ lệ đúng hạn chia cho số nào; báo cáo thường chia cho số đã giải quyết. Luôn ghi mẫu số."
)

ON_TIME: Final = (
    rate(
        "on_time.resolved",
        gettext_noop("Tỷ lệ đúng hạn trên số đã giải quyết"),
        when.RESOLVED,
        when.IN_TIME,
        sources=(EVALUATION_2025, STATISTICS_2026),
        doubt=_OPEN_BASE,
        precision=Precision.MINUTE,
    ),
    rate(
        "on_time.received",
        gettext_noop("Tỷ lệ đúng hạn trên số tiếp nhận trong kỳ"),
        when.RECEIVED,
        _RESOLVED_IN_TIME,
        doubt=_OPEN_BASE,
        precision=Precision.MINUTE,
    ),
    rate(
        "on_time.due",
        gettext_noop("Tỷ lệ đúng hạn trên số có hạn trong kỳ"),
        when.DUE_IN,
        when.IN_TIME,
        doubt=_OPEN_BASE,
        precision=Precision.MINUTE,
    ),
    rate(
        "on_time.to_handle",
        gettext_noop("Tỷ lệ đúng hạn trên số phải giải quyết"),
        when.TO_HANDLE,
        _RESOLVED_IN_TIME,
        doubt=_OPEN_BASE,
        precision=Precision.MINUTE,
    ),
)
"""The rate of punctuality in its four bases; without a word more, the first is meant."""

OTHER_DATES: Final = (
    rate(
        "on_time.resolved.first_due",
        gettext_noop("Tỷ lệ đúng hạn hẹn lần đầu trên số đã giải quyết"),
        when.RESOLVED,
        when.IN_TIME_FIRST,
        due=Due.FIRST,
        doubt=gettext_noop("So với ngày hẹn đầu tiên: hồ sơ đã hẹn lại mà xong sau ngày hẹn đầu là không đúng hạn."),
        precision=Precision.MINUTE,
    ),
    rate(
        "on_time.resolved.statutory",
        gettext_noop("Tỷ lệ đúng hạn theo quy định trên số đã giải quyết"),
        when.RESOLVED,
        when.IN_TIME_STATUTORY,
        due=Due.STATUTORY,
        doubt=gettext_noop("So với thời hạn của pháp luật, không phải thời hạn đơn vị cam kết ngắn hơn."),
        precision=Precision.MINUTE,
    ),
)

HANDLED: Final = (
    rate(
        "resolved.received",
        gettext_noop("Tỷ lệ đã giải quyết trên số tiếp nhận trong kỳ"),
        when.RECEIVED,
        when.RESOLVED,
        doubt=gettext_noop("Không phải tỷ lệ đúng hạn: hồ sơ chưa đến hạn mà chưa giải quyết cũng làm nó giảm."),
    ),
    rate(
        "resolved.to_handle",
        gettext_noop("Tỷ lệ đã giải quyết trên số phải giải quyết"),
        when.TO_HANDLE,
        when.RESOLVED,
        doubt=gettext_noop("Không phải tỷ lệ đúng hạn: hồ sơ chưa đến hạn mà chưa giải quyết cũng làm nó giảm."),
    ),
    rate(
        "pending.received",
        gettext_noop("Tỷ lệ đang giải quyết trên số tiếp nhận trong kỳ"),
        when.RECEIVED,
        when.PENDING,
        doubt=gettext_noop(
            "Không phải tỷ lệ quá hạn: hồ sơ chưa đến hạn cũng được đếm. Cộng với tỷ lệ đã giải quyết là 100 %."
        ),
    ),
    rate(
        "late.to_handle",
        gettext_noop("Tỷ lệ quá hạn trên số phải giải quyết"),
        when.TO_HANDLE,
        when.LATE_OR_OVERDUE,
        precision=Precision.MINUTE,
    ),
)

ONLINE: Final = rate(
    "online.received",
    gettext_noop("Tỷ lệ hồ sơ trực tuyến"),
    when.RECEIVED,
    when.FILED_ONLINE,
    sources=(EVALUATION_2025, STATISTICS_2026),
    doubt=gettext_noop("Mọi hồ sơ nộp trực tuyến, cả của dịch vụ công một phần; Bộ chỉ số 766 đếm hẹp hơn."),
)


def _components(row: DossierFigures) -> int:
    return row.components or 0


def _digitised(row: DossierFigures) -> int:
    return min(row.components_digitised or 0, row.components or 0)


def _reused(row: DossierFigures) -> int:
    return min(row.components_reused or 0, row.components or 0)


WITH_COMPONENTS: Final = Of(
    gettext_noop("Tiếp nhận trong kỳ, biết số giấy tờ"),
    lambda row, period: when.received(row, period) and bool(row.components),
)

DIGITISED: Final = (
    rate(
        "digitised.dossiers",
        gettext_noop("Tỷ lệ hồ sơ số hóa đủ giấy tờ"),
        WITH_COMPONENTS,
        Of(gettext_noop("Mọi giấy tờ đã số hóa"), lambda row, _period: _digitised(row) == _components(row)),
        sources=(EVALUATION_2025,),
    ),
    rate(
        "digitised.components",
        gettext_noop("Tỷ lệ giấy tờ đã số hóa"),
        WITH_COMPONENTS,
        when.ALL,
        sources=(EVALUATION_2025,),
        counted=_digitised,
        weighed=_components,
        doubt=gettext_noop("Đếm từng giấy tờ; mục 4.2 của Bộ chỉ số 766 đếm hồ sơ (index766.4.2)."),
    ),
    rate(
        "reused.components",
        gettext_noop("Tỷ lệ giấy tờ dùng lại dữ liệu đã số hóa"),
        WITH_COMPONENTS,
        when.ALL,
        sources=(EVALUATION_2025,),
        counted=_reused,
        weighed=_components,
        doubt=gettext_noop("Đếm từng giấy tờ; mục 4.3 của Bộ chỉ số 766 đếm hồ sơ (index766.4.3)."),
    ),
)

_OWED = Of(
    gettext_noop("Có thư xin lỗi phải gửi, hạn gửi trong kỳ"),
    lambda row, period: period.holds(row.apology_due_on),
)
_SENT = Of(
    gettext_noop("Thư đã gửi khi hết kỳ"),
    lambda row, period: row.apology_sent_on is not None and row.apology_sent_on < period.ends,
)
_SENT_IN_TIME = Of(
    gettext_noop("Thư đã gửi không sau hạn gửi"),
    lambda row, _period: (
        row.apology_sent_at is not None and row.apology_due_at is not None and row.apology_sent_at <= row.apology_due_at
    ),
)
_APOLOGY_SOURCES: Final = (APOLOGY_2018, APOLOGY_2025)
_ONE_DAY_OPEN: Final = gettext_noop(
    "«Chậm nhất 01 ngày trước ngày hết hạn» không nói ngày làm việc hay ngày lịch: ở đây là hết ngày làm việc "
    "liền trước."
)

APOLOGIES: Final = (
    Definition(
        code="apologies.owed",
        name=gettext_noop("Thư xin lỗi phải gửi"),
        kind=Kind.COUNT,
        population=when.OFFICIAL,
        base=when.ALL,
        condition=_OWED,
        sources=_APOLOGY_SOURCES,
        doubt=_ONE_DAY_OPEN,
    ),
    rate("apologies.sent", gettext_noop("Tỷ lệ đã gửi thư xin lỗi"), _OWED, _SENT, sources=_APOLOGY_SOURCES),
    rate(
        "apologies.in_time",
        gettext_noop("Tỷ lệ gửi thư xin lỗi đúng lúc"),
        _OWED,
        _SENT_IN_TIME,
        sources=_APOLOGY_SOURCES,
        doubt=_ONE_DAY_OPEN,
    ),
)
