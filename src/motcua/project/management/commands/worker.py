"""`motcua worker`: does what no request waits for: jobs, tasks of the clock, and what the outbox holds."""

import json as json_text
import os
import signal
import time
from threading import Event
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from motcua.common import clock
from motcua.common.commands import MotcuaCommand
from motcua.common.formats import number
from motcua.figures.fact_tables import require_complete
from motcua.jobs.services import lanes
from motcua.jobs.services.run import work_once

GRACE = 30.0
"""Seconds that the portion at hand may take after the worker was told to end; what is left is leased to the next."""


class Command(MotcuaCommand):
    """Chạy việc nền."""

    help = "Chạy việc nền: việc dài, việc định kỳ, thông báo chờ gửi. Dừng bằng Ctrl C hoặc SIGTERM."

    def handle(
        self,
        *,
        once: Annotated[bool, typer.Option("--once", help="Làm hết việc đã đến lượt rồi dừng.")] = False,
        json: Annotated[bool, typer.Option("--json", help="Cùng --once: in một đối tượng JSON.")] = False,
        beside: Annotated[int, typer.Option(hidden=True, help="Dừng khi tiến trình cha này không còn.")] = 0,
    ) -> None:
        """Work until told to end, or do what is due now and end (docs/operations.md).

        Wrong use (`--json` of what never ends) leaves with status 2.
        """
        if json and not once:
            raise typer.BadParameter(
                _("chỉ dùng cùng --once: worker làm mãi thì không có kết quả để in."), param_hint="--json"
            )
        if once:
            require_complete()
            done = work_once(clock.now())
            words = _("Đã làm %(done)s việc.") % {"done": number(done)}
            self.echo(json_text.dumps({"done": done}) if json else words)
            return
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda _signal, _frame: stop.set())
        threads = lanes.start(stop, require_complete)
        while not stop.wait(1):
            if beside and os.getppid() != beside:
                stop.set()
        end = time.monotonic() + GRACE
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))
