"""Makes the store that browser and HTTP tests work on: `python -m tests.proof.make_stage FILE` writes what is in it.

The cast, every shipped offering, some lives of the demo, and one dossier of known code in each state.
"""

import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")

LIVES = 60
"""Dossiers of the demo beside the named ones: enough for every list to have a second page of something."""


def main(file: Path, now: datetime, *, lives: int = LIVES) -> None:
    """Fill a new store and write its facts as JSON."""
    django.setup()
    from django.core.management import call_command

    from motcua.common import clock
    from motcua.project.demo import store

    call_command("migrate", interactive=False, verbosity=0)
    cast = store.fill(dossiers=lives, seed=2026, now=now - timedelta(hours=1), progress=lambda _done: None)
    with clock.set_to(now):
        facts = {
            "now": now.isoformat(),
            "members": _members(cast),
            "dossiers": _dossiers(cast, now),
            "offering": str(_offering(cast, now).public_id),
        }
    file.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def _members(cast: Any) -> dict[str, dict[str, str]]:
    """User name, password and the cookie of a session already open, by key of the cast."""
    from django.test import Client

    from motcua.organisation.models import Account

    found = {}
    for key, member in cast.members.items():
        if not member.username:
            continue
        client = Client()
        client.force_login(Account.objects.get(username=member.username))
        found[key] = {
            "name": member.actor.label,
            "username": member.username,
            "password": member.password,
            "session": client.cookies["sessionid"].value,
        }
    return found


def _offering(cast: Any, now: datetime) -> Any:
    from motcua.catalogue import queries as catalogue
    from tests.factories import PROCEDURE

    (row,) = catalogue.offerings_for({cast.commune.one_stop}, now.date(), PROCEDURE)
    return row


def _dossiers(cast: Any, now: datetime) -> dict[str, dict[str, str]]:
    """One dossier in each state, by a name of what it is there for; all of them a day old."""
    from tests.factories import World

    world = World(cast, _offering(cast, now).id)
    return {name: {"code": d.code, "token": d.public_token or ""} for name, d in situations(world, now)}


def situations(world: Any, now: datetime) -> list[tuple[str, Any]]:
    """Build each situation through the services."""
    from motcua.domain.lifecycle import State
    from motcua.dossiers.services.ask_supplement import Item, ask_supplement
    from motcua.dossiers.services.refuse_intake import refuse_intake
    from motcua.dossiers.services.stop import stop
    from motcua.dossiers.services.submit import submit
    from motcua.dossiers.services.withdrawal import request_withdrawal
    from tests.factories import a_dossier, a_filing, at_step, later

    desk, handler, head = world.cast.desk_officer, world.cast.handler, world.cast.unit_head
    at = now - timedelta(days=1)
    items = (Item(name="Bản vẽ", quantity=2, problem="thiếu tỉ lệ", component_no=2),)

    def submitted() -> Any:
        return submit(a_filing(world, channel="online"), actor=desk, at=at)

    def asked(dossier: Any, actor: Any) -> Any:
        return ask_supplement(dossier, items=items, note="Bản vẽ thiếu tỉ lệ", actor=actor, at=later(at, 2))

    return [
        ("submitted", submitted()),
        ("intake_supplement", asked(submitted(), desk)),
        ("refused", refuse_intake(submitted(), note="Không thuộc thẩm quyền", actor=desk, at=at)),
        ("accepted", a_dossier(world, State.ACCEPTED, at)),
        ("at_head", at_step(world, 2, at)),
        ("in_progress", a_dossier(world, State.IN_PROGRESS, at)),
        ("at_review", at_step(world, 4, at)),
        ("awaiting_signature", a_dossier(world, State.AWAITING_SIGNATURE, at)),
        ("at_clerk", at_step(world, 6, at)),
        ("awaiting_supplement", asked(at_step(world, 3, at), handler)),
        (
            "withdrawal_requested",
            request_withdrawal(at_step(world, 3, at), note="Đổi ý", actor=desk, at=later(at, 2)),
        ),
        ("stopped", stop(at_step(world, 3, at), reason=_reason(), note="Đã hủy", actor=head, at=later(at, 2))),
        ("resolved", a_dossier(world, State.RESOLVED, at)),
        ("returned", a_dossier(world, State.RETURNED, at)),
    ]


def _reason() -> str:
    from motcua.dossiers.vocabulary import StopReason

    return str(StopReason.values[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
