"""What the past says of the dossiers that some units have to finish on the coming days."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from motcua.domain.instants import ONE_DAY
from motcua.domain.worktime import local_date, midnight
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.foresight import probability_of
from motcua.dossiers.queries.time_states import RUNNING

MOST_READ: Final = 500
"""Of more dossiers than this nothing is foretold: each is read with its clock."""


def expected_late(
    column: str, unit_ids: Collection[int], days: Sequence[date], at: datetime
) -> Mapping[date, float] | None:
    """How many of the running dossiers due on each of some days are expected to miss their date.

    `column` says in which part the units took (see `watch.finished_by_units`). The sum of the probabilities that
    foresight gives; None where it gives none, or where there are too many to read. A few queries.
    """
    if not days:
        return None
    ahead = Dossier.objects.filter(
        RUNNING,
        paused_since__isnull=True,
        due_at__gte=max(midnight(min(days)), at),
        due_at__lt=midnight(max(days) + ONE_DAY),
        **{f"{column}__in": sorted(unit_ids)},
    )
    rows = list(ahead.order_by("due_at", "id")[: MOST_READ + 1])
    forecasts = probability_of(rows, at) if 0 < len(rows) <= MOST_READ else {}
    if not forecasts:
        return None
    found: dict[date, float] = dict.fromkeys(days, 0.0)
    for dossier in rows:
        on = None if dossier.due_at is None else local_date(dossier.due_at)
        if on in found and dossier.pk in forecasts:
            found[on] += forecasts[dossier.pk].probability
    return found
