"""What notices about a dossier are filled with: code, field, places, dates, links; nothing about a person."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from motcua.domain.worktime import local_date
from motcua.dossiers.queries.notices import NoticeFacts
from motcua.notifications.addresses import officer_path, owner_path, stop_path


def owner_values(dossier: NoticeFacts, role: str, data: Mapping[str, Any]) -> dict[str, object]:
    """What a party is told; `data` of the event may hold `before`, the date that held until then, in ISO form."""
    last_day = None
    if dossier.closing_at is not None:
        # The dossier closes at this instant; papers still come on the day before.
        last_day = local_date(dossier.closing_at - timedelta(days=1))
    return {
        "code": dossier.code,
        "field": dossier.field,
        "office": dossier.office,
        "due": dossier.due_at,
        "before": _before(dossier, data),
        "day": last_day,
        "link": owner_path(dossier.token),
        "stop": stop_path(dossier.token, role),
    }


def officer_values(dossier: NoticeFacts) -> dict[str, object]:
    """What an officer is told."""
    return {
        "code": dossier.code,
        "field": dossier.field,
        "step": dossier.step_name,
        "unit": dossier.unit,
        "due": dossier.due_at,
        "link": officer_path(dossier.code),
    }


def _before(dossier: NoticeFacts, data: Mapping[str, Any]) -> datetime | None:
    """The date told before: as the event says, else the one on the paper where it is another one now."""
    written = data.get("before")
    if isinstance(written, str) and written:
        return datetime.fromisoformat(written)
    return dossier.promised_at if dossier.promised_at != dossier.due_at else None
