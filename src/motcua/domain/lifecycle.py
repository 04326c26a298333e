"""The life of a dossier as one table: (state, action, guard, next state, national status code).

This table is the only writer of a dossier's state. It is pure: a service gathers which guards hold, asks
``next_state`` and records what comes back. How a dossier ended is never in its state, only in its ``Outcome``.

Sources: Decree 118/2025/ND-CP articles 16-23 (and Decree 61/2018/ND-CP articles 17-20 before 1/7/2025);
the ten status codes of the national portal. ``docs/rules/lifecycle.md`` shows this table to an official and is
executed by a test, row by row.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.domain.errors import ActionNotPossible, GuardFails
from motcua.domain.lifecycle_words import ACTION_WORDS, GUARD_REASONS, STATE_WORDS
from motcua.domain.texts import Text


class State(StrEnum):
    """Where a dossier stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    INTAKE_SUPPLEMENT = "INTAKE_SUPPLEMENT"
    REFUSED_AT_INTAKE = "REFUSED_AT_INTAKE"
    ACCEPTED = "ACCEPTED"
    IN_PROGRESS = "IN_PROGRESS"
    AWAITING_SUPPLEMENT = "AWAITING_SUPPLEMENT"
    AWAITING_PAYMENT = "AWAITING_PAYMENT"
    AWAITING_SIGNATURE = "AWAITING_SIGNATURE"
    WITHDRAWAL_REQUESTED = "WITHDRAWAL_REQUESTED"
    RESOLVED = "RESOLVED"
    RETURNED = "RETURNED"
    ENDED = "ENDED"


class Outcome(StrEnum):
    """How the handling ended; kept apart from the state."""

    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    STOPPED = "STOPPED"
    NO_SUPPLEMENT = "NO_SUPPLEMENT"


class Action(StrEnum):
    """What an actor may do to a dossier."""

    SUBMIT = "submit"
    DISCARD_DRAFT = "discard_draft"
    ACCEPT = "accept"
    REFUSE_INTAKE = "refuse_intake"
    ASK_SUPPLEMENT = "ask_supplement"
    RECEIVE_SUPPLEMENT = "receive_supplement"
    LAPSE = "lapse"
    TAKE = "take"
    FORWARD = "forward"
    SEND_BACK = "send_back"
    UNDO = "undo"
    CONSULT = "consult"
    ANSWER = "answer"
    SEND_LEGS = "send_legs"
    TAKE_LEG = "take_leg"
    ANSWER_LEG = "answer_leg"
    RECALL_LEG = "recall_leg"
    VERIFY = "verify"
    FINISH_VERIFY = "finish_verify"
    ASK_PAYMENT = "ask_payment"
    CONFIRM_PAYMENT = "confirm_payment"
    SUBMIT_FOR_SIGNATURE = "submit_for_signature"
    RESOLVE = "resolve"
    RETURN_RESULT = "return_result"
    HAND_BACK = "hand_back"
    REQUEST_WITHDRAWAL = "request_withdrawal"
    DECIDE_WITHDRAWAL = "decide_withdrawal"
    STOP = "stop"
    REAPPOINT = "reappoint"
    CORRECT = "correct"
    ADOPT = "adopt"


class EventKind(StrEnum):
    """What happened; one kind per action, and one that no person does to a single dossier."""

    SUBMITTED = "SUBMITTED"
    DRAFT_DISCARDED = "DRAFT_DISCARDED"
    ACCEPTED = "ACCEPTED"
    INTAKE_REFUSED = "INTAKE_REFUSED"
    SUPPLEMENT_ASKED = "SUPPLEMENT_ASKED"
    SUPPLEMENT_RECEIVED = "SUPPLEMENT_RECEIVED"
    LAPSED = "LAPSED"
    TAKEN = "TAKEN"
    FORWARDED = "FORWARDED"
    SENT_BACK = "SENT_BACK"
    UNDONE = "UNDONE"
    CONSULTED = "CONSULTED"
    ANSWERED = "ANSWERED"
    LEG_SENT = "LEG_SENT"
    LEG_TAKEN = "LEG_TAKEN"
    LEG_ANSWERED = "LEG_ANSWERED"
    LEG_RECALLED = "LEG_RECALLED"
    VERIFYING = "VERIFYING"
    VERIFIED = "VERIFIED"
    PAYMENT_ASKED = "PAYMENT_ASKED"
    PAYMENT_CONFIRMED = "PAYMENT_CONFIRMED"
    SENT_FOR_SIGNATURE = "SENT_FOR_SIGNATURE"
    RESOLVED = "RESOLVED"
    RETURNED = "RETURNED"
    HANDED_BACK = "HANDED_BACK"
    WITHDRAWAL_REQUESTED = "WITHDRAWAL_REQUESTED"
    WITHDRAWAL_DECIDED = "WITHDRAWAL_DECIDED"
    STOPPED = "STOPPED"
    REAPPOINTED = "REAPPOINTED"
    CORRECTION_OPENED = "CORRECTION_OPENED"
    ADOPTED = "ADOPTED"
    CALENDAR_APPLIED = "CALENDAR_APPLIED"


