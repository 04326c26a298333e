"""Tables of the organisation. Other apps read them through `queries` and change them through `services`."""

from motcua.organisation.models.access import Account, RoleGrant
from motcua.organisation.models.people import Assignment, Person, Post
from motcua.organisation.models.units import (
    Unit,
    UnitCode,
    UnitEvent,
    UnitEventPart,
    UnitPeriod,
)

__all__ = [
    "Account",
    "Assignment",
    "Person",
    "Post",
    "RoleGrant",
    "Unit",
    "UnitCode",
    "UnitEvent",
    "UnitEventPart",
    "UnitPeriod",
]
