"""The actions of a dossier as pages: what each asks, does and says."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.desk.forms import actions as forms
from motcua.desk.forms import legs as leg_forms
from motcua.domain.lifecycle import Action
from motcua.domain.routing import Step
from motcua.domain.worktime import local_date
from motcua.dossiers import policies
from motcua.dossiers import queries as dossiers
from motcua.dossiers.guards import unit_of
from motcua.dossiers.queries.legs import open_legs, unit_names_of
from motcua.dossiers.services.accept import accept_submitted
from motcua.dossiers.services.answer import answer
from motcua.dossiers.services.answer_leg import answer_leg
from motcua.dossiers.services.ask_payment import ask_payment
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.confirm_payment import confirm_payment
from motcua.dossiers.services.consult import consult
from motcua.dossiers.services.correct import correct
from motcua.dossiers.services.finish_verify import finish_verify
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.hand_back import hand_back
from motcua.dossiers.services.lapse import lapse
from motcua.dossiers.services.recall_leg import recall_leg
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.dossiers.services.refuse_intake import refuse_intake
from motcua.dossiers.services.resolve import resolve
from motcua.dossiers.services.return_result import return_result
from motcua.dossiers.services.send_back import send_back
from motcua.dossiers.services.send_legs import send_legs
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.submit_for_signature import submit_for_signature
from motcua.dossiers.services.take import take
from motcua.dossiers.services.take_leg import take_leg
from motcua.dossiers.services.undo import undo
from motcua.dossiers.services.verify import verify
from motcua.dossiers.services.withdrawal import decide_withdrawal, request_withdrawal
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.organisation.roles import Role

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

Words = str | Promise
Service = Callable[..., "Dossier"]


@dataclass(frozen=True, slots=True)
class Act:
    """One action: its service, its form, what is said once it is done, and the sentence that says what follows.

    `undoable` offers to take it back at once; what cannot be undone says so in `effect`.
    """

    service: Service
    form: type[forms.PlainForm]
    done: Words
    effect: Words = ""
    undoable: bool = False


ACTS: Final[Mapping[Action, Act]] = {
    Action.ACCEPT: Act(
        accept_submitted,
        forms.PlainForm,
        gettext_lazy("Đã tiếp nhận hồ sơ %(code)s."),
        gettext_lazy("Thời hạn bắt đầu tính từ lúc này và giấy tiếp nhận được cấp."),
    ),
    Action.REFUSE_INTAKE: Act(
        refuse_intake,
        forms.RefuseIntakeForm,
        gettext_lazy("Đã từ chối tiếp nhận hồ sơ %(code)s."),
        gettext_lazy("Hồ sơ kết thúc và phiếu từ chối được cấp cho người nộp. Việc này không hoàn tác được."),
    ),
    Action.ASK_SUPPLEMENT: Act(
        ask_supplement,
        forms.AskSupplementForm,
        gettext_lazy("Đã yêu cầu bổ sung hồ sơ %(code)s."),
        gettext_lazy("Chỉ yêu cầu bổ sung một lần, đầy đủ và chính xác. Phiếu yêu cầu được cấp cho người nộp."),
    ),
    Action.RECEIVE_SUPPLEMENT: Act(
        receive_supplement,
        forms.ReceiveSupplementForm,
        gettext_lazy("Đã nhận giấy tờ bổ sung của hồ sơ %(code)s."),
        gettext_lazy("Nếu hồ sơ đã tiếp nhận, thời hạn tính lại từ đầu và giấy hẹn mới được cấp."),
    ),
    Action.LAPSE: Act(
        lapse,
        forms.PlainForm,
        gettext_lazy("Đã đóng hồ sơ %(code)s."),
        gettext_lazy("Hồ sơ đóng vì người nộp không bổ sung trong thời hạn. Việc này không hoàn tác được."),
    ),
    Action.TAKE: Act(take, forms.PlainForm, gettext_lazy("Bạn đã nhận xử lý hồ sơ %(code)s."), undoable=True),
    Action.FORWARD: Act(forward, forms.ForwardForm, gettext_lazy("Đã chuyển hồ sơ %(code)s."), undoable=True),
    Action.SEND_BACK: Act(send_back, forms.SendBackForm, gettext_lazy("Đã trả lại hồ sơ %(code)s."), undoable=True),
    Action.UNDO: Act(undo, forms.PlainForm, gettext_lazy("Đã hoàn tác hồ sơ %(code)s.")),
    Action.SUBMIT_FOR_SIGNATURE: Act(
        submit_for_signature, forms.SubmitForSignatureForm, gettext_lazy("Đã trình ký hồ sơ %(code)s.")
    ),
    Action.RESOLVE: Act(
        resolve,
        forms.ResolveForm,
        gettext_lazy("Đã ghi kết quả hồ sơ %(code)s."),
        gettext_lazy("Việc giải quyết kết thúc lúc này; hồ sơ chuyển về quầy để trả kết quả."),
    ),
    Action.RETURN_RESULT: Act(
        return_result,
        forms.ReturnResultForm,
        gettext_lazy("Đã trả kết quả hồ sơ %(code)s."),
        gettext_lazy("Ghi nhận đã trao kết quả và trả lại giấy tờ gốc. Việc này không hoàn tác được."),
    ),
    Action.HAND_BACK: Act(
        hand_back,
        forms.HandBackForm,
        gettext_lazy("Đã ghi trả lại giấy tờ của hồ sơ %(code)s."),
        gettext_lazy("Ghi nhận giấy tờ đã nộp được trả lại cho người nộp."),
    ),
    Action.REQUEST_WITHDRAWAL: Act(
        request_withdrawal,
        forms.WithdrawalForm,
        gettext_lazy("Đã ghi yêu cầu rút hồ sơ %(code)s."),
        gettext_lazy("Thời hạn vẫn chạy cho đến khi cơ quan giải quyết quyết định."),
    ),
    Action.DECIDE_WITHDRAWAL: Act(
        decide_withdrawal,
        forms.DecideWithdrawalForm,
        gettext_lazy("Đã quyết định yêu cầu rút hồ sơ %(code)s."),
        gettext_lazy("Nếu đồng ý, hồ sơ kết thúc. Việc này không hoàn tác được."),
    ),
    Action.STOP: Act(
        stop,
        forms.StopForm,
        gettext_lazy("Đã dừng giải quyết hồ sơ %(code)s."),
        gettext_lazy(
            "Hồ sơ kết thúc không có kết quả; người nộp được thông báo bằng văn bản. Việc này không hoàn tác được."
        ),
    ),
    Action.CORRECT: Act(
        correct,
        forms.CorrectForm,
        gettext_lazy("Đã mở việc đính chính kết quả hồ sơ %(code)s."),
        gettext_lazy("Kết quả được sửa và trả lại trong 3 ngày làm việc, cơ quan giải quyết chịu chi phí."),
    ),
    Action.CONSULT: Act(
        consult,
        forms.ConsultForm,
        gettext_lazy("Đã hỏi ý kiến về hồ sơ %(code)s."),
        gettext_lazy("Thời hạn của hồ sơ vẫn chạy. Đơn vị được hỏi xem được hồ sơ và trả lời ngay trên hệ thống."),
    ),
    Action.ANSWER: Act(
        answer,
        forms.AnswerForm,
        gettext_lazy("Đã ghi ý kiến về hồ sơ %(code)s."),
        gettext_lazy("Ý kiến được lưu trong hồ sơ; đơn vị đã hỏi xem được ngay."),
    ),
    Action.SEND_LEGS: Act(
        send_legs,
        leg_forms.SendLegsForm,
        gettext_lazy("Đã giao việc phối hợp của hồ sơ %(code)s."),
        gettext_lazy(
            "Đơn vị bạn chủ trì và vẫn giữ hồ sơ; thời hạn vẫn chạy. Các đơn vị nhận việc cùng lúc và xem được hồ sơ."
        ),
    ),
    Action.TAKE_LEG: Act(
        take_leg,
        leg_forms.LegForm,
        gettext_lazy("Bạn đã nhận việc phối hợp của hồ sơ %(code)s."),
        gettext_lazy("Tên bạn hiện ở việc phối hợp; người khác trong đơn vị vẫn nhận lại được."),
    ),
    Action.ANSWER_LEG: Act(
        answer_leg,
        leg_forms.AnswerLegForm,
        gettext_lazy("Đã trả kết quả phối hợp của hồ sơ %(code)s."),
        gettext_lazy("Việc phối hợp kết thúc và đơn vị chủ trì xem được kết quả ngay. Việc này không hoàn tác được."),
    ),
    Action.RECALL_LEG: Act(
        recall_leg,
        leg_forms.RecallLegForm,
        gettext_lazy("Đã thu hồi việc phối hợp của hồ sơ %(code)s."),
        gettext_lazy("Đơn vị không phải làm nữa nhưng vẫn xem được hồ sơ. Cần nữa thì giao lại."),
    ),
    Action.VERIFY: Act(
        verify,
        forms.VerifyForm,
        gettext_lazy("Đã bắt đầu xác minh hồ sơ %(code)s."),
        gettext_lazy("Thời hạn của hồ sơ vẫn chạy trong lúc xác minh."),
    ),
    Action.FINISH_VERIFY: Act(
        finish_verify, forms.FinishVerifyForm, gettext_lazy("Đã ghi kết quả xác minh hồ sơ %(code)s.")
    ),
    Action.ASK_PAYMENT: Act(
        ask_payment,
        forms.AskPaymentForm,
        gettext_lazy("Đã yêu cầu nghĩa vụ tài chính của hồ sơ %(code)s."),
        gettext_lazy("Bộ phận Một cửa báo cho người nộp. Thời hạn vẫn chạy, trừ khi luật của thủ tục cho dừng."),
    ),
    Action.CONFIRM_PAYMENT: Act(
        confirm_payment,
        forms.ConfirmPaymentForm,
        gettext_lazy("Đã xác nhận nghĩa vụ tài chính của hồ sơ %(code)s."),
        gettext_lazy("Hồ sơ được giải quyết tiếp; nếu thời hạn đang dừng thì chạy tiếp phần còn lại."),
    ),
}
"""Every action that a person does on a dossier's page."""

