"""Apologies for tests, each made by the real services in the order in which people would do it."""

from datetime import datetime
from typing import Any

from motcua.documents.models import IssuedPaper
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.services.apologies.checking import approve, review
from motcua.dossiers.services.apologies.drafting import draft, proposal
from motcua.dossiers.services.apologies.issuing import number
from motcua.dossiers.services.apologies.saying import say_late
from motcua.organisation.actors import Actor
from tests.cast import AT
from tests.factories import World, at_step, later

WHY = "verification"
"""A reason of the shipped list."""


def again(dossier: Dossier) -> Dossier:
    """The dossier as it stands now."""
    return Dossier.objects.get(pk=dossier.pk)


def said_late(world: World, at: datetime | None = None, *, born: datetime = AT) -> Apology:
    """A duty that the handler opened while the dossier lay with him."""
    dossier = at_step(world, 3, born)
    return say_late(dossier, reason=WHY, note="Chờ đo lại.", actor=world.cast.handler, at=at or later(born, 2))


def drafted(world: World, apology: Apology, at: datetime, actor: Actor | None = None, **changes: Any) -> Apology:
    """The duty with the letter that the system proposes."""
    made = proposal(apology, "việc xác minh kéo dài", at)
    told = {"reason": WHY, "body": made.body, "new_due_at": made.new_due_at, **changes}
    return draft(apology, actor=actor or world.cast.handler, at=at, **told)


def numbered(world: World, apology: Apology, at: datetime, **changes: Any) -> Apology:
    """The duty with a letter that was drafted, reviewed, approved and numbered."""
    cast = world.cast
    apology = drafted(world, apology, at, **changes)
    apology = review(apology, actor=cast.unit_head, at=at)
    apology = approve(apology, actor=cast.leader, at=at)
    return number(apology, actor=cast.clerk, at=at)


def paper_of(apology: Apology) -> IssuedPaper:
    """The paper of a numbered letter, with what it says."""
    assert apology.paper_id is not None
    return IssuedPaper.objects.select_related("content").get(public_id=apology.paper_id)


def due_of(dossier: Dossier) -> datetime:
    """The due date, which a running dossier has."""
    assert dossier.due_at is not None
    return dossier.due_at
