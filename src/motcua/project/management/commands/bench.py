"""`motcua bench data`: invented dossiers in any number, to measure with. Never into a store that anybody uses."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from django.core.management import call_command
from django.utils.translation import gettext as _
from django_typer.management import command, initialize

from motcua.common import clock
from motcua.common.commands import MotcuaCommand, progress_bar
from motcua.common.formats import number
from motcua.project.bench import parquet, store
from motcua.project.bench.chances import Chances


class Command(MotcuaCommand):
    """Data for measurements."""

    help = "Dữ liệu để đo: hồ sơ dựng sẵn với số lượng tùy ý."

    @initialize()
    def start(self) -> None:
        """Dữ liệu để đo."""

    @command(help="Đổ N hồ sơ dựng sẵn vào một kho mới, hoặc ghi bảng số liệu của chúng ra Parquet.")
    def data(
        self,
        dossiers: Annotated[int, typer.Option(help="Số hồ sơ.", min=1)] = 10_000,
        seed: Annotated[int, typer.Option(help="Hạt giống: cùng số thì cùng dữ liệu.")] = 2026,
        late: Annotated[float, typer.Option(help="Phần hồ sơ trễ hạn (0 đến 1).", min=0, max=1)] = 0.06,
        folder: Annotated[
            Path | None, typer.Option("--parquet", help="Chỉ ghi bảng số liệu ra thư mục này, không ghi hồ sơ.")
        ] = None,
        *,
        facts_only: Annotated[
            bool, typer.Option("--facts-only", help="Chỉ đổ bảng số liệu vào kho, không đổ hồ sơ.")
        ] = False,
        history: Annotated[bool, typer.Option("--history", help="Bảng số liệu: ghi cả các dòng đã được thay.")] = False,
    ) -> None:
        """Fill an empty store (MOTCUA_HOME, DATABASE_URL), which is marked as invented; or write Parquet.

        Exit status: 0 good, 2 the store or the folder holds something.
        """
        if folder is not None:
            parquet.refuse_unless_empty(folder)
        call_command("migrate", interactive=False, verbosity=0)
        store.refuse_unless_empty()
        now = clock.now()
        _cast, source = store.make_source(dossiers, seed=seed, now=now, chances=Chances(late=late))
        with progress_bar() as bar:
            work = bar.add_task(_("Dựng hồ sơ"), total=dossiers)
            told = partial(bar.advance, work)
            if folder is not None:
                parquet.write(source, folder, told, history=history)
            elif facts_only:
                store.fill_facts(source, told, history=history)
            else:
                store.fill(source, told)
        self.echo(_("Đã dựng %(number)s hồ sơ.") % {"number": number(dossiers)})
