"""Rows behind a number as pages list them: with the names of procedures, units and officers; nobody's identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.dossiers.queries.opened import opened_dossiers, opened_stays
from motcua.organisation import queries as organisation
from motcua.reporting.opening import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.dossiers.queries.opened import Opened
    from motcua.organisation.actors import Actor


def dossier_lines(actor: Actor, ids: Sequence[int], known_at: datetime | None) -> list[dict[str, Any]]:
    """Dossiers as they were known at an instant (None: now), in the order of their ids; one that nothing is known of is
    left out.
    """
    found = {row.fact.dossier_id: row for row in opened_dossiers(actor, set(ids), known_at)}
    rows = [found[pk] for pk in ids if pk in found]
    return [
        line | {"state": _state(row.fact)} for row, line in zip(rows, _lines(rows, "competent_unit_id"), strict=True)
    ]


def stay_lines(actor: Actor, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Stays at steps, in the order of their ids."""
    found = {row.fact.pk: row for row in opened_stays(actor, set(ids))}
    rows = [found[pk] for pk in ids if pk in found]
    steps = [words.step_words(getattr(row.fact, "step", "")) for row in rows]
    return [line | {"step": step} for step, line in zip(steps, _lines(rows, "executing_unit_id"), strict=True)]


def _lines(rows: Sequence[Opened], unit_column: str) -> list[dict[str, Any]]:
    units = organisation.unit_names({pk for row in rows if (pk := getattr(row.fact, unit_column)) is not None})
    people = organisation.person_names({row.fact.officer_id for row in rows if row.fact.officer_id is not None})
    labels = catalogue.labels({row.fact.procedure_version_id for row in rows if row.fact.procedure_version_id})
    return [
        {
            "row": row,
            "title": labels[pk].label if (pk := row.fact.procedure_version_id) in labels else row.title,
            "unit": units.get(getattr(row.fact, unit_column), ""),
            "due": row.fact.due_at,
            "person": people.get(row.fact.officer_id, "") if row.fact.officer_id is not None else "",
            "time": "–" if row.fact.minutes_used is None else words.minutes_words(row.fact.minutes_used),
        }
        for row in rows
    ]


def _state(fact: Any) -> str:
    """How the dossier stood, as known then."""
    if fact.refused_on is not None:
        return _("từ chối tiếp nhận")
    if fact.ended_on is None:
        return _("tạm dừng") if fact.paused else _("đang giải quyết")
    if fact.due_at is not None and fact.ended_at > fact.due_at:
        return _("xong sau hạn")
    return _("xong không sau hạn")
