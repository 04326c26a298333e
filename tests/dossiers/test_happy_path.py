"""From the desk to the returned result, each step by who may do it."""

from datetime import UTC, datetime, timedelta

import pytest

from motcua.domain.lifecycle import EventKind, Outcome, State
from motcua.dossiers.models import Dossier, DossierEvent, DossierFact, DossierUnit
from tests.cast import AT
from tests.factories import World, a_dossier, advance, an_accepted, later


def _kinds(dossier: Dossier) -> list[str]:
    return list(dossier.events.order_by("seq").values_list("kind", flat=True))


def test_accepting_gives_code_token_due_date_and_the_desk_as_holder(world: World) -> None:
    dossier = an_accepted(world)
    assert dossier.code == "H72.15-260112-0001"
    assert len(dossier.public_token or "") == 22
    assert dossier.state == State.ACCEPTED
    assert dossier.due_at == datetime(2026, 1, 19, 1, 30, tzinfo=UTC)
    assert dossier.promised_at == dossier.first_due_at == dossier.statutory_due_at == dossier.due_at
    assert dossier.near_at is not None
    assert AT < dossier.near_at < dossier.due_at
    assert (dossier.step_no, dossier.holder_id) == (1, world.cast.desk_officer.id)
    assert dossier.rule_set == "nd118_2025"


def test_numbers_of_a_day_follow_each_other_and_begin_anew_the_next(world: World) -> None:
    first, second = an_accepted(world), an_accepted(world)
    tomorrow = an_accepted(world, AT + timedelta(days=1))
    assert [d.code[-11:] for d in (first, second, tomorrow)] == ["260112-0001", "260112-0002", "260113-0001"]


def test_the_straight_way_ends_returned_and_granted(world: World) -> None:
    dossier = an_accepted(world)
    at = AT
    while dossier.state != State.RETURNED:
        at = later(at)
        dossier = advance(world, dossier, at)
    fresh = Dossier.objects.get(pk=dossier.pk)
    assert fresh.outcome == Outcome.GRANTED
    assert fresh.processing_ended_at is not None
    assert fresh.returned_at is not None
    assert fresh.processing_ended_at < fresh.returned_at
    assert _kinds(fresh) == [
        EventKind.ACCEPTED,
        EventKind.FORWARDED,
        EventKind.FORWARDED,
        EventKind.FORWARDED,
        EventKind.SENT_FOR_SIGNATURE,
        EventKind.TAKEN,
        EventKind.FORWARDED,
        EventKind.RESOLVED,
        EventKind.RETURNED,
    ]
    assert fresh.version == 9


def test_units_that_saw_the_dossier_are_remembered(world: World) -> None:
    dossier = a_dossier(world, State.RETURNED)
    units = set(DossierUnit.objects.filter(dossier=dossier).values_list("unit_id", flat=True))
    assert units == {world.cast.commune.one_stop, world.cast.commune.id, world.cast.commune.economy}


def test_facts_are_closed_and_rewritten_when_they_change(world: World) -> None:
    dossier = a_dossier(world, State.RETURNED)
    facts = list(DossierFact.objects.filter(dossier=dossier).order_by("id"))
    assert [fact.recorded_to is None for fact in facts] == [False, False, False, True]
    last = facts[-1]
    assert last.outcome == Outcome.GRANTED
    assert last.limit_minutes == 5 * 480
    assert last.minutes_used == 120
    assert (last.accepted_on, last.ended_on) == (AT.date(), AT.date())


def test_events_hold_no_name_number_or_free_text(world: World) -> None:
    dossier = a_dossier(world, State.RETURNED)
    written = str(list(DossierEvent.objects.filter(dossier=dossier).values()))
    for personal in ("Khải", "072085000318", "0900000318"):
        assert personal not in written


@pytest.mark.parametrize("state", [State.ACCEPTED, State.IN_PROGRESS, State.AWAITING_SIGNATURE, State.RESOLVED])
def test_each_state_of_the_way_can_be_made(world: World, state: State) -> None:
    assert a_dossier(world, state).state == state
