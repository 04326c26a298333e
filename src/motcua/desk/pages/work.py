"""The groups of *my work*: what to do now, each row with the one action that moves it on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalogue.values import ProcedureLabel
from motcua.desk.pages.rows import label_of, labels_of
from motcua.desk.pages.time_marks import TimeMark, leg_mark, time_mark
from motcua.desk.pages.words import state_words
from motcua.desk.queries import steps_for
from motcua.domain.lifecycle import Action, State
from motcua.domain.routing import Step, StepKind
from motcua.domain.worktime import local_date
from motcua.dossiers import policies
from motcua.dossiers.guards import Route
from motcua.dossiers.queries.legs import own_legs
from motcua.dossiers.queries.my_work import Group, MyWork
from motcua.dossiers.queries.near import near_percent
from motcua.organisation.actors import Actor

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

SHOWN: Final = 12
"""Rows shown of one group; the rest is one press away in the list."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One row: the dossier, its time, where it stands in words, and its main action.

    `post` says that pressing does it at once; else the address opens the form of the action.
    """

    dossier: "Dossier"
    label_of: str
    mark: TimeMark
    where: str
    label: str
    url: str
    post: bool
    action: str = ""


@dataclass(frozen=True, slots=True)
class TodoGroup:
    """Rows of one urgency; `state` colours the head, `url` opens exactly these rows."""

    title: str
    state: str
    icon: str
    note: str
    number: int
    url: str
    rows: tuple[Todo, ...]

    @property
    def more(self) -> int:
        """Rows that the list shows beyond these."""
        return self.number - len(self.rows)


def groups_of(actor: Actor, work: MyWork, at: datetime) -> list[TodoGroup]:
    """The groups that hold something, most urgent first."""
    shown = [group.rows[:SHOWN] for group in (work.late, work.today, work.near, work.intime, work.intake)]
    shown += [work.questions.rows[:SHOWN], work.decisions.rows[:SHOWN], work.to_return.rows[:SHOWN]]
    joint = work.legs.rows[:SHOWN]
    every = [dossier for rows in (*shown, joint) for dossier in rows]
    steps, labels = steps_for(every), labels_of(every)

    def made(title: str, state: str, icon: str, note: str, group: Group, query: str) -> TodoGroup:
        rows = tuple(todo(actor, dossier, label_of(dossier, labels), steps, at) for dossier in group.rows[:SHOWN])
        return TodoGroup(title, state, icon, note, group.number, f"{reverse('desk:list')}?{query}", rows)

    near = _("Còn không quá %(percent)s %% thời hạn") % {"percent": near_percent(local_date(at))}
    found = [
        made(_("Quá hạn"), "late", "", _("Làm trước mọi việc khác"), work.late, "viec=cua-toi&thoi_gian=late"),
        made(_("Đến hạn hôm nay"), "today", "", "", work.today, "viec=cua-toi&thoi_gian=today"),
        made(
            _("Nộp trực tuyến, chờ trả lời tiếp nhận"),
            "",
            "globe2",
            _("Trả lời trong 8 giờ làm việc"),
            work.intake,
            "viec=tai-quay&trang_thai=SUBMITTED",
        ),
        made(_("Xin rút, chờ quyết định"), "", "box-arrow-left", "", work.decisions, "viec=quyet-dinh"),
        made(
            _("Đơn vị khác hỏi ý kiến"),
            "",
            "chat-left-text",
            _("Trả lời trước hạn đã hẹn"),
            work.questions,
            "viec=hoi-y-kien",
        ),
        _joint(actor, work.legs, labels, at),
        made(_("Sắp đến hạn"), "near", "", near, work.near, "viec=cua-toi&thoi_gian=near"),
        made(_("Trong hạn"), "intime", "", "", work.intime, "viec=cua-toi&thoi_gian=intime"),
    ]
    return [group for group in found if group.number]


def _joint(actor: Actor, group: Group, labels: Mapping[int, ProcedureLabel], at: datetime) -> TodoGroup:
    """What other units lead and this actor's unit does a part of: by the date of the part, not of the dossier."""
    legs = own_legs(actor, [dossier.pk for dossier in group.rows[:SHOWN]])
    mine = sorted(
        ((legs[dossier.pk], dossier) for dossier in group.rows[:SHOWN] if dossier.pk in legs),
        key=lambda pair: (pair[0].due_at, pair[0].pk),
    )
    rows = tuple(
        Todo(
            dossier,
            label_of(dossier, labels),
            leg_mark(leg, at),
            _("%(unit)s chủ trì") % {"unit": dossier.holder_unit.name if dossier.holder_unit is not None else ""},
            _("Trả kết quả"),
            f"{reverse('desk:act', args=[dossier.code, Action.ANSWER_LEG.value])}?viec={leg.no}",
            post=False,
            action=Action.ANSWER_LEG.value,
        )
        for leg, dossier in mine
    )
    url = f"{reverse('desk:list')}?viec=phoi-hop"
    return TodoGroup(_("Việc phối hợp"), "", "diagram-3", _("Theo hạn riêng của việc"), group.number, url, rows)


