"""Parties and papers as intake tells them, checked: what is wrong is named with its field and its remedy."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from motcua.common import writing
from motcua.domain import identity
from motcua.domain.errors import BadInput, IdentityNotValid
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import local_date
from motcua.dossiers.models import Applicant, DossierComponent
from motcua.dossiers.vocabulary import ComponentSource, IdentityKind, NoticeChannel, PartyKind, PartyRole

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone whose dossier it is, or who brings it; `notify_…` are the ways by which they asked to be told."""

    full_name: str
    kind: str = PartyKind.CITIZEN
    identity_kind: str = IdentityKind.PERSONAL
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    notify_email: bool = False
    notify_sms: bool = False
    notify_zalo: bool = False
    notify_language: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One component of the dossier: what was asked for and how many were handed in (none: not handed in)."""

    name: str
    component_id: int | None = None
    required: bool = True
    originals: int = 0
    copies: int = 0
    source: str = ComponentSource.PAPER
    received: bool = True


def applicants(owner: Party, submitter: Party | None, at: datetime) -> list[Applicant]:
    """The rows of the parties; raises BadInput naming the field (`owner_phone`, `submitter_full_name`, …)."""
    rows = [_applicant(owner, PartyRole.OWNER, at)]
    if submitter is not None:
        rows.append(_applicant(submitter, PartyRole.SUBMITTER, at))
    return rows


def components(papers: tuple[Paper, ...], at: datetime, first: int = 1) -> list[DossierComponent]:
    """The rows of the papers, numbered from `first` in the order given."""
    return [
        writing.new(
            DossierComponent,
            component_id=paper.component_id,
            no=no,
            name=paper.name,
            required=paper.required,
            originals=paper.originals,
            copies=paper.copies,
            source=paper.source,
            received_at=at if paper.received else None,
        )
        for no, paper in enumerate(papers, first)
    ]


def _applicant(party: Party, role: PartyRole, at: datetime) -> Applicant:
    row = writing.new(
        Applicant,
        role=role,
        kind=party.kind,
        full_name=_checked(role, "full_name", lambda: _name(party)),
        identity_kind=party.identity_kind if party.identity_number.strip() else "",
        identity_number=_checked(role, "identity_number", lambda: _number(party, at)),
        phone=_checked(role, "phone", lambda: identity.phone_number(party.phone) if party.phone.strip() else ""),
        email=_email(party.email, role),
        address=" ".join(party.address.split())[:500],
        notify_by=" ".join(_wanted(party)),
        notify_language=party.notify_language,
    )
    _check_reachable(row)
    return row


def _wanted(party: Party) -> list[str]:
    """The channels ticked, in the order of their list."""
    ticked = (party.notify_email, party.notify_sms, party.notify_zalo)
    return [channel.value for channel, wanted in zip(NoticeChannel, ticked, strict=True) if wanted]


def _check_reachable(row: Applicant) -> None:
    """Who asks to be told names where: an e-mail address, a telephone number."""
    needs = {NoticeChannel.EMAIL: ("email", row.email), NoticeChannel.SMS: ("phone", row.phone)}
    needs[NoticeChannel.ZALO] = needs[NoticeChannel.SMS]
    for channel in row.notify_by.split():
        field, held = needs[NoticeChannel(channel)]
        if not held:
            remedy = Text(gettext_noop("Nhập nơi nhận tin, hoặc bỏ đánh dấu báo tin."))
            raise BadInput(field=f"{row.role}_{field}", value="", remedy=remedy)


def _name(party: Party) -> str:
    check = identity.person_name if party.kind == PartyKind.CITIZEN else identity.organisation_name
    return check(party.full_name)


def _number(party: Party, at: datetime) -> str:
    """The identity number checked by its kind; an empty one stays empty."""
    written, on = party.identity_number, local_date(at)
    if not written.strip():
        return ""
    checks: dict[str, Callable[[], str]] = {
        IdentityKind.PERSONAL: lambda: identity.personal_number(written, on),
        IdentityKind.OLD_CARD: lambda: identity.old_card_number(written),
        IdentityKind.PASSPORT: lambda: identity.passport_number(written),
        IdentityKind.BUSINESS: lambda: identity.business_number(written, on),
    }
    return checks.get(party.identity_kind, lambda: identity.other_number(written))()


def _checked(role: PartyRole, field: str, check: Callable[[], str]) -> str:
    """What the check gives, or its refusal with the name of the field."""
    try:
        return check()
    except IdentityNotValid as fault:
        told = {name: value for name, value in fault.params.items() if name != "field"}
        raise IdentityNotValid(field=f"{role.value}_{field}", **told) from None


def _email(written: str, role: PartyRole) -> str:
    email = written.strip()
    if email and not _EMAIL.fullmatch(email):
        remedy = Text(gettext_noop("Thư điện tử viết như ten@vidu.vn."))
        raise BadInput(field=f"{role.value}_email", value=written, remedy=remedy)
    return email
