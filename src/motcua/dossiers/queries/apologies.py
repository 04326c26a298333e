"""Reads of the apology duty: one duty, its letters and story, what may be done now, what waits for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.domain.apologies import OWING, Act, LetterState, Met, acts_from, met_of
from motcua.domain.errors import NotFound
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.models import Apology, ApologyEvent, ApologyLetter, Dossier
from motcua.dossiers.policies import visible_to as dossiers_visible_to
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.roles import Role

SHOWN: Final = (
    "dossier__receiving_unit",
    "dossier__procedure_version__procedure",
    "competent_unit",
    "executing_unit",
    "step_unit",
    "step_person",
    "drafter",
    "approver",
    "reason",
)
"""What a page about one duty names, loaded with it."""

_OWING: Final = [state.value for state in OWING]


def access_apology(actor: Actor, public_id: UUID) -> Apology:
    """The duty, if the actor sees it in the ledger or sees its dossier whole; NotFound otherwise."""
    mine = Dossier.objects.filter(dossiers_visible_to(actor)).values("pk")
    seen = policies.visible_to(actor) | Q(dossier_id__in=mine)
    found = Apology.objects.filter(seen, public_id=public_id).select_related(*SHOWN).first()
    if found is None:
        raise NotFound(subject="apology", value=public_id)
    return found


def duties_of(dossier: Dossier) -> list[Apology]:
    """The duties of a dossier, newest first, with what a page names. One query."""
    return list(Apology.objects.filter(dossier=dossier).select_related("reason", "drafter").order_by("-pk"))


def letter_of(apology: Apology) -> ApologyLetter:
    """The latest version of the letter; NotFound before the first."""
    found = apology.versions.order_by("-no").first()
    if found is None:
        raise NotFound(subject="letter", value=apology.public_id)
    return found


def letters_of(apology: Apology) -> list[ApologyLetter]:
    """Every version, newest first, with who drafted it."""
    return list(apology.versions.select_related("drafted_by", "reason").order_by("-no"))


def acts_now(actor: Actor, apology: Apology, at: datetime) -> list[Act]:
    """What the actor may do to the duty now, in the order of `Act`."""
    return [
        act
        for act in acts_from(LetterState(apology.state))
        if policies.can(actor, act, apology, at) and policies.is_other(actor, act, apology, at)
    ]


def met(apology: Apology, at: datetime) -> Met:
    """How the duty was met, seen at `at`."""
    return met_of(LetterState(apology.state), due_by=apology.due_by, sent_at=apology.sent_at, at=at)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a duty with the name it needs; `note` is empty when nothing was written or it was erased."""

    event: ApologyEvent
    act: Act
    actor: str
    note: str


def story(apology: Apology) -> list[Entry]:
    """What happened to the duty, newest first. Two queries."""
    events = list(apology.events.select_related("note").order_by("-seq"))
    people = organisation.person_names({e.actor_id for e in events if _is_person(e) and e.actor_id is not None})
    return [Entry(event, Act(event.act), people.get(event.actor_id or 0, ""), _note(event)) for event in events]


def _is_person(event: ApologyEvent) -> bool:
    return event.actor_kind == ActorKind.PERSON


def _note(event: ApologyEvent) -> str:
    note = getattr(event, "note", None)
    return note.text if note is not None and note.erased_at is None else ""


def owed_after_end(opened_before: datetime) -> QuerySet[Apology]:
    """Duties without a letter, opened before an instant, of dossiers that have ended."""
    ended = Apology.objects.filter(state=LetterState.OPEN, opened_at__lt=opened_before)
    return ended.filter(dossier__processing_ended_at__isnull=False).order_by("pk")


def on_their_way(sent_before: datetime) -> QuerySet[Apology]:
    """Letters that went out before an instant and whose delivery nobody has noted."""
    return Apology.objects.filter(state=LetterState.SENT, sent_at__lt=sent_before).order_by("pk")


def waiting_for(actor: Actor, at: datetime) -> QuerySet[Apology]:
    """Duties whose next act is the actor's, or, for leaders, whose letter should have gone out; nearest first.

    Who drafted a letter and may not check it sees it here too: the page says who else can.
    """
    return Apology.objects.filter(_waiting(actor, at), state__in=_OWING).order_by("due_by", "id")


def _waiting(actor: Actor, at: datetime) -> Q:
    led, headed = actor.units_with(Role.LEADER), actor.units_with(Role.UNIT_HEAD)
    handling, kept = actor.units_with(Role.HANDLER), actor.units_with(Role.CLERK)
    found = Q(step_person_id=actor.id, state=LetterState.OPEN) if actor.id is not None else Q(pk__in=())
    found |= Q(executing_unit_id__in=handling, step_person__isnull=True, state=LetterState.OPEN)
    found |= Q(executing_unit_id__in=headed, state__in=(LetterState.OPEN, LetterState.DRAFTED))
    found |= Q(competent_unit_id__in=led) & (Q(state=LetterState.REVIEWED) | Q(due_by__lt=at))
    found |= Q(competent_unit_id__in=kept, state__in=(LetterState.APPROVED, LetterState.NUMBERED))
    return found
