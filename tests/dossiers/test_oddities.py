"""Signs of work outside the software, among dossiers lived through the real services."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.common import clock
from motcua.domain.lifecycle import State
from motcua.domain.oddities import Oddity
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.oddities import Scope, Sign, looked_at, signs_in
from motcua.dossiers.services.return_result import return_result
from tests.cast import AT
from tests.dossiers.pasts import to_appraisal, to_result, to_review
from tests.factories import World, a_dossier, advance, an_accepted, at_step, later

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def scope(world: World, **changes: object) -> Scope:
    usual = {"units": frozenset({world.cast.commune.id}), "first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    return Scope(**{**usual, **changes})  # type: ignore[arg-type]


def found(world: World, **changes: object) -> tuple[Sign, ...]:
    return signs_in(scope(world, **changes))


def of(world: World, oddity: Oddity, **changes: object) -> set[int]:
    return {sign.dossier_id for sign in found(world, **changes) if sign.oddity is oddity}


def test_a_dossier_entered_the_next_day_is_seen_with_its_gap_desk_and_officer(world: World) -> None:
    with clock.set_to(AT):
        an_accepted(world)
    with clock.set_to(later(AT, 20)):
        entered = an_accepted(world)
    (sign,) = (sign for sign in found(world) if sign.oddity is Oddity.LATE_ENTRY)
    assert (sign.dossier_id, sign.unit_id, sign.person_id, sign.gap) == (
        entered.pk, world.cast.commune.one_stop, world.cast.desk_officer.id, timedelta(hours=20),
    )  # fmt: skip
    assert looked_at(scope(world))[Oddity.LATE_ENTRY] == 2


def test_a_dossier_rushed_through_its_last_steps_is_seen_and_one_handled_in_time_is_not(world: World) -> None:
    with clock.set_to(AT):
        a_dossier(world, State.RESOLVED)
        dossier = at_step(world, 5)
        at = later(AT, 5)
        dossier = advance(world, dossier, at)
        rushed = advance(world, dossier, at + MINUTE / 2)
    assert of(world, Oddity.EARLY_RELEASE) == set(), "the signing took hours"
    with clock.set_to(AT):
        dossier = at_step(world, 4)
        for step in range(3):
            dossier = advance(world, dossier, later(AT, 6) + step * MINUTE / 2)
    assert dossier.state == State.RESOLVED
    assert of(world, Oddity.EARLY_RELEASE) == {dossier.pk}
    assert rushed.pk not in of(world, Oddity.EARLY_RELEASE)


def test_results_recorded_together_are_a_burst_of_their_clerk(world: World) -> None:
    with clock.set_to(AT):
        five = to_appraisal(world, AT, 5)
        to_result(world, to_review(world, five, later(AT, 3)), later(AT, 4))
        four = to_appraisal(world, AT, 4)
        to_result(world, to_review(world, four, later(AT, 30)), later(AT, 31))
    signs = [sign for sign in found(world) if sign.oddity is Oddity.BURST]
    assert {sign.dossier_id for sign in signs} == {dossier.pk for dossier in five}
    assert {(sign.unit_id, sign.person_id) for sign in signs} == {(world.cast.commune.id, world.cast.clerk.id)}


def test_a_result_handed_out_without_confirmation_is_seen_until_it_is_confirmed(world: World) -> None:
    with clock.set_to(AT):
        silent, confirmed = a_dossier(world, State.RESOLVED), a_dossier(world, State.RESOLVED)
        return_result(silent, actor=world.cast.desk_officer, at=later(AT, 9))
        done = return_result(confirmed, actor=world.cast.desk_officer, at=later(AT, 9), confirmation="signed")
    assert done.events.order_by("-seq")[0].data["confirmation"] == "signed"
    assert of(world, Oddity.UNCONFIRMED) == {silent.pk}
    assert looked_at(scope(world))[Oddity.UNCONFIRMED] == 2


def test_only_what_a_period_and_units_hold_is_looked_at(world: World) -> None:
    with clock.set_to(later(AT, 20)):
        entered = an_accepted(world)
    assert of(world, Oddity.LATE_ENTRY, units=None) == {entered.pk}
    assert of(world, Oddity.LATE_ENTRY, units=frozenset({world.cast.commune.one_stop})) == {entered.pk}
    assert of(world, Oddity.LATE_ENTRY, units=frozenset({world.cast.neighbour.id})) == set()
    assert of(world, Oddity.LATE_ENTRY, first=date(2026, 1, 13)) == set()
    assert of(world, Oddity.LATE_ENTRY, last=date(2026, 1, 12)) == {entered.pk}


def test_the_number_of_queries_is_the_same_for_ten_and_for_a_hundred(world: World) -> None:
    counts = []
    for number in (10, 90):
        with clock.set_to(AT):
            done = to_result(world, to_review(world, to_appraisal(world, AT, number), later(AT, 3)), later(AT, 4))
        Dossier.objects.filter(pk__in=[dossier.pk for dossier in done]).exists()
        with CaptureQueriesContext(connection) as seen:
            found(world)
        counts.append(len(seen))
    assert looked_at(scope(world))[Oddity.BURST] == 100
    assert counts[0] == counts[1]
