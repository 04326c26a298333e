"""The conditions that definitions are built of: small predicates over one dossier and a period, each with its words.

At the end P of a period an open dossier is late when its date lies before P: one whose date is P itself can still end
in time. What waits for its applicant runs no clock and is in time (as a province in real use counts it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from motcua.domain.indicators.definitions import Condition, Due, Precision, Punctuality, due_of, punctuality
from motcua.domain.indicators.values import ONLINE, DossierFigures, Period
from motcua.domain.instants import midnight
from motcua.domain.texts import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Callable

    Holds = Callable[[DossierFigures, Period], bool]

Of = Condition[DossierFigures]


def official(row: DossierFigures, _period: Period) -> bool:
    """A dossier of ours, not history taken over from another system."""
    return row.official


def received(row: DossierFigures, period: Period) -> bool:
    """Accepted in the period: a dossier refused at intake was never accepted."""
    return period.holds(row.accepted_on)


def carried_in(row: DossierFigures, period: Period) -> bool:
    """Accepted before the period and not ended before it."""
    if row.accepted_on is None or row.accepted_on >= period.starts:
        return False
    return row.ended_on is None or row.ended_on >= period.starts


def to_handle(row: DossierFigures, period: Period) -> bool:
    """Column 3: received or carried in."""
    return received(row, period) or carried_in(row, period)


def resolved(row: DossierFigures, period: Period) -> bool:
    """Column 7: processing ended by the end of the period, whatever the outcome (the day of status 9, not of 10)."""
    return to_handle(row, period) and row.ended_on is not None and row.ended_on < period.ends


def pending(row: DossierFigures, period: Period) -> bool:
    """Column 11: not ended by the end of the period."""
    return to_handle(row, period) and not resolved(row, period)


def overdue(row: DossierFigures, period: Period) -> bool:
    """Column 13: pending, its clock running, its date before the end of the period."""
    due = due_of(row, Due.DUE)
    return pending(row, period) and not row.paused and due is not None and due < midnight(period.ends)


def not_yet_due(row: DossierFigures, period: Period) -> bool:
    """Column 12: pending and not overdue."""
    return pending(row, period) and not overdue(row, period)


def due_in(row: DossierFigures, period: Period) -> bool:
    """A dossier whose date lies in the period and whose clock was not standing."""
    return row.accepted_on is not None and period.holds(row.due_on) and not row.paused


def refused_at_intake(row: DossierFigures, period: Period) -> bool:
    """Refused before acceptance, in the period."""
    return row.accepted_on is None and period.holds(row.refused_on)


def presented(row: DossierFigures, period: Period) -> bool:
    """Accepted or refused in the period: what came to the desk and was answered."""
    return received(row, period) or refused_at_intake(row, period)


def everything(_row: object, _period: Period) -> bool:
    """No condition."""
    return True


def ended_as(*kinds: Punctuality, precision: Precision = Precision.DAY) -> Holds:
    """Resolved in the period, and early, on time or late as asked."""
    return lambda row, period: resolved(row, period) and punctuality(row, precision) in kinds


def in_time_by(due: Due) -> Holds:
    """Resolved by the end of the period, not after the date that is meant."""

    def holds(row: DossierFigures, period: Period) -> bool:
        date = due_of(row, due)
        ended = row.ended_at is not None and (date is None or row.ended_at <= date)
        return ended and row.ended_on is not None and row.ended_on < period.ends

    return holds


def with_outcome(*outcomes: str) -> Holds:
    """Resolved in the period with one of these outcomes."""
    return lambda row, period: resolved(row, period) and row.outcome in outcomes


OFFICIAL: Final = Of(gettext_noop("Hồ sơ của đơn vị (không kể hồ sơ chuyển từ hệ thống cũ)"), official)
ALL: Final = Of(gettext_noop("Tất cả"), everything)
RECEIVED: Final = Of(gettext_noop("Tiếp nhận trong kỳ"), received)
CARRIED_IN: Final = Of(gettext_noop("Tiếp nhận trước kỳ và chưa kết thúc khi kỳ bắt đầu"), carried_in)
TO_HANDLE: Final = Of(gettext_noop("Phải giải quyết: tiếp nhận trong kỳ và từ kỳ trước chuyển qua"), to_handle)
RESOLVED: Final = Of(gettext_noop("Đã giải quyết trong kỳ"), resolved)
PENDING: Final = Of(gettext_noop("Đang giải quyết khi hết kỳ"), pending)
DUE_IN: Final = Of(gettext_noop("Có hạn trả trong kỳ, không kể hồ sơ đang tạm dừng"), due_in)
REFUSED_AT_INTAKE: Final = Of(gettext_noop("Bị từ chối tiếp nhận trong kỳ"), refused_at_intake)
PRESENTED: Final = Of(gettext_noop("Nộp đến và đã được trả lời trong kỳ: tiếp nhận hoặc từ chối tiếp nhận"), presented)
IN_TIME: Final = Of(gettext_noop("Kết thúc không sau hạn hiện nay"), in_time_by(Due.DUE))
IN_TIME_FIRST: Final = Of(gettext_noop("Kết thúc không sau hạn hẹn lần đầu"), in_time_by(Due.FIRST))
IN_TIME_STATUTORY: Final = Of(gettext_noop("Kết thúc không sau hạn theo quy định"), in_time_by(Due.STATUTORY))
FILED_ONLINE: Final = Of(gettext_noop("Nộp trực tuyến"), lambda row, _period: row.channel == ONLINE)
LATE_OR_OVERDUE: Final = Of(
    gettext_noop("Đã giải quyết quá hạn, hoặc đang giải quyết và đã quá hạn"),
    lambda row, period: ended_as(Punctuality.LATE)(row, period) or overdue(row, period),
)
