"""Who may do what to a dossier, and which dossiers a person may see: `can()` and `visible_to()` from the same facts.

A person sees a dossier whole when working in its receiving or competent unit or in a unit that a step ever lay with
(`DossierUnit` holds exactly these); the successor of such a unit inherits; the auditor sees all. History taken over
from another system is seen by administrators and by who answers for the unit that took it over. Everything that is not
named here is refused.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q

from motcua.domain.errors import NotAllowed
from motcua.domain.lifecycle import LANDED, Action, State, actions_from
from motcua.dossiers.models import Dossier, DossierUnit, ImportSource
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING: Final = Q(pk__in=())

SEES_ALL: Final = (Role.AUDITOR,)

DESK: Final = (Role.DESK_OFFICER, Role.ONE_STOP_HEAD)

LOOK_AFTER: Final = (Role.ONE_STOP_HEAD, Role.PROCEDURE_CONTROLLER)
"""Roles that answer for the history their unit took over from another system."""

LEG_WORKERS: Final = (Role.HANDLER, Role.UNIT_HEAD, Role.LEADER)
"""Roles that do and answer what their unit was given beside the lead."""

EXECUTIVE: Final = (Role.DESK_OFFICER, Role.ONE_STOP_HEAD, Role.HANDLER, Role.UNIT_HEAD, Role.LEADER, Role.CLERK)
"""Roles that work on dossiers; without one of them a person of the unit reads only."""


def units_of(actor: Actor) -> frozenset[int]:
    """The units through which the actor sees dossiers: where he or she works, and those they succeeded. One query."""
    own = actor.unit_ids
    return own | organisation.predecessor_ids(own) if own else own


def visible_to(actor: Actor, *, live: bool = False) -> Q:
    """The condition on dossiers that the actor may see whole.

    `live` says that only live dossiers are asked for anyway: then they are found without reading what is over.
    """
    if actor.kind is ActorKind.SYSTEM or (actor.kind is ActorKind.PERSON and actor.has_any(*SEES_ALL)):
        return Q()
    if actor.kind is not ActorKind.PERSON:
        return NOTHING
    units = units_of(actor)
    rows = DossierUnit.objects.filter(unit_id__in=units)
    seen = NOTHING
    if units and live:
        # A unit's live dossiers are few: SQLite begins with them, instead of asking of each live one of all units.
        seen = Q(pk__in=rows.filter(live=True).values("dossier_id"))
    elif units:
        seen = Q(Exists(rows.filter(dossier=OuterRef("pk"))))
    if actor.has(Role.ADMINISTRATOR):
        # Whoever takes another system's history over looks after it; no desk holds these dossiers.
        return seen | Q(import_source__isnull=False)
    return seen | _adopted_for(actor)


def _adopted_for(actor: Actor) -> Q:
    """Another system's history, by the units that its source belongs to."""
    sources = _sources_of(actor)
    return NOTHING if sources is NOTHING else Q(import_source_id__in=ImportSource.objects.filter(sources).values("pk"))


def _sources_of(actor: Actor) -> Q:
    """The sources for heads of one-stop and procedure controllers: of their unit or directly above it."""
    units = actor.units_with(*LOOK_AFTER)
    if not units:
        return NOTHING
    units |= organisation.predecessor_ids(units)
    return Q(unit_id__in=units) | Q(unit__children__in=units)


def sources_visible_to(actor: Actor) -> Q:
    """The condition on import sources whose dossiers the actor may see; `NOTHING` where there can be none."""
    if actor.kind is not ActorKind.PERSON:
        return Q() if actor.kind is ActorKind.SYSTEM else NOTHING
    return Q() if actor.has_any(*SEES_ALL, Role.ADMINISTRATOR) else _sources_of(actor)


def in_unit(actor: Actor, unit_id: int | None, roles: Collection[Role]) -> bool:
    """Whether one of the roles is held in exactly that unit."""
    return unit_id is not None and any(actor.has(role, unit_id) for role in roles)


