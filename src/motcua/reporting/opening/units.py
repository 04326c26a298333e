"""Sets of units that an address can name: a unit with all below it, or a few by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.organisation import queries as organisation
from motcua.reporting.reports.policies import readable_units

if TYPE_CHECKING:
    from motcua.organisation.actors import Actor


class Below(frozenset[int]):
    """A unit, its former selves and all below it: written in an address by its root alone."""

    root: int

    @classmethod
    def of(cls, unit_id: int) -> Below:
        """The units below one, that one among them, and those they succeeded: their dossiers count here."""
        units = organisation.descendant_ids(unit_id)
        found = cls(units | organisation.predecessor_ids(units))
        found.root = unit_id
        return found


def allowed(actor: Actor, units: frozenset[int] | None) -> frozenset[int] | None:
    """The units that were asked for, less those that the actor may not ask for; None is every unit."""
    readable = readable_units(actor)
    if readable is None:
        return units
    if units is None:
        return readable
    if units <= readable:
        return units
    return units & readable
