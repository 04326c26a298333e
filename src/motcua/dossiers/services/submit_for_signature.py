"""Submit a dossier to the signing step, with the outcome that is proposed.

While other units still work on parts of it, the lead may go on without them, but says why (NĐ 118/2025 art. 20(2)).
"""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.domain.lifecycle import Action, Outcome
from motcua.dossiers.guards import of_route
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, Instants, change, each_at
from motcua.dossiers.services.doing import perform, perform_all
from motcua.dossiers.services.moving import check_person, handing_over, new_units, proposal, to_step, words_given
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, proposed: str, at: datetime, person_id: int | None = None, note: str = "") -> Change:
    """Come to the signing step; the proposed outcome (granted or refused) stands in the row and in the event, with the
    units whose part is not waited for.
    """
    outcome = proposal(proposed)
    step = facts.route.signing
    columns = to_step(facts, step, at, person_id) if step is not None else {}
    columns["proposed_outcome"] = outcome.value
    left_out = list(facts.dossier.leg_units)
    words = (
        words_given(note, _("Còn đơn vị phối hợp chưa trả kết quả. Ghi lý do trình ký mà không chờ."))
        if left_out
        else note
    )
    made = change(
        facts,
        Action.SUBMIT_FOR_SIGNATURE,
        at,
        holds=of_route(facts.route),
        fields=columns,
        note=words,
        data={
            "proposed": outcome.value,
            **handing_over(facts, columns, at),
            **({"without_units": left_out} if left_out else {}),
        },
    )
    made.units = new_units(facts, columns)
    return made


def submit_for_signature(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    proposed: str = Outcome.GRANTED,
    person_id: int | None = None,
    note: str = "",
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Submit to the leader `person_id`, or to whichever leader takes it; `proposed` is GRANTED or REFUSED."""
    return perform(
        Action.SUBMIT_FOR_SIGNATURE,
        dossier,
        lambda f: plan(f, proposed=proposed, at=at, person_id=person_id, note=note),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        check=check_person(at) if person_id is not None else None,
    )


def submit_all_for_signature(
    dossiers: list[Dossier],
    *,
    actor: Actor,
    at: Instants,
    proposed: str = Outcome.GRANTED,
    person_id: int | None = None,
) -> list[Dossier]:
    """Submit many at once, all or none."""
    return perform_all(
        Action.SUBMIT_FOR_SIGNATURE,
        dossiers,
        lambda f, own: plan(f, proposed=proposed, at=own, person_id=person_id),
        actor=actor,
        at=at,
        check=check_person(each_at(at, len(dossiers))[0]) if person_id is not None else None,
    )
