"""The row that figures read, computed from a dossier: local dates and working minutes in Python, once.

What only events tell (see `told`) is carried over from the row that was known until now: closing a row gives it back in
the same statement.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import DateTimeField

from motcua.common import writing
from motcua.domain.apologies import LetterState
from motcua.domain.lifecycle import Outcome
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.dossiers.models import Apology, Dossier, DossierFact
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.services.told import APOLOGY, TOLD, Values

CARRIED: Final = (*TOLD, *APOLOGY)
"""The columns that the dossier's row does not hold."""

KEPT: Final = (*CARRIED, "ended_on")
"""What a closed row gives back: with the day of the end, which only the closing for want of papers tells."""

UNKNOWN: Final[Mapping[str, Any]] = dict.fromkeys(CARRIED)
"""What is carried of a dossier of which nothing was told yet."""

PORTION: Final = 5_000

_COPIED = (
    "receiving_unit_id",
    "competent_unit_id",
    "executing_unit_id",
    "sector_id",
    "procedure_version_id",
    "import_source_id",
    "channel",
    "rule_set",
    "outcome",
    "supplements_before",
    "supplements_after",
    "submitted_at",
    "accepted_at",
    "due_at",
    "statutory_due_at",
    "first_due_at",
    "returned_at",
)


def fact_of(
    dossier: Dossier, calendar: WorkCalendar | None, carried: Mapping[str, Any], recorded_at: datetime
) -> DossierFact:
    """The fact row of a dossier as it stands; `calendar` is the one that counts for it (None: no minutes known).

    `carried` are the columns named in `CARRIED`, and the day of the end where an event told it.
    """
    started, ended = dossier.clock_started_at, dossier.processing_ended_at
    return writing.new(
        DossierFact,
        dossier=dossier,
        recorded_from=recorded_at,
        official=dossier.import_source_id is None,
        paused=dossier.paused_since is not None and ended is None,
        accepted_on=_on(dossier.accepted_at),
        due_on=_on(dossier.due_at),
        ended_at=ended,
        returned_on=_on(dossier.returned_at),
        limit_minutes=_minutes(calendar, started, dossier.due_at, dossier.clock_stood),
        minutes_used=_minutes(calendar, started, ended, _stood(dossier, calendar)),
        **{name: getattr(dossier, name) for name in _COPIED},
        ended_on=_ended_on(dossier, carried),
        **{name: carried[name] for name in CARRIED},
    )


def _ended_on(dossier: Dossier, carried: Mapping[str, Any]) -> date | None:
    """The day of the end; of a dossier closed for want of papers that of the closing."""
    closed: date | None = carried.get("ended_on") if dossier.outcome == Outcome.NO_SUPPLEMENT else None
    return closed or _on(dossier.processing_ended_at)


def _stood(dossier: Dossier, calendar: WorkCalendar | None) -> int:
    """For how long the clock stood, with the pause during which the processing ended."""
    paused, ended = dossier.paused_since, dossier.processing_ended_at
    if calendar is None or paused is None or ended is None or paused >= ended:
        return dossier.clock_stood
    return dossier.clock_stood + calendar.minutes_between(paused, ended)


def _on(at: datetime | None) -> date | None:
    return None if at is None else local_date(at)


def _minutes(calendar: WorkCalendar | None, starts: datetime | None, ends: datetime | None, stood: int) -> int | None:
    if calendar is None or starts is None or ends is None:
        return None
    return calendar.minutes_between(starts, ends) - stood


def close(at_of: Mapping[int, datetime]) -> dict[int, Values]:
    """Close the open rows of dossiers, each at its instant; what it carried comes back by the dossier's id."""
    found: dict[int, Values] = {}
    fields = [DossierFact._meta.get_field(name) for name in KEPT]  # noqa: SLF001  documented interface of Django
    closing = list(at_of.items())
    for first in range(0, len(closing), PORTION):
        part = closing[first : first + PORTION]
        adapt = connection.ops.adapt_datetimefield_value
        with connection.cursor() as cursor:
            cursor.execute(_closing(len(part)), [value for key, at in part for value in (key, adapt(at))])
            for dossier_id, *values in cursor.fetchall():
                found[dossier_id] = {
                    name: _read(field, value) for name, field, value in zip(KEPT, fields, values, strict=True)
                }
    return found


@lru_cache(maxsize=64)
def _closing(number: int) -> str:
    table = connection.ops.quote_name(DossierFact._meta.db_table)  # noqa: SLF001  documented interface of Django
    known = ", ".join(["(%s, %s)"] * number)
    return (
        f"UPDATE {table} SET recorded_to = known.column2 FROM (VALUES {known}) known "  # noqa: S608  own names
        f"WHERE dossier_id = known.column1 AND recorded_to IS NULL RETURNING dossier_id, {', '.join(KEPT)}"
    )


def _read(field: Any, value: Any) -> Any:
    """A value as the database gave it in Python's terms: SQLite keeps instants as text in UTC, truth as a number."""
    read = None if value is None else field.to_python(value)
    return read.replace(tzinfo=UTC) if isinstance(field, DateTimeField) and read and read.tzinfo is None else read


def rewrite(dossier_id: int, values: Mapping[str, Any], recorded_at: datetime) -> None:
    """Close the open row of a dossier and write one that says the same but for `values`; joins the transaction."""
    carried = close({dossier_id: recorded_at})
    if carried:
        dossier = Dossier.objects.get(pk=dossier_id)
        told = {**carried[dossier_id], **values}
        writing.insert([fact_of(dossier, calendar_of(dossier), told, recorded_at)])


def tell_apology(dossier_id: int, recorded_at: datetime) -> None:
    """Let the fact row say what is owed to the applicant now: called with each event that opens or ends a duty."""
    rewrite(dossier_id, apology_told(owed_of([dossier_id]).get(dossier_id)), recorded_at)


def owed_of(dossier_ids: Sequence[int]) -> dict[int, Apology]:
    """The duty of each dossier that counts: the last opened of those that nothing relieved."""
    rows = Apology.objects.filter(dossier_id__in=dossier_ids).exclude(state=LetterState.CLOSED_NOT_NEEDED)
    return {row.dossier_id: row for row in rows.order_by("opened_at", "pk")}


def apology_told(apology: Apology | None) -> Values:
    """The columns that a duty tells; without one nothing is owed."""
    if apology is None:
        return dict.fromkeys(APOLOGY)
    return {
        "apology_due_at": apology.due_by,
        "apology_due_on": _on(apology.due_by),
        "apology_sent_at": apology.sent_at,
        "apology_sent_on": _on(apology.sent_at),
    }
