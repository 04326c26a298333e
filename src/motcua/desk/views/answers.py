"""Answering at the counter without accepting: a refusal, or a request for what is missing, each with its paper."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.http import QueryDict

from motcua.desk.forms.actions import AskSupplementForm, PlainForm, RefuseIntakeForm
from motcua.desk.forms.intake import Intake
from motcua.dossiers.services.ask_supplement import ask_of_filing
from motcua.dossiers.services.refuse_intake import refuse_filing

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

ANSWERS: Final[Mapping[str, "Callable[..., Dossier]"]] = {"supplement": ask_of_filing, "refuse": refuse_filing}
"""What each button does, in one transaction: the filing is recorded and answered at once."""

ANSWER_FIELDS: Final = frozenset({"components", "others", "note", "legal_ground", "guidance", "reason"})
"""Fields of the answers, which are no part of what is typed into the intake itself."""


def answer_form(action: str, checked: Intake, data: QueryDict | None) -> PlainForm:
    """The form of an answer; a request for papers offers those of the checklist, the missing ones ticked."""
    if action == "refuse":
        return RefuseIntakeForm(data)
    papers = checked.papers.papers()
    rows = [(number, paper.name) for number, paper in enumerate(papers, 1)]
    missing = [str(number) for number, paper in enumerate(papers, 1) if not paper.received]
    options: dict[str, Any] = {"papers": rows, "initial": {"components": missing}}
    return AskSupplementForm(data, **options)
