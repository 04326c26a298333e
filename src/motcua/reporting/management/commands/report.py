"""`motcua report`: `check` says whether a published table agrees with itself, `briefing` makes slides of a period."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from django_typer.management import command, initialize

from motcua.common import clock
from motcua.common.commands import MotcuaCommand
from motcua.domain.consistency import check
from motcua.domain.errors import MotcuaError
from motcua.domain.ruling import RULE_WORDS, Finding, Verdict
from motcua.reporting.dashboards import briefings
from motcua.reporting.published_table import Reading, read_file


class Command(MotcuaCommand):
    """Reports from the command line."""

    help = "Báo cáo: xét số liệu đã công bố, lập trang trình chiếu giao ban."

    @initialize()
    def start(self) -> None:
        """Báo cáo: xét số liệu đã công bố, lập trang trình chiếu giao ban."""

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
        except MotcuaError as error:
            raise typer.BadParameter(error.message(_)) from None
        told = {"file": str(out), "unit": made.unit, "period": made.period, "bytes": made.size}
        said = _("Đã lập %(file)s: %(unit)s, %(period)s.") % told
        self.echo(json.dumps(told, ensure_ascii=False) if as_json else said)


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
