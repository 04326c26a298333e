"""`motcua dossiers timers`: what falls due by law happens, once."""

import json
from datetime import timedelta
from io import StringIO

from django.core.management import call_command

from motcua.common import clock
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from tests.cast import AT
from tests.factories import World, at_step


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
