"""A report as a file, alike from the pages and from the command line: a draft as it stands, or a frozen version."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.errors_reporting import ReportNotCollected
from motcua.domain.report_sheets import Sheet
from motcua.domain.report_states import ReportAction, ReportState
from motcua.domain.ruling import Finding
from motcua.reporting.models import Report, ReportVersion
from motcua.reporting.reports.freezing import thawed
from motcua.reporting.reports.opening import Opener
from motcua.reporting.reports.paper import printed
from motcua.reporting.reports.queries.reports import sheet_of, version_of
from motcua.reporting.reports.services.reporting import findings_of
from motcua.reporting.reports.told import told_of
from motcua.reporting.reports.workbook import workbook

SENT = frozenset({ReportState.SUBMITTED.value, ReportState.RECEIVED.value})
"""States in which the version at hand is the frozen one: its file is what was sent, not a draft."""

_SIGNING = (ReportAction.COLLECT, ReportAction.CHECK, ReportAction.APPROVE)


@dataclass(frozen=True)
class Edition:
    """What of a report goes into a file: its figures at hand, or those of a frozen version."""

    report: Report
    sheet: Sheet
    version: ReportVersion | None
    findings: list[Finding]

    @property
    def number(self) -> int:
        """The number of the frozen version; 0 of what is at hand."""
        return self.version.version if self.version is not None else 0


def edition(report: Report, number: int | None = None) -> Edition:
    """A version by its number; without one that which was sent, else the draft. Raises NotFound, ReportNotCollected."""
    asked = report.version if number is None and report.state in SENT else number
    version = None if asked is None else version_of(report, asked)
    sheet = thawed(version.content) if version is not None else sheet_of(report)
    if sheet is None:
        raise ReportNotCollected
    return Edition(report, sheet, version, [] if version is not None else findings_of(report))


def paper_of(made: Edition, *, at: datetime) -> bytes:
    """The PDF/A to be printed and signed; that of a frozen version is the same whenever it is made."""
    told = told_of(made.report, made.sheet, made.findings, made.version)
    seal = f" · {made.version.seal[:16]}" if made.version is not None else ""
    return printed(
        made.sheet,
        told,
        signers=_signers(made.report, made.version),
        foot=f"{told.form} · {told.unit} · {told.period}{seal}",
        draft=made.version is None,
        at=made.version.frozen_at if made.version is not None else at,
    )


def workbook_of(made: Edition, *, base: str) -> bytes:
    """The workbook; every number links to its rows under `base` (`https://…`), to nothing where that is empty."""
    told = told_of(made.report, made.sheet, made.findings, made.version)
    opener = Opener(made.report, made.sheet, made.number, base)
    return workbook(made.sheet, told, opener.address if base else _nowhere, opener.year_before if base else _nowhere)


def _nowhere(_cell: object) -> str:
    return ""


def _signers(report: Report, version: ReportVersion | None) -> list[str]:
    """Who collected, checked and approved the version, last of each; empty where nobody has."""
    number = version.version if version is not None else report.version
    events = {event.action: event.actor_label for event in report.events.filter(version=number).order_by("seq")}
    return [events.get(action.value, "") for action in _SIGNING]
