"""A spot check in the demo: drawn on the last working day, most of it compared with the shelf, one dossier differs."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from motcua.domain.worktime import local_date
from motcua.inspections.services.draw import Wanted, draw
from motcua.inspections.services.findings import record_finding
from motcua.inspections.vocabulary import Field, Population, Verdict

if TYPE_CHECKING:
    from motcua.project.demo.world import World

DRAWN: Final = 12
LEFT: Final = 3
"""Dossiers that nobody has looked at yet."""

DIFFERS: Final = 5
"""The place of the one that differs."""


def leave(world: "World", now: datetime) -> None:
    """Draw, and go to the shelf."""
    controller, unit_id = world.cast.procedure_controller, world.cast.commune.one_stop
    at = world.calendar.last_closing_before(local_date(now)) - timedelta(hours=3)
    wanted = Wanted(unit_id=unit_id, population=Population.OPEN, size=DRAWN)
    check = draw(wanted, actor=controller, at=at, seed=f"{now:%Y%m%d%H%M%S}")
    for item in check.items.select_related("check_of").order_by("place")[: max(0, check.items.count() - LEFT)]:
        at += timedelta(minutes=6)
        if item.place == DIFFERS:
            paper = {Field.PAPERS.value: "Thiếu bản sao giấy khai sinh ghi trong giấy tiếp nhận."}
            record_finding(item, verdict=Verdict.DIFFERS, differing=paper, actor=controller, at=at)
        else:
            record_finding(item, verdict=Verdict.AGREES, actor=controller, at=at)
