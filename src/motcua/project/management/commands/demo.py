"""`motcua demo`: a fresh store with invented people and real procedures, then the whole product on this machine."""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated, Never

import typer
from django.conf import settings
from django.core.management import call_command
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from motcua.common import clock
from motcua.common.commands import MotcuaCommand
from motcua.common.formats import number
from motcua.project import server
from motcua.project.demo import store
from motcua.project.demo.cast import Cast

FOLDER = "demo"


class Command(MotcuaCommand):
    """Dựng kho trình diễn và chạy."""

    help = "Dựng một kho trình diễn mới (một xã, 2.000 hồ sơ), in mật khẩu, rồi chạy tại 127.0.0.1."

    def handle(
        self,
        port: Annotated[int, typer.Option(help="Cổng.", min=1, max=65535)] = 8000,
        dossiers: Annotated[int, typer.Option(help="Số hồ sơ.", min=0)] = 2000,
        seed: Annotated[int, typer.Option(help="Hạt giống: cùng số thì cùng dữ liệu.")] = 2026,
        *,
        serve: Annotated[bool, typer.Option(help="Chạy trang web sau khi dựng.")] = True,
    ) -> None:
        """Make the store anew and fill it; then serve it to this machine only."""
        home = Path(settings.HOME)
        if serve:
            server.refuse_taken("127.0.0.1", port)
        if not settings.DEMO:
            self._start_again_in(home / FOLDER)
        console = Console()
        call_command("migrate", interactive=False, verbosity=0)
        with Progress(TextColumn("Đang dựng dữ liệu"), BarColumn(), TextColumn("{task.percentage:.0f} %"),
                      TimeElapsedColumn(), console=console) as bar:  # fmt: skip
            task = bar.add_task("", total=1.0)
            cast = store.fill(
                dossiers=dossiers, seed=seed, now=clock.now(), progress=lambda done: bar.update(task, completed=done)
            )
        console.print(accounts(cast))
        console.print(f"Kho trình diễn có {number(dossiers)} hồ sơ, nằm ở {home}.")
        if serve:
            console.print(f"Mở http://127.0.0.1:{port}/ – nhấn Ctrl C để dừng.")
            server.serve("127.0.0.1", port, workers=1, threads=8)

    def _start_again_in(self, home: Path) -> Never:
        """Make an empty marked store and become this command in it: settings are read once, at a process's start."""
        store.refuse_unless_marked(home)
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        (home / store.MARK).write_text("Kho trình diễn: mọi người và hồ sơ đều không có thật.\n", encoding="utf-8")
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"MOTCUA_HOME": str(home)}
        sys.stdout.flush()
        os.execve(sys.executable, [sys.executable, "-m", "motcua.project", *sys.argv[1:]], environment)  # noqa: S606  ourselves


def accounts(cast: Cast) -> Table:
    """Return the table of who may sign in."""
    table = Table(title="Đăng nhập")
    for heading in ("Tên đăng nhập", "Mật khẩu", "Người", "Chức danh"):
        table.add_column(heading)
    for member in cast.members.values():
        if member.username:
            table.add_row(member.username, member.password, member.actor.label, member.title)
    return table
