"""Who sees a duty to apologise, and who does what to its letter.

Drafting, review and signing are with the competent agency, never with the desk that only receives (NĐ 118/2025/NĐ-CP
art. 19(6)); its clerk numbers and sends, the desk may hand the letter over. Who signs is configured per agency, by
default its leaders.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from motcua.domain.apologies import Act, LetterState, may_check
from motcua.domain.errors import NotAllowed
from motcua.domain.errors_apologies import OwnLetter
from motcua.domain.worktime import local_date
from motcua.dossiers.models import ApologySigner
from motcua.dossiers.policies import DESK, NOTHING, SEES_ALL, decides, heads, holds, in_unit
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from motcua.dossiers.models import Apology, Dossier

OVERSEE: Final = (Role.PROCEDURE_CONTROLLER, Role.REFORM_OFFICER)
"""Roles that watch over an agency from one of its offices."""

LEDGER: Final = (Role.LEADER, Role.UNIT_HEAD, Role.ONE_STOP_HEAD, Role.CLERK, *OVERSEE, *SEES_ALL)
"""Roles to whom the ledger shows more than their own duties."""

KEEP: Final = (Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR)
"""Roles that keep the list of reasons and say who signs."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: holders of a role in a unit, under a printed title (empty: that of their post)."""

    unit_id: int
    role: Role
    title: str = ""


def signer_of(unit_id: int, at: datetime) -> Signer:
    """Who signs the letters of a competent agency on the day of `at`: as configured, else its leaders."""
    on = local_date(at)
    rows = ApologySigner.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit_id=unit_id)
    row = rows.filter(valid_from__lte=on).first()
    return Signer(unit_id, Role.LEADER) if row is None else Signer(row.signer_unit_id, Role(row.role), row.title)


def visible_to(actor: Actor) -> Q:
    """The condition on duties that the ledger shows to the actor.

    The auditor sees all; leaders, and who oversees an agency, that agency and what stands below it; heads of offices
    what their office handles; heads of one-stop what their desk received; clerks what they number and send; everybody
    the duties of steps that lay with them and the letters they drafted.
    """
    if actor.kind is ActorKind.SYSTEM or (actor.kind is ActorKind.PERSON and actor.has_any(*SEES_ALL)):
        return Q()
    if actor.kind is not ActorKind.PERSON:
        return NOTHING
    found = Q(step_person_id=actor.id) | Q(drafter_id=actor.id)
    agencies = _reach(actor)
    if agencies:
        found |= Q(competent_unit_id__in=agencies)
    heading = actor.units_with(Role.UNIT_HEAD)
    if heading:
        found |= Q(executing_unit_id__in=heading | organisation.predecessor_ids(heading))
    desks = actor.units_with(Role.ONE_STOP_HEAD)
    if desks:
        found |= Q(receiving_unit_id__in=desks | organisation.predecessor_ids(desks))
    return found


def _reach(actor: Actor) -> frozenset[int]:
    """The agencies whose duties the actor sees: of leaders and overseers with all below, of clerks their own."""
    led = actor.units_with(Role.LEADER)
    overseen = actor.units_with(*OVERSEE)
    above = {unit.parent_id for unit in organisation.units(overseen).values()} - {None} if overseen else set()
    tops = led | overseen | {unit_id for unit_id in above if unit_id is not None}
    found = frozenset().union(*(organisation.descendant_ids(unit_id) for unit_id in tops)) | tops
    found |= actor.units_with(Role.CLERK)
    return found | organisation.predecessor_ids(found) if found else found


def works_in(apology: "Apology") -> int:
    """The office that handles: the executing unit, or the agency itself."""
    return apology.executing_unit_id or apology.competent_unit_id


