"""`motcua serve`: migrates where needed, then serves the product."""

from typing import Annotated

import typer
from django.core.management import call_command

from motcua.common.commands import MotcuaCommand
from motcua.figures.fact_tables import require_complete
from motcua.project import server


class Command(MotcuaCommand):
    """Chạy hệ thống."""

    help = "Nâng cấp cơ sở dữ liệu nếu cần, rồi phục vụ trang web."

    def handle(
        self,
        address: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
        port: Annotated[int, typer.Option(help="Cổng.", min=1, max=65535)] = 8000,
        workers: Annotated[int, typer.Option(help="Số tiến trình.", min=1)] = 1,
        threads: Annotated[int, typer.Option(help="Số luồng mỗi tiến trình.", min=1)] = 8,
        *,
        migrate: Annotated[bool, typer.Option(help="Nâng cấp cơ sở dữ liệu trước.")] = True,
    ) -> None:
        """Serve until interrupted."""
        server.refuse_taken(address, port)
        if migrate:
            call_command("migrate", interactive=False, verbosity=0)
        require_complete()
        self.echo(f"Một Cửa đang chạy tại http://{address}:{port}/ – nhấn Ctrl C để dừng.")
        server.serve(address, port, workers, threads)
