"""Whose dossiers a unit reports, and whose reports it adds up."""

from dataclasses import dataclass
from datetime import timedelta

from motcua.domain.indicators.values import Period
from motcua.organisation import queries as organisation
from motcua.organisation.kinds import GOVERNMENT


@dataclass(frozen=True)
class Reach:
    """Of one authority: the units whose dossiers are its own, and the authorities directly below it, by name."""

    own: frozenset[int]
    below: tuple[int, ...]


def reach_of(unit_id: int, period: Period) -> Reach:
    """How far a unit's report reaches, as the tree stood on the last day of the period.

    Its own are its offices, its one-stop shop and whatever it inherited from units closed by then; authorities below
    (communes, formerly districts) make reports of their own.
    """
    on = period.ends - timedelta(days=1)
    tree = organisation.descendant_ids(unit_id, on) | {unit_id}
    units = organisation.units(tree)
    authorities = {pk for pk, unit in units.items() if pk != unit_id and unit.level in GOVERNMENT}
    under = {pk: organisation.descendant_ids(pk, on) for pk in authorities}
    direct = [pk for pk in authorities if not any(pk in under[other] for other in authorities - {pk})]
    own = tree - frozenset().union(*under.values()) if under else tree
    heirlooms = organisation.units(organisation.predecessor_ids(own) - own)
    closed = {pk for pk, unit in heirlooms.items() if unit.valid_to is not None and unit.valid_to < period.ends}
    names = organisation.unit_names(direct, on)
    return Reach(frozenset(own | closed), tuple(sorted(direct, key=lambda pk: (names[pk], pk))))
