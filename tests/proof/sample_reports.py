"""Reports for tests that visit every address: a submitted one, one at hand, a declared figure; their receiver."""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.test import Client

from motcua.domain.published import Qualifier
from motcua.domain.report_periods import PeriodKind, period_of
from motcua.domain.report_sheets import SheetKind
from motcua.domain.report_states import ReportAction
from motcua.domain.typed_figures import TypedFigure
from motcua.organisation import services as organising
from motcua.organisation.actors import system_actor
from motcua.organisation.roles import Role
from motcua.project.demo.cast import Cast
from motcua.reporting.reports.services.declare import declare
from motcua.reporting.reports.services.reporting import act, collect, open_report

if TYPE_CHECKING:
    from motcua.reporting.models import Report

MONTH = period_of(PeriodKind.CALENDAR_MONTH, 2025, 12)


def make(cast: Cast, now: datetime) -> dict[str, str]:
    """Make them, and give their ids as they stand in addresses."""
    reports = {kind: _collected(cast, kind, now) for kind in (SheetKind.ONE_STOP, SheetKind.INDEX_766)}
    sent = reports[SheetKind.ONE_STOP]
    for action in (ReportAction.CHECK, ReportAction.APPROVE, ReportAction.SUBMIT):
        act(sent, action, actor=system_actor(), at=now)
    figure = TypedFigure(
        unit_id=cast.neighbour.id,
        code="form06.7",
        period=MONTH.period,
        value=Decimal(153),
        qualifier=Qualifier.OVER,
        label=str(MONTH.label),
        source="Báo cáo giấy của xã",
    )
    [declared] = declare([figure], actor=system_actor(), at=now)
    return {
        "report_sent": str(sent.public_id),
        "report_index": str(reports[SheetKind.INDEX_766].public_id),
        "declared": str(declared.public_id),
    }


def _collected(cast: Cast, kind: SheetKind, now: datetime) -> "Report":
    report = open_report(kind=kind, unit_id=cast.commune.id, period=MONTH, actor=cast.reform_officer, at=now)
    return collect(report, actor=cast.reform_officer, at=now)


def superior(cast: Cast, now: datetime) -> dict[str, str]:
    """The official of the province who receives reports, signed in."""
    before = now - timedelta(days=1)
    person = organising.add_person(full_name="Lâm Thị Bảo Ngọc", actor=system_actor(), at=before)
    organising.grant_role(
        person_id=person.pk, role=Role.PROCEDURE_CONTROLLER, unit_id=cast.province, actor=system_actor(), at=before
    )
    password = secrets.token_urlsafe(12)
    account = organising.create_account(
        person_id=person.pk,
        username="ngocltb",
        password=password,
        must_change=False,
        actor=system_actor(),
        at=before,
    )
    client = Client()
    client.force_login(account)
    return {
        "name": person.full_name,
        "username": "ngocltb",
        "password": password,
        "session": client.cookies["sessionid"].value,
    }
