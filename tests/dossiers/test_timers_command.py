"""`motcua dossiers timers`: what falls due by law happens, once."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from motcua.common import clock
from motcua.domain.errors_figures import FiguresIncomplete
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from motcua.figures import fact_tables
from tests.cast import AT
from tests.factories import World, at_step


def test_dossiers_are_neither_closed_nor_imported_before_older_rows_are_filled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fact_tables, "_asked", [lambda: False])
    for words in (["timers"], ["import", str(tmp_path / "cases.csv"), str(tmp_path / "events.csv")]):
        with pytest.raises(FiguresIncomplete):
            call_command("dossiers", *words)


def _run(*options: str) -> str:
    out = StringIO()
    call_command("dossiers", "timers", *options, stdout=out)
    return out.getvalue()


def test_it_closes_what_waited_too_long_and_tells(world: World) -> None:
    dossier = ask_supplement(
        at_step(world, 3),
        items=[Item(name="Bản vẽ")],
        note="Thiếu bản vẽ",
        actor=world.cast.handler,
        at=AT + timedelta(hours=1),
    )
    with clock.set_to(AT + timedelta(days=20)):
        assert json.loads(_run("--json")) == {"lapsed": [dossier.code], "overtaken": 0, "failed": []}
        assert "Đã đóng 0 hồ sơ" in _run()
