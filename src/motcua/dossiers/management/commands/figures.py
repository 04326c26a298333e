"""`motcua figures rebuild`: that the rows which figures read are what the events say."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django_typer.management import command, initialize

from motcua.common.commands import MotcuaCommand
from motcua.common.formats import number
from motcua.dossiers.management import comparing
from motcua.dossiers.management.comparing import run
from motcua.dossiers.services.rebuild_figures import Rebuilt, repair
from motcua.dossiers.services.rebuild_figures import rebuild as rebuild_all
from motcua.figures.fact_tables import require_complete


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
        require_complete()
        found = run(rebuild_all, repair if apply else None)
        told = {**comparing.as_json(found), "stays": found.stays}
        self.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(_words(found)))
        if found.differences:
            raise typer.Exit(1)


def _words(found: Rebuilt) -> Iterator[str]:
    numbers = {
        "dossiers": number(found.dossiers),
        "stays": number(found.stays),
        "differing": number(len(found.differing)),
    }
    if not found.differences:
        text = _("Đã tính lại %(dossiers)s hồ sơ, %(stays)s lượt ở bước: mọi dòng số liệu đều đúng với diễn biến.")
        yield text % numbers
        return
    yield _("Đã tính lại %(dossiers)s hồ sơ: %(differing)s hồ sơ có dòng số liệu khác với diễn biến.") % numbers
    yield from comparing.words(found)
