"""`motcua restore FILE`: puts a backup into an empty store."""

from pathlib import Path
from typing import Annotated

import typer
from django.core.management import call_command

from motcua.common.commands import MotcuaCommand
from motcua.project import backups


class Command(MotcuaCommand):
    """Khôi phục kho từ một bản sao lưu."""

    help = "Khôi phục từ một bản sao lưu vào kho còn trống."

    def handle(self, file: Annotated[Path, typer.Argument(help="Bản sao lưu.", exists=True)]) -> None:
        """Restore, then migrate to this version of the product and check."""
        manifest = backups.restore(file)
        call_command("migrate", verbosity=0)
        call_command("check", verbosity=0)
        self.echo(f"Đã khôi phục bản sao lưu lúc {manifest['at']}: {len(manifest['members'])} tệp.")