def at_desk(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor works at the desk that received the dossier."""
    return in_unit(actor, dossier.receiving_unit_id, DESK)


def holds(actor: Actor, dossier: Dossier) -> bool:
    """Whether the dossier lies with the actor: by name, or with nobody yet and the step's role in its unit."""
    if dossier.holder_id is not None:
        return actor.id == dossier.holder_id
    return may_take(actor, dossier)


def may_take(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor has the role of the step in the unit where it lies."""
    if not dossier.step_role:
        return False
    role = Role(dossier.step_role)
    roles = {role, Role.ONE_STOP_HEAD} if role is Role.DESK_OFFICER else {role}
    return in_unit(actor, dossier.holder_unit_id, roles)


def heads(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor heads the unit where the dossier lies (and so may take over what lies with a colleague)."""
    return in_unit(actor, dossier.holder_unit_id, (Role.UNIT_HEAD, Role.ONE_STOP_HEAD))


def decides(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor answers for the handling: leader of the competent unit or head of the executing one."""
    return in_unit(actor, dossier.competent_unit_id, (Role.LEADER,)) or in_unit(
        actor, dossier.executing_unit_id, (Role.UNIT_HEAD, Role.LEADER)
    )


def answers_for(actor: Actor, dossier: Dossier, unit_id: int) -> bool:
    """Whether the actor may record the opinion of an asked unit: its own people, or who asked for what came to them."""
    return in_unit(actor, unit_id, EXECUTIVE) or _holds_or_heads(actor, dossier)


def _answers(actor: Actor, dossier: Dossier) -> bool:
    return any(answers_for(actor, dossier, unit_id) for unit_id in dossier.asked_units)


def works_on_leg(actor: Actor, unit_id: int) -> bool:
    """Whether the actor works on a parallel leg of that unit: its handlers, its head, its leader."""
    return in_unit(actor, unit_id, LEG_WORKERS)


def _works_on_a_leg(actor: Actor, dossier: Dossier) -> bool:
    return any(works_on_leg(actor, unit_id) for unit_id in dossier.leg_units)


def _confirms_payment(actor: Actor, dossier: Dossier) -> bool:
    return at_desk(actor, dossier) or _holds_or_heads(actor, dossier)


def _takes(actor: Actor, dossier: Dossier) -> bool:
    if dossier.holder_id is not None and dossier.holder_id == actor.id:
        return False
    return heads(actor, dossier) or (dossier.holder_id is None and may_take(actor, dossier))


def _holds_or_heads(actor: Actor, dossier: Dossier) -> bool:
    return holds(actor, dossier) or heads(actor, dossier)


def _asks_supplement(actor: Actor, dossier: Dossier) -> bool:
    return at_desk(actor, dossier) or holds(actor, dossier)


def _decides_withdrawal(actor: Actor, dossier: Dossier) -> bool:
    return at_desk(actor, dossier) if dossier.accepted_at is None else decides(actor, dossier)


def _corrects(actor: Actor, dossier: Dossier) -> bool:
    return at_desk(actor, dossier) or decides(actor, dossier)


def _holds(actor: Actor, dossier: Dossier) -> bool:
    return holds(actor, dossier)


def _reappoints(actor: Actor, dossier: Dossier) -> bool:
    """Who sends the letter: the clerk of the competent agency, or the desk that hands it over."""
    return in_unit(actor, dossier.competent_unit_id, (Role.CLERK,)) or at_desk(actor, dossier)


def _any_worker(actor: Actor, dossier: Dossier) -> bool:
    """Who may undo is settled by the guard (the same person, just now); here only that a person works at all."""
    return actor.id is not None and dossier.import_source_id is None


_RULES: "Final[dict[Action, Callable[[Actor, Dossier], bool]]]" = {
    Action.ACCEPT: at_desk,
    Action.REFUSE_INTAKE: at_desk,
    Action.ASK_SUPPLEMENT: _asks_supplement,
    Action.RECEIVE_SUPPLEMENT: at_desk,
    Action.LAPSE: at_desk,
    Action.TAKE: _takes,
    Action.FORWARD: _holds_or_heads,
    Action.SEND_BACK: _holds_or_heads,
    Action.UNDO: _any_worker,
    Action.SUBMIT_FOR_SIGNATURE: _holds_or_heads,
    Action.RESOLVE: _holds,
    Action.RETURN_RESULT: at_desk,
    Action.HAND_BACK: at_desk,
    Action.REQUEST_WITHDRAWAL: at_desk,
    Action.DECIDE_WITHDRAWAL: _decides_withdrawal,
    Action.STOP: decides,
    Action.REAPPOINT: _reappoints,
    Action.CORRECT: _corrects,
    Action.CONSULT: _holds_or_heads,
    Action.ANSWER: _answers,
    Action.SEND_LEGS: _holds_or_heads,
    Action.TAKE_LEG: _works_on_a_leg,
    Action.ANSWER_LEG: _works_on_a_leg,
    Action.RECALL_LEG: _holds_or_heads,
    Action.VERIFY: _holds_or_heads,
    Action.FINISH_VERIFY: _holds_or_heads,
    Action.ASK_PAYMENT: _holds_or_heads,
    Action.CONFIRM_PAYMENT: _confirms_payment,
}

_SYSTEM: Final = frozenset({Action.LAPSE})
"""What the system does by itself: timers."""


def can(actor: Actor, action: Action, dossier: Dossier) -> bool:
    """Whether the actor may do the action to this dossier, as far as roles and units decide."""
    if actor.kind is ActorKind.SYSTEM:
        return action in _SYSTEM
    if actor.kind is not ActorKind.PERSON or dossier.import_source_id is not None:
        return False
    rule = _RULES.get(action)
    return rule is not None and rule(actor, dossier)


def require(actor: Actor, action: Action, dossier: Dossier) -> None:
    """Raise NotAllowed unless the actor may do the action."""
    if not can(actor, action, dossier):
        raise NotAllowed(action=action.value, actor=actor.label)


def can_receive(actor: Actor, unit_id: int) -> bool:
    """Whether the actor may take dossiers in at this desk (submit and accept)."""
    return actor.kind is ActorKind.PERSON and in_unit(actor, unit_id, DESK)


def can_adopt(actor: Actor) -> bool:
    """Whether the actor may take history over from another system: imports and administrators."""
    return actor.kind in (ActorKind.IMPORT, ActorKind.SYSTEM) or actor.has(Role.ADMINISTRATOR)


def require_system(actor: Actor) -> None:
    """Raise NotAllowed unless the system itself acts, as it does by its timers."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed(action="system", actor=actor.label)


def require_near_rule(actor: Actor) -> None:
    """Raise NotAllowed unless the actor sets from when a dossier is near its date: it holds everywhere alike."""
    if not (actor.is_system or (actor.kind is ActorKind.PERSON and actor.has(Role.ADMINISTRATOR))):
        raise NotAllowed(action="dossiers.near_share", actor=actor.label)


def is_exception_head(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor may ask for a further supplement: the head of the desk that received (design 4)."""
    return in_unit(actor, dossier.receiving_unit_id, (Role.ONE_STOP_HEAD,))


def allowed_actions(actor: Actor, dossier: Dossier) -> list[Action]:
    """Actions that state, roles and units allow; whether their guards hold now is `queries.actions_now`."""
    return [action for action in actions_from(State(dossier.state)) if action in LANDED and can(actor, action, dossier)]
