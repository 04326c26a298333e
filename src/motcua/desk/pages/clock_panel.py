"""The clock of one dossier, opened: remaining time, how much of the limit is used, and why the date is what it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.common.formats import number
from motcua.desk.pages import day_cells
from motcua.desk.pages.time_marks import TimeMark, time_mark
from motcua.domain.deadlines import Derivation
from motcua.dossiers.explaining.page import headline
from motcua.ui.parts import DayCell

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class ClockPanel:
    """Everything the clock says. `used` and `total` are working minutes; `old_due` is the date that no longer holds.

    `paper_due` is the date on the paper that the owner holds, where that is another one.
    """

    mark: TimeMark
    used: int
    total: int
    gauge: str
    due: datetime | None
    old_due: datetime | None
    paper_due: datetime | None
    provisional: bool
    cells: tuple[DayCell, ...]
    story: str
    headline: str


def clock_panel(dossier: "Dossier", derivation: Derivation | None, at: datetime) -> ClockPanel | None:
    """The clock of a dossier; None before acceptance."""
    if derivation is None:
        return None
    used, total = _used(derivation, at)
    paper = dossier.promised_at if dossier.promised_at != derivation.due else None
    return ClockPanel(
        mark=time_mark(dossier, at),
        used=used,
        total=total,
        gauge=_gauge_words(used, total),
        due=derivation.due,
        old_due=derivation.first_due if derivation.first_due not in (derivation.due, paper) else None,
        paper_due=paper,
        provisional=derivation.provisional,
        cells=day_cells.cells(derivation, at),
        story=day_cells.story(derivation, at),
        headline=headline(derivation),
    )


def _used(derivation: Derivation, at: datetime) -> tuple[int, int]:
    """Minutes used and minutes in all of the running term; a standing or ended clock is read where it stopped."""
    if derivation.calendar is None or derivation.due is None:
        return 0, 0
    until = derivation.ended_at or derivation.paused_since or at
    total = derivation.calendar.minutes_between(derivation.started, derivation.due)
    used = derivation.calendar.minutes_between(derivation.started, max(until, derivation.started))
    return min(used, total), total


def _gauge_words(used: int, total: int) -> str:
    if total <= 0:
        return ""
    return _("Đã dùng %(used)s trên %(total)s giờ làm việc, còn %(left)s %%") % {
        "used": _hours(used),
        "total": _hours(total),
        "left": number(round(100 * (total - used) / total)),
    }


def _hours(minutes: int) -> str:
    return number(minutes // 60) if minutes % 60 == 0 else number(minutes / 60, 1)