ABOUT_LEGS: Final = frozenset({Action.SEND_LEGS, Action.TAKE_LEG, Action.ANSWER_LEG, Action.RECALL_LEG})
"""Actions on the parts of other units, whose choices depend on who acts."""


def form_for(
    action: Action, actor: Actor, dossier: "Dossier", at: datetime, data: QueryDict | None = None, no: str = ""
) -> forms.PlainForm:
    """The form of an action with the choices that this dossier gives; `no` is the part chosen before it was opened."""
    form = ACTS[action].form
    if action in ABOUT_LEGS:
        return form(data, **_of_legs(action, actor, dossier, at, no))
    return form(data, **_options(action, dossier, at))


def _of_legs(action: Action, actor: Actor, dossier: "Dossier", at: datetime, no: str) -> dict[str, Any]:
    """The units that may be given a part, or the parts that this actor may act on."""
    if action is Action.SEND_LEGS:
        return {"units": units_to_ask(dossier, at, {dossier.holder_unit_id, *dossier.leg_units})}
    legs = open_legs(dossier)
    if action is not Action.RECALL_LEG:
        legs = [leg for leg in legs if policies.works_on_leg(actor, leg.unit_id)]
    choices = [(str(leg.no), f"{leg.no}. {leg.unit.name}") for leg in legs]
    return {"legs": choices, "initial": {"no": no or str(legs[0].no) if legs else ""}}


