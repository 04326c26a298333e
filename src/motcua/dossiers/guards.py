"""Which guards of the lifecycle hold for a dossier: pure, from its row, its process steps and what happened last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from motcua.domain.lifecycle import Action, EventKind, Guard, State
from motcua.domain.routing import Place, Step, StepKind
from motcua.domain.rule_sets import rule_set

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, DossierEvent
    from motcua.organisation.actors import Actor

GRACE: Final = timedelta(seconds=10)
"""How long a forward, take or send-back can be undone."""

UNDOABLE: Final = frozenset({EventKind.FORWARDED, EventKind.TAKEN, EventKind.SENT_BACK})

COUNTER_CHANNELS: Final = frozenset({"direct", "post"})
"""Channels by which a dossier lies on the desk at once; an online one is submitted first."""


@dataclass(frozen=True, slots=True)
class Route:
    """The steps of a dossier's process and where it stands among them."""

    steps: tuple[Step, ...]
    no: int

    @property
    def current(self) -> Step | None:
        """The step it lies at; None before acceptance and for adopted history."""
        return self.step(self.no)

    def step(self, no: int) -> Step | None:
        """The step of a number."""
        return next((step for step in self.steps if step.no == no), None)

    @property
    def following(self) -> tuple[Step, ...]:
        """The steps directly after the current one, in the order of the process."""
        current = self.current
        if current is None:
            return ()
        return tuple(step for no in current.next if (step := self.step(no)) is not None)

    @property
    def previous(self) -> tuple[Step, ...]:
        """The steps that lead to the current one, latest number first."""
        leading = [step for step in self.steps if self.no in step.next]
        return tuple(sorted(leading, key=lambda step: -step.no))

    @property
    def first(self) -> Step | None:
        """The step at which a dossier begins."""
        followed = {no for step in self.steps for no in step.next}
        return next((step for step in self.steps if step.no not in followed), None)

    @property
    def returning(self) -> Step | None:
        """The step that returns the result."""
        return next((step for step in self.steps if step.kind is StepKind.RETURN), None)

    @property
    def forwardable(self) -> tuple[Step, ...]:
        """Steps that ``forward`` may lead to: not the signing (it is submitted to), not the return (it is resolved)."""
        return tuple(s for s in self.following if s.kind not in (StepKind.SIGN, StepKind.RETURN))

    @property
    def signing(self) -> Step | None:
        """The signing step directly after the current one."""
        return next((step for step in self.following if step.kind is StepKind.SIGN), None)

    @property
    def is_last_work_step(self) -> bool:
        """Whether only the return is left."""
        return self.current is not None and all(step.kind is StepKind.RETURN for step in self.following)


def unit_of(dossier: "Dossier", step: Step) -> int:
    """The unit in which a step is done: receiving, executing or competent, as the offering says."""
    unit_id = {
        Place.RECEIVING: dossier.receiving_unit_id,
        Place.EXECUTING: dossier.executing_unit_id or dossier.competent_unit_id,
        Place.COMPETENT: dossier.competent_unit_id,
    }[step.place]
    assert unit_id is not None, "only a dossier of an offering has steps"
    return unit_id


def of_route(route: Route) -> set[Guard]:
    """The guards that the process decides."""
    found = {
        Guard.HAS_NEXT_STEP: bool(route.forwardable),
        Guard.HAS_PREVIOUS_STEP: bool(route.previous),
        Guard.NEXT_IS_SIGN: route.signing is not None,
        Guard.LAST_WORK_STEP: route.is_last_work_step,
    }
    return {guard for guard, holds in found.items() if holds}


def of_supplement(dossier: "Dossier", *, excepted: bool) -> set[Guard]:
    """Asked once before and once after acceptance; again only by exception (NĐ 118/2025 art. 11, 16, 19)."""
    rules = rule_set(dossier.rule_set)
    if dossier.state in (State.SUBMITTED, State.INTAKE_SUPPLEMENT):
        left = dossier.supplements_before < rules.supplements_before
    else:
        left = dossier.supplements_after < rules.supplements_after
    return {Guard.SUPPLEMENT_LEFT} if left or excepted else set()


def of_reappointment(dossier: "Dossier") -> set[Guard]:
    """The date may be moved once, by the letter of apology (NĐ 118/2025 art. 19(6), NĐ 61/2018 art. 19)."""
    return {Guard.NOT_REAPPOINTED} if dossier.reappointments < rule_set(dossier.rule_set).reappointments else set()


def of_closing(dossier: "Dossier", at: datetime) -> set[Guard]:
    """Closing for want of papers: after the last day, and only where the rule set knows such a day."""
    return {Guard.CLOSING_PASSED} if dossier.closing_at is not None and at >= dossier.closing_at else set()


def of_papers(dossier: "Dossier") -> set[Guard]:
    """Papers can be handed back while they are held; an electronic filing has none."""
    return {Guard.PAPERS_HELD} if dossier.papers_returned_at is None and dossier.channel in COUNTER_CHANNELS else set()


def of_awaiting(dossier: "Dossier") -> set[Guard]:
    """What is awaited of others: an opinion, the part of another unit, the end of a verification."""
    found = {
        Guard.VERIFYING: dossier.verifying_since is not None,
        Guard.NOT_VERIFYING: dossier.verifying_since is None,
        Guard.ANSWER_AWAITED: bool(dossier.asked_units),
        Guard.LEG_OPEN: bool(dossier.leg_units),
    }
    return {guard for guard, holds in found.items() if holds}


def of_undo(last: "DossierEvent | None", actor: "Actor", at: datetime) -> set[Guard]:
    """An undo is for who just did it, within the grace, while it is still the last thing that happened."""
    if last is None or EventKind(last.kind) not in UNDOABLE:
        return set()
    own = (last.actor_kind, last.actor_id) == (actor.kind.value, actor.id)
    return {Guard.JUST_NOW} if own and at - last.at <= GRACE else set()


def holding(
    dossier: "Dossier",
    steps: Sequence[Step],
    last: "DossierEvent | None",
    actor: "Actor",
    at: datetime,
    *,
    excepted: bool,
) -> set[Guard]:
    """Every guard that holds now for this actor; both answers to a withdrawal are open to whoever may decide."""
    return (
        of_route(Route(tuple(steps), dossier.step_no))
        | of_supplement(dossier, excepted=excepted)
        | of_reappointment(dossier)
        | of_closing(dossier, at)
        | of_papers(dossier)
        | of_awaiting(dossier)
        | of_undo(last, actor, at)
        | ({Guard.AGREED, Guard.DENIED} if dossier.state == State.WITHDRAWAL_REQUESTED else set())
        | ({Guard.AT_COUNTER} if dossier.channel in COUNTER_CHANNELS else set())
    )


ACTIONS_WITHOUT_DOSSIER: Final = frozenset({Action.SUBMIT, Action.DISCARD_DRAFT, Action.ADOPT})
"""Actions that begin or end before there is a dossier row."""
