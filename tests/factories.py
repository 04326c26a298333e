"""Situations for tests, each made by the real services in the order in which people would do it.

`World` is a commune that receives one real procedure; `a_dossier(world, state=…)` walks a dossier there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from motcua.catalogue.queries import Filters, search
from motcua.catalogue.services.open_offering import open_offering
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.accept import accept
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.opening import Filing
from motcua.dossiers.services.parties import Paper, Party
from motcua.dossiers.services.resolve import resolve
from motcua.dossiers.services.return_result import return_result
from motcua.dossiers.services.submit_for_signature import submit_for_signature
from motcua.dossiers.services.take import take
from motcua.organisation.actors import system_actor
from tests.cast import AT, FOUNDED, Cast, Commune

PROCEDURE = "1.013061"
"""Permit for works on a road in use: 5 working days in seven steps, handled by the economic division."""

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class World:
    """The cast and what its commune offers."""

    cast: Cast
    offering_id: int


def an_offering(commune: Commune, procedure: str = PROCEDURE, **changes: Any) -> int:
    """An offering of a shipped procedure at the commune's one-stop shop, appraised by the economic division."""
    (version,) = search(Filters(text=procedure))[0].rows
    return open_offering(
        unit_id=commune.one_stop,
        competent_unit_id=commune.id,
        executing_unit_id=commune.economy,
        procedure_version_id=version.pk,
        valid_from=FOUNDED,
        actor=system_actor(),
        at=AT,
        **changes,
    ).pk


def a_world(cast: Cast, **changes: Any) -> World:
    """The commune of the cast with its offering."""
    return World(cast, an_offering(cast.commune, **changes))


def a_party(name: str = "Nguyễn Văn Khải", **changes: Any) -> Party:
    """An applicant whose details are in order."""
    told = {"identity_number": "072085000318", "phone": "0900 000 318", "address": "Thôn Đông Hạ, xã Thanh Lâm"}
    return Party(full_name=name, **{**told, **changes})


def a_filing(world: World, **changes: Any) -> Filing:
    """A complete filing at the desk."""
    papers = (Paper(name="Đơn đề nghị", originals=1), Paper(name="Bản vẽ", copies=2))
    return Filing(**{"offering_id": world.offering_id, "owner": a_party(), "papers": papers, **changes})


def an_accepted(world: World, at: datetime = AT, **changes: Any) -> Dossier:
    """A dossier accepted at the desk at `at`."""
    return accept(a_filing(world, **changes), actor=world.cast.desk_officer, at=at)


def later(at: datetime, hours: float = 1) -> datetime:
    """An instant some hours after another."""
    return at + timedelta(hours=hours)


def advance(world: World, dossier: Dossier, at: datetime) -> Dossier:
    """Let the person whose turn it is do the next thing on the straight way to the returned result."""
    cast = world.cast
    if dossier.state == State.RESOLVED:
        return return_result(dossier, actor=cast.desk_officer, at=at)
    return {
        1: lambda: forward(dossier, actor=cast.desk_officer, at=at),
        2: lambda: forward(dossier, actor=cast.unit_head, at=at, person_id=cast.handler.id),
        3: lambda: forward(dossier, actor=cast.handler, at=at),
        4: lambda: submit_for_signature(dossier, actor=cast.unit_head, at=at),
        5: lambda: forward(take(dossier, actor=cast.leader, at=at), actor=cast.leader, at=at),
        6: lambda: resolve(dossier, actor=cast.clerk, at=at, result_number=f"{next(_numbers)}/GP-UBND"),
    }[dossier.step_no]()


def at_step(world: World, step: int, at: datetime = AT, **changes: Any) -> Dossier:
    """A dossier that has come to a step (1 to 6), a quarter of an hour after each hand-over."""
    dossier = an_accepted(world, at, **changes)
    while dossier.step_no < step:
        at = later(at, 0.25)
        dossier = advance(world, dossier, at)
    return dossier


_STEP_OF = {State.ACCEPTED: 1, State.IN_PROGRESS: 3, State.AWAITING_SIGNATURE: 5}


def a_dossier(world: World, state: State = State.ACCEPTED, at: datetime = AT, **changes: Any) -> Dossier:
    """A dossier in a state, with the history that leads there."""
    if state in _STEP_OF:
        return at_step(world, _STEP_OF[state], at, **changes)
    dossier = at_step(world, 6, at, **changes)
    dossier = advance(world, dossier, later(at, 2))
    return dossier if state is State.RESOLVED else advance(world, dossier, later(at, 3))
