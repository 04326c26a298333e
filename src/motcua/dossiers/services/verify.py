"""Begin to verify on the spot or elsewhere (thẩm tra, xác minh; NĐ 118/2025 art. 19(4)(a)). The clock runs on.

Where the applicant must attend, time, place, participants and content are told through the one-stop shop: they stand in
the note.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.domain.lifecycle import Action
from motcua.dossiers.guards import of_awaiting
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.moving import words_given
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, note: str, with_applicant: bool, at: datetime) -> Change:
    """The dossier is being verified from now on."""
    return change(
        facts,
        Action.VERIFY,
        at,
        holds=of_awaiting(facts.dossier),
        fields={"verifying_since": at},
        note=words_given(note, _("Ghi nội dung cần xác minh.")),
        data={"with_applicant": with_applicant},
    )


def verify(
    dossier: Dossier,
    *,
    note: str,
    actor: Actor,
    at: datetime,
    with_applicant: bool = False,
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Begin the verification of `note`; `with_applicant` says that the applicant has to attend."""
    return perform(
        Action.VERIFY,
        dossier,
        lambda f: plan(f, note=note, with_applicant=with_applicant, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
    )
