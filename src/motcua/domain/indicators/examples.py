"""Fifteen invented dossiers and six stays at steps, on which every figure of a quarter can be followed by hand.

The page of a definition and docs/rules/statistics.md show them; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from motcua.domain.indicators import nine
from motcua.domain.indicators.definitions import Punctuality, evaluate
from motcua.domain.indicators.registry import OF_DOSSIERS, OF_STEPS
from motcua.domain.indicators.values import DossierFigures, Period, StepFigures
from motcua.domain.instants import ZONE
from motcua.domain.texts import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.domain.indicators.definitions import Definition, Figure

F = TypeVar("F", DossierFigures, StepFigures)

QUARTER: Final = Period(date(2025, 12, 15), date(2026, 3, 15))
"""The first quarter of 2026 as official reports cut it."""


class Role(StrEnum):
    """How a row takes part in a figure."""

    COUNTED = "counted"
    DIVIDED_BY = "divided_by"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Worked(Generic[F]):
    """What a definition says of the example, and how each row takes part."""

    figure: Figure
    rows: tuple[tuple[F, Role], ...]


def worked(code: str) -> Worked[Any]:
    """Read a definition over the example."""
    if code in OF_STEPS:
        return _worked(OF_STEPS[code], STAYS)
    return _worked(OF_DOSSIERS[code], DOSSIERS)


def _worked(definition: Definition[F], rows: Sequence[F]) -> Worked[F]:
    return Worked(evaluate(definition, rows, QUARTER), tuple((row, _role(definition, row)) for row in rows))


def _role(definition: Definition[F], row: F) -> Role:
    if definition.counts(row, QUARTER):
        return Role.COUNTED
    return Role.DIVIDED_BY if definition.in_base(row, QUARTER) else Role.OUTSIDE


def _at(text: str) -> datetime | None:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE) if text else None


def _on(text: str) -> date | None:
    found = _at(text)
    return None if found is None else found.date()


A, B = 1, 2
"""The two units that decide."""
LAND, CIVIL = 1, 2
"""The two fields."""


def _dossier(
    number: int, unit: int, sector: int, channel: str, accepted: str, due: str, ended: str, minutes: int | None,
    outcome: str, papers: tuple[int, int], *, first: str = "", statutory: str = "",
) -> DossierFigures:  # fmt: skip
    """One dossier; where nothing else is said, the first date and that of the law are the one that was promised."""
    return DossierFigures(
        dossier_id=number,
        competent_unit_id=unit,
        sector_id=sector,
        channel=channel,
        outcome=outcome,
        accepted_at=_at(accepted),
        accepted_on=_on(accepted),
        first_due_at=_at(first or due),
        due_at=_at(due),
        due_on=_on(due),
        statutory_due_at=_at(statutory or due),
        ended_at=_at(ended),
        ended_on=_on(ended),
        minutes_used=minutes,
        components=papers[0],
        components_digitised=papers[1],
    )


def _apology(due: str, sent: str = "") -> dict[str, Any]:
    return {
        "apology_due_at": _at(due),
        "apology_due_on": _on(due),
        "apology_sent_at": _at(sent),
        "apology_sent_on": _on(sent),
    }


DOSSIERS: Final = (
    _dossier(1, A, LAND, "direct", "20/11/2025 08:00", "05/12/2025 17:00", "04/12/2025 10:00", 4920, "GRANTED", (3, 3)),
    _dossier(2, A, LAND, "direct", "10/12/2025 08:00", "16/12/2025 17:00", "16/12/2025 16:00", 2280, "GRANTED", (3, 3)),
    replace(
        _dossier(3, A, CIVIL, "online", "15/12/2025 00:00", "22/12/2025 17:00", "19/12/2025 09:00", 2040, "GRANTED",
                 (2, 2), statutory="24/12/2025 17:00"),
        components_reused=1, electronic_result=True, with_fee=True, paid_online=True,
    ),
    replace(
        _dossier(4, A, CIVIL, "online", "05/01/2026 09:00", "12/01/2026 09:00", "12/01/2026 09:01", 2881, "GRANTED",
                 (4, 4), statutory="14/01/2026 09:00"),
        components_reused=0, electronic_result=True, with_fee=True, paid_online=False,
        **_apology("09/01/2026 17:00", "09/01/2026 15:00"),
    ),
    replace(
        _dossier(5, A, CIVIL, "direct", "05/01/2026 09:00", "12/01/2026 09:00", "12/01/2026 09:00", 2880, "REFUSED",
                 (4, 2)),
        components_reused=0, electronic_result=False, with_fee=False,
    ),
    replace(
        _dossier(6, B, LAND, "post", "20/01/2026 14:00", "03/02/2026 14:00", "02/02/2026 10:00", 4110, "GRANTED",
                 (5, 0), first="27/01/2026 14:00", statutory="27/01/2026 14:00"),
        components_reused=2, with_fee=True, paid_online=True, **_apology("26/01/2026 17:00", "26/01/2026 17:05"),
    ),
    _dossier(7, B, LAND, "direct", "09/03/2026 08:00", "16/03/2026 17:00", "14/03/2026 23:59", 2370, "GRANTED", (2, 1)),
    _dossier(8, B, CIVIL, "online", "10/03/2026 08:00", "17/03/2026 17:00", "15/03/2026 00:00", 1890, "GRANTED",
             (2, 2)),
    replace(
        _dossier(9, B, LAND, "direct", "02/03/2026 09:00", "09/03/2026 17:00", "", None, "", (3, 0),
                 statutory="11/03/2026 17:00"),
        with_fee=False, **_apology("06/03/2026 17:00"),
    ),
    replace(
        _dossier(10, B, CIVIL, "online", "03/03/2026 09:00", "12/03/2026 17:00", "", None, "", (1, 1)),
        paused=True, supplements_after=1, supplement_asked_at=_at("06/03/2026 10:00"),
    ),
    replace(
        _dossier(11, A, CIVIL, "direct", "02/02/2026 08:00", "06/02/2026 17:00", "05/02/2026 10:00", 1560, "GRANTED",
                 (2, 2)),
        supplements_before=1, supplements_after=1,
    ),
    replace(
        _dossier(12, A, CIVIL, "online", "", "", "", None, "", (1, 0)),
        supplements_before=1, refused_on=date(2026, 2, 10),
    ),
    _dossier(13, A, LAND, "direct", "26/02/2026 08:00", "12/03/2026 17:00", "03/03/2026 15:00", 1770, "WITHDRAWN",
             (3, 3)),
    replace(
        _dossier(14, A, CIVIL, "direct", "06/01/2026 09:00", "08/01/2026 09:00", "20/01/2026 09:00", 4800, "GRANTED",
                 (0, 0)),
        official=False, competent_unit_id=None, statutory_due_at=None, components=None, components_digitised=None,
    ),
    replace(
        _dossier(15, B, CIVIL, "direct", "10/01/2026 09:30", "13/01/2026 17:00", "13/01/2026 16:00", 1290, "GRANTED",
                 (2, 2)),
        components_reused=2, electronic_result=True,
    ),
)  # fmt: skip

TOLD: Final = {
    1: gettext_noop("xong trước kỳ"),
    2: gettext_noop("từ kỳ trước chuyển qua"),
    3: gettext_noop("nhận ngay phút đầu kỳ"),
    4: gettext_noop("quá hạn một phút"),
    5: gettext_noop("xong đúng vào phút của hạn"),
    6: gettext_noop("đã hẹn lại"),
    7: gettext_noop("xong phút cuối cùng của kỳ"),
    8: gettext_noop("xong đúng 0 giờ ngày đầu kỳ sau"),
    9: gettext_noop("chưa xong và quá hạn"),
    10: gettext_noop("đang chờ bổ sung"),
    11: gettext_noop("bổ sung hai lần"),
    12: gettext_noop("bị từ chối tiếp nhận"),
    13: gettext_noop("người nộp rút"),
    14: gettext_noop("nhận từ hệ thống cũ"),
    15: gettext_noop("nhận vào thứ Bảy làm bù"),
}
"""What each dossier is there to show."""

OFFICERS: Final = {1: "Cường", 2: "Dũng"}


def _stay(
    number: int, step: str, officer: int, arrived: str, due: str, left: str, minutes: int | None
) -> StepFigures:  # fmt: skip
    return StepFigures(
        dossier_id=number,
        step=step,
        officer_id=officer,
        arrived_on=_on(f"{arrived} 00:00"),
        due_at=_at(due),
        left_at=_at(left),
        left_on=_on(left),
        minutes_used=minutes,
    )


STAYS: Final = (
    _stay(4, "appraise", 1, "05/01/2026", "08/01/2026 09:00", "08/01/2026 09:00", 1440),
    _stay(4, "sign", 2, "08/01/2026", "09/01/2026 09:00", "12/01/2026 08:30", 900),
    _stay(5, "appraise", 1, "05/01/2026", "08/01/2026 09:00", "07/01/2026 08:00", 900),
    _stay(9, "appraise", 1, "02/03/2026", "04/03/2026 17:00", "", None),
    _stay(1, "appraise", 1, "21/11/2025", "28/11/2025 17:00", "28/11/2025 16:00", 2640),
    _stay(11, "review", 2, "04/02/2026", "", "05/02/2026 10:00", 120),
)

RATE_SCORED: Final = Decimal(60)
"""The rate in per cent at which the page scores each item of the national index."""
SERVICE: Final = nine.ServiceFigures(
    time=Punctuality.EARLY,
    unit_times=(Punctuality.EARLY, Punctuality.ON_TIME),
    contacts=0,
    agencies=1,
    posted=True,
    electronic=True,
    complaint=False,
)
AGENCY: Final = nine.AgencyFigures(
    level=nine.ServiceLevel.DISTRICT,
    listed=267,
    at_one_stop=267,
    on_the_spot=133,
    feedback=10,
    feedback_in_time=9,
    eligible=100,
    online_services=5,
    dossiers=1000,
    online_dossiers=150,
)
"""A dossier and an agency that the nine indicators of 2018 score."""
