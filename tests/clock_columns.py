"""What the row of a dossier holds of its clock, beside what its events say: the proof that the columns are a cache."""

from typing import Any

from motcua.calendars import queries as calendars
from motcua.domain.deadlines import derive
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clock import clock_events, facts_from, versions_in
from motcua.dossiers.services.clock import columns_of


def rederive(dossier: Dossier) -> dict[str, Any]:
    """The cache columns as the events say them now, whatever the row holds: for recomputation and its proof."""
    events = clock_events([dossier.pk]).get(dossier.pk, ())
    if not events:
        return {}
    facts = facts_from(dossier, events)
    return columns_of(derive(facts, calendars.calendars(versions_in([facts]))))


def cached(dossier: Dossier) -> dict[str, Any]:
    """The same columns as the row holds them."""
    names = (
        "due_at",
        "first_due_at",
        "statutory_due_at",
        "provisional",
        "paused_since",
        "clock_started_at",
        "near_at",
        "clock_stood",
    )
    return {name: getattr(dossier, name) for name in names}
