"""`motcua report`: examine a published table, make and count a report again, make slides of a period."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from django.conf import settings
from django.utils.translation import gettext as _
from django_typer.management import command, initialize

from motcua.common import clock
from motcua.common.commands import MotcuaCommand
from motcua.domain.consistency import check
from motcua.domain.errors import BadInput, MotcuaError, NotFound
from motcua.domain.report_periods import ReportPeriod, parse_key
from motcua.domain.report_sheets import SheetKind
from motcua.domain.report_states import ReportState
from motcua.domain.ruling import RULE_WORDS, Finding, Verdict
from motcua.organisation import queries as organisation
from motcua.organisation.actors import system_actor
from motcua.reporting.dashboards import briefings
from motcua.reporting.models import Report, ReportVersion
from motcua.reporting.published_table import Reading, read_file
from motcua.reporting.reports.files import Edition, edition, paper_of, workbook_of
from motcua.reporting.reports.queries.reports import access_report, of_period
from motcua.reporting.reports.services.reporting import collect, open_report
from motcua.reporting.reports.services.verifying import said
from motcua.reporting.reports.services.verifying import verify as differing
from motcua.reporting.reports.telling import report_json, report_text


class Command(MotcuaCommand):
    """Reports from the command line."""

    help = "Báo cáo: lập, đếm lại, xét số liệu đã công bố, lập trang trình chiếu giao ban."

    @initialize()
    def start(self) -> None:
        """Báo cáo: lập, đếm lại, xét số liệu đã công bố, lập trang trình chiếu giao ban."""

    @command(name="check", help="Xét một bảng đã công bố: đẳng thức nào đúng, sai bao nhiêu, tỷ lệ chia cho số nào.")
    def check_(
        self,
        file: Annotated[Path, typer.Argument(help="Tệp CSV, mã UTF-8 (docs/formats/published-table.md).")],
        *,
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Say what holds and what fails. Exit status: 0 nothing fails, 1 a rule fails or a line is bad, 2 wrong use."""
        reading = read_file(file)
        found = check(reading.rows)
        self.echo(json.dumps(figures(reading, found), ensure_ascii=False) if as_json else as_text(reading, found))
        if reading.rejected or any(each.verdict is Verdict.FAILS for each in found):
            raise typer.Exit(1)

    @command(name="briefing", help="Lập các trang trình chiếu giao ban (PDF, 16:9) của một đơn vị và một kỳ.")
    def briefing(
        self,
        unit: Annotated[str, typer.Argument(help="Mã định danh của cơ quan (xem cơ cấu tổ chức).")],
        *,
        period: Annotated[
            str, typer.Option(help="Kỳ: calendar_month-2026-1, month-2026-1, quarter-2026-1, year-2026, free-…")
        ] = "",
        out: Annotated[Path, typer.Option(help="Tệp PDF được ghi.")] = Path("giao-ban.pdf"),
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Make the slides here. Exit status: 0 made, 2 wrong use (no such unit or period)."""
        try:
            made = briefings.make(unit, period, out, at=clock.now())
        except NotFound:
            said = _("Không có cơ quan nào mang mã “%(unit)s”; xem mã ở trang Cơ cấu tổ chức.")
            raise typer.BadParameter(said % {"unit": unit}) from None
        except MotcuaError as error:
            raise typer.BadParameter(error.message(_)) from None
        told = {"file": str(out), "unit": made.unit, "period": made.period, "bytes": made.size}
        said = _("Đã lập %(file)s: %(unit)s, %(period)s.") % told
        self.echo(json.dumps(told, ensure_ascii=False) if as_json else said)

    @command(help="Lập (hoặc tổng hợp lại) báo cáo của một đơn vị: số liệu, quy tắc, tệp PDF và XLSX.")
    def make(
        self,
        unit: Annotated[str, typer.Argument(help="Mã hoặc tên đơn vị.")],
        period: Annotated[
            str, typer.Argument(help="quarter-2026-1, month-2026-3, year-2026, free-2026-01-01-2026-01-31")
        ],
        *,
        kind: Annotated[SheetKind, typer.Option(help="Loại báo cáo.")] = SheetKind.FORM_06,
        pdf: Annotated[Path | None, typer.Option(help="Ghi bản in PDF/A vào tệp này.")] = None,
        xlsx: Annotated[Path | None, typer.Option(help="Ghi bảng tính vào tệp này.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Collect a report as the system; people check, approve and submit it. Status 1 where a rule fails."""
        at = clock.now()
        report = made(unit, kind, parse_key(period), at)
        self._tell(edition(report), pdf=pdf, xlsx=xlsx, at=at, as_json=as_json)

    @command(help="In một báo cáo đã có, hoặc một bản đã gửi của nó: số liệu, quy tắc, tệp PDF và XLSX.")
    def show(
        self,
        report: Annotated[str, typer.Argument(help="Mã định danh của báo cáo.")],
        *,
        frozen: Annotated[int | None, typer.Option(help="Số của bản đã gửi; không ghi thì bản hiện có.")] = None,
        pdf: Annotated[Path | None, typer.Option(help="Ghi bản in PDF/A vào tệp này.")] = None,
        xlsx: Annotated[Path | None, typer.Option(help="Ghi bảng tính vào tệp này.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Tell a report without counting it anew. Status 1 where a rule fails, as for `make`."""
        self._tell(chosen(named(report), frozen), pdf=pdf, xlsx=xlsx, at=clock.now(), as_json=as_json)

    def _tell(self, made: Edition, *, pdf: Path | None, xlsx: Path | None, at: datetime, as_json: bool) -> None:
        if pdf is not None:
            pdf.write_bytes(paper_of(made, at=at))
        if xlsx is not None:
            xlsx.write_bytes(workbook_of(made, base=settings.PUBLIC_URL))
            if not settings.PUBLIC_URL:
                self.secho(_("Bảng tính không có liên kết đến hồ sơ: chưa đặt MOTCUA_PUBLIC_URL."), err=True)
        told = report_json if as_json else report_text
        found = told(made.report, made.sheet, made.findings, made.version)
        self.echo(found if isinstance(found, str) else json.dumps(found, ensure_ascii=False))
        if any(each.verdict is Verdict.FAILS for each in made.findings):
            raise typer.Exit(1)

    @command(help="Đếm lại hồ sơ sau mọi báo cáo đã gửi (hoặc một báo cáo) và so với dấu đã đóng.")
    def verify(
        self,
        report: Annotated[str, typer.Argument(help="Mã định danh của báo cáo; bỏ trống thì mọi báo cáo.")] = "",
        *,
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Say which frozen versions are no longer what they were. Status 1 if one is not."""
        checked = [(version, differing(version)) for version in frozen_versions(report)]
        wrong = [{"report": str(v.report.public_id), "version": v.version, "where": said(d)} for v, d in checked if d]
        if as_json:
            self.echo(json.dumps({"versions": len(checked), "different": wrong}, ensure_ascii=False))
        else:
            words = _("Đã đếm lại %(count)s bản: %(wrong)s bản không còn như lúc gửi.")
            numbers = {"count": len(checked), "wrong": len(wrong)}
            self.echo("\n".join([*(f"{w['report']}, {w['version']}: {w['where']}" for w in wrong), words % numbers]))
        if wrong:
            raise typer.Exit(1)


def made(unit: str, kind: SheetKind, period: ReportPeriod, at: datetime) -> Report:
    """The unit's report of the period, collected now; a submitted one is left as it is. Raises BadInput, NotFound."""
    found = organisation.find_units(system_actor(), unit, period.last_day)
    if len(found) != 1:
        remedy = _("Có %(count)s đơn vị như vậy. Ghi mã đơn vị, hoặc trọn tên.") % {"count": len(found)}
        raise BadInput(field="unit", value=unit, remedy=remedy)
    actor = system_actor()
    report = of_period(kind, found[0].pk, period.period.starts, period.period.ends)
    if report is None:
        report = open_report(kind=kind, unit_id=found[0].pk, period=period, actor=actor, at=at)
    if report.state == ReportState.COLLECTING:
        collect(report, actor=actor, at=at)
    return report


def named(public_id: str) -> Report:
    """A report by its identifier. Raises BadInput."""
    try:
        return access_report(system_actor(), UUID(public_id))
    except (ValueError, NotFound):
        remedy = _("Không có báo cáo nào mang mã này; mã đứng trong địa chỉ trang của báo cáo.")
        raise BadInput(field="report", value=public_id, remedy=remedy) from None


def chosen(report: Report, number: int | None) -> Edition:
    """What there is of a report, or one of its frozen versions. Raises BadInput, ReportNotCollected."""
    try:
        return edition(report, number)
    except NotFound:
        remedy = _("Báo cáo này đã gửi %(sent)s bản.") % {"sent": report.version}
        raise BadInput(field="frozen", value=number or "", remedy=remedy) from None


def frozen_versions(public_id: str) -> list[ReportVersion]:
    """Every frozen version, or those of one report, in the order in which they were frozen. Raises BadInput."""
    rows = ReportVersion.objects.select_related("report").order_by("id")
    return list(rows.filter(report=named(public_id)) if public_id else rows)


def figures(reading: Reading, found: list[Finding]) -> dict[str, Any]:
    """The outcome as one JSON object."""
    counts = Counter(each.verdict for each in found)
    return {
        "rows": len(reading.rows),
        **{verdict.value: counts[verdict] for verdict in Verdict},
        "findings": [
            {
                "rule": each.rule.value,
                "verdict": each.verdict.value,
                "line": each.line,
                "scope": each.scope,
                "message": each.text.render(_),
                "numbers": dict(each.numbers),
            }
            for each in found
        ],
        "rejections": [{"line": each.line, "reason": each.reason} for each in reading.rejected],
    }


def as_text(reading: Reading, found: list[Finding]) -> str:
    """The outcome for people: one line for each finding, then the sum."""
    words = {
        Verdict.HOLDS: _("đúng"),
        Verdict.FAILS: _("SAI"),
        Verdict.WARNS: _("lưu ý"),
        Verdict.OPEN: _("chưa xét được"),
    }
    lines = [_("Dòng %(line)s: %(reason)s.") % {"line": each.line, "reason": each.reason} for each in reading.rejected]
    lines += [
        _("Dòng %(line)s, %(scope)s: %(rule)s %(verdict)s (%(meaning)s). %(text)s")
        % {
            "line": each.line,
            "scope": each.scope,
            "rule": each.rule,
            "verdict": words[each.verdict],
            "meaning": _(RULE_WORDS[each.rule]),
            "text": each.text.render(_),
        }
        for each in found
    ]
    counts = Counter(each.verdict for each in found)
    total = _(
        "%(rows)s dòng: %(fails)s điều sai, %(warns)s điều lưu ý, %(holds)s điều đúng, %(open)s điều chưa xét được."
    )
    bad = _("%(bad)s dòng không đọc được.") % {"bad": len(reading.rejected)}
    numbers = {verdict.value: counts[verdict] for verdict in Verdict}
    return "\n".join([*lines, total % {"rows": len(reading.rows), **numbers}, *([bad] if reading.rejected else [])])
