"""How good foresight was on each unit's own past, as it is kept in a row and read from it."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from motcua.domain.foresight_judging import Alarms, Bin, Judgement
from motcua.dossiers.models import Foresight


@dataclass(frozen=True, slots=True)
class Judged:
    """The model that a unit has now: when it was learnt, from how many dossiers, whether it may speak, how it did.

    `judgement` is None where the unit's past could not be cut in two.
    """

    unit_id: int
    learnt_at: datetime
    dossiers: int
    shown: bool
    certain_from: float
    judgement: Judgement | None


def judged(unit_ids: Collection[int] | None = None) -> dict[int, Judged]:
    """The present models of some units (None: of all), by unit. One query."""
    rows = Foresight.objects.filter(current=True).defer("groups", "usual", "workload", "followed")
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    return {
        row.unit_id: Judged(
            unit_id=row.unit_id,
            learnt_at=row.learnt_at,
            dossiers=row.dossiers,
            shown=row.shown,
            certain_from=row.certain_from,
            judgement=read(row.judgement) if row.judgement else None,
        )
        for row in rows.order_by("unit_id")
    }


def write(judgement: Judgement) -> dict[str, Any]:
    """A judgement as JSON values, without its dossiers."""
    data = asdict(replace(judgement, followed=()))
    del data["followed"]
    return {
        **data,
        "cut": judgement.cut.isoformat(),
        "until": judgement.until.isoformat(),
        "model": _alarms(judgement.model),
        "rule": _alarms(judgement.rule),
    }


def read(data: Mapping[str, Any]) -> Judgement:
    """The judgement out of `write`."""
    return Judgement(
        **{
            **data,
            "cut": datetime.fromisoformat(data["cut"]),
            "until": datetime.fromisoformat(data["until"]),
            "bins": tuple(None if each is None else Bin(**each) for each in data["bins"]),
            "model": _alarms_in(data["model"]),
            "rule": _alarms_in(data["rule"]),
        }
    )


def _alarms(alarms: Alarms) -> dict[str, Any]:
    return {"number": alarms.number, "hits": alarms.hits, "warning": alarms.warning.total_seconds()}


def _alarms_in(data: Mapping[str, Any]) -> Alarms:
    return Alarms(data["number"], data["hits"], timedelta(seconds=data["warning"]))
