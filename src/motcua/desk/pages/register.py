"""The register of a desk: every dossier accepted in a period, in the order of acceptance."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from motcua.common.formats import local
from motcua.documents.papers.contracts import Register, RegisterRow
from motcua.dossiers.services.papers import place_of, printed
from motcua.dossiers.vocabulary import PartyRole, ResultChannel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from motcua.dossiers.models import Dossier


def register(
    desk: str, agency: str, rows: "Iterable[Dossier]", first: date, last: date, *, signer: str, at: datetime
) -> Register:
    """The book of one desk; `rows` come with their applicants and units loaded."""
    return Register(
        parent_agency=agency,
        agency=desk,
        place=place_of(agency or desk),
        issued_at=at,
        book=str(local(at).year),
        period_from=first,
        period_to=last,
        rows=tuple(_row(no, dossier) for no, dossier in enumerate(rows, 1)),
        signer=signer,
    )


def _row(no: int, dossier: "Dossier") -> RegisterRow:
    owner = next(party for party in dossier.applicants.all() if party.role == PartyRole.OWNER)
    assert dossier.accepted_at is not None
    return RegisterRow(
        no=no,
        dossier_code=dossier.code,
        procedure_name=dossier.title,
        sets=dossier.copies,
        owner=owner.full_name,
        address=owner.address,
        phone=owner.phone,
        handling_agency=dossier.competent_unit.name if dossier.competent_unit is not None else "",
        received_at=dossier.accepted_at,
        due_at=dossier.due_at,
        due_provisional=dossier.provisional,
        result_received_at=dossier.processing_ended_at,
        returned_at=dossier.returned_at,
        return_channel=printed(ResultChannel(dossier.result_channel).label) if dossier.returned_at is not None else "",
    )
