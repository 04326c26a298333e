"""The typed actor: who does something, with the grants held at that instant. Nothing is written without one."""

from dataclasses import dataclass
from enum import StrEnum

from motcua.audit.actors import ActorRef
from motcua.organisation.roles import Role


class ActorKind(StrEnum):
    """What kind of being acts."""

    PERSON = "person"
    SYSTEM = "system"
    IMPORT = "import"
    CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in one unit; `unit_id` None reaches the whole store."""

    role: Role
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `id` is the person's id for PERSON, else None; `label` is what a log shows.

    `assigned` are the units where the person holds a post; `grants` the roles in force when the actor was made.
    """

    kind: ActorKind
    id: int | None
    label: str
    grants: frozenset[Grant] = frozenset()
    assigned: frozenset[int] = frozenset()

    def has(self, role: Role, unit_id: int | None = None) -> bool:
        """Tell whether the role is held: in that unit or store-wide; without `unit_id`, anywhere."""
        return any(
            grant.role is role and (unit_id is None or grant.unit_id is None or grant.unit_id == unit_id)
            for grant in self.grants
        )

    def has_any(self, *roles: Role) -> bool:
        """Tell whether one of the roles is held anywhere."""
        return any(grant.role in roles for grant in self.grants)

    def units_with(self, *roles: Role) -> frozenset[int]:
        """Return the units in which one of the roles is held (store-wide grants name no unit)."""
        return frozenset(grant.unit_id for grant in self.grants if grant.role in roles and grant.unit_id is not None)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units the actor works in: by a post or by a grant."""
        return self.assigned | frozenset(grant.unit_id for grant in self.grants if grant.unit_id is not None)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def is_system(self) -> bool:
        """Tell whether the system itself acts (timers, seeds, the command line)."""
        return self.kind is ActorKind.SYSTEM

    @property
    def ref(self) -> ActorRef:
        """The actor as logs and events keep it: kind, id, label."""
        return ActorRef(kind=self.kind.value, id=self.id, label=self.label)


def system_actor() -> Actor:
    """Return the named system actor."""
    return Actor(kind=ActorKind.SYSTEM, id=None, label="motcua")


def import_actor(name: str) -> Actor:
    """Return the actor of an import, named after its source."""
    return Actor(kind=ActorKind.IMPORT, id=None, label=name)


def citizen_actor(label: str) -> Actor:
    """Return the actor for a member of the public; it holds no grant and never will."""
    return Actor(kind=ActorKind.CITIZEN, id=None, label=label)
