"""The papers of a dossier: their data from the dossier, issued and frozen in the transaction of the action.

Forms of Circular 01/2018/TT-VPCP and Circular 03/2025/TT-VPCP (mot-cua-rules 2.1); which set, the acceptance pinned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from motcua.catalogue.values import Terms
from motcua.documents.papers import contracts, forms
from motcua.documents.services.issue import NewPaper, Subject, issue_papers
from motcua.domain.limits import TimeLimit
from motcua.domain.numbering import paper_series
from motcua.domain.worktime import local_date
from motcua.dossiers.addresses import lookup_address, public_address
from motcua.dossiers.models import Applicant, Dossier, DossierComponent
from motcua.dossiers.vocabulary import ComponentSource, IdentityKind, PartyRole, ResultChannel
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor

SUBJECT = "dossier"

_PLACE_AFTER = ("xã ", "phường ", "đặc khu ", "thị trấn ", "tỉnh ", "thành phố ")


def subject_of(dossier: Dossier) -> Subject:
    """What papers about a dossier are filed under."""
    return Subject(SUBJECT, dossier.pk)


def issue(dossier: Dossier, data: contracts.Paper, unit_id: int, *, actor: Actor, at: datetime) -> None:
    """Give a paper its number in the unit's series of that kind and year, and freeze it."""
    issue_papers([new_paper(dossier, data, unit_id, at)], actor=actor)


def new_paper(dossier: Dossier, data: contracts.Paper, unit_id: int, at: datetime) -> NewPaper:
    """A paper of the dossier, to be numbered in the unit's series of that kind and year."""
    form_set = dossier.form_set or forms.form_set_at(at)
    suffix = forms.form_of(data.kind.value, form_set).suffix
    return NewPaper(
        paper=data.kind.value,
        form_set=form_set,
        subject=subject_of(dossier),
        data=data,
        series=paper_series(str(unit_id), suffix, local_date(at).year),
        at=at,
    )


def place_of(unit_name: str) -> str:
    """The place before the date of a paper: `Thanh Lâm` out of `Ủy ban nhân dân xã Thanh Lâm`."""
    lowered = unit_name.lower()
    found = [lowered.rindex(word) + len(word) for word in _PLACE_AFTER if word in lowered]
    return unit_name[max(found) :] if found else unit_name


def head_of(dossier: Dossier, *, by_competent: bool = False) -> dict[str, Any]:
    """The head of a paper: the desk below its agency, or the competent agency itself."""
    return _head(dossier, organisation.unit_names(_named(dossier)), by_competent=by_competent)


def _named(dossier: Dossier) -> set[int]:
    return {dossier.receiving_unit_id or 0, dossier.competent_unit_id or 0}


def _head(dossier: Dossier, names: Mapping[int, str], *, by_competent: bool = False) -> dict[str, Any]:
    agency = names[dossier.competent_unit_id or 0]
    if by_competent or len(_named(dossier)) == 1:
        return {"parent_agency": "", "agency": agency, "place": place_of(agency)}
    return {"parent_agency": agency, "agency": names[dossier.receiving_unit_id or 0], "place": place_of(agency)}


def about(dossier: Dossier, parties: Sequence[Applicant], procedure_code: str = "") -> dict[str, Any]:
    """What every paper says about the dossier and its parties."""
    owner = next(party for party in parties if party.role == PartyRole.OWNER)
    submitter = next((party for party in parties if party.role == PartyRole.SUBMITTER), owner)
    return {
        "dossier_code": dossier.code,
        "owner": owner.full_name,
        "submitter": submitter.full_name,
        "address": owner.address,
        "phone": submitter.phone or owner.phone,
        "email": submitter.email or owner.email,
        "procedure_name": dossier.title,
        "procedure_code": procedure_code,
    }


def identity_words(party: Applicant) -> str:
    """Kind and number of the owner's paper."""
    if not party.identity_number:
        return ""
    short = {
        IdentityKind.PERSONAL: "Số định danh",
        IdentityKind.OLD_CARD: "CMND",
        IdentityKind.PASSPORT: "Hộ chiếu",
        IdentityKind.BUSINESS: "Mã số",
    }
    return f"{short.get(IdentityKind(party.identity_kind), 'Số')} {party.identity_number}"


def receipt_components(components: Sequence[DossierComponent]) -> tuple[contracts.ReceiptComponent, ...]:
    """What was handed in; electronic papers stand in their own column."""
    electronic = (ComponentSource.ELECTRONIC, ComponentSource.DATABASE, ComponentSource.REUSED)
    return tuple(
        contracts.ReceiptComponent(
            name=each.name,
            originals=0 if each.source in electronic else each.originals,
            photocopies=0 if each.source in electronic else each.copies,
            electronic=max(1, each.originals + each.copies) if each.source in electronic else 0,
        )
        for each in components
        if each.received_at is not None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """What a receipt is written from; `round_no` 2 and more when the clock restarted."""

    dossier: Dossier
    parties: Sequence[Applicant]
    components: Sequence[DossierComponent]
    terms: Terms | None
    at: datetime
    round_no: int = 1
    procedure_code: str = ""


def issue_receipts(receivings: Sequence[Receiving], *, actor: Actor) -> None:
    """Issue form 01, the receipt and appointment, for each; the names of units are read once for all."""
    names = organisation.unit_names({unit_id for each in receivings for unit_id in _named(each.dossier)})
    papers = []
    for each in receivings:
        assert each.dossier.receiving_unit_id is not None
        data = _receipt(each, _head(each.dossier, names), actor)
        papers.append(new_paper(each.dossier, data, each.dossier.receiving_unit_id, each.at))
    issue_papers(papers, actor=actor)


def _receipt(receiving: Receiving, head: dict[str, Any], actor: Actor) -> contracts.Receipt:
    dossier, terms = receiving.dossier, receiving.terms
    assert dossier.accepted_at is not None
    owner = next(party for party in receiving.parties if party.role == PartyRole.OWNER)
    fees = terms.fees if terms is not None else ()
    return contracts.Receipt(
        **head,
        **about(dossier, receiving.parties, terms.code if terms is not None else receiving.procedure_code),
        office=head["agency"],
        identity=identity_words(owner),
        components=receipt_components(receiving.components),
        sets=dossier.copies,
        time_limit=limit_words(dossier.limit),
        received_at=dossier.clock_started_at or dossier.accepted_at,
        due_at=dossier.promised_at,
        due_provisional=dossier.provisional,
        result_channel=printed(ResultChannel(dossier.result_channel).label),
        fees=tuple(
            contracts.FeeLine(name=fee.name, amount=fee.amount, note=fee.note) for fee in fees if fee.amount is not None
        ),
        round=receiving.round_no,
        officer=actor.label,
        public_url=public_address(dossier.public_token or ""),
        lookup_address=lookup_address(),
    )


def printed(label: object) -> str:
    """A label as papers say it: in Vietnamese, whatever the language in which the officer works."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(label)


def limit_words(limit: str) -> str:
    """The limit as a receipt says it: `05 ngày làm việc`."""
    return TimeLimit.parse(limit).words()


def procedure_code_of(dossier: Dossier) -> str:
    """The code of the dossier's procedure; empty for adopted history."""
    version = dossier.procedure_version
    return version.procedure.code if version is not None else ""
