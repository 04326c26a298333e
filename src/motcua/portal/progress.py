"""How far a dossier has come, in plain words: no name of a person, no name of what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from motcua.common.formats import day, instant_long, instant_table
from motcua.domain.deadlines import Derivation
from motcua.domain.lifecycle import Outcome, State
from motcua.domain.remaining import TimeState
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.history import Progress
from motcua.dossiers.queries.history import TrackStep as StepOfDossier
from motcua.dossiers.vocabulary import ResultChannel
from motcua.ui.parts import StepState, TrackStep

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

_OVER: Final = frozenset({State.ENDED, State.REFUSED_AT_INTAKE})


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer on top of the page: `tone` is a state of time or `done`, `head` the answer, `lines` what follows."""

    tone: str
    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One line of why the date is what it is."""

    when: str
    text: str


def track(dossier: "Dossier", steps: Sequence[StepOfDossier]) -> list[TrackStep]:
    """The steps for citizens: who works on it is told by office, and only for the steps at the counter."""
    over = State(dossier.state) in _OVER
    drawn = []
    for step in steps:
        done = step.progress is Progress.DONE
        now = step.progress is Progress.CURRENT and not over
        note = _("xong %(when)s") % {"when": day(step.ended_at)} if done and step.ended_at is not None else ""
        state = StepState.DONE if done else StepState.NOW if now else StepState.NEXT
        drawn.append(TrackStep(step.step.name, state, note=note))
    return drawn


def count_done(steps: Sequence[StepOfDossier]) -> tuple[int, int]:
    """How many steps are done, of how many."""
    return sum(1 for step in steps if step.progress is Progress.DONE), len(steps)


def answer(dossier: "Dossier", steps: Sequence[StepOfDossier], at: datetime) -> Answer:
    """The state in plain words, with the promised date while there is one to keep."""
    state = State(dossier.state)
    special = {
        State.AWAITING_SUPPLEMENT: _supplement,
        State.INTAKE_SUPPLEMENT: _supplement,
        State.RESOLVED: _resolved,
        State.RETURNED: _returned,
        State.ENDED: _ended,
        State.REFUSED_AT_INTAKE: _refused,
        State.SUBMITTED: _submitted,
    }.get(state)
    return special(dossier) if special is not None else _running(dossier, steps, at)


def _running(dossier: "Dossier", steps: Sequence[StepOfDossier], at: datetime) -> Answer:
    state = dossiers.time_state_of(dossier, at)
    words = dossiers.remaining_words(dossier, at)
    lines = []
    if dossier.state == State.AWAITING_PAYMENT:
        lines.append(
            _(
                "Chờ bạn thực hiện nghĩa vụ tài chính; hỏi Bộ phận Một cửa về khoản phải nộp. "
                "Nộp xong thì giải quyết tiếp."
            )
        )
    if state is TimeState.LATE:
        lines.append(_("Hồ sơ đang chậm so với ngày hẹn. Chúng tôi xin lỗi và đang giải quyết."))
    elif words is not None and state is not TimeState.PAUSED:
        lines.append(_("Còn %(time)s làm việc.") % {"time": words.render(_)})
    lines += _with_others(dossier)
    done, every = count_done(steps)
    if every:
        lines.append(_("Hồ sơ đã qua %(done)s trên %(every)s bước.") % {"done": done, "every": every})
    if dossier.provisional:
        lines.append(_("Ngày hẹn là tạm tính vì lịch nghỉ năm đó chưa chính thức."))
    if state is TimeState.PAUSED or dossier.due_at is None:
        return Answer("paused", _("Đang tạm dừng"), tuple(lines))
    due = dossier.due_at
    if state is TimeState.LATE and dossier.promised_at is not None and dossier.promised_at > due:
        # A letter that came too late: the date stays missed, the new one is what the applicant was promised.
        lines.append(_("Ngày hẹn trước là %(due)s.") % {"due": instant_long(due)})
        due = dossier.promised_at
    head = _("Hẹn trả %(due)s") % {"due": instant_long(due)}
    return Answer(state.value if state is not None else "intime", head, tuple(lines))


def _with_others(dossier: "Dossier") -> list[str]:
    """Which offices give their opinion or do a part of it just now; no person is named."""
    told = {
        _("Đang lấy ý kiến của %(units)s."): dossiers.unit_names_of(dossier.asked_units),
        _("Đang phối hợp giải quyết với %(units)s."): dossiers.unit_names_of(dossier.leg_units),
    }
    return [words % {"units": ", ".join(units)} for words, units in told.items() if units]


def _supplement(dossier: "Dossier") -> Answer:
    lines = [_("Giấy tờ cần bổ sung ghi trên Phiếu yêu cầu bổ sung. Thời hạn tính lại từ đầu khi nhận đủ.")]
    if dossier.closing_at is not None:
        lines.append(_("Nếu không bổ sung, hồ sơ đóng sau ngày %(day)s.") % {"day": day(dossier.closing_at)})
    return Answer("paused", _("Chờ bạn bổ sung giấy tờ"), tuple(lines))


def _resolved(dossier: "Dossier") -> Answer:
    where = {
        ResultChannel.DESK: _("Mời đến quầy nhận kết quả."),
        ResultChannel.POST: _("Kết quả sẽ gửi qua dịch vụ bưu chính."),
        ResultChannel.ELECTRONIC: _("Kết quả sẽ trả bằng bản điện tử."),
    }[ResultChannel(dossier.result_channel)]
    lines = [where]
    if dossier.outcome == Outcome.REFUSED:
        lines.append(_("Hồ sơ không được giải quyết; lý do ghi trong văn bản trả lời."))
    return Answer("done", _("Đã có kết quả"), tuple(lines))


def _returned(dossier: "Dossier") -> Answer:
    assert dossier.returned_at is not None
    return Answer("done", _("Đã trả kết quả ngày %(day)s") % {"day": day(dossier.returned_at)}, ())


def _ended(dossier: "Dossier") -> Answer:
    words = {
        Outcome.WITHDRAWN: _("Hồ sơ đã được rút theo yêu cầu của người nộp."),
        Outcome.STOPPED: _("Cơ quan đã dừng giải quyết; lý do ghi trong thông báo gửi người nộp."),
        Outcome.NO_SUPPLEMENT: _("Hồ sơ đã đóng vì không bổ sung giấy tờ. Bạn có thể nộp hồ sơ mới."),
    }
    line = words.get(Outcome(dossier.outcome), "") if dossier.outcome else ""
    return Answer("done", _("Hồ sơ đã kết thúc"), (line,) if line else ())


def _refused(dossier: "Dossier") -> Answer:
    return Answer("done", _("Hồ sơ không được tiếp nhận"), (_("Lý do ghi trên Phiếu từ chối tiếp nhận."),))


def _submitted(dossier: "Dossier") -> Answer:
    line = ""
    if dossier.answer_due_at is not None:
        line = _("Chúng tôi trả lời trước %(time)s.") % {"time": instant_long(dossier.answer_due_at)}
    return Answer("intime", _("Đã nhận, đang kiểm tra hồ sơ"), (line,) if line else ())


def why(derivation: Derivation | None) -> list[WhyRow]:
    """Why the date is what it is, line by line, for anybody to count again."""
    if derivation is None:
        return []
    return [WhyRow(instant_table(line.starts), line.sentence.render(_)) for line in derivation.lines]
