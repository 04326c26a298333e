"""Reports for tests: a commune with dossiers of the month to 14/1/2026, and the steps a report goes through."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import connection

from motcua.catalogue.models import ProcedureVersion
from motcua.common import clock
from motcua.domain.lifecycle import State
from motcua.domain.report_periods import PeriodKind, ReportPeriod, period_of
from motcua.domain.report_sheets import SheetKind
from motcua.domain.report_states import ReportAction
from motcua.dossiers.models import Dossier
from motcua.organisation import queries as organisation
from motcua.organisation import services as organising
from motcua.organisation.actors import Actor, system_actor
from motcua.organisation.roles import Role
from motcua.reporting.reports.services.reporting import act, collect, open_report
from tests.cast import AT, Cast
from tests.factories import World, a_dossier, an_accepted, later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.reporting.models import Report

MONTH = period_of(PeriodKind.MONTH, 2026, 1)
AFTER = datetime(2026, 1, 15, 3, tzinfo=UTC)
"""10:00 on the first day after the month of the regime."""


def some_dossiers(world: World) -> None:
    """Three pending, two resolved in time, one of them returned, all of the month to 14/1/2026."""
    with clock.set_to(AT):
        for state in (State.ACCEPTED, State.IN_PROGRESS, State.AWAITING_SIGNATURE, State.RESOLVED, State.RETURNED):
            a_dossier(world, state, AT)


def tampered(column: str, values: Mapping[int, bool | int | str]) -> None:
    """Write a column of the facts of some dossiers past every door."""
    with connection.cursor() as cursor:
        for pk, value in values.items():
            cursor.execute(f"UPDATE dossiers_dossierfact SET {column} = %s WHERE dossier_id = %s", [value, pk])


def of_two_procedures() -> tuple[ProcedureVersion, ProcedureVersion]:
    """The second dossier becomes one of another version of the procedure that all have, the next two of another
    procedure; both procedures.
    """
    rows = list(Dossier.objects.order_by("pk").values_list("pk", "procedure_version_id"))
    own, again = (ProcedureVersion.objects.get(pk=rows[0][1]) for _ in range(2))
    again.pk, again.public_id, again.number, again.valid_to = None, uuid.uuid4(), own.number + 1, own.valid_from
    again._state.adding = True
    again.save()
    other = ProcedureVersion.objects.exclude(procedure=own.procedure_id).order_by("pk")[0]
    versions = (again, other, other)
    tampered("procedure_version_id", {pk: each.pk for (pk, _own), each in zip(rows[1:4], versions, strict=True)})
    return own, other


def a_late_entry(world: World, at: datetime) -> None:
    """A dossier of the month that is entered only later."""
    with clock.set_to(at):
        an_accepted(world, AT)


def collected(
    cast: Cast,
    *,
    unit_id: int = 0,
    period: ReportPeriod = MONTH,
    kind: SheetKind = SheetKind.FORM_06,
    at: datetime = AFTER,
) -> Report:
    """A report of the commune, collected by its reform officer."""
    unit = unit_id or cast.commune.id
    actor = cast.reform_officer if unit == cast.commune.id else system_actor()
    return collect(open_report(kind=kind, unit_id=unit, period=period, actor=actor, at=at), actor=actor, at=at)


def brought_to(report: Report, action: ReportAction, cast: Cast, *, at: datetime = AFTER) -> Report:
    """The report after the steps up to this one, by the people whose task they are."""
    people = {
        ReportAction.CHECK: cast.procedure_controller,
        ReportAction.APPROVE: cast.leader,
        ReportAction.SUBMIT: cast.procedure_controller,
    }
    own = report.unit_id == cast.commune.id
    for number, (step, person) in enumerate(people.items(), 1):
        report = act(report, step, actor=person if own else system_actor(), at=later(at, number))
        if step is action:
            break
    return report


def superior(cast: Cast, at: datetime = AT) -> Actor:
    """The official of the province who receives reports."""
    person = organising.add_person(full_name="Lâm Thị Bảo Ngọc", actor=system_actor(), at=at)
    organising.grant_role(
        person_id=person.pk,
        role=Role.PROCEDURE_CONTROLLER,
        unit_id=cast.province,
        starts_at=at,
        actor=system_actor(),
        at=at,
    )
    return organisation.actor_of_person(person.pk, later(at))


__all__ = [
    "AFTER",
    "MONTH",
    "a_late_entry",
    "brought_to",
    "collected",
    "of_two_procedures",
    "some_dossiers",
    "superior",
    "tampered",
]
