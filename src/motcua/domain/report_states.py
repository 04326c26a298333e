"""The life of a report: who is asked next, and what each step leads to. One table, read by services and pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from motcua.domain.errors_reporting import ReportStepNotPossible
from motcua.domain.texts import Text, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping


class ReportState(StrEnum):
    """Where a report stands."""

    COLLECTING = "collecting"
    CHECKED = "checked"
    APPROVED = "approved"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    RETURNED = "returned_for_correction"


class ReportAction(StrEnum):
    """What is done with a report."""

    COLLECT = "collect"
    CHECK = "check"
    APPROVE = "approve_report"
    SUBMIT = "submit_report"
    RECEIVE = "receive"
    RETURN = "return_report"
    HAND_BACK = "hand_back_report"
    CORRECT = "correct_report"


STATE_WORDS: Final[Mapping[ReportState, str]] = {
    ReportState.COLLECTING: gettext_noop("Đang tổng hợp"),
    ReportState.CHECKED: gettext_noop("Đã kiểm tra"),
    ReportState.APPROVED: gettext_noop("Đã duyệt"),
    ReportState.SUBMITTED: gettext_noop("Đã gửi"),
    ReportState.RECEIVED: gettext_noop("Đã tiếp nhận"),
    ReportState.RETURNED: gettext_noop("Bị trả lại"),
}
ACTION_WORDS: Final[Mapping[ReportAction, str]] = {
    ReportAction.COLLECT: gettext_noop("Tổng hợp"),
    ReportAction.CHECK: gettext_noop("Xác nhận đã kiểm tra"),
    ReportAction.APPROVE: gettext_noop("Duyệt"),
    ReportAction.SUBMIT: gettext_noop("Gửi báo cáo"),
    ReportAction.RECEIVE: gettext_noop("Tiếp nhận báo cáo"),
    ReportAction.RETURN: gettext_noop("Trả lại để sửa"),
    ReportAction.HAND_BACK: gettext_noop("Chuyển lại người tổng hợp"),
    ReportAction.CORRECT: gettext_noop("Lập bản sửa"),
}


@dataclass(frozen=True)
class Step:
    """From one of `before` to `after`. `with_reason`: the actor says why. `balanced`: no rule may fail."""

    before: frozenset[ReportState]
    after: ReportState
    with_reason: bool = False
    balanced: bool = False


_S: Final = ReportState
STEPS: Final[Mapping[ReportAction, Step]] = {
    ReportAction.COLLECT: Step(frozenset({_S.COLLECTING}), _S.COLLECTING),
    ReportAction.CHECK: Step(frozenset({_S.COLLECTING}), _S.CHECKED, balanced=True),
    ReportAction.APPROVE: Step(frozenset({_S.CHECKED}), _S.APPROVED, balanced=True),
    ReportAction.SUBMIT: Step(frozenset({_S.APPROVED}), _S.SUBMITTED, balanced=True),
    ReportAction.RECEIVE: Step(frozenset({_S.SUBMITTED}), _S.RECEIVED),
    ReportAction.RETURN: Step(frozenset({_S.SUBMITTED, _S.RECEIVED}), _S.RETURNED, with_reason=True),
    ReportAction.HAND_BACK: Step(frozenset({_S.CHECKED, _S.APPROVED}), _S.COLLECTING, with_reason=True),
    ReportAction.CORRECT: Step(frozenset({_S.SUBMITTED, _S.RECEIVED, _S.RETURNED}), _S.COLLECTING, with_reason=True),
}
ISSUED: Final = frozenset({_S.SUBMITTED, _S.RECEIVED})
"""States in which the last version is what a superior adds up."""


def possible(state: ReportState) -> list[ReportAction]:
    """What can be done in a state, in the order of the table."""
    return [action for action, step in STEPS.items() if state in step.before]


def step_from(state: ReportState, action: ReportAction) -> Step:
    """The step. Raises ReportStepNotPossible where the state does not allow it."""
    step = STEPS[action]
    if state not in step.before:
        raise ReportStepNotPossible(action=Text(ACTION_WORDS[action]), state=Text(STATE_WORDS[state]))
    return step
