"""`motcua organisation`: import units from a list; make an administrator of a new store."""

import json as json_text
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django_typer.management import command
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from motcua.common import clock
from motcua.common.commands import MotcuaCommand
from motcua.organisation import services
from motcua.organisation.actors import import_actor, system_actor
from motcua.organisation.services.unit_file import read_rows
from motcua.organisation.services.unit_import import ImportResult, import_units

_DAYS = ["%Y-%m-%d"]
_SHOWN = 20


class Command(MotcuaCommand):
    """Units, people and access from the command line."""

    help = "Nhập đơn vị, tạo người quản trị."

    @command(
        name="import", help="Nhập các đơn vị có hiệu lực trong một khoảng thời gian (docs/formats/organisation.md)."
    )
    def import_(
        self,
        file: Annotated[
            Path, typer.Argument(help="Tệp CSV có cột level, code, full_name, …", exists=True, dir_okay=False)
        ],
        valid_from: Annotated[datetime, typer.Option(formats=_DAYS, help="Ngày đầu tiên danh mục có hiệu lực.")],
        valid_to: Annotated[
            datetime | None, typer.Option(formats=_DAYS, help="Ngày đầu tiên danh mục hết hiệu lực.")
        ] = None,
        decision: Annotated[str, typer.Option(help="Văn bản ban hành danh mục.")] = "",
        *,
        all_or_nothing: Annotated[
            bool, typer.Option("--all-or-nothing", help="Có dòng hỏng thì không ghi dòng nào.")
        ] = False,
        json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Import units that exist in [valid-from, valid-to) from a CSV file (docs/formats/organisation.md)."""
        rows = read_rows(file)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(file.name, total=len(rows))
            result = import_units(
                rows,
                valid_from=valid_from.date(),
                valid_to=None if valid_to is None else valid_to.date(),
                decision=decision or file.name,
                all_or_none=all_or_nothing,
                progress=lambda done: bar.update(task, completed=done),
                actor=import_actor(file.name),
                at=clock.now(),
            )
        self.stdout.write(_as_json(result) if json else _as_text(result))
        if result.rejected:
            sys.exit(1)

    @command(help="Tạo người quản trị cho hệ thống mới, hoặc khi không còn người quản trị nào đăng nhập được.")
    def administrator(
        self,
        full_name: Annotated[str, typer.Argument(help="Họ và tên.")],
        username: Annotated[str, typer.Argument(help="Tên đăng nhập.")],
    ) -> None:
        """Make an administrator, for a new store or one whose administrators are all locked out."""
        at, actor, password = clock.now(), system_actor(), services.random_password()
        services.add_administrator(full_name=full_name, username=username, password=password, actor=actor, at=at)
        self.stdout.write(
            _("Đã tạo người quản trị %(username)s. Mật khẩu dùng một lần: %(password)s")
            % {"username": username, "password": password}
        )


def _as_json(result: ImportResult) -> str:
    return json_text.dumps(
        {
            "records": result.records,
            "imported": result.imported,
            "unchanged": result.unchanged,
            "rejected": len(result.rejected),
            "by_level": result.by_level,
            "rejections": [{"line": row.line, "code": row.code, "reason": row.reason} for row in result.rejected],
        },
        ensure_ascii=False,
    )


def _as_text(result: ImportResult) -> str:
    lines = [
        _("Đọc %(records)s dòng: thêm %(imported)s, không đổi %(unchanged)s, loại %(rejected)s.")
        % {
            "records": result.records,
            "imported": result.imported,
            "unchanged": result.unchanged,
            "rejected": len(result.rejected),
        }
    ]
    lines += [
        _("Dòng %(line)s (%(code)s): %(reason)s") % {"line": row.line, "code": row.code, "reason": row.reason}
        for row in result.rejected[:_SHOWN]
    ]
    if len(result.rejected) > _SHOWN:
        lines.append(_("… và %(more)s dòng nữa, xem đủ bằng --json.") % {"more": len(result.rejected) - _SHOWN})
    return "\n".join(lines)
