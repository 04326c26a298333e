"""`motcua clock due`: when something is due, and why, line by line. Other apps add their subcommands as plugins."""

import json
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django_typer.management import command, initialize

from motcua.calendars import asking, queries, shipped
from motcua.common.commands import MotcuaCommand
from motcua.common.formats import instant_long


class Command(MotcuaCommand):
    """Đồng hồ thời hạn."""

    help = "Tính hạn trả kết quả và giải thích từng bước."
    suppressed_base_arguments = {"traceback", "settings", "pythonpath", "skip_checks", "verbosity"}

    @initialize()
    def start(self) -> None:
        """Tính hạn trả kết quả và giải thích từng bước."""

    @command(help="Tính hạn trả: motcua clock due --at 2026-02-11T09:00 --limit '5 working_days'")
    def due(
        self,
        *,
        at: Annotated[str, typer.Option("--at", help="Lúc tiếp nhận, giờ Việt Nam, như 2026-02-11T09:00.")] = "",
        limit: Annotated[
            str,
            typer.Option(
                help="Thời hạn: 8 working_hours, 5 working_days, 15 calendar_days, 1 calendar_months, same_day."
            ),
        ] = "",
        unit: Annotated[str, typer.Option(help="Mã đơn vị; bỏ trống thì theo lịch toàn quốc.")] = "",
        mode: Annotated[str, typer.Option(help="Cách tính ngày làm việc: minutes hoặc civil.")] = "minutes",
        rule_set: Annotated[
            str, typer.Option("--rule-set", help="Bộ quy định; bỏ trống thì theo ngày tiếp nhận.")
        ] = "",
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Print the due instant and the derivation line by line."""
        question = asking.read(at=at, limit=limit, unit=unit, mode=mode, rule_set=rule_set)
        # Before the first migrate there is no store to ask, but the shipped calendar is the same.
        made = queries.has_store()
        answer = asking.ask(question) if made else asking.answer_by(shipped.content().work_calendar("vn"), question)
        if as_json:
            self.echo(json.dumps(asking.as_json(answer), ensure_ascii=False))
            return
        assert answer.due is not None
        mark = f" ({_('tạm tính')})" if answer.provisional else ""
        self.echo(f"{instant_long(answer.due)}{mark}")
        for line in answer.lines:
            self.echo(f"  {line.sentence.render(_)}")
