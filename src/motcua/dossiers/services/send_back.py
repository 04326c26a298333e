"""Send a dossier back to the step before, with a reason in words."""

from datetime import datetime

from motcua.domain.lifecycle import Action, EventKind
from motcua.dossiers.guards import of_route
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.moving import handing_over, new_units, reason_given, to_step
from motcua.organisation.actors import Actor

_WAYS = (EventKind.FORWARDED, EventKind.SENT_FOR_SIGNATURE)


def plan(facts: Facts, *, at: datetime, note: str, step_no: int | None = None) -> Change:
    """Return to the step it came from (or another one before), to whoever handled it there."""
    words = reason_given(note)
    step_no, person_id = _origin(facts, step_no)
    step = next((s for s in facts.route.previous if step_no in (None, s.no)), None)
    columns = to_step(facts, step, at, person_id) if step is not None else {}
    columns["proposed_outcome"] = ""
    made = change(
        facts,
        Action.SEND_BACK,
        at,
        holds=of_route(facts.route) if step is not None else (),
        fields=columns,
        note=words,
        data=handing_over(facts, columns, at),
    )
    made.units = new_units(facts, columns)
    return made


def _origin(facts: Facts, step_no: int | None) -> tuple[int | None, int | None]:
    """The step and the person that the last hand-over into this step came from."""
    for event in reversed(facts.history):
        if event.kind in _WAYS and event.data.get("to_step") == facts.dossier.step_no:
            came_from = event.data.get("from_step")
            if step_no in (None, came_from):
                return came_from, event.data.get("from_person")
    return step_no, None


def send_back(
    dossier: Dossier,
    *,
    note: str,
    actor: Actor,
    at: datetime,
    step_no: int | None = None,
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Send the dossier back with the reason `note` (required)."""
    return perform(
        Action.SEND_BACK,
        dossier,
        lambda f: plan(f, at=at, note=note, step_no=step_no),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        with_history=True,
    )
