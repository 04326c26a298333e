"""Look for signs of work outside the software: of the days of which something changed since the last look."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from motcua.domain.oddities import Oddity
from motcua.domain.worktime import local_date
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.oddities import Scope, Sign, days_touched, signs_in
from motcua.inspections.models import FoundSign, SignsLook

REACH: Final = timedelta(days=400)
"""How far back signs are kept up: a year, which is the longest look, and what belongs to its first days."""

MARGIN: Final = 500
"""So many events before the last look are looked at again: another transaction may have been slower to commit."""

PORTION: Final = 1_000


def look(at: datetime) -> int:
    """Find the signs anew of every day that changed; returns how many days. Each day is a transaction of its own.

    Safe to run at any time and twice; a run that dies is made good by the next.
    """
    before = SignsLook.objects.first()
    after = 0 if before is None else max(before.up_to_event - MARGIN, 0)
    touched = days_touched(after, local_date(at) - REACH)
    for day in touched.days:
        _find(day)
    SignsLook.objects.update_or_create(
        pk=1 if before is None else before.pk, defaults={"up_to_event": touched.up_to, "looked_at": at}
    )
    return len(touched.days)


def _find(day: date) -> None:
    """Write down the signs of one day in place of those that were."""
    signs = signs_in(Scope(None, day, day))
    units = dossiers.units_of([sign.dossier_id for sign in signs])
    rows = [_row(sign, day, *units[sign.dossier_id]) for sign in signs]
    with transaction.atomic():
        FoundSign.objects.filter(day=day).delete()
        for oddity in Oddity:
            # A result that was recorded anew on another day left its sign there.
            ids = [row.dossier_id for row in rows if row.oddity == oddity]
            for first in range(0, len(ids), PORTION):
                FoundSign.objects.filter(oddity=oddity.value, dossier_id__in=ids[first : first + PORTION]).delete()
        FoundSign.objects.bulk_create(rows, batch_size=PORTION)


def _row(sign: Sign, day: date, receiving: int | None, competent: int | None) -> FoundSign:
    return FoundSign(
        oddity=sign.oddity.value,
        dossier_id=sign.dossier_id,
        day=day,
        at=sign.at,
        gap_seconds=int(sign.gap.total_seconds()),
        unit_id=sign.unit_id,
        person_id=sign.person_id,
        receiving_unit_id=receiving,
        competent_unit_id=competent,
    )
