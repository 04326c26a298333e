"""What the desk offers."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.catalogue import search_keys
from motcua.catalogue.models import Offering
from motcua.catalogue.policies import sees_offering
from motcua.catalogue.values import OfferingRow
from motcua.domain.errors import NotFound
from motcua.domain.worktime import ZONE, CountingMode
from motcua.organisation.actors import Actor

_VERSION = "procedure_version__"
# What an OfferingRow holds, in its order: a whole version has the text of the procedure, of which no list says a word.
_COLUMNS = (
    "id",
    "public_id",
    "unit_id",
    "competent_unit_id",
    "executing_unit_id",
    "procedure_id",
    "procedure_version_id",
    "process_version_id",
    "procedure__code",
    "procedure_version__name",
    "procedure_version__short_name",
    "procedure_version__sector__name",
    "mode",
    "valid_from",
    "valid_to",
)


def payment_stop(offering_id: int) -> str:
    """The source of law by which the clock of the offering's dossiers stands for a payment; empty where none does."""
    return Offering.objects.values_list("payment_stop", flat=True).get(pk=offering_id)


def offerings_for(unit_ids: Collection[int], on: date, text: str = "", most: int = 50) -> list[OfferingRow]:
    """The offerings of these units in force on a day, best finds first; without a text, by name. One query."""
    best = [search_keys.rank(text, _VERSION), search_keys.length(_VERSION)] if search_keys.has_words(text) else []
    rows = Offering.objects.filter(in_force(on), search_keys.matching(text, _VERSION), unit_id__in=list(unit_ids))
    return _values(rows.order_by(*best, f"{_VERSION}sort_key", "unit_id")[:most])


# Every press of intake asks for its offering: as text, because making it by the ORM costs many times the answer.
_ONE = """
SELECT offering.id, offering.public_id, offering.unit_id, offering.competent_unit_id, offering.executing_unit_id,
    offering.procedure_id, offering.procedure_version_id, offering.process_version_id,
    procedure.code, version.name, version.short_name, sector.name, offering.mode, offering.valid_from, offering.valid_to
FROM catalogue_offering offering
JOIN catalogue_procedure procedure ON procedure.id = offering.procedure_id
JOIN catalogue_procedureversion version ON version.id = offering.procedure_version_id
JOIN catalogue_sector sector ON sector.id = version.sector_id
WHERE offering.{column} = %s
"""


def access_offering(actor: Actor, public_id: UUID | str, at: datetime) -> OfferingRow:
    """The offering if it is in force at `at` and the actor works in one of its units; otherwise NotFound."""
    row, on = _one("public_id", public_id), at.astimezone(ZONE).date()
    begun = row.valid_from <= on and (row.valid_to is None or on < row.valid_to)
    if not begun or not sees_offering(actor, {row.unit_id, row.competent_unit_id, row.executing_unit_id}):
        raise NotFound()
    return row


def offering_row(offering_id: int) -> OfferingRow:
    """The offering a dossier was accepted on, whether still in force or not; NotFound if it never was."""
    return _one("id", offering_id)


def _one(column: str, value: object) -> OfferingRow:
    field: Callable[[str], Any] = Offering._meta.get_field  # noqa: SLF001  documented interface of Django
    with connection.cursor() as cursor:
        cursor.execute(_ONE.format(column=column), [field(column).get_db_prep_value(value, connection)])
        found = cursor.fetchone()
    if found is None:
        raise NotFound()
    row = OfferingRow(*found)
    return replace(
        row,
        public_id=field("public_id").to_python(row.public_id),
        mode=CountingMode(row.mode),
        valid_from=field("valid_from").to_python(row.valid_from),
        valid_to=field("valid_to").to_python(row.valid_to),
    )


def _values(rows: QuerySet[Offering]) -> list[OfferingRow]:
    found = [OfferingRow(*values) for values in rows.values_list(*_COLUMNS)]
    return [replace(row, mode=CountingMode(row.mode)) for row in found]


def in_force(on: date) -> Q:
    """The condition that a period [valid_from, valid_to) holds a day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
