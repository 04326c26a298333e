"""Of whose dossiers somebody sees figures: an agency with all below it, one's own office, or everything."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.domain.indicators.values import Dimension
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.kinds import Level
from motcua.organisation.roles import Role
from motcua.reporting.opening.units import Below


class View(StrEnum):
    """As who somebody looks, by its name in addresses; the widest first."""

    EVERYTHING = "tat-ca"
    AGENCY = "co-quan"
    OFFICE = "don-vi"


AUTHORITIES: Final = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})
"""Levels whose units are compared with each other; below them offices are."""

AGENCY_ROLES: Final = (Role.LEADER, Role.REFORM_OFFICER, Role.PROCEDURE_CONTROLLER, Role.ONE_STOP_HEAD)
OFFICE_ROLES: Final = (Role.UNIT_HEAD,)
ALL_ROLES: Final = (Role.AUDITOR, *AGENCY_ROLES, *OFFICE_ROLES)


@dataclass(frozen=True, slots=True)
class Reach:
    """The units whose dossiers are counted, in the sense of `unit_by`; None is every unit. `roots` are their tops.

    `split` is by which part units are compared: agencies with each other where there are several, else the offices.
    """

    view: View
    unit_by: Dimension
    units: frozenset[int] | None
    roots: frozenset[int]
    split: Dimension


def views_of(actor: Actor) -> list[View]:
    """As who the actor may look."""
    if actor.kind is not ActorKind.PERSON:
        return []
    held = ((View.EVERYTHING, (Role.AUDITOR,)), (View.AGENCY, AGENCY_ROLES), (View.OFFICE, OFFICE_ROLES))
    return [view for view, roles in held if actor.has_any(*roles)]


def reach_of(actor: Actor, view: View) -> Reach:
    """What the actor sees in a view that `views_of` gave."""
    if view is View.EVERYTHING:
        return Reach(view, Dimension.COMPETENT_UNIT, None, frozenset(), Dimension.COMPETENT_UNIT)
    if view is View.OFFICE:
        roots = actor.units_with(*OFFICE_ROLES)
        return Reach(view, Dimension.EXECUTING_UNIT, below(roots), roots, Dimension.EXECUTING_UNIT)
    roots = frozenset(organisation.authority_of(unit_id) for unit_id in actor.units_with(*AGENCY_ROLES))
    return agency_reach(roots)


def agency_reach(roots: frozenset[int]) -> Reach:
    """Everything that some authorities and those below them answer for."""
    standing = frozenset().union(*(organisation.descendant_ids(root) for root in roots))
    agencies = [
        each for each in organisation.units(standing).values() if each.level in AUTHORITIES and not each.valid_to
    ]
    split = Dimension.COMPETENT_UNIT if len(agencies) > 1 else Dimension.EXECUTING_UNIT
    return Reach(View.AGENCY, Dimension.COMPETENT_UNIT, below(roots), roots, split)


def below(roots: frozenset[int]) -> frozenset[int]:
    """Some units with all below them and those they succeeded; one alone is named in addresses by its root."""
    if len(roots) == 1:
        return Below.of(min(roots))
    return frozenset().union(*(Below.of(root) for root in roots))
