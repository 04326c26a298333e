"""Timers: what the law says happens by itself. Safe to run at any time, twice, or by two workers at once."""

import logging
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.errors import Conflict, MotcuaError
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.lapse import lapse
from motcua.organisation.actors import system_actor

logger = logging.getLogger(__name__)

PORTION = 200


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: dossiers closed, those another worker closed first, those that could not be closed (by code)."""

    lapsed: tuple[str, ...]
    overtaken: int
    failed: tuple[str, ...]


def run(at: datetime) -> Done:
    """Close every dossier whose supplement did not come in time, each in a transaction of its own.

    One that fails is logged and tried again next time; the others are not held up.
    """
    lapsed: list[str] = []
    failed: list[str] = []
    overtaken = 0
    while portion := _due(at, set(failed)):
        for dossier in portion:
            try:
                lapse(dossier, actor=system_actor(), at=at, key=f"lapse:{dossier.public_id}:{dossier.version}")
            except Conflict:
                overtaken += 1
            except MotcuaError as error:
                logger.warning("timer_failed", extra={"dossier": dossier.code, "error": error.code})
                failed.append(dossier.code)
            else:
                lapsed.append(dossier.code)
    return Done(tuple(lapsed), overtaken, tuple(failed))


def _due(at: datetime, failed: set[str]) -> list[Dossier]:
    """The next dossiers to close, longest overdue first."""
    rows = Dossier.objects.filter(state=State.AWAITING_SUPPLEMENT, closing_at__lte=at).exclude(code__in=failed)
    return list(rows.order_by("closing_at", "id")[:PORTION])
