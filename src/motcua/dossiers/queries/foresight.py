"""What the past says of running dossiers: read from the model that was learnt last, in a few queries for any number.

A model that did not prove itself on its own unit's past is not shown; then the plain rule speaks and says why.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from motcua.calendars import queries as calendars
from motcua.domain.errors import CalendarMissing
from motcua.domain.foresight import TENTHS, Forecast, Model, Situation, band
from motcua.domain.remaining import TimeState
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.dossiers.models import Dossier, Foresight
from motcua.dossiers.queries.clock import time_state_of
from motcua.dossiers.queries.near import near_percent
from motcua.dossiers.queries.steps import steps_of_all

IN_TIME: Final = gettext_noop("%(in_time)s trên %(alike)s hồ sơ giống hồ sơ này đã xong đúng hạn.")
NEAR: Final = gettext_noop("Còn không quá %(percent)s %% thời hạn.")
NO_BETTER: Final = gettext_noop("Dự báo từ hồ sơ cũ chưa tốt hơn quy tắc này nên không hiện.")

MOST_KEPT: Final = 64
"""Models of units that are kept in one process until it takes them up anew."""

_RUNNING = frozenset({TimeState.INTIME, TimeState.NEAR, TimeState.TODAY})
_kept: dict[UUID, Model] = {}


@dataclass(frozen=True, slots=True)
class Foretold:
    """What is said of a running dossier: by the past (`forecast`), or by the plain rule where the past says nothing
    better, with a `remark` on that."""

    sentence: Text
    forecast: Forecast | None = None
    remark: Text | None = None


def foretold(dossier: Dossier, at: datetime) -> Foretold | None:
    """What is said of a dossier at `at`; None where it does not run or there is nothing to say."""
    if not _runs(dossier, at) or dossier.competent_unit_id is None:
        return None
    row = current_models([dossier.competent_unit_id]).get(dossier.competent_unit_id)
    if row is None:
        return None
    if not row.shown:
        near = time_state_of(dossier, at) is not TimeState.INTIME
        return Foretold(_plain_rule(dossier), remark=Text(NO_BETTER)) if near else None
    forecast = _forecasts([dossier], {row.unit_id: row}, at).get(dossier.pk)
    return None if forecast is None else Foretold(sentence_for(forecast), forecast)


def _plain_rule(dossier: Dossier) -> Text:
    """The rule by which the dossier is near, in words."""
    assert dossier.clock_started_at is not None, "what is near runs"
    return Text(NEAR, {"percent": near_percent(local_date(dossier.clock_started_at))})


def sentence_for(forecast: Forecast) -> Text:
    """A forecast in one sentence."""
    return Text(IN_TIME, {"in_time": forecast.in_time, "alike": forecast.alike})


def current_models(unit_ids: Collection[int]) -> dict[int, Foresight]:
    """What was learnt last of each unit, without the counts and the judgement; one query."""
    rows = Foresight.objects.filter(unit_id__in=unit_ids, current=True).defer("groups", "judgement", "followed")
    return {row.unit_id: row for row in rows}


def probability_of(dossiers: Collection[Dossier], at: datetime) -> dict[int, Forecast]:
    """What to expect of running dossiers, by id; those of which nothing can be said, or may be shown, are not in it.

    The number of queries does not grow with the number of dossiers.
    """
    running = [dossier for dossier in dossiers if _runs(dossier, at)]
    units = {dossier.competent_unit_id for dossier in running if dossier.competent_unit_id is not None}
    rows = {unit_id: row for unit_id, row in current_models(units).items() if row.shown} if units else {}
    asked = [dossier for dossier in running if dossier.competent_unit_id in rows]
    return _forecasts(asked, rows, at) if asked else {}


def _forecasts(asked: Sequence[Dossier], rows: Mapping[int, Foresight], at: datetime) -> dict[int, Forecast]:
    """What the shown models of their units say of running dossiers."""
    models = _models([row.public_id for row in rows.values()])
    situations = _situations(asked, rows, at)
    found = {}
    for dossier in asked:
        situation = situations.get(dossier.pk)
        row = rows[dossier.competent_unit_id or 0]
        forecast = models[row.public_id].forecast(situation) if situation is not None else None
        if forecast is not None:
            found[dossier.pk] = forecast
    return found


def _runs(dossier: Dossier, at: datetime) -> bool:
    return dossier.import_source_id is None and time_state_of(dossier, at) in _RUNNING


def _models(public_ids: Collection[UUID]) -> dict[UUID, Model]:
    """The counts of models, read once in a process; one query for those not at hand."""
    if len(_kept) > MOST_KEPT:
        _kept.clear()
    missing = [public_id for public_id in public_ids if public_id not in _kept]
    if missing:
        rows = Foresight.objects.filter(public_id__in=missing)
        for public_id, groups, usual in rows.values_list("public_id", "groups", "usual"):
            _kept[public_id] = Model({name: (n, m) for name, (n, m) in groups.items()}, usual)
    return {public_id: _kept[public_id] for public_id in public_ids}


def _situations(dossiers: Sequence[Dossier], rows: Mapping[int, Foresight], at: datetime) -> dict[int, Situation]:
    """Where dossiers stand, by id, from their rows and two queries; the load is that of when the model was learnt."""
    known = calendars.calendars({dossier.calendar_version for dossier in dossiers} - {""})
    steps = steps_of_all(dossier.process_version_id for dossier in dossiers if dossier.process_version_id is not None)
    ids = [dossier.pk for dossier in dossiers]
    procedures = dict(Dossier.objects.filter(pk__in=ids).values_list("pk", "procedure_version__procedure_id"))
    found = {}
    for dossier in dossiers:
        tenth = _tenth(dossier, known.get(dossier.calendar_version), at)
        kinds = {step.no: step.kind.value for step in steps.get(dossier.process_version_id or 0, ())}
        if tenth is None:
            continue
        unit = str(dossier.executing_unit_id or dossier.competent_unit_id)
        row = rows[dossier.competent_unit_id or 0]
        number = row.workload.get(unit, 0)
        found[dossier.pk] = Situation(
            tenth=tenth,
            step=kinds.get(dossier.step_no, ""),
            procedure=str(procedures[dossier.pk]),
            unit=unit,
            load=band(number, row.usual.get(unit, number)),
        )
    return found


def _tenth(dossier: Dossier, calendar: WorkCalendar | None, at: datetime) -> int | None:
    """The running tenth of the term in working minutes; None where there are none."""
    started, due = dossier.clock_started_at, dossier.due_at
    if calendar is None or started is None or due is None:
        return None
    try:
        total = calendar.minutes_between(started, due)
        used = calendar.minutes_between(started, at)
    except CalendarMissing:
        return None
    return min(max(TENTHS * used // total, 0), TENTHS - 1) if total > 0 else None
