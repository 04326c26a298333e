"""Who works on a dossier says that it will miss its date: the earliest and most honest way for a duty to open."""

from datetime import datetime

from motcua.domain.apologies import Act, Ground
from motcua.domain.errors import NotAllowed
from motcua.domain.worktime import local_date
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.queries.late_reasons import reason_of
from motcua.dossiers.services.apologies.opening import open_duty
from motcua.dossiers.services.doing import check_version
from motcua.dossiers.services.moving import reason_given
from motcua.organisation.actors import Actor


def say_late(
    dossier: Dossier, *, reason: str, note: str, actor: Actor, at: datetime, expected: int | None = None
) -> Apology:
    """Record that the dossier will miss its date, with the reason by code and in words.

    Raises NotAllowed, DossierChanged, ReappointedAlready, NoApologyOwed, ApologyAlreadyOpen, BadInput.
    """
    check_version(dossier, expected)
    if not policies.may_say_late(actor, dossier):
        raise NotAllowed(action=Act.OPEN.value, actor=actor.label)
    found = reason_of(reason, local_date(at))
    return open_duty(dossier, Ground.HANDLER, actor=actor, at=at, note=reason_given(note), reason_id=found.pk)
