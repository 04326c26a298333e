"""Sets of dossiers of one unit that can be found again later: what samples are drawn from.

Each is told by instants of the record and not by the state of now. `up_to` is the last dossier that was entered when
it was first asked for: one entered afterwards with an earlier date does not change it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from motcua.domain.instants import midnight
from motcua.domain.lifecycle import Outcome
from motcua.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class Asked:
    """Dossiers that a unit received or resolves, as they were at `at`; `first` and `last` bound a period of days."""

    unit_id: int
    kind: str
    at: datetime
    up_to: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One dossier of a population and the unit that handles it."""

    dossier_id: int
    code: str
    executing_unit_id: int


def last_entered() -> int:
    """The inner id of the dossier entered last; 0 while there is none."""
    return Dossier.objects.aggregate(last=Max("pk"))["last"] or 0


def population(asked: Asked) -> QuerySet[Dossier]:
    """The dossiers of a population, adopted history apart."""
    return Dossier.objects.filter(
        Q(receiving_unit_id=asked.unit_id) | Q(competent_unit_id=asked.unit_id),
        _condition(asked),
        pk__lte=asked.up_to,
        import_source__isnull=True,
        accepted_at__lte=asked.at,
    )


def members(asked: Asked) -> list[Member]:
    """What a population is drawn from, in the order of entry. One query."""
    rows = population(asked).order_by("pk").values_list("pk", "code", "executing_unit_id", "competent_unit_id")
    return [Member(pk, code, executing or competent or 0) for pk, code, executing, competent in rows]


def _condition(asked: Asked) -> Q:
    ended = Q(processing_ended_at__lte=asked.at)
    if asked.kind == "open":
        return ~ended | Q(processing_ended_at__isnull=True)
    if asked.kind == "waiting":
        held = Q(returned_at__isnull=True) | Q(returned_at__gt=asked.at)
        return ended & held & Q(outcome__in=[Outcome.GRANTED.value, Outcome.REFUSED.value])
    column = {"accepted": "accepted_at", "ended": "processing_ended_at"}[asked.kind]
    assert asked.first is not None, "a period has days"
    assert asked.last is not None, "a period has days"
    begins, ends = midnight(asked.first), midnight(asked.last + timedelta(days=1))
    return Q(**{f"{column}__gte": begins, f"{column}__lt": ends, f"{column}__lte": asked.at})


def units_with_dossiers() -> set[int]:
    """The units that receive or resolve dossiers now. Two queries over what is live."""
    rows = Dossier.objects.filter(live=True, import_source__isnull=True).order_by()
    found = set(rows.values_list("receiving_unit_id", flat=True).distinct())
    return (found | set(rows.values_list("competent_unit_id", flat=True).distinct())) - {None}
