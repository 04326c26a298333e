"""When units merge, whoever works in the successor sees what the former units handled."""

from datetime import date, datetime, timedelta

from motcua.dossiers import policies, queries
from motcua.dossiers.queries import WorkFilters
from motcua.organisation import services
from motcua.organisation.actors import Actor, ActorKind, Grant, system_actor
from motcua.organisation.kinds import Level
from motcua.organisation.roles import Role
from motcua.organisation.services.unit_events import NewUnit
from tests.cast import AT
from tests.factories import World, an_accepted, at_step


def test_the_successor_of_a_merged_unit_inherits_its_dossiers(world: World) -> None:
    dossier = at_step(world, 3)
    cast = world.cast
    on, at = date(2026, 3, 1), AT + timedelta(days=48)
    merged = services.merge_units(
        source_ids=[cast.commune.economy, cast.neighbour.economy],
        into=NewUnit(level=Level.OFFICE, name="Phòng Kinh tế liên xã", parent_id=cast.commune.id),
        on=on,
        decision="12/NQ-HĐND",
        actor=system_actor(),
        at=at,
    )
    newcomer = Actor(ActorKind.PERSON, 10_000, "Người mới", frozenset({Grant(Role.HANDLER, merged.pk)}))
    assert _sees(newcomer, at) == [dossier.code]
    assert policies.units_of(newcomer) >= {merged.pk, cast.commune.economy}
    stranger = Actor(ActorKind.PERSON, 10_001, "Người lạ", frozenset({Grant(Role.HANDLER, cast.commune.culture)}))
    assert _sees(stranger, at) == []


def test_a_person_without_any_unit_sees_nothing(world: World) -> None:
    an_accepted(world)
    assert _sees(Actor(ActorKind.PERSON, 10_002, "Chưa có việc"), AT) == []


def _sees(actor: Actor, at: datetime) -> list[str]:
    return [row.code for row in queries.work_list(actor, WorkFilters(), at)[0].rows]
