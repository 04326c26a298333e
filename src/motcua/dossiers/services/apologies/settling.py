"""What a change of the clock does to duties: an end in time, a pause, another date relieve; an end too late opens one.

Called where changes are written, in their transaction, and only for changes that stop or move the clock.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from motcua.domain.apologies import OWING, Act, Ground, LetterState, relief_of
from motcua.domain.clock_facts import ClockKind
from motcua.dossiers.guards import of_reappointment
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.services.apologies.moving import Said, move
from motcua.dossiers.services.apologies.opening import duty_of, letter_due_of, write_opened
from motcua.dossiers.services.change import Change
from motcua.organisation.actors import Actor

BEGINNINGS = frozenset({None, ClockKind.ACCEPTED, ClockKind.ADOPTED})
"""What an event is that leaves every duty as it is: none of the clock, or its first."""

_OWING = [state.value for state in OWING]


def settle(changes: Iterable[Change], *, actor: Actor) -> None:
    """Relieve of duties that are not needed any more, and open those that an end too late leaves behind."""
    moved = [
        change
        for change in changes
        if change.dossier.import_source_id is None
        and any(event.clock not in BEGINNINGS and event.clock is not ClockKind.REAPPOINTED for event in change.events)
    ]
    if moved:
        _settle(moved, actor=actor)


def _settle(changes: Sequence[Change], *, actor: Actor) -> None:
    by_id = {change.dossier.pk: change for change in changes}
    there = Apology.objects.filter(dossier_id__in=by_id).exclude(state=LetterState.CLOSED_NOT_NEEDED)
    kept: set[tuple[int, datetime]] = set()
    for apology in there.order_by("pk"):
        change = by_id[apology.dossier_id]
        if not _relieved(apology, change.dossier, actor=actor, at=change.at):
            kept.add((change.dossier.pk, apology.due_at))
    for change in changes:
        dossier, at = change.dossier, change.at
        if _ended_late(dossier) and dossier.due_at is not None and (dossier.pk, dossier.due_at) not in kept:
            until = letter_due_of(dossier)
            if until is not None and of_reappointment(dossier):
                write_opened(duty_of(dossier, Ground.PASSED, until=until, at=at), actor=actor, at=at)


def _relieved(apology: Apology, dossier: Dossier, *, actor: Actor, at: datetime) -> bool:
    if apology.state not in _OWING:
        return False
    why = relief_of(
        apology.due_at,
        at,
        ended_at=dossier.processing_ended_at,
        due=dossier.due_at,
        paused=dossier.paused_since is not None,
    )
    if why is None:
        return False
    apology.dossier = dossier
    fields = {"closed_at": at, "relief": why.value}
    move(apology, Act.RELIEVE, actor=actor, at=at, fields=fields, said=Said(data={"relief": why.value}))
    return True


def _ended_late(dossier: Dossier) -> bool:
    ended, due = dossier.processing_ended_at, dossier.due_at
    return ended is not None and due is not None and ended > due
