"""The steps of a dossier as a picture: done, now, next, who, and how long each took of its limit."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from motcua.common.formats import instant_table
from motcua.desk.pages.words import said
from motcua.domain.lifecycle import State
from motcua.domain.limits import LimitUnit, TimeLimit, text_of_minutes
from motcua.domain.routing import StepKind
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.dossiers.queries import history
from motcua.dossiers.queries.history import Progress
from motcua.ui.parts import StepState, TrackStep

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

USUAL_DAY: Final = 8 * 60
_STATES: Final = {Progress.DONE: StepState.DONE, Progress.CURRENT: StepState.NOW, Progress.TODO: StepState.NEXT}
_STANDING: Final = frozenset({State.ENDED, State.REFUSED_AT_INTAKE})


def track(
    dossier: "Dossier", steps: Sequence[history.TrackStep], calendar: WorkCalendar | None, at: datetime
) -> list[TrackStep]:
    """The steps as the design system draws them; a dossier that ended early has no step of now."""
    per_day = USUAL_DAY if calendar is None else calendar.day_minutes(local_date(at))
    return [_drawn(step, per_day, standing=State(dossier.state) in _STANDING) for step in steps]


def _drawn(step: history.TrackStep, per_day: int, *, standing: bool) -> TrackStep:
    state = _STATES[step.progress]
    if state is StepState.NOW and standing:
        state = StepState.NEXT
    now = state is StepState.NOW
    return TrackStep(
        name=step.step.name,
        state=state,
        who=step.person or step.unit,
        used=_words(step.minutes, per_day) if step.minutes is not None and state is not StepState.NEXT else "",
        limit=limit_words(step.step.limit, per_day),
        # When the applicant collects is not the office's doing.
        over=step.late and state is not StepState.NEXT and step.step.kind is not StepKind.RETURN,
        note=_("từ %(since)s") % {"since": instant_table(step.since)} if now and step.since is not None else "",
    )


def limit_words(limit: TimeLimit, per_day: int) -> str:
    """A step's limit in the same measure as the time it used: `4 giờ`, `2 ngày`."""
    if limit.unit is LimitUnit.WORKING_HOURS:
        return _words(limit.amount * 60, per_day)
    if limit.unit is LimitUnit.WORKING_DAYS:
        return _words(limit.amount * per_day, per_day)
    return said(limit.as_text())


def _words(minutes: int, per_day: int) -> str:
    return said(text_of_minutes(minutes, per_day))
