"""`motcua backup [FILE]`: writes the whole store into one file, while officers work."""

import json
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from motcua.common import clock
from motcua.common.commands import MotcuaCommand
from motcua.common.formats import local, number
from motcua.project import backups


class Command(MotcuaCommand):
    """Sao lưu toàn bộ kho vào một tệp."""

    help = "Sao lưu cơ sở dữ liệu và tệp đính kèm vào một tệp."

    def handle(
        self,
        file: Annotated[
            Path | None, typer.Argument(help="Tệp sẽ ghi; bỏ trống thì ghi vào MOTCUA_HOME/backups.")
        ] = None,
        *,
        as_json: Annotated[bool, typer.Option("--json", help="In bản kê dưới dạng JSON.")] = False,
    ) -> None:
        """Write the backup and tell where it is and how large."""
        at = clock.now()
        if file is None:
            folder = Path(settings.HOME) / "backups"
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"motcua-{local(at):%Y%m%d-%H%M%S}.tar"
        manifest = backups.backup(file, at=at)
        if as_json:
            self.echo(json.dumps({"file": str(file), **manifest}, ensure_ascii=False))
        else:
            self.echo(f"Đã sao lưu vào {file} ({number(file.stat().st_size // 1024)} KB).")