EVENT_OF: Final[dict[Action, EventKind]] = dict(zip(Action, tuple(EventKind)[: len(Action)], strict=True))
"""The kind of event each action leaves (both enumerations stand in the same order)."""


class Guard(StrEnum):
    """A condition of a row; the service says which hold, the table says which one is asked."""

    ALWAYS = "always"
    AT_COUNTER = "at_counter"
    SUPPLEMENT_LEFT = "supplement_left"
    CLOSING_PASSED = "closing_passed"
    HAS_NEXT_STEP = "has_next_step"
    HAS_PREVIOUS_STEP = "has_previous_step"
    NEXT_IS_SIGN = "next_is_sign"
    LAST_WORK_STEP = "last_work_step"
    JUST_NOW = "just_now"
    AGREED = "agreed"
    DENIED = "denied"
    PAPERS_HELD = "papers_held"
    NOT_REAPPOINTED = "not_reappointed"
    ANSWER_AWAITED = "answer_awaited"
    LEG_OPEN = "leg_open"
    NOT_VERIFYING = "not_verifying"
    VERIFYING = "verifying"
    SOURCE_OPEN = "source_open"
    SOURCE_ENDED = "source_ended"
    SOURCE_RESOLVED = "source_resolved"
    SOURCE_CLOSED = "source_closed"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. ``next`` None means: back to the state the dossier had before; ``code`` is that of the next state.

    ``outcome`` is what the row fixes; a row whose outcome the actor chooses (``resolve``) leaves it None.
    """

    state: State
    action: Action
    guard: Guard
    next: State | None
    outcome: Outcome | None = None

    @property
    def code(self) -> int | None:
        """The national status code that this row leads to (1-10), None while it depends on the state before."""
        return None if self.next is None else national_code(self.next, self.outcome)


_S, _A, _G, _T = State, Action, Guard, Transition


def _for(
    states: Collection[State],
    action: Action,
    guard: Guard,
    to: State,
    outcome: Outcome | None = None,
) -> tuple[Transition, ...]:
    """The same row for several states."""
    return tuple(Transition(state, action, guard, to, outcome) for state in states)


def _stay(states: Collection[State], action: Action, guard: Guard = Guard.ALWAYS) -> tuple[Transition, ...]:
    """Rows that leave the state as it is."""
    return tuple(Transition(state, action, guard, state) for state in states)


RUNNING: Final = (State.ACCEPTED, State.IN_PROGRESS, State.AWAITING_SIGNATURE)
"""States in which the office works and the clock runs."""

OPEN_AFTER_ACCEPTANCE: Final = (*RUNNING, State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT)
"""Accepted, not yet ended, and nobody has asked to withdraw."""

AT_WORK_OR_WAITING: Final = (
    State.IN_PROGRESS,
    State.AWAITING_SIGNATURE,
    State.AWAITING_SUPPLEMENT,
    State.AWAITING_PAYMENT,
)
"""In the offices' hands: what others were asked for may come back at any time."""

FINAL: Final = frozenset({State.REFUSED_AT_INTAKE, State.RETURNED, State.ENDED})
"""Nothing more has to happen (a correction may still open a returned one, papers may still be handed back)."""

