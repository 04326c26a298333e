"""What an actor may do to a dossier right now: state, roles, units and every guard."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from motcua.domain.lifecycle import Action, Guard, State, rows_of
from motcua.domain.routing import Step
from motcua.dossiers import policies
from motcua.dossiers.guards import Route, holding
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.steps import steps_of_all
from motcua.organisation.actors import Actor

BY_LETTER: Final = frozenset({Action.REAPPOINT})
"""Actions that no button does: the date moves when the letter of apology is sent, from its own page."""


def actions_now(actor: Actor, dossier: Dossier, at: datetime) -> list[Action]:
    """The actions to offer as buttons, in the order of the lifecycle; two queries at most."""
    allowed = policies.allowed_actions(actor, dossier)
    if not allowed:
        return []
    last = dossier.events.order_by("-seq").first() if Action.UNDO in allowed else None
    excepted = policies.is_exception_head(actor, dossier)
    guards = holding(dossier, _steps(dossier), last, actor, at, excepted=excepted)
    return [action for action in allowed if action not in BY_LETTER and _open(dossier, action, guards)]


def _open(dossier: Dossier, action: Action, guards: Collection[Guard]) -> bool:
    return any(row.guard is Guard.ALWAYS or row.guard in guards for row in rows_of(State(dossier.state), action))


def _steps(dossier: Dossier) -> tuple[Step, ...]:
    version_id = dossier.process_version_id
    return () if version_id is None else steps_of_all({version_id})[version_id]


def route_of(dossier: Dossier) -> Route:
    """The process of a dossier and where it stands: what `forward` and `send_back` may choose from. One query."""
    return Route(_steps(dossier), dossier.step_no)
