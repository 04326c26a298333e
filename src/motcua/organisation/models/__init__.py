"""Tables of the organisation. Other apps read them through `queries` and change them through `services`."""

from motcua.organisation.models.access import Account, RoleGrant
from motcua.organisation.models.people import Assignment, AssignmentKind, Person, Post, Sphere
from motcua.organisation.models.units import (
    CodeScheme,
    EventKind,
    Level,
    PartSide,
    Unit,
    UnitCode,
    UnitEvent,
    UnitEventPart,
    UnitPeriod,
)

__all__ = [
    "Account",
    "Assignment",
    "AssignmentKind",
    "CodeScheme",
    "EventKind",
    "Level",
    "PartSide",
    "Person",
    "Post",
    "RoleGrant",
    "Sphere",
    "Unit",
    "UnitCode",
    "UnitEvent",
    "UnitEventPart",
    "UnitPeriod",
]
