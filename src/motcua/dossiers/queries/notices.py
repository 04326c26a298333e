"""What notices may say of a dossier, and the parties who asked for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.dossiers.models import Applicant, Dossier, DossierEvent


@dataclass(frozen=True, slots=True)
class Contact:
    """A party that asked at intake to be told: by which channels, in which language, at which address."""

    id: int
    dossier_id: int
    role: str
    channels: tuple[str, ...]
    language: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Where a dossier stands, without a word about whose it is or what it asks for.

    `field` names its sector, `office` where it was received, `unit` where it lies.
    """

    id: int
    code: str
    token: str
    field: str
    office: str
    unit: str
    receiving_unit_id: int | None
    competent_unit_id: int | None
    executing_unit_id: int | None
    holder_unit_id: int | None
    holder_id: int | None
    step_no: int
    step_name: str
    step_role: str
    live: bool
    adopted: bool
    due_at: datetime | None
    promised_at: datetime | None
    closing_at: datetime | None
    received_at: datetime
    contacts: tuple[Contact, ...] = ()


def notice_facts(ids: Iterable[int], *, contacts: bool = True) -> dict[int, NoticeFacts]:
    """The facts of several dossiers by id. Two queries, one without the contacts."""
    wanted = set(ids)
    parties: dict[int, list[Contact]] = {}
    if contacts:
        for contact in contacts_of_dossiers(wanted):
            parties.setdefault(contact.dossier_id, []).append(contact)
    rows = Dossier.objects.filter(pk__in=wanted).select_related("sector", "receiving_unit", "holder_unit")
    return {row.pk: _facts(row, tuple(parties.get(row.pk, ()))) for row in rows}


def ids_of(code: str) -> QuerySet[Dossier, int]:
    """The id of the dossier of a code, as a condition for other rows; of none where there is no such dossier."""
    return Dossier.objects.filter(code=code.strip().upper()).values_list("pk", flat=True)


def contacts_of_dossiers(ids: Iterable[int]) -> list[Contact]:
    """The parties of dossiers that asked to be told. One query."""
    rows = Applicant.objects.filter(dossier_id__in=set(ids)).exclude(notify_by="").order_by("dossier_id", "id")
    return [_contact(row) for row in rows]


def contacts(ids: Iterable[int]) -> dict[int, Contact]:
    """Parties by id, whatever they asked for. One query."""
    return {row.pk: _contact(row) for row in Applicant.objects.filter(pk__in=set(ids))}


def actors_of(event_ids: Iterable[int]) -> dict[int, int | None]:
    """Who did some events: the id of the actor by event, None for others than persons. One query, none for no event."""
    wanted = set(event_ids)
    rows = DossierEvent.objects.filter(pk__in=wanted).values_list("pk", "actor_id")
    return dict(rows) if wanted else {}


def _contact(row: Applicant) -> Contact:
    return Contact(
        id=row.pk,
        dossier_id=row.dossier_id,
        role=row.role,
        channels=tuple(row.notify_by.split()),
        language=row.notify_language,
        email=row.email,
        phone=row.phone,
    )


def _facts(row: Dossier, contacts: tuple[Contact, ...]) -> NoticeFacts:
    return NoticeFacts(
        id=row.pk,
        code=row.code,
        token=row.public_token or "",
        field=row.sector.name if row.sector is not None else "",
        office=row.receiving_unit.name if row.receiving_unit is not None else "",
        unit=row.holder_unit.name if row.holder_unit is not None else "",
        receiving_unit_id=row.receiving_unit_id,
        competent_unit_id=row.competent_unit_id,
        executing_unit_id=row.executing_unit_id,
        holder_unit_id=row.holder_unit_id,
        holder_id=row.holder_id,
        step_no=row.step_no,
        step_name=row.step_name,
        step_role=row.step_role,
        live=row.live,
        adopted=row.import_source_id is not None,
        due_at=row.due_at,
        promised_at=row.promised_at,
        closing_at=row.closing_at,
        received_at=row.accepted_at or row.submitted_at or row.sort_at,
        contacts=contacts,
    )
