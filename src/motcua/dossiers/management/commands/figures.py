"""`motcua figures rebuild`: that the rows which figures read are what the events say."""

import json
from datetime import date, datetime
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from django_typer.management import command, initialize

from motcua.common import clock
from motcua.common.commands import MotcuaCommand, progress_bar
from motcua.common.formats import number
from motcua.dossiers.queries.clock_rows import number_of_all
from motcua.dossiers.services.rebuild_figures import Rebuilt, repair
from motcua.dossiers.services.rebuild_figures import rebuild as rebuild_all
from motcua.organisation.actors import system_actor

_SHOWN = 20


class Command(MotcuaCommand):
    """Số liệu."""

    help = "Số liệu: tính lại các dòng mà mọi con số đọc."
    suppressed_base_arguments = {"traceback", "settings", "pythonpath", "skip_checks", "verbosity"}

    @initialize()
    def start(self) -> None:
        """Số liệu: tính lại các dòng mà mọi con số đọc."""

    @command(help="Tính lại mọi dòng số liệu từ diễn biến và so với dòng đang lưu; có sai khác thì thoát với mã 1.")
    def rebuild(
        self,
        *,
        apply: Annotated[bool, typer.Option("--apply", help="Ghi lại những dòng sai, có nhật ký.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Derive the fact rows of every dossier and report what the stored ones say otherwise.

        Exit status: 0 all agree, 1 something differed (also when `--apply` has put it right), 2 wrong use.
        """
        with progress_bar() as bar:
            reading = bar.add_task(_("Tính lại"), total=number_of_all())
            found = rebuild_all(lambda done: bar.advance(reading, done))
            if apply and found.differing:
                writing = bar.add_task(_("Ghi"), total=len(found.differing))
                repair(found, actor=system_actor(), at=clock.now(), told=lambda done: bar.advance(writing, done))
        self.echo(json.dumps(_as_json(found), ensure_ascii=False) if as_json else _words(found))
        if found.differences:
            raise typer.Exit(1)


def _as_json(found: Rebuilt) -> dict[str, Any]:
    return {
        "dossiers": found.dossiers,
        "stays": found.stays,
        "differences": found.differences,
        "differing_dossiers": len(found.differing),
        "by_column": dict(found.by_column.most_common()),
        "repaired": found.repaired,
        "examples": [
            {
                "code": each.code,
                "table": each.table,
                "column": each.column,
                "old": _plain(each.held),
                "new": _plain(each.told),
            }
            for each in found.examples
        ],
    }


def _words(found: Rebuilt) -> str:
    numbers = {
        "dossiers": number(found.dossiers),
        "stays": number(found.stays),
        "differing": number(len(found.differing)),
    }
    if not found.differences:
        return _("Đã tính lại %(dossiers)s hồ sơ, %(stays)s lượt ở bước: mọi dòng số liệu đều đúng với diễn biến.") % (
            numbers
        )
    lines = [_("Đã tính lại %(dossiers)s hồ sơ: %(differing)s hồ sơ có dòng số liệu khác với diễn biến.") % numbers]
    lines += [f"{number(times):>8}  {column}" for column, times in found.by_column.most_common()]
    lines += [
        f"{each.code} {each.table}.{each.column}: {_plain(each.held)} → {_plain(each.told)}"
        for each in found.examples[:_SHOWN]
    ]
    if found.repaired:
        lines.append(_("Đã ghi lại dòng số liệu của %(repaired)s hồ sơ.") % {"repaired": number(found.repaired)})
    return "\n".join(lines)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
