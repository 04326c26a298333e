"""The columns and the data of a dossier that moves from step to step: shared by the actions that move it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Outcome
from motcua.domain.routing import Step
from motcua.domain.texts import Text, gettext_noop
from motcua.dossiers.guards import unit_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts
from motcua.dossiers.services.clock import step_due
from motcua.organisation import queries as organisation
from motcua.organisation.roles import Role

CHOOSABLE = frozenset({Outcome.GRANTED, Outcome.REFUSED})

PLACED = (
    "step_no",
    "step_name",
    "step_role",
    "holder_unit_id",
    "holder_id",
    "step_since",
    "step_due_at",
    "step_stood",
    "proposed_outcome",
)
"""Columns that say where a dossier lies; an undo puts them back."""


def to_step(facts: Facts, step: Step, at: datetime, person_id: int | None = None) -> dict[str, Any]:
    """The columns of a dossier that comes to a step: its role, its unit, whoever holds it, its own due time."""
    return {
        "step_no": step.no,
        "step_name": step.name,
        "step_role": step.role,
        "holder_unit_id": unit_of(facts.dossier, step),
        "holder_id": person_id,
        "step_since": at,
        "step_due_at": step_due(facts, step, at),
        "step_stood": 0,
    }


def handing_over(facts: Facts, columns: dict[str, Any], at: datetime) -> dict[str, Any]:
    """What the event of a hand-over keeps: from where to where, the working minutes spent, what an undo needs."""
    dossier = facts.dossier
    spent = None
    if dossier.step_since is not None and dossier.step_since <= at:
        spent = facts.office_calendar.minutes_between(dossier.step_since, at)
    return {
        "from_step": dossier.step_no,
        "from_unit": dossier.holder_unit_id,
        "from_person": dossier.holder_id,
        "to_step": columns.get("step_no", dossier.step_no),
        "to_unit": columns.get("holder_unit_id", dossier.holder_unit_id),
        "to_person": columns.get("holder_id"),
        "minutes": spent,
        "due": _iso(dossier.step_due_at),
        "before": placed(dossier),
    }


def new_units(facts: Facts, columns: dict[str, Any]) -> frozenset[int]:
    """The unit that the dossier comes to, unless it sees the dossier already: from the beginning, or as its holder."""
    unit_id: int | None = columns.get("holder_unit_id")
    known = {facts.dossier.receiving_unit_id, facts.dossier.competent_unit_id, facts.dossier.holder_unit_id}
    return frozenset() if unit_id is None or unit_id in known else frozenset({unit_id})


def proposal(outcome: str) -> Outcome:
    """An outcome that a person may choose: granted or refused."""
    if outcome not in CHOOSABLE:
        raise BadInput(field="outcome", value=outcome, remedy=_("Chọn đồng ý hoặc từ chối giải quyết."))
    return Outcome(outcome)


def reason_given(note: str) -> str:
    """The reason in words without blanks around; raises BadInput when there is none (NĐ 63/2010 art. 18(5))."""
    return words_given(note, _("Nhập lý do bằng lời."))


def words_given(note: str, remedy: str) -> str:
    """What was written without blanks around; raises BadInput with the remedy when there is nothing."""
    words = note.strip()
    if not words:
        raise BadInput(field="note", value="", remedy=remedy)
    return words


def placed(dossier: Dossier) -> dict[str, Any]:
    """Where the dossier lies, as JSON values."""
    return {name: _plain(getattr(dossier, name)) for name in PLACED}


def restored(before: dict[str, Any]) -> dict[str, Any]:
    """The columns out of `placed`."""
    columns = {name: before[name] for name in PLACED if name in before}
    for name in ("step_since", "step_due_at"):
        columns[name] = datetime.fromisoformat(columns[name]) if columns[name] else None
    return columns


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def check_person(at: datetime) -> Callable[[Facts, Change], None]:
    """Refuse a named person who does not hold the step's role in the step's unit: nobody else could go on with it.

    Each role and unit is read once.
    """
    holders: dict[tuple[str, int], frozenset[int]] = {}

    def check(facts: Facts, made: Change) -> None:
        person_id = made.fields.get("holder_id")
        if person_id is None:
            return
        place = (made.fields["step_role"], made.fields["holder_unit_id"])
        if place not in holders:
            holders[place] = organisation.ids_with_role(Role(place[0]), place[1], at)
        if person_id not in holders[place]:
            name = organisation.person_names([person_id]).get(person_id, "")
            remedy = Text(gettext_noop("Chọn người đang giữ vai trò của bước này trong đơn vị xử lý."))
            raise BadInput(field="person_id", value=name, remedy=remedy)

    return check