def todo(actor: Actor, dossier: "Dossier", label: str, steps: Mapping[int, Sequence[Step]], at: datetime) -> Todo:
    """A row with what this actor does with it next."""
    route = Route(tuple(steps.get(dossier.process_version_id or 0, ())), dossier.step_no)
    action = main_action(actor, dossier, route)
    opened = reverse("desk:dossier", args=[dossier.code])
    where = route.current.name if route.current is not None else state_words(dossier.state)
    mark = time_mark(dossier, at)
    if action is None:
        return Todo(dossier, label, mark, where, _("Xem hồ sơ"), opened, post=False)
    url = reverse("desk:act", args=[dossier.code, action.value])
    return Todo(dossier, label, mark, where, verb(action, route), url, post=action is Action.TAKE, action=action.value)


def main_action(actor: Actor, dossier: "Dossier", route: Route) -> Action | None:
    """The action that moves the dossier on, as far as roles and the process decide; None: open it and see."""
    allowed = policies.allowed_actions(actor, dossier)
    state = State(dossier.state)
    if state is State.WITHDRAWAL_REQUESTED:
        return Action.DECIDE_WITHDRAWAL if Action.DECIDE_WITHDRAWAL in allowed else None
    if state is State.RESOLVED:
        return Action.RETURN_RESULT if Action.RETURN_RESULT in allowed else None
    if state is State.SUBMITTED:
        return Action.ACCEPT if Action.ACCEPT in allowed else None
    if state is State.AWAITING_PAYMENT and Action.CONFIRM_PAYMENT in allowed:
        return Action.CONFIRM_PAYMENT
    if dossier.holder_id is None and Action.TAKE in allowed and _is_worked_on(route):
        return Action.TAKE
    for action, open_ in (
        (Action.SUBMIT_FOR_SIGNATURE, route.signing is not None),
        (Action.RESOLVE, route.is_last_work_step),
        (Action.FORWARD, bool(route.forwardable)),
    ):
        if open_ and action in allowed:
            return action
    return next((action for action in (Action.ANSWER, Action.ANSWER_LEG) if action in allowed), None)


def _is_worked_on(route: Route) -> bool:
    """At the steps of appraisal somebody takes the dossier first; at the others whoever may simply does the step."""
    return route.current is None or route.current.kind in (StepKind.APPRAISE, StepKind.OTHER)


STEP_VERBS: Final = frozenset({Action.FORWARD, Action.TAKE})
"""Actions whose verb depends on the step; all others are called the same everywhere."""


def verb(action: Action, route: Route) -> str:
    """The plain verb of a button, as the step understands it."""
    kind = route.current.kind if route.current is not None else None
    if action is Action.FORWARD:
        return (
            {
                StepKind.RECEIVE: _("Chuyển xử lý"),
                StepKind.ASSIGN: _("Phân công"),
                StepKind.SIGN: _("Ký duyệt"),
            }.get(kind, _("Chuyển bước sau"))
            if kind is not None
            else _("Chuyển bước sau")
        )
    return {
        Action.TAKE: _("Nhận xử lý"),
        Action.SUBMIT_FOR_SIGNATURE: _("Trình ký"),
        Action.RESOLVE: _("Ghi kết quả"),
        Action.RETURN_RESULT: _("Trả kết quả"),
        Action.ACCEPT: _("Kiểm tra, tiếp nhận"),
        Action.DECIDE_WITHDRAWAL: _("Quyết định"),
        Action.ANSWER: _("Trả lời ý kiến"),
        Action.ANSWER_LEG: _("Trả kết quả phối hợp"),
        Action.CONFIRM_PAYMENT: _("Xác nhận nghĩa vụ tài chính"),
    }[action]
