"""What the desk offers."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from motcua.catalogue import search_keys
from motcua.catalogue.models import Offering
from motcua.catalogue.policies import visible_offerings
from motcua.catalogue.values import OfferingRow
from motcua.domain.errors import NotFound
from motcua.domain.worktime import ZONE, CountingMode
from motcua.organisation.actors import Actor

_VERSION = "procedure_version__"
_JOINS = ("procedure", "procedure_version__sector")


def payment_stop(offering_id: int) -> str:
    """The source of law by which the clock of the offering's dossiers stands for a payment; empty where none does."""
    return Offering.objects.values_list("payment_stop", flat=True).get(pk=offering_id)


def offerings_for(unit_ids: Collection[int], on: date, text: str = "", most: int = 50) -> list[OfferingRow]:
    """The offerings of these units in force on a day, best finds first; without a text, by name. One query."""
    best = [search_keys.rank(text, _VERSION), search_keys.length(_VERSION)] if search_keys.has_words(text) else []
    rows = (
        Offering.objects.select_related(*_JOINS)
        .filter(in_force(on), search_keys.matching(text, _VERSION), unit_id__in=list(unit_ids))
        .order_by(*best, f"{_VERSION}sort_key", "unit_id")
    )
    return [offering_value(row) for row in rows[:most]]


def access_offering(actor: Actor, public_id: UUID | str, at: datetime) -> OfferingRow:
    """The offering if it is in force at `at` and the actor works in one of its units; otherwise NotFound."""
    rows = Offering.objects.select_related(*_JOINS).filter(
        visible_offerings(actor), in_force(at.astimezone(ZONE).date()), public_id=public_id
    )
    found = rows.first()
    if found is None:
        raise NotFound()
    return offering_value(found)


def offering_row(offering_id: int) -> OfferingRow:
    """The offering a dossier was accepted on, whether still in force or not; NotFound if it never was."""
    found = Offering.objects.select_related(*_JOINS).filter(pk=offering_id).first()
    if found is None:
        raise NotFound()
    return offering_value(found)


def in_force(on: date) -> Q:
    """The condition that a period [valid_from, valid_to) holds a day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def offering_value(row: Offering) -> OfferingRow:
    """The plain value of an offering whose procedure, version and sector are loaded."""
    version = row.procedure_version
    return OfferingRow(
        id=row.pk,
        public_id=row.public_id,
        unit_id=row.unit_id,
        competent_unit_id=row.competent_unit_id,
        executing_unit_id=row.executing_unit_id,
        procedure_id=row.procedure_id,
        procedure_version_id=version.pk,
        process_version_id=row.process_version_id,
        code=row.procedure.code,
        name=version.name,
        short_name=version.short_name,
        sector=version.sector.name,
        mode=CountingMode(row.mode),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