def may_say_late(actor: Actor, dossier: "Dossier") -> bool:
    """Whether the actor may say that the dossier will miss its date: who has it, heads it or answers for it."""
    if actor.kind is not ActorKind.PERSON or dossier.import_source_id is not None:
        return False
    handling = in_unit(actor, dossier.executing_unit_id or dossier.competent_unit_id, (Role.HANDLER, Role.UNIT_HEAD))
    return handling or holds(actor, dossier) or heads(actor, dossier) or decides(actor, dossier)


def _drafts(actor: Actor, apology: "Apology", at: datetime) -> bool:
    return (
        in_unit(actor, works_in(apology), (Role.HANDLER, Role.UNIT_HEAD, Role.LEADER))
        or in_unit(actor, apology.competent_unit_id, (Role.LEADER,))
        or (actor.id is not None and actor.id == apology.step_person_id)
    )


def _reviews(actor: Actor, apology: "Apology", at: datetime) -> bool:
    return in_unit(actor, works_in(apology), (Role.UNIT_HEAD,)) or in_unit(
        actor, apology.competent_unit_id, (Role.LEADER,)
    )


def _signs(actor: Actor, apology: "Apology", at: datetime) -> bool:
    signer = signer_of(apology.competent_unit_id, at)
    return in_unit(actor, signer.unit_id, (signer.role,))


def _numbers(actor: Actor, apology: "Apology", at: datetime) -> bool:
    return in_unit(actor, apology.competent_unit_id, (Role.CLERK,))


def _sends(actor: Actor, apology: "Apology", at: datetime) -> bool:
    return _numbers(actor, apology, at) or in_unit(actor, apology.receiving_unit_id, DESK)


def _reworks(actor: Actor, apology: "Apology", at: datetime) -> bool:
    """A letter goes back from whoever has to do with it next."""
    rule = {
        LetterState.DRAFTED: _reviews,
        LetterState.REVIEWED: _signs,
        LetterState.APPROVED: _numbers,
        LetterState.NUMBERED: _numbers,
    }.get(LetterState(apology.state))
    return rule is not None and rule(actor, apology, at)


_RULES: "Final[dict[Act, Callable[[Actor, Apology, datetime], bool]]]" = {
    Act.DRAFT: _drafts,
    Act.REWORK: _reworks,
    Act.REVIEW: _reviews,
    Act.APPROVE: _signs,
    Act.NUMBER: _numbers,
    Act.SEND: _sends,
    Act.DELIVER: _sends,
}


def can(actor: Actor, act: Act, apology: "Apology", at: datetime) -> bool:
    """Whether roles and units allow the act; who drafted the letter is asked for by `is_other`."""
    rule = _RULES.get(act)
    return actor.kind is ActorKind.PERSON and rule is not None and rule(actor, apology, at)


def is_other(actor: Actor, act: Act, apology: "Apology", at: datetime) -> bool:
    """Whether the actor is another person than the drafter, or nobody else could review or approve."""
    if act not in (Act.REVIEW, Act.APPROVE) or actor.id != apology.drafter_id:
        return True
    return may_check(actor.id, apology.drafter_id, _able(act, apology, at))


def _able(act: Act, apology: "Apology", at: datetime) -> frozenset[int]:
    if act is Act.APPROVE:
        signer = signer_of(apology.competent_unit_id, at)
        return organisation.ids_with_role(signer.role, signer.unit_id, at)
    leaders = organisation.ids_with_role(Role.LEADER, apology.competent_unit_id, at)
    return leaders | organisation.ids_with_role(Role.UNIT_HEAD, works_in(apology), at)


def require(actor: Actor, act: Act, apology: "Apology", at: datetime) -> None:
    """Raise NotAllowed, or OwnLetter where somebody else is to check the letter."""
    if not can(actor, act, apology, at):
        raise NotAllowed(action=act.value, actor=actor.label)
    if not is_other(actor, act, apology, at):
        raise OwnLetter()


def keeps_lists(actor: Actor) -> bool:
    """Whether the actor keeps the lists of reasons and of signers, and the threshold of foresight."""
    return actor.kind is ActorKind.PERSON and actor.has_any(*KEEP)
