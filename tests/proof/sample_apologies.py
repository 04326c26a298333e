"""Apologies for pages: a duty without a letter, one whose letter waits to be sent, a reason of the list."""

from datetime import datetime, timedelta

from motcua.dossiers.models import LateReason
from tests.dossiers.letters import numbered, said_late
from tests.factories import World


def make(world: World, now: datetime) -> dict[str, str]:
    """Their ids, as they stand in addresses."""
    at, born = now - timedelta(hours=2), now - timedelta(days=1)
    owed = said_late(world, at, born=born)
    waiting = numbered(world, said_late(world, at, born=born), at)
    return {
        "apology": str(owed.public_id),
        "letter": str(waiting.public_id),
        "reason": str(LateReason.objects.get(code="other").public_id),
    }
