"""The explanation as one JSON object (docs/formats/explanation.md): `motcua clock due --json` and more of the same."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.calendars.asking import line_as_json
from motcua.domain.hand_count import HandCount
from motcua.domain.worktime import ZONE
from motcua.dossiers.queries.explanation import Explanation
from motcua.dossiers.queries.legs import ToldLeg
from motcua.dossiers.queries.stays import Leg, Stay

Translate = Callable[[str], str]


def as_json(explained: Explanation, translate: Translate = _) -> dict[str, Any]:
    """The whole explanation as JSON values; instants in ISO form with the offset of Viet Nam."""
    return {
        "code": explained.code,
        "at": _iso(explained.at),
        "accepted_at": _iso(explained.accepted_at),
        "promised_at": _iso(explained.promised_at),
        "first_due": _iso(explained.first_due),
        "statutory_due": _iso(explained.statutory_due),
        "due": _iso(explained.due),
        "provisional": explained.provisional,
        "paused_since": _iso(explained.paused_since),
        "ended_at": _iso(explained.ended_at),
        "late": explained.late,
        "limit": None if explained.limit is None else str(explained.limit),
        "statutory_limit": None if explained.statutory_limit is None else str(explained.statutory_limit),
        "mode": explained.mode.value,
        "rule_set": {
            "id": explained.rules.id,
            "name": translate(explained.rules.name),
            "source": explained.rules.source,
        },
        "calendars": [
            {
                "since": _iso(reached.since),
                "version": reached.story.key,
                "parts": [
                    {
                        "calendar": part.calendar,
                        "number": part.number,
                        "decision": part.decision,
                        "published_at": _iso(part.published_at),
                    }
                    for part in reached.story.parts
                ],
            }
            for reached in explained.calendars
        ],
        "lines": [line_as_json(line, translate) for line in explained.lines],
        "days": _days(explained.count),
        "steps": [_stay(stay, translate) for stay in explained.stays],
        "legs": [_leg(leg) for leg in explained.legs],
        "parallel_legs": [_parallel(leg, translate) for leg in explained.parallel],
    }


def _days(count: HandCount | None) -> dict[str, Any] | None:
    """The running term day by day; `amount` and `total` in `measure`."""
    if count is None:
        return None
    return {
        "measure": count.measure,
        "total": count.total,
        "rows": [
            {
                "on": day.on.isoformat(),
                "kind": day.kind.value,
                "name": day.name,
                "source": day.source,
                "stretches": [[_iso(starts), _iso(ends)] for starts, ends in day.stretches],
                "amount": day.amount,
                "total": day.total,
            }
            for day in count.days
        ],
    }


def _stay(stay: Stay, translate: Translate) -> dict[str, Any]:
    return {
        "no": stay.step.no,
        "name": stay.step.name,
        "leg": stay.leg,
        "unit": stay.unit,
        "person": stay.person,
        "from": _iso(stay.since),
        "to": _iso(stay.until),
        "limit": str(stay.step.limit),
        "due": _iso(stay.due),
        "minutes": stay.minutes,
        "minutes_allowed": stay.allowed,
        "late": stay.late,
        "lines": [line_as_json(line, translate) for line in stay.lines],
    }


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "no": leg.no,
        "unit": leg.unit,
        "from": _iso(leg.since),
        "to": _iso(leg.until),
        "minutes": leg.minutes,
        "late_steps": leg.late_steps,
    }


def _parallel(leg: ToldLeg, translate: Translate) -> dict[str, Any]:
    return {
        "no": leg.no,
        "unit": leg.unit,
        "person": leg.person,
        "from": _iso(leg.since),
        "to": _iso(leg.until),
        "limit": str(leg.limit),
        "due": _iso(leg.due),
        "minutes": leg.minutes,
        "state": leg.state.value,
        "answer": leg.answer,
        "lines": [line_as_json(line, translate) for line in leg.lines],
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(ZONE).isoformat()
