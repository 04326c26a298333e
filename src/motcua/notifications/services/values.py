"""What notices about a dossier are filled with: code, field, places, dates, links; nothing about a person."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from motcua.domain.worktime import local_date
from motcua.dossiers.queries.notices import NoticeFacts
from motcua.notifications.addresses import officer_path, owner_path, stop_path


def owner_values(dossier: NoticeFacts, role: str, data: Mapping[str, Any]) -> dict[str, object]:
    """What a party is told; `data` may name the date that was promised (`due_at`) and the new one (`new_due_at`)."""
    last_day = None
    if dossier.closing_at is not None:
        # The dossier closes at this instant; papers still come on the day before.
        last_day = local_date(dossier.closing_at - timedelta(days=1))
    return {
        "code": dossier.code,
        "field": dossier.field,
        "office": dossier.office,
        "due": instant_in(data, "new_due_at") if "new_due_at" in data else dossier.due_at,
        "before": instant_in(data, "due_at") or _promised_before(dossier),
        "day": last_day,
        "link": owner_path(dossier.token),
        "stop": stop_path(dossier.token, role),
    }


def officer_values(dossier: NoticeFacts, data: Mapping[str, Any] | None = None) -> dict[str, object]:
    """What an officer is told; `data` may name the instant by which something is to be done (`due_by`)."""
    return {
        "code": dossier.code,
        "field": dossier.field,
        "step": dossier.step_name,
        "unit": dossier.unit,
        "due": dossier.due_at,
        "by": instant_in(data or {}, "due_by"),
        "link": officer_path(dossier.code),
    }


def instant_in(data: Mapping[str, Any], name: str) -> datetime | None:
    """An instant that a message of the outbox holds in ISO form, if it does."""
    written = data.get(name)
    return datetime.fromisoformat(written) if isinstance(written, str) and written else None


def _promised_before(dossier: NoticeFacts) -> datetime | None:
    """The date on the paper, where it is another one now."""
    return dossier.promised_at if dossier.promised_at != dossier.due_at else None
