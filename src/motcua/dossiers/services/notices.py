"""Papers that tell an applicant anything else than acceptance: supplement (02), refusal (03), stop (05 of 2025).

What they say of themselves is Vietnamese, whatever the language in which the officer works: it is not for translation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.documents.papers import contracts, forms
from motcua.documents.papers.contracts import PaperKind, StopGround
from motcua.domain.lifecycle import Outcome
from motcua.domain.worktime import local_date
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.parties import parties_of
from motcua.dossiers.services.change import Change
from motcua.dossiers.services.papers import about, head_of, issue, procedure_code_of
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a supplement request asks for; `component_no` when it is a component of the dossier."""

    name: str
    quantity: int | None = None
    problem: str = ""
    component_no: int | None = None


def issue_supplement_request(
    dossier: Dossier,
    *,
    items: Sequence[Item],
    reason: str,
    actor: Actor,
    at: datetime,
    legal_ground: str = "",
) -> None:
    """Issue form 02; the last day to answer is printed where the law knows one."""
    respond_by = local_date(dossier.closing_at - timedelta(days=1)) if dossier.closing_at is not None else None
    data = contracts.SupplementRequest(
        **head_of(dossier),
        **about(dossier, parties_of(dossier), procedure_code_of(dossier)),
        received_at=dossier.accepted_at or dossier.submitted_at,
        items=tuple(
            contracts.SupplementItem(name=item.name, quantity=item.quantity, problem=item.problem) for item in items
        ),
        reason=reason,
        legal_ground=legal_ground,
        respond_by=respond_by,
        contact_officer=actor.label,
        signer=actor.label,
    )
    issue(dossier, data, dossier.receiving_unit_id or 0, actor=actor, at=at)


def issue_refusal(
    dossier: Dossier, *, reason: str, legal_ground: str, guidance: str, actor: Actor, at: datetime
) -> None:
    """Issue form 03."""
    head = head_of(dossier)
    data = contracts.Refusal(
        **head,
        **about(dossier, parties_of(dossier), procedure_code_of(dossier)),
        office=head["agency"],
        submitted_at=dossier.submitted_at,
        reason=reason,
        legal_ground=legal_ground,
        guidance=guidance,
        signer=actor.label,
    )
    issue(dossier, data, dossier.receiving_unit_id or 0, actor=actor, at=at)


_GROUNDS = {
    Outcome.WITHDRAWN.value: StopGround.APPLICANT,
    Outcome.STOPPED.value: StopGround.AGENCY,
    Outcome.NO_SUPPLEMENT.value: StopGround.NO_SUPPLEMENT,
}


def issue_stop_notice(made: Change, *, reason: str, actor: Actor, at: datetime, legal_ground: str = "") -> None:
    """Issue form 05 of 2025 for a dossier that ended early; nothing where the form set has none or it never began."""
    dossier = made.dossier
    if dossier.accepted_at is None or not forms.exists(PaperKind.STOP_NOTICE, dossier.form_set):
        return
    ground = _GROUNDS[dossier.outcome]
    data = contracts.StopNotice(
        **head_of(dossier, by_competent=True),
        **about(dossier, parties_of(dossier), procedure_code_of(dossier)),
        received_at=dossier.accepted_at,
        stopped_at=at,
        ground=ground,
        reason=reason or _reason_of(ground),
        legal_ground=legal_ground,
        stage=dossier.step_name,
        papers_treatment="Giấy tờ được trả lại tại nơi tiếp nhận.",
        contact_officer="" if actor.is_system else actor.label,
        signer="" if actor.is_system else actor.label,
        signer_role="",
    )
    issue(dossier, data, dossier.competent_unit_id or 0, actor=actor, at=at)


def _reason_of(ground: StopGround) -> str:
    return {
        StopGround.APPLICANT: "Theo yêu cầu của người nộp hồ sơ.",
        StopGround.NO_SUPPLEMENT: "Hết thời hạn mà không nhận được giấy tờ bổ sung.",
        StopGround.AGENCY: "Cơ quan dừng giải quyết.",
    }[ground]
