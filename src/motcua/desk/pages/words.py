"""Words of the domain in the reader's language."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.domain.lifecycle import Action, EventKind, Outcome, State
from motcua.domain.lifecycle_words import ACTION_WORDS, EVENT_WORDS, OUTCOME_WORDS, STATE_WORDS
from motcua.domain.texts import Text
from motcua.domain.worktime import local_date
from motcua.dossiers.queries.near import near_percent

STATE_ICONS: Final[dict[State, str]] = {
    State.DRAFT: "pencil",
    State.SUBMITTED: "globe2",
    State.INTAKE_SUPPLEMENT: "clipboard-plus",
    State.REFUSED_AT_INTAKE: "x-circle",
    State.ACCEPTED: "inbox",
    State.IN_PROGRESS: "gear",
    State.AWAITING_SUPPLEMENT: "pause-circle",
    State.AWAITING_PAYMENT: "cash-coin",
    State.AWAITING_SIGNATURE: "pencil-square",
    State.WITHDRAWAL_REQUESTED: "box-arrow-left",
    State.RESOLVED: "file-earmark-check",
    State.RETURNED: "check2-all",
    State.ENDED: "archive",
}
"""The icon beside each state of work; states of work have no colour."""

ACTION_ICONS: Final[dict[Action, str]] = {
    Action.ACCEPT: "inbox",
    Action.REFUSE_INTAKE: "x-circle",
    Action.ASK_SUPPLEMENT: "clipboard-plus",
    Action.RECEIVE_SUPPLEMENT: "file-earmark-plus",
    Action.LAPSE: "archive",
    Action.TAKE: "hand-index",
    Action.FORWARD: "send",
    Action.SEND_BACK: "arrow-return-left",
    Action.UNDO: "arrow-counterclockwise",
    Action.SUBMIT_FOR_SIGNATURE: "pen",
    Action.RESOLVE: "file-earmark-check",
    Action.RETURN_RESULT: "box-arrow-right",
    Action.HAND_BACK: "folder-symlink",
    Action.REQUEST_WITHDRAWAL: "box-arrow-left",
    Action.DECIDE_WITHDRAWAL: "check2-square",
    Action.STOP: "stop-circle",
    Action.CORRECT: "eraser",
    Action.CONSULT: "chat-left-text",
    Action.ANSWER: "reply",
    Action.SEND_LEGS: "diagram-3",
    Action.TAKE_LEG: "hand-index",
    Action.ANSWER_LEG: "reply-all",
    Action.RECALL_LEG: "arrow-90deg-left",
    Action.VERIFY: "binoculars",
    Action.FINISH_VERIFY: "clipboard-check",
    Action.ASK_PAYMENT: "cash-coin",
    Action.CONFIRM_PAYMENT: "cash-stack",
}
"""The icon of each action that has a button."""


def said(text: Text | None) -> str:
    """A sentence of the domain in the reader's language; nothing for nothing."""
    return "" if text is None else text.render(_)


def state_words(state: str) -> str:
    """What a state is called."""
    return _(STATE_WORDS[State(state)])


def outcome_words(outcome: str) -> str:
    """How it ended, or nothing while it has not."""
    return _(OUTCOME_WORDS[Outcome(outcome)]) if outcome else ""


def action_words(action: Action) -> str:
    """What an action is called on buttons."""
    return _(ACTION_WORDS[action])


def event_words(kind: str) -> str:
    """What happened, in few words."""
    return _(EVENT_WORDS[EventKind(kind)])


def day_month(on: date) -> str:
    """Write `11/02`."""
    return f"{on:%d/%m}"


def near_words(at: datetime) -> str:
    """How little of a term is left when it comes near its end, by the rule of the day."""
    return _("còn ≤ %(percent)s %% hạn") % {"percent": near_percent(local_date(at))}
