"""Opening a report and taking it from step to step. Each step is one transaction and one event."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.audit import log
from motcua.domain.errors import BadInput, Conflict
from motcua.domain.errors_reporting import (
    CheckedByCollector,
    PeriodNotOver,
    ReportExists,
    ReportNotCollected,
    ReportTampered,
    ReportUnbalanced,
)
from motcua.domain.report_checks import checked, collected_too_early, failing
from motcua.domain.report_periods import ReportPeriod
from motcua.domain.report_sheets import Change, Sheet, SheetKind, changes
from motcua.domain.report_states import STEPS, ReportAction, ReportState, step_from
from motcua.domain.ruling import Finding
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, ActorKind
from motcua.organisation.kinds import GOVERNMENT
from motcua.reporting.models import Report, ReportEvent, ReportVersion
from motcua.reporting.reports.freezing import frozen, row_seal, seal, thawed
from motcua.reporting.reports.policies import Right, require
from motcua.reporting.reports.queries.reports import last_issued_before, period_of_report, sheet_of
from motcua.reporting.reports.services.collecting import Told, sheet_for
from motcua.reporting.reports.services.verifying import differences, said

RIGHTS = {
    ReportAction.COLLECT: Right.COLLECT,
    ReportAction.CHECK: Right.CHECK,
    ReportAction.APPROVE: Right.APPROVE,
    ReportAction.SUBMIT: Right.SUBMIT,
    ReportAction.RECEIVE: Right.RECEIVE,
    ReportAction.RETURN: Right.RECEIVE,
    ReportAction.HAND_BACK: Right.CHECK,
    ReportAction.CORRECT: Right.COLLECT,
}
"""The right that each step needs."""


def open_report(*, kind: SheetKind, unit_id: int, period: ReportPeriod, actor: Actor, at: datetime) -> Report:
    """Open a report of a unit and period, still empty. Raises NotAllowed, BadInput, ReportExists."""
    require(actor, Right.COLLECT, unit_id)
    unit = organisation.unit(unit_id)
    if unit.level not in GOVERNMENT:
        remedy = _("Chọn cơ quan (tỉnh, huyện, xã); phòng, ban và Bộ phận Một cửa nằm trong báo cáo của cơ quan.")
        raise BadInput(field="unit", value=unit.name, remedy=remedy)
    report = Report(
        kind=kind.value,
        unit_id=unit_id,
        period_kind=period.kind.value,
        year=period.year,
        number=period.number,
        starts=period.period.starts,
        ends=period.period.ends,
        regime=period.regime,
        opened_at=at,
        changed_at=at,
    )
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as error:
        raise ReportExists(period=period.label) from error
    return report


def collect(report: Report, *, actor: Actor, at: datetime, told: Told = lambda _units: None) -> Report:
    """Count the figures of the version at hand anew, as they are known now. Raises NotAllowed, Conflict."""
    require(actor, Right.COLLECT, report.unit_id)
    step_from(ReportState(report.state), ReportAction.COLLECT)
    sheet = sheet_for(SheetKind(report.kind), report.unit_id, period_of_report(report), at, told)
    person_id = actor.id if actor.kind is ActorKind.PERSON else None
    values = {"content": frozen(sheet), "known_at": at, "collected_by_id": person_id}
    return _done(report, ReportAction.COLLECT, values, "", actor=actor, at=at)


def act(report: Report, action: ReportAction, *, actor: Actor, at: datetime, reason: str = "") -> Report:
    """Take a report one step on (or back). Raises NotAllowed, BadInput, Conflict, RuleBroken with what is wrong."""
    if action is ReportAction.COLLECT:
        return collect(report, actor=actor, at=at)
    require(actor, RIGHTS[action], report.unit_id)
    step = step_from(ReportState(report.state), action)
    words = " ".join(reason.split())[:300]
    if step.with_reason and not words:
        raise BadInput(field="reason", value="", remedy=_("Ghi lý do, để người nhận biết phải sửa gì."))
    if step.balanced:
        _ready(report, action, actor)
    if action is ReportAction.SUBMIT:
        return _submit(report, actor=actor, at=at)
    values: dict[str, Any] = {}
    if action is ReportAction.CORRECT:
        values["version"] = report.version + 1
    return _done(report, action, values, words, actor=actor, at=at)


def findings_of(report: Report) -> list[Finding]:
    """What the rules say of the figures at hand; none before the first collection."""
    sheet = sheet_of(report)
    if sheet is None:
        return []
    before = last_issued_before(report)
    last = None if before is None else thawed(before.content)
    name = organisation.unit_names([report.unit_id], period_of_report(report).last_day)[report.unit_id]
    return checked(sheet, period_of_report(report), name, last)


def _ready(report: Report, action: ReportAction, actor: Actor) -> None:
    """Refuse a report that says nothing, too early, or what does not balance; and who checks his own."""
    sheet = sheet_of(report)
    if sheet is None:
        raise ReportNotCollected
    period = period_of_report(report)
    if collected_too_early(sheet, period):
        raise PeriodNotOver(last=f"{period.last_day:%d/%m/%Y}")
    if action is ReportAction.CHECK and actor.id is not None and actor.id == report.collected_by_id:
        raise CheckedByCollector
    wrong = failing(findings_of(report))
    if wrong:
        raise ReportUnbalanced(count=len(wrong), first=wrong[0].text)


def _submit(report: Report, *, actor: Actor, at: datetime) -> Report:
    """Freeze the version: count its rows again, refuse them if they are not those that were checked, and seal."""
    sheet = sheet_of(report)
    assert sheet is not None
    assert report.known_at is not None
    different = differences(sheet, period_of_report(report))
    if different:
        raise ReportTampered(where=said(different))
    content, rows = frozen(sheet), row_seal(sheet)
    before = ReportVersion.objects.filter(report=report).order_by("-version").first()
    with transaction.atomic():
        _done(report, ReportAction.SUBMIT, {}, "", actor=actor, at=at)
        ReportVersion.objects.create(
            report=report,
            version=report.version,
            known_at=report.known_at,
            content=content,
            row_seal=rows,
            seal=seal(content, rows),
            changes=[] if before is None else _changes(thawed(before.content), sheet),
            reason=_reason_of(report),
            frozen_at=at,
            frozen_by_label=actor.label,
        )
    return report


def _changes(before: Sheet, after: Sheet) -> list[dict[str, Any]]:
    return [_as_json(each) for each in changes(before, after)]


def _as_json(change: Change) -> dict[str, Any]:
    return {name: getattr(change, name) for name in ("section", "key", "name", "code", "before", "after")}


def _reason_of(report: Report) -> str:
    """Why there is this version: what was said when it was begun."""
    event = report.events.filter(action=ReportAction.CORRECT.value, version=report.version).last()
    return event.reason if event is not None else ""


def _done(
    report: Report, action: ReportAction, values: dict[str, Any], reason: str, *, actor: Actor, at: datetime
) -> Report:
    """Write the step if nobody else was first, with its event."""
    before, after = report.state, STEPS[action].after.value
    with transaction.atomic():
        written = Report.objects.filter(pk=report.pk, revision=report.revision, state=before).update(
            **values, state=after, revision=report.revision + 1, changed_at=at
        )
        if not written:
            raise Conflict
        report.refresh_from_db()
        ReportEvent.objects.create(
            report=report,
            seq=report.revision,
            action=action.value,
            before=before,
            after=after,
            version=report.version,
            at=at,
            actor_kind=actor.kind.value,
            actor_id=actor.id,
            actor_label=actor.label,
            reason=reason,
        )
        log.write(actor.ref, f"reporting.{action.value}", "report", report.public_id, at=at)
    return report