TABLE: Final[tuple[Transition, ...]] = (
    # before acceptance
    _T(_S.DRAFT, _A.SUBMIT, _G.ALWAYS, _S.SUBMITTED),
    _T(_S.DRAFT, _A.DISCARD_DRAFT, _G.ALWAYS, _S.ENDED),
    _T(_S.DRAFT, _A.ACCEPT, _G.AT_COUNTER, _S.ACCEPTED),
    _T(_S.SUBMITTED, _A.ACCEPT, _G.ALWAYS, _S.ACCEPTED),
    *_for((_S.SUBMITTED, _S.INTAKE_SUPPLEMENT), _A.REFUSE_INTAKE, _G.ALWAYS, _S.REFUSED_AT_INTAKE),
    _T(_S.SUBMITTED, _A.ASK_SUPPLEMENT, _G.SUPPLEMENT_LEFT, _S.INTAKE_SUPPLEMENT),
    _T(_S.INTAKE_SUPPLEMENT, _A.RECEIVE_SUPPLEMENT, _G.ALWAYS, _S.SUBMITTED),
    # the way through the offices
    *_stay(RUNNING, _A.TAKE),
    *_for(RUNNING, _A.FORWARD, _G.HAS_NEXT_STEP, _S.IN_PROGRESS),
    *_for((_S.IN_PROGRESS, _S.AWAITING_SIGNATURE), _A.SEND_BACK, _G.HAS_PREVIOUS_STEP, _S.IN_PROGRESS),
    *(_T(state, _A.UNDO, _G.JUST_NOW, None) for state in RUNNING),
    *_for((_S.ACCEPTED, _S.IN_PROGRESS), _A.SUBMIT_FOR_SIGNATURE, _G.NEXT_IS_SIGN, _S.AWAITING_SIGNATURE),
    *_for(RUNNING, _A.RESOLVE, _G.LAST_WORK_STEP, _S.RESOLVED),
    _T(_S.RESOLVED, _A.RETURN_RESULT, _G.ALWAYS, _S.RETURNED),
    *_for((_S.RESOLVED, _S.RETURNED), _A.CORRECT, _G.ALWAYS, _S.RESOLVED),
    # supplement after acceptance (article 19.5)
    *_for((_S.ACCEPTED, _S.IN_PROGRESS), _A.ASK_SUPPLEMENT, _G.SUPPLEMENT_LEFT, _S.AWAITING_SUPPLEMENT),
    _T(_S.AWAITING_SUPPLEMENT, _A.RECEIVE_SUPPLEMENT, _G.ALWAYS, None),
    _T(_S.AWAITING_SUPPLEMENT, _A.LAPSE, _G.CLOSING_PASSED, _S.ENDED, Outcome.NO_SUPPLEMENT),
    # leaving early (article 21)
    *_for((_S.SUBMITTED, _S.INTAKE_SUPPLEMENT, *OPEN_AFTER_ACCEPTANCE),
          _A.REQUEST_WITHDRAWAL, _G.ALWAYS, _S.WITHDRAWAL_REQUESTED),
    _T(_S.WITHDRAWAL_REQUESTED, _A.DECIDE_WITHDRAWAL, _G.AGREED, _S.ENDED, Outcome.WITHDRAWN),
    _T(_S.WITHDRAWAL_REQUESTED, _A.DECIDE_WITHDRAWAL, _G.DENIED, None),
    *_for(OPEN_AFTER_ACCEPTANCE, _A.STOP, _G.ALWAYS, _S.ENDED, Outcome.STOPPED),
    *_stay((_S.REFUSED_AT_INTAKE, _S.ENDED), _A.HAND_BACK, _G.PAPERS_HELD),
    # consulting, working together (article 20), verifying, paying, apologising
    *_stay((_S.IN_PROGRESS,), _A.CONSULT),
    *_stay(AT_WORK_OR_WAITING, _A.ANSWER, _G.ANSWER_AWAITED),
    *_stay((_S.ACCEPTED, _S.IN_PROGRESS), _A.SEND_LEGS),
    *_stay((_S.ACCEPTED, *AT_WORK_OR_WAITING), _A.TAKE_LEG, _G.LEG_OPEN),
    *_stay((_S.ACCEPTED, *AT_WORK_OR_WAITING), _A.ANSWER_LEG, _G.LEG_OPEN),
    *_stay((_S.ACCEPTED, *AT_WORK_OR_WAITING), _A.RECALL_LEG, _G.LEG_OPEN),
    *_stay((_S.IN_PROGRESS,), _A.VERIFY, _G.NOT_VERIFYING),
    *_stay(AT_WORK_OR_WAITING, _A.FINISH_VERIFY, _G.VERIFYING),
    _T(_S.IN_PROGRESS, _A.ASK_PAYMENT, _G.ALWAYS, _S.AWAITING_PAYMENT),
    _T(_S.AWAITING_PAYMENT, _A.CONFIRM_PAYMENT, _G.ALWAYS, _S.IN_PROGRESS),
    *_stay(RUNNING, _A.REAPPOINT, _G.NOT_REAPPOINTED),
    # history taken over from another system
    *_for((_S.DRAFT, _S.IN_PROGRESS), _A.ADOPT, _G.SOURCE_OPEN, _S.IN_PROGRESS),
    *_for((_S.DRAFT, _S.IN_PROGRESS), _A.ADOPT, _G.SOURCE_ENDED, _S.RETURNED),
    *_for((_S.DRAFT, _S.IN_PROGRESS), _A.ADOPT, _G.SOURCE_RESOLVED, _S.RESOLVED),
    *_for((_S.DRAFT, _S.IN_PROGRESS), _A.ADOPT, _G.SOURCE_CLOSED, _S.ENDED),
)  # fmt: skip