def _options(action: Action, dossier: "Dossier", at: datetime) -> dict[str, Any]:
    if action is Action.FORWARD:
        steps = dossiers.route_of(dossier).forwardable
        people = people_for(dossier, steps[0], at) if steps else []
        return {"people": people, "steps": [(str(step.no), step.name) for step in steps]}
    if action is Action.SUBMIT_FOR_SIGNATURE:
        step = dossiers.route_of(dossier).signing
        people = people_for(dossier, step, at) if step is not None else []
        return {"people": people, "left_out": unit_names_of(dossier.leg_units)}
    if action is Action.RESOLVE:
        return {"proposed": dossier.proposed_outcome}
    if action is Action.CONSULT:
        return {"units": units_to_ask(dossier, at, {dossier.holder_unit_id, *dossier.asked_units})}
    if action is Action.ANSWER:
        names = organisation.unit_names(dossier.asked_units)
        return {"units": [(str(unit_id), names[unit_id]) for unit_id in dossier.asked_units]}
    if action is Action.RETURN_RESULT:
        return {"initial": {"channel": dossier.result_channel, "result_number": dossier.result_number}}
    if action is Action.ASK_SUPPLEMENT:
        papers = [(component.no, component.name) for component in dossiers.components_of(dossier)]
        asked = dossier.supplements_before if dossier.accepted_at is None else dossier.supplements_after
        missing = [str(c.no) for c in dossiers.components_of(dossier) if c.required and c.received_at is None]
        return {"papers": papers, "again": asked > 0, "initial": {"components": missing}}
    return {}


def people_for(dossier: "Dossier", step: Step, at: datetime) -> list[tuple[str, str]]:
    """Who holds the step's role in the step's unit, by given name."""
    people = organisation.people_with_role(Role(step.role), unit_of(dossier, step), at)
    return [(str(person.pk), person.full_name) for person in people]


def units_to_ask(dossier: "Dossier", at: datetime, passed: Collection[int | None]) -> list[tuple[str, str]]:
    """The units that may be asked: of the competent agency, beside it and above it, but for those passed over."""
    competent = dossier.competent_unit_id or 0
    found = organisation.units_around(competent, local_date(at))
    return [(str(unit.pk), unit.name) for unit in found if unit.pk not in passed]


def done_words(action: Action, dossier: "Dossier") -> str:
    """What is said once an action is done."""
    return str(ACTS[action].done) % {"code": dossier.code}


def effect_words(action: Action, dossier: "Dossier") -> str:
    """What an action brings about, said before it is done; a hand-over says to which step and office."""
    if action is Action.FORWARD:
        steps = dossiers.route_of(dossier).forwardable
        return _to_words(dossier, steps[0]) if len(steps) == 1 else ""
    if action is Action.SUBMIT_FOR_SIGNATURE:
        step = dossiers.route_of(dossier).signing
        return "" if step is None else _to_words(dossier, step)
    return str(ACTS[action].effect)


def _to_words(dossier: "Dossier", step: Step) -> str:
    unit_id = unit_of(dossier, step)
    unit = organisation.unit_names([unit_id]).get(unit_id, "")
    return _("Bước sau: %(step)s, tại %(unit)s.") % {"step": step.name, "unit": unit}
