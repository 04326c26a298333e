"""Every cached date is what the events say, after any life; and what is tampered with is found and put right."""

import json
import random
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.audit.models import LogEntry
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierFact
from motcua.dossiers.services.recompute import recompute, repair
from motcua.dossiers.services.submit import submit
from tests.cast import AT, Cast
from tests.dossiers.calendars import SYSTEM, a_draft, a_storm, again, applied
from tests.dossiers.test_random_lives import ACTS
from tests.factories import World, a_dossier, a_filing, a_world, an_accepted, at_step, later

pytestmark = pytest.mark.django_db


def live(world: World, dice: random.Random) -> None:
    """Three dossiers live at random while the calendar changes now and then."""
    cast, at = world.cast, AT
    people = [cast.desk_officer, cast.one_stop_head, cast.unit_head, cast.handler, cast.leader, cast.clerk]
    codes = [an_accepted(world).code, submit(a_filing(world, channel="online"), actor=people[0], at=at).code]
    for turn in range(24):
        at += timedelta(minutes=dice.choice([7, 45, 200, 1500]))
        if turn % 8 == 5:
            starts = at + timedelta(days=dice.randrange(-3, 9))
            draft = a_draft(at)
            a_storm(draft.pk, f"{starts:%Y-%m-%dT%H:00}", f"{starts + timedelta(hours=20):%Y-%m-%dT%H:00}", at=at)
            applied(draft, at)
        dossier = Dossier.objects.get(code=dice.choice(codes))
        open_to = [(actor, action) for actor in people for action in queries.actions_now(actor, dossier, at)]
        if open_to:
            actor, action = dice.choice(open_to)
            ACTS[action](dossier, actor, at)


@pytest.fixture
def stopping(cast: Cast) -> World:
    """A commune whose procedure lets the clock stand for a payment."""
    return a_world(cast, payment_stop="Luật A, Điều 1")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_after_any_life_under_changing_calendars_nothing_differs(stopping: World, seed: int) -> None:
    live(stopping, random.Random(seed))
    found = recompute()
    assert (found.dossiers, found.examples) == (Dossier.objects.count(), [])


def tampered(dossier: Dossier, **columns: Any) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(**columns)


def test_a_tampered_row_is_found_by_column_and_put_right_with_its_fact_row(world: World) -> None:
    dossier, other = at_step(world, 3), a_dossier(world)
    fact = DossierFact.objects.get(dossier=dossier, recorded_to__isnull=True)
    late = later(AT, 1000)
    tampered(dossier, due_at=late, near_at=None, step_due_at=late, sort_at=late, provisional=True)
    found = recompute()
    assert dict(found.by_column) == {
        "due_at": 1,
        "near_at": 1,
        "sort_at": 1,
        "step_due_at": 1,
        "provisional": 1,
        "fact": 1,
    }
    assert (found.differing, found.examples[0].held, found.examples[0].told) == ([dossier.pk], late, dossier.due_at)
    assert repair(found, actor=SYSTEM, at=late).repaired == 1
    row = again(dossier)
    assert (row.due_at, row.near_at, row.step_due_at, row.version) == (
        dossier.due_at,
        dossier.near_at,
        dossier.step_due_at,
        dossier.version,
    )
    assert recompute().differences == 0
    closed = DossierFact.objects.get(pk=fact.pk)
    assert (closed.recorded_to, DossierFact.objects.filter(dossier=dossier, recorded_to=None).count()) == (late, 1)
    entry = LogEntry.objects.get(verb="dossiers.clock_repaired")
    assert (entry.subject_id, entry.data["due_at"]["told"]) == (str(dossier.public_id), "2026-01-19T01:30:00+00:00")
    assert again(other).version == other.version


def test_a_fact_row_that_repeats_another_date_is_found(world: World) -> None:
    dossier = an_accepted(world)
    DossierFact.objects.filter(dossier=dossier).update(first_due_at=later(AT, 5))
    found = recompute()
    assert dict(found.by_column) == {"fact": 1}
    assert repair(found, actor=SYSTEM, at=later(AT)).repaired == 1
    assert recompute().differences == 0


def test_a_date_on_a_dossier_that_was_never_accepted_is_found(world: World) -> None:
    dossier = submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)
    tampered(dossier, due_at=later(AT))
    assert set(recompute().by_column) == {"due_at", "fact"}


def test_events_that_cannot_follow_each_other_are_reported_and_left_alone(world: World) -> None:
    dossier = an_accepted(world)
    tampered(dossier, limit="")
    found = recompute()
    assert dict(found.by_column) == {"events": 1}
    assert repair(found, actor=SYSTEM, at=later(AT)).repaired == 0


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Exit status and output of a command."""
    try:
        call_command("clock", *words)
    except CommandError as leaving:
        return leaving.returncode, capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_the_command_leaves_with_one_where_anything_differs(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    dossier = an_accepted(world)
    assert run(capsys, "recompute") == (0, "Đã tính lại 1 hồ sơ: mọi hạn đang lưu đều đúng với diễn biến.\n")
    tampered(dossier, due_at=later(AT))
    status, out = run(capsys, "recompute")
    assert status == 1
    assert f"{dossier.code} due_at: 09:30 12/01/2026 → 08:30 19/01/2026" in out
    status, out = run(capsys, "recompute", "--apply", "--json")
    told = json.loads(out)
    assert (status, told["dossiers"], told["differences"], told["repaired"]) == (1, 1, 2, 1)
    assert told["by_column"] == {"due_at": 1, "fact": 1}
    assert told["examples"][0] == {
        "code": dossier.code,
        "column": "due_at",
        "old": "2026-01-12T02:30:00+00:00",
        "new": "2026-01-19T01:30:00+00:00",
    }
    assert run(capsys, "recompute", "--json")[0] == 0
