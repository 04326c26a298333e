"""What the store of the journeys holds: who may sign in, which dossier is in which state."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stage:
    """The server's address and the facts written when the store was made (`tests.proof.make_stage`)."""

    url: str
    facts: dict[str, Any]

    def member(self, key: str) -> dict[str, str]:
        """Name, user name, password and session of a member of the cast."""
        found: dict[str, str] = self.facts["members"][key]
        return found

    def code(self, situation: str) -> str:
        """The code of the dossier in a situation."""
        return str(self.facts["dossiers"][situation]["code"])

    def token(self, situation: str) -> str:
        """The public token of the dossier in a situation."""
        return str(self.facts["dossiers"][situation]["token"])
