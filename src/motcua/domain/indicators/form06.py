"""The columns of form 06/VPCP/KSTT: how dossiers were handled in a period, and the identities that bind them.

TT 01/2020/TT-VPCP, before it TT 02/2017/TT-VPCP. Identities: 3 = 4 + 5 + 6 = 7 + 11, 7 = 8 + 9 + 10, 11 = 12 + 13, and
column 6 of the next period is column 11 of this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from motcua.domain.indicators import conditions as when
from motcua.domain.indicators.conditions import Of
from motcua.domain.indicators.definitions import Definition, Kind, Precision, Punctuality
from motcua.domain.indicators.sources import FORM_06, FORM_06A, OWN
from motcua.domain.indicators.values import ONLINE, DossierFigures
from motcua.domain.texts import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping

_PRECISION_OPEN: Final = gettext_noop(
    "Biểu không nói trước hạn tính theo giờ hay theo ngày: ở đây theo ngày, còn quá hạn theo đúng phút; cách tính theo "
    "phút có số liệu riêng."
)
_PAUSED_OPEN: Final = gettext_noop(
    "Biểu không nói hồ sơ đang chờ bổ sung thuộc cột nào: ở đây là trong hạn, và có số liệu riêng."
)
_REAPPOINTED_OPEN: Final = gettext_noop(
    "Biểu không nói hồ sơ đã hẹn lại so với hạn nào: ở đây là hạn hiện nay; so với hạn hẹn lần đầu có số liệu riêng."
)


def count(
    code: str, name: str, condition: Of, *, precision: Precision = Precision.NONE, doubt: str = "", own: bool = False
) -> Definition[DossierFigures]:
    """A number of official dossiers."""
    return Definition(
        code=code,
        name=name,
        kind=Kind.COUNT,
        population=when.OFFICIAL,
        base=when.ALL,
        condition=condition,
        sources=(OWN,) if own else (FORM_06A, FORM_06),
        precision=precision,
        doubt=doubt,
    )


_ONLINE = Of(
    gettext_noop("Tiếp nhận trong kỳ, nộp trực tuyến"),
    lambda row, period: when.received(row, period) and row.channel == ONLINE,
)
_AT_DESK = Of(
    gettext_noop("Tiếp nhận trong kỳ, nộp trực tiếp hoặc qua bưu chính"),
    lambda row, period: when.received(row, period) and row.channel != ONLINE,
)
_EARLY = Of(gettext_noop("Đã giải quyết, ngày kết thúc trước ngày hẹn trả"), when.ended_as(Punctuality.EARLY))
_ON_TIME = Of(
    gettext_noop("Đã giải quyết, không sau hạn, ngày kết thúc không trước ngày hẹn trả"),
    when.ended_as(Punctuality.ON_TIME),
)
_LATE = Of(gettext_noop("Đã giải quyết sau hạn, dù một phút"), when.ended_as(Punctuality.LATE))
_NOT_YET_DUE = Of(gettext_noop("Đang giải quyết, hạn chưa qua khi hết kỳ, hoặc đang tạm dừng"), when.not_yet_due)
_OVERDUE = Of(gettext_noop("Đang giải quyết, không tạm dừng, hạn đã qua khi hết kỳ"), when.overdue)
_DAY: Final = Precision.DAY
_MINUTE: Final = Precision.MINUTE

COLUMNS: Final[Mapping[int, Definition[DossierFigures]]] = {
    3: count("form06.3", gettext_noop("Số hồ sơ nhận giải quyết"), when.TO_HANDLE),
    4: count("form06.4", gettext_noop("Nhận mới trong kỳ, trực tuyến"), _ONLINE),
    5: count("form06.5", gettext_noop("Nhận mới trong kỳ, trực tiếp và bưu chính"), _AT_DESK),
    6: count("form06.6", gettext_noop("Từ kỳ trước chuyển qua"), when.CARRIED_IN),
    7: count("form06.7", gettext_noop("Số hồ sơ đã giải quyết"), when.RESOLVED),
    8: count("form06.8", gettext_noop("Giải quyết trước hạn"), _EARLY, precision=_DAY, doubt=_PRECISION_OPEN),
    9: count("form06.9", gettext_noop("Giải quyết đúng hạn"), _ON_TIME, precision=_DAY, doubt=_PRECISION_OPEN),
    10: count("form06.10", gettext_noop("Giải quyết quá hạn"), _LATE, precision=_MINUTE, doubt=_REAPPOINTED_OPEN),
    11: count("form06.11", gettext_noop("Số hồ sơ đang giải quyết"), when.PENDING),
    12: count(
        "form06.12", gettext_noop("Đang giải quyết, trong hạn"), _NOT_YET_DUE, precision=_MINUTE, doubt=_PAUSED_OPEN
    ),
    13: count(
        "form06.13", gettext_noop("Đang giải quyết, quá hạn"), _OVERDUE, precision=_MINUTE, doubt=_REAPPOINTED_OPEN
    ),
}
"""The figures of the form by the number of their column."""

IDENTITIES: Final = ((3, (4, 5, 6)), (3, (7, 11)), (7, (8, 9, 10)), (11, (12, 13)))
"""A column and the columns that add up to it; each row of the form must keep them (K-01, K-02)."""

BESIDE: Final = (
    count(
        "dossiers.received",
        gettext_noop("Hồ sơ tiếp nhận trong kỳ"),
        when.RECEIVED,
        own=True,
    ),
    count(
        "dossiers.presented",
        gettext_noop("Hồ sơ nộp đến và đã được trả lời"),
        when.PRESENTED,
        own=True,
        doubt=gettext_noop("Biểu 06 không đếm hồ sơ bị từ chối tiếp nhận; số này gồm cả hai."),
    ),
    count("dossiers.not_accepted", gettext_noop("Hồ sơ bị từ chối tiếp nhận"), when.REFUSED_AT_INTAKE, own=True),
    count(
        "dossiers.granted",
        gettext_noop("Kết thúc với kết quả như đề nghị"),
        Of(gettext_noop("Đã giải quyết, đồng ý"), when.with_outcome("GRANTED")),
        own=True,
    ),
    count(
        "dossiers.refused",
        gettext_noop("Kết thúc bằng từ chối giải quyết"),
        Of(gettext_noop("Đã giải quyết, từ chối sau thẩm định"), when.with_outcome("REFUSED")),
        own=True,
    ),
    count(
        "dossiers.withdrawn",
        gettext_noop("Người nộp rút hồ sơ"),
        Of(gettext_noop("Đã kết thúc vì người nộp rút"), when.with_outcome("WITHDRAWN")),
        own=True,
    ),
    count(
        "dossiers.stopped",
        gettext_noop("Dừng giải quyết hoặc đóng vì không bổ sung"),
        Of(gettext_noop("Đã kết thúc vì dừng hoặc vì không bổ sung"), when.with_outcome("STOPPED", "NO_SUPPLEMENT")),
        own=True,
    ),
    count(
        "dossiers.paused",
        gettext_noop("Đang tạm dừng khi hết kỳ"),
        Of(
            gettext_noop("Đang giải quyết và tạm dừng tính hạn"),
            lambda row, period: when.pending(row, period) and row.paused,
        ),
        own=True,
    ),
    count(
        "dossiers.due_open",
        gettext_noop("Có hạn trong kỳ mà chưa giải quyết khi hết kỳ"),
        Of(
            gettext_noop("Hạn trong kỳ, không tạm dừng, chưa giải quyết khi hết kỳ"),
            lambda row, period: when.due_in(row, period) and when.pending(row, period),
        ),
        own=True,
        doubt=gettext_noop(
            "Kỳ là một ngày sắp tới thì đây là việc phải xong trong ngày ấy; kỳ đã qua thì là số đã lỡ."
        ),
    ),
    count(
        "dossiers.without_due",
        gettext_noop("Hồ sơ phải giải quyết mà không có hạn nào"),
        Of(
            gettext_noop("Phải giải quyết, không có hạn hẹn lẫn hạn theo quy định"),
            lambda row, period: when.to_handle(row, period) and row.due_at is None and row.statutory_due_at is None,
        ),
        own=True,
        doubt=gettext_noop("Không có hạn thì không thể quá hạn: số này phải bằng 0, khác 0 thì xem lại dữ liệu."),
    ),
    count(
        "form06.8_minute",
        gettext_noop("Giải quyết trước hạn, tính theo phút"),
        Of(
            gettext_noop("Đã giải quyết trước hạn ít nhất một phút"),
            when.ended_as(Punctuality.EARLY, precision=Precision.MINUTE),
        ),
        precision=Precision.MINUTE,
        doubt=_PRECISION_OPEN,
    ),
    count(
        "form06.9_minute",
        gettext_noop("Giải quyết đúng hạn, tính theo phút"),
        Of(
            gettext_noop("Đã giải quyết đúng vào phút của hạn"),
            when.ended_as(Punctuality.ON_TIME, precision=Precision.MINUTE),
        ),
        precision=Precision.MINUTE,
        doubt=_PRECISION_OPEN,
    ),
)
"""Figures that the form lacks and that its reader needs."""
