"""Who did it, as the log keeps it: readable for ever, bound to no other table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor by kind (person, system, import, citizen), id within that kind, and the label shown then."""

    kind: str
    id: int | None
    label: str
