"""Drafting the letter: a proposal computed from the dossier, and a new version as an officer leaves it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.common import writing
from motcua.domain.apologies import Act, Stay, allowed_minutes, check_new_date, held_up
from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import RUNNING, State
from motcua.domain.limits import words_of_minutes
from motcua.domain.routing import StepKind
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.models import Apology, ApologyLetter, Dossier
from motcua.dossiers.notes import hash_of, new_salt
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.history import step_track
from motcua.dossiers.queries.late_reasons import reason_of
from motcua.dossiers.queries.work_left import proposal_of
from motcua.dossiers.services.apologies.moving import Said, move
from motcua.dossiers.services.apologies.wording import LetterFacts, body_of
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor

MOST_LETTERS = 4000
"""Characters of a letter's body: two sheets of A5."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a draft begins with: the body and the new date (None where the letter promises none)."""

    body: str
    new_due_at: datetime | None


def may_promise(apology: Apology, dossier: Dossier) -> bool:
    """Whether the letter names a new date: while the dossier runs on the very date that the duty is about."""
    return State(dossier.state) in RUNNING and dossier.due_at == apology.due_at


def proposal(apology: Apology, reason_words: str, at: datetime) -> Proposal:
    """The letter as the system would write it at `at`."""
    dossier = apology.dossier
    promises = may_promise(apology, dossier)
    return Proposal(body_of(letter_facts(apology, reason_words, at)), proposal_of(dossier, at) if promises else None)


def letter_facts(apology: Apology, reason_words: str, at: datetime) -> LetterFacts:
    """What the derivation and the steps say about why the date was missed, in words. Reads the dossier's events."""
    dossier, calendar = apology.dossier, calendar_of(apology.dossier)
    assert calendar is not None, "a dossier that owes an apology has a calendar"
    track = {step.step.no: step for step in step_track(dossier, at)}
    day = calendar.day_minutes(local_date(at))
    stays = [
        Stay(no, each.step.name, each.minutes, allowed_minutes(each.step.limit, day))
        for no, each in track.items()
        if each.minutes is not None and each.step.kind is not StepKind.RETURN
    ]
    stay = held_up(stays)
    ended = dossier.processing_ended_at
    until = ended or at
    return LetterFacts(
        agency=organisation.unit_names([apology.competent_unit_id])[apology.competent_unit_id],
        due_at=apology.due_at,
        late=_words(calendar.minutes_between(apology.due_at, until), calendar, at) if until > apology.due_at else "",
        step=stay.name if stay is not None else apology.step_name,
        unit=track[stay.no].unit if stay is not None else "",
        spent=_words(stay.minutes, calendar, at) if stay is not None else "",
        allowed=_words(stay.allowed, calendar, at) if stay is not None and stay.allowed else "",
        beyond=stay is not None and stay.beyond > 0,
        reason=reason_words,
        ready_at=ended if ended is not None and State(dossier.state) in (State.RESOLVED, State.RETURNED) else None,
        promises=may_promise(apology, dossier),
    )


def _words(minutes: int, calendar: WorkCalendar, at: datetime) -> str:
    return words_of_minutes(minutes, calendar.day_minutes(local_date(at))) if minutes else ""


def check_promise(apology: Apology, new_due_at: datetime | None, at: datetime) -> None:
    """Refuse a date that cannot be promised, and the lack of one where the letter must name it."""
    dossier, calendar = apology.dossier, calendar_of(apology.dossier)
    if not may_promise(apology, dossier):
        return
    if new_due_at is None:
        raise BadInput(field="new_due_at", value="", remedy=_("Ghi ngày giờ hẹn lại."))
    assert calendar is not None
    assert dossier.due_at is not None
    check_new_date(calendar, new_due_at, due=dossier.due_at, at=at)


def draft(
    apology: Apology,
    *,
    reason: str,
    body: str,
    new_due_at: datetime | None,
    actor: Actor,
    at: datetime,
    expected: int | None = None,
) -> Apology:
    """Write a version of the letter; the one before stays. A date is asked for where the letter promises one.

    Raises NotAllowed, ApologyActNotPossible, ApologyChanged, BadInput, NewDateNotPossible.
    """
    policies.require(actor, Act.DRAFT, apology, at)
    assert actor.id is not None, "only a person drafts"
    words = body.strip()
    if not words or len(words) > MOST_LETTERS:
        remedy = _("Viết nội dung thư, nhiều nhất %(most)s ký tự.") % {"most": MOST_LETTERS}
        raise BadInput(field="body", value=f"{words[:20]}…" if words else "", remedy=remedy)
    found = reason_of(reason, local_date(at))
    promised = new_due_at if may_promise(apology, apology.dossier) else None
    check_promise(apology, promised, at)
    salt, no = new_salt(), apology.letters + 1
    fields = {
        "letters": no,
        "reason_id": found.pk,
        "new_due_at": promised,
        "drafter_id": actor.id,
        "approver_id": None,
        "paper_id": None,
        "number": "",
    }
    with transaction.atomic():
        said = Said(data={"letter": no, "reason": found.code, "new_due_at": _iso(promised)}, hash=hash_of(salt, words))
        move(apology, Act.DRAFT, actor=actor, at=at, fields=fields, said=said, expected=expected)
        letter = ApologyLetter(
            apology=apology,
            no=no,
            reason=found,
            body=words,
            salt=salt,
            new_due_at=promised,
            drafted_by_id=actor.id,
            drafted_at=at,
        )
        writing.insert([letter])
    apology.reason = found
    return apology


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
