"""End a verification with what it found; the finding is kept with the dossier (NĐ 118/2025 art. 19(4)(a))."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.domain.lifecycle import Action
from motcua.dossiers.guards import of_awaiting
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.moving import words_given
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, note: str, at: datetime) -> Change:
    """Nothing is being verified any more; the working minutes that it took stand in the event."""
    since = facts.dossier.verifying_since
    data = {"minutes": facts.office_calendar.minutes_between(since, at)} if since is not None else {}
    return change(
        facts,
        Action.FINISH_VERIFY,
        at,
        holds=of_awaiting(facts.dossier),
        fields={"verifying_since": None},
        note=words_given(note, _("Ghi kết quả xác minh.")),
        data=data,
    )


def finish_verify(
    dossier: Dossier, *, note: str, actor: Actor, at: datetime, key: str = "", expected: int | None = None
) -> Dossier:
    """Record that the verification is over, with its finding `note`."""
    return perform(
        Action.FINISH_VERIFY,
        dossier,
        lambda f: plan(f, note=note, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
    )
