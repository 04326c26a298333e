"""How long it takes, in working minutes: median and p90 of dossiers and of single steps, and who finished in time.

Nearest-rank: the median of an even number is the lower of the two in the middle, so that it is a time somebody waited.
Working minutes are those of the office's own sessions; a pause for the applicant is not counted.
"""

from __future__ import annotations

from typing import Final

from motcua.domain.indicators import conditions as when
from motcua.domain.indicators.conditions import Of
from motcua.domain.indicators.definitions import Condition, Definition, Kind
from motcua.domain.indicators.sources import INDEX_766, OWN, STATISTICS_2026
from motcua.domain.indicators.values import DossierFigures, Period, StepFigures
from motcua.domain.texts import gettext_noop

OfStep = Condition[StepFigures]

_LAST_START: Final = gettext_noop(
    "Tính từ lần bắt đầu gần nhất của thời hạn: sau bổ sung thì từ lúc nhận đủ, như hạn được tính lại."
)


def _time(code: str, name: str, kind: Kind) -> Definition[DossierFigures]:
    return Definition(
        code=code,
        name=name,
        kind=kind,
        population=when.OFFICIAL,
        base=when.RESOLVED,
        condition=Of(gettext_noop("Biết số phút làm việc"), lambda row, _period: row.minutes_used is not None),
        sources=(INDEX_766, STATISTICS_2026) if kind is Kind.MEDIAN else (OWN,),
        measure=lambda row: row.minutes_used,
        doubt=_LAST_START,
    )


DOSSIERS: Final = (
    _time("time.median", gettext_noop("Thời gian giải quyết, trung vị"), Kind.MEDIAN),
    _time("time.p90", gettext_noop("Thời gian giải quyết mà 90 % hồ sơ không vượt"), Kind.P90),
)


def _left(row: StepFigures, period: Period) -> bool:
    return period.holds(row.left_on)


_STEPS_OFFICIAL = OfStep(gettext_noop("Lượt ở từng bước của hồ sơ của đơn vị"), lambda row, _period: row.official)
_STEPS_LEFT = OfStep(gettext_noop("Rời bước trong kỳ"), _left)


def _step_time(code: str, name: str, kind: Kind) -> Definition[StepFigures]:
    return Definition(
        code=code,
        name=name,
        kind=kind,
        population=_STEPS_OFFICIAL,
        base=_STEPS_LEFT,
        condition=OfStep(gettext_noop("Biết số phút làm việc"), lambda row, _period: row.minutes_used is not None),
        sources=(OWN,),
        measure=lambda row: row.minutes_used,
    )


def _in_time(row: StepFigures, _period: Period) -> bool:
    return row.left_at is not None and row.due_at is not None and row.left_at <= row.due_at


def _late(row: StepFigures, period: Period) -> bool:
    return _left(row, period) and row.left_at is not None and row.due_at is not None and row.left_at > row.due_at


STEPS: Final = (
    Definition(
        code="steps.done",
        name=gettext_noop("Số lượt bước đã xong"),
        kind=Kind.COUNT,
        population=_STEPS_OFFICIAL,
        base=OfStep(when.ALL.words, when.everything),
        condition=_STEPS_LEFT,
        sources=(OWN,),
    ),
    Definition(
        code="steps.on_time",
        name=gettext_noop("Tỷ lệ bước xong đúng hạn của bước"),
        kind=Kind.RATE,
        population=_STEPS_OFFICIAL,
        base=OfStep(
            gettext_noop("Rời bước trong kỳ, bước có hạn"),
            lambda row, period: _left(row, period) and row.due_at is not None,
        ),
        condition=OfStep(gettext_noop("Rời bước không sau hạn của bước"), _in_time),
        sources=(OWN,),
        places=2,
    ),
    Definition(
        code="steps.late",
        name=gettext_noop("Số lượt bước xong sau hạn của bước"),
        kind=Kind.COUNT,
        population=_STEPS_OFFICIAL,
        base=OfStep(when.ALL.words, when.everything),
        condition=OfStep(gettext_noop("Rời bước trong kỳ, sau hạn của bước"), _late),
        sources=(OWN,),
    ),
    _step_time("steps.median", gettext_noop("Thời gian ở một bước, trung vị"), Kind.MEDIAN),
    _step_time("steps.p90", gettext_noop("Thời gian ở một bước mà 90 % lượt không vượt"), Kind.P90),
)
"""Figures of single stays, for steps and the officers who had them."""
