"""Pass a dossier on to the next step; at the signing step this says that the leader has signed."""

from datetime import datetime

from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Action
from motcua.domain.routing import Step
from motcua.dossiers.guards import of_route
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, Instants, change, each_at
from motcua.dossiers.services.doing import perform, perform_all
from motcua.dossiers.services.moving import check_person, handing_over, new_units, to_step
from motcua.organisation.actors import Actor


def plan(
    facts: Facts, *, at: datetime, person_id: int | None = None, step_no: int | None = None, note: str = ""
) -> Change:
    """Come to the next step (the first of several, or `step_no`), with a named person or with whoever takes it."""
    steps = facts.route.forwardable
    step = _chosen(steps, step_no)
    columns = to_step(facts, step, at, person_id) if step is not None else {}
    made = change(
        facts,
        Action.FORWARD,
        at,
        holds=of_route(facts.route),
        fields=columns,
        note=note,
        data=handing_over(facts, columns, at),
    )
    made.units = new_units(facts, columns)
    return made


def _chosen(steps: tuple[Step, ...], step_no: int | None) -> Step | None:
    """The step to go to; None when there is none (the lifecycle then says why not)."""
    if step_no is None or not steps:
        return steps[0] if steps else None
    for step in steps:
        if step.no == step_no:
            return step
    raise BadInput(field="step_no", value=step_no, remedy=", ".join(str(step.no) for step in steps))


def forward(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    person_id: int | None = None,
    step_no: int | None = None,
    note: str = "",
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Pass the dossier on. `person_id` names who is to handle it: a holder of the step's role in its unit."""
    return perform(
        Action.FORWARD,
        dossier,
        lambda f: plan(f, at=at, person_id=person_id, step_no=step_no, note=note),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        check=check_person(at) if person_id is not None else None,
    )


def forward_all(
    dossiers: list[Dossier], *, actor: Actor, at: Instants, person_id: int | None = None, note: str = ""
) -> list[Dossier]:
    """Pass many on at once, all or none."""
    return perform_all(
        Action.FORWARD,
        dossiers,
        lambda f, own: plan(f, at=own, person_id=person_id, note=note),
        actor=actor,
        at=at,
        check=check_person(each_at(at, len(dossiers))[0]) if person_id is not None else None,
    )
