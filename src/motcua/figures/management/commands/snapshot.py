"""`motcua snapshot`: the fact tables as Parquet, for engines that read columns; and whether they still hold."""

import json
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from motcua.common import clock
from motcua.common.commands import MotcuaCommand, progress_bar
from motcua.common.formats import number
from motcua.figures.snapshots.checking import check
from motcua.figures.snapshots.writing import latest, write

FOLDER = "snapshots"


class Command(MotcuaCommand):
    """Snapshots of the fact tables."""

    help = "Chụp bảng số liệu ra Parquet theo tỉnh và tháng; chạy lại thì chỉ ghi phần đã đổi."

    def handle(
        self,
        folder: Annotated[Path | None, typer.Option(help="Thư mục; mặc định là snapshots trong MOTCUA_HOME.")] = None,
        *,
        full: Annotated[bool, typer.Option("--full", help="Ghi lại tất cả.")] = False,
        check_only: Annotated[bool, typer.Option("--check", help="Chỉ kiểm tra bản chụp hiện có.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Write what changed since the last snapshot, or check the present one.

        Exit status: 0 good, 1 the check found something, 2 wrong use or a folder that holds another store's snapshot.
        """
        target = folder or Path(settings.HOME) / FOLDER
        if check_only:
            self._check(target, as_json=as_json)
            return
        with progress_bar() as bar:
            work = bar.add_task(_("Chụp số liệu"), total=None)
            done = write(
                target,
                at=clock.now(),
                full=full,
                told=lambda months, total: bar.update(work, completed=months, total=total),
            )
        rows = {table: done.manifest.rows(table) for table in done.manifest.columns}
        told = {"anew": done.anew, "kept": done.kept, "rows": rows, "generation": latest(target).name}
        if as_json:
            self.echo(json.dumps(told))
            return
        words = _("Đã chụp %(rows)s dòng: ghi mới %(anew)s tệp, giữ nguyên %(kept)s tệp.")
        counts = {"rows": number(sum(rows.values())), "anew": number(done.anew), "kept": number(done.kept)}
        self.echo(words % counts)

    def _check(self, folder: Path, *, as_json: bool) -> None:
        faults = [fault.render(_) for fault in check(folder)]
        if as_json:
            self.echo(json.dumps({"faults": faults}, ensure_ascii=False))
        else:
            self.echo("\n".join(faults) or _("Bản chụp đúng với bản kê và với kho."))
        if faults:
            raise typer.Exit(1)
