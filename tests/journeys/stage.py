"""What the store of the journeys holds: who may sign in, which dossier is in which state."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.proof.making import NOW


@dataclass(frozen=True, slots=True)
class Stage:
    """The server's address and the facts written when the store was made (`tests.proof.make_stage`)."""

    url: str
    facts: dict[str, Any]
    begun: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """The instant that it is for the server, whose clock runs from the making of the store."""
        return NOW + timedelta(seconds=time.monotonic() - self.begun)

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