LANDED: Final = frozenset(Action)
"""Actions that have a service, by now all of the table; a test holds this against the services that exist."""

_ROWS: Final[dict[tuple[State, Action], tuple[Transition, ...]]] = {
    (row.state, row.action): tuple(r for r in TABLE if (r.state, r.action) == (row.state, row.action)) for row in TABLE
}

_CODES: Final[dict[State, int]] = {
    State.SUBMITTED: 1,
    State.ACCEPTED: 2,
    State.REFUSED_AT_INTAKE: 3,
    State.IN_PROGRESS: 4,
    State.AWAITING_SIGNATURE: 4,
    State.INTAKE_SUPPLEMENT: 5,
    State.AWAITING_SUPPLEMENT: 5,
    State.AWAITING_PAYMENT: 6,
    State.WITHDRAWAL_REQUESTED: 7,
    State.RESOLVED: 9,
    State.RETURNED: 10,
}

_CODES_OF_OUTCOME: Final[dict[Outcome, int]] = {
    Outcome.WITHDRAWN: 7,
    Outcome.STOPPED: 8,
    Outcome.NO_SUPPLEMENT: 8,
}


def national_code(state: State, outcome: Outcome | None = None) -> int | None:
    """The national portal's status code (1-10); None for a draft and for a draft thrown away.

    ``ENDED`` takes its code from the outcome: withdrawn is 7, stopped or closed for want of papers is 8.
    """
    if state is State.ENDED:
        return _CODES_OF_OUTCOME.get(outcome) if outcome else None
    return _CODES.get(state)


def actions_from(state: State) -> tuple[Action, ...]:
    """The actions the table knows in this state, each once, in the order of ``Action``."""
    return tuple(action for action in Action if (state, action) in _ROWS)


def rows_of(state: State, action: Action) -> tuple[Transition, ...]:
    """The rows of one state and action; empty when the table has none."""
    return _ROWS.get((state, action), ())


def transition(state: State, action: Action, holds: Collection[Guard] = ()) -> Transition:
    """The one row that applies.

    Raises ``ActionNotPossible`` when the table has no such row, ``GuardFails`` when none of its guards holds.
    """
    rows = rows_of(state, action)
    if not rows:
        raise _not_possible(state, action)
    for row in rows:
        if row.guard is Guard.ALWAYS or row.guard in holds:
            return row
    raise GuardFails(
        action=Text(ACTION_WORDS[action]), reason=Text(GUARD_REASONS[rows[0].guard]), guard=rows[0].guard.value
    )


def _not_possible(state: State, action: Action) -> ActionNotPossible:
    return ActionNotPossible(action=Text(ACTION_WORDS[action]), state=Text(STATE_WORDS[state]))


def next_state(state: State, action: Action, holds: Collection[Guard] = (), before: State | None = None) -> State:
    """The state after ``action``; ``before`` is where a dossier goes back to on undo, denial and supplement.

    Raises as ``transition`` does; a row that goes back needs ``before``, else ``ActionNotPossible``.
    """
    row = transition(state, action, holds)
    if row.next is not None:
        return row.next
    if before is None:
        raise _not_possible(state, action)
    return before
