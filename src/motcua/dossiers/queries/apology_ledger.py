"""The ledger of apologies: owed, sent in time, sent late, still owed; every number opens exactly its rows.

A number and its rows are one condition: `rows(...)` filtered by the same `Met` and the same value of the dimension.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count as CountOf
from django.db.models import F, Q, QuerySet

from motcua.common.pagination import Count, KeysetPage, count, keyset
from motcua.domain.apologies import OWING, LetterState, Tally
from motcua.domain.instants import ONE_DAY
from motcua.domain.worktime import midnight
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.models import Apology
from motcua.dossiers.queries.apologies import waiting_for
from motcua.organisation.actors import Actor

ORDER: Final = ("-due_by", "-id")
"""Latest duties first."""

_OWING: Final = [state.value for state in OWING]


class Standing(StrEnum):
    """The columns of the ledger, each a condition on duties."""

    OWED = "phai-xin-loi"
    IN_TIME = "dung-luc"
    LATE = "gui-muon"
    STILL = "con-no"
    OVERDUE = "no-qua-han"
    NOT_NEEDED = "khong-can"


class By(StrEnum):
    """What the ledger is split by."""

    UNIT = "don-vi"
    PROCEDURE = "thu-tuc"
    OFFICER = "cong-chuc"
    REASON = "nguyen-nhan"


FIELD: Final[Mapping[By, str]] = {
    By.UNIT: "competent_unit_id",
    By.PROCEDURE: "procedure_version__procedure_id",
    By.OFFICER: "step_person_id",
    By.REASON: "reason_id",
}
"""The column of each split; the step's owner of the day on which the duty opened, the reason of the latest letter."""

NONE: Final = 0
"""Stands in an address for «nobody» or «not said yet»: no id is 0."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the ledger is narrowed to; None narrows nothing, `NONE` asks for rows without a value.

    `first` and `last` are days of the letter's own due instant, both included; `mine` asks for what waits for
    who looks.
    """

    standing: Standing | None = None
    unit_id: int | None = None
    procedure_id: int | None = None
    person_id: int | None = None
    reason_id: int | None = None
    first: date | None = None
    last: date | None = None
    mine: bool = False


def of_standing(standing: Standing, at: datetime) -> Q:
    """The condition of a column, seen at `at`; IN_TIME, LATE and STILL part OWED."""
    needed = ~Q(state=LetterState.CLOSED_NOT_NEEDED.value)
    still = Q(state__in=_OWING)
    return {
        Standing.OWED: needed,
        Standing.IN_TIME: Q(sent_at__isnull=False, sent_at__lte=F("due_by")),
        Standing.LATE: Q(sent_at__isnull=False, sent_at__gt=F("due_by")),
        Standing.STILL: still,
        Standing.OVERDUE: still & Q(due_by__lt=at),
        Standing.NOT_NEEDED: ~needed,
    }[standing]


def _is(name: str, value: int | None) -> Q:
    if value is None:
        return Q()
    return Q(**{f"{name}__isnull": True}) if value == NONE else Q(**{name: value})


def matching(filters: Filters, at: datetime) -> Q:
    """The condition that the filters say."""
    found = _is(FIELD[By.UNIT], filters.unit_id) & _is(FIELD[By.PROCEDURE], filters.procedure_id)
    found &= _is(FIELD[By.OFFICER], filters.person_id) & _is(FIELD[By.REASON], filters.reason_id)
    if filters.standing is not None:
        found &= of_standing(filters.standing, at)
    if filters.first is not None:
        found &= Q(due_by__gte=midnight(filters.first))
    if filters.last is not None:
        found &= Q(due_by__lt=midnight(filters.last + ONE_DAY))
    return found


def rows(actor: Actor, filters: Filters, at: datetime) -> QuerySet[Apology]:
    """The duties that the actor's ledger holds under these filters, without order."""
    found = Apology.objects.filter(policies.visible_to(actor), matching(filters, at))
    return found.filter(pk__in=waiting_for(actor, at).values("pk")) if filters.mine else found


NAMED: Final = ("dossier", "competent_unit", "step_person", "reason", "procedure_version__procedure")
"""What a row of the ledger names, loaded with it."""


def page(
    actor: Actor, filters: Filters, at: datetime, *, after: str | None = None, before: str | None = None, size: int = 50
) -> tuple[KeysetPage[Apology], Count]:
    """A page of the ledger and how many rows there are. Two queries."""
    found = rows(actor, filters, at)
    return keyset(found.select_related(*NAMED), ORDER, after=after, before=before, size=size), count(found)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger: the value it is split by (`NONE` where there is none), its name, its numbers."""

    value: int
    name: str
    tally: Tally


_NAME: Final[Mapping[By, str]] = {
    By.UNIT: "competent_unit__name",
    By.PROCEDURE: "procedure_version__procedure__code",
    By.OFFICER: "step_person__full_name",
    By.REASON: "reason__name",
}


def _numbers(at: datetime) -> dict[str, Any]:
    shown = (Standing.IN_TIME, Standing.LATE, Standing.STILL, Standing.OVERDUE, Standing.NOT_NEEDED)
    return {standing.name.lower(): CountOf("pk", filter=of_standing(standing, at)) for standing in shown}


def _tally(numbers: Mapping[str, Any]) -> Tally:
    return Tally(**{name: numbers[name] for name in ("in_time", "late", "still", "overdue", "not_needed")})


def lines(found: QuerySet[Apology], by: By, at: datetime) -> list[Line]:
    """The numbers of some duties, split; most still owed first. One query."""
    name = _NAME[by]
    grouped = found.order_by().values(FIELD[by], name).annotate(**_numbers(at))
    split = [Line(row[FIELD[by]] or NONE, row[name] or "", _tally(row)) for row in grouped]
    return sorted(split, key=lambda line: (-line.tally.overdue, -line.tally.owed, line.name))


def total(found: QuerySet[Apology], at: datetime) -> Tally:
    """The numbers of some duties together. One query."""
    return _tally(found.order_by().aggregate(**_numbers(at)))


def public_lines(first: date, last: date, at: datetime) -> list[Line]:
    """Per competent agency, what anybody may know: numbers of duties whose letter was due from `first` to `last`."""
    found = Apology.objects.filter(matching(Filters(first=first, last=last), at))
    return lines(found, By.UNIT, at)
