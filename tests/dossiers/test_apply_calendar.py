"""A changed calendar: seen before it is decided, applied to what runs, taken back as a new version."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.calendars import queries as calendars
from motcua.calendars.services import edit
from motcua.domain.errors import NotAllowed
from motcua.domain.errors_calendars import CalendarSuperseded, DecisionMissing, DraftExists
from motcua.domain.lifecycle import EventKind, State
from motcua.dossiers.models import CalendarApplication, Dossier, DossierEvent, DossierFact
from motcua.dossiers.queries.calendar_effect import Totals
from motcua.dossiers.services import apply_calendar
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.dossiers.services.recompute import recompute
from motcua.jobs.models import Job, Outbox
from motcua.jobs.services.run import work_once
from tests.cast import AT
from tests.dossiers.calendars import SYSTEM, a_draft, a_storm, again, applied, decided, local, of_unit, tried
from tests.factories import World, a_dossier, a_filing, an_accepted, at_step, later

pytestmark = pytest.mark.django_db

STORM = later(AT, 2)
DAY = 480


def storm(draft_id: int) -> object:
    return a_storm(draft_id, at=STORM)


def asked(world: World) -> Dossier:
    dossier = at_step(world, 3)
    items = [Item(name="Bản vẽ")]
    return ask_supplement(dossier, items=items, note="Thiếu", actor=world.cast.handler, at=later(AT, 1))


def test_a_storm_day_moves_every_running_date_by_exactly_that_day_and_no_other(world: World) -> None:
    running, ended = an_accepted(world), a_dossier(world, State.RESOLVED)
    paused = asked(world)
    assert running.due_at == local("2026-01-19T08:30")
    before, seen = again(ended), tried(a_draft(STORM, storm), STORM)
    assert [(e.dossier_id, e.minutes) for e in seen.moved] == [(running.pk, DAY), (paused.pk, DAY)]
    assert (seen.totals.dossiers, seen.totals.later, seen.totals.paper_differs, seen.totals.paused) == (2, 2, 2, 1)
    assert seen.totals.days == [(date(2026, 1, 19), 1, 0), (date(2026, 1, 20), 0, 1)]
    done = apply_calendar.run(
        decided(calendars.draft_of(calendars.national_calendar(SYSTEM)), STORM),  # type: ignore[arg-type]
        now=lambda: STORM,
    )
    assert Totals.from_json(done.totals) == seen.totals
    moved = again(running)
    assert (moved.due_at, moved.promised_at) == (local("2026-01-20T08:30"), local("2026-01-19T08:30"))
    assert (moved.first_due_at, moved.sort_at) == (running.due_at, moved.due_at)
    assert again(ended).__dict__.items() >= {k: v for k, v in before.__dict__.items() if k != "_state"}.items()
    assert (done.left_behind, done.superseded, done.finished_at) == (0, False, STORM)
    assert recompute().differences == 0


def test_the_event_tells_the_old_and_the_new_date_and_by_which_decision(world: World) -> None:
    dossier = an_accepted(world)
    done = applied(a_draft(STORM, storm), STORM)
    event = DossierEvent.objects.get(dossier=dossier, kind=EventKind.CALENDAR_APPLIED)
    assert (event.actor_kind, event.clock, event.from_state, event.to_state) == (
        "system",
        "calendar_applied",
        "ACCEPTED",
        "ACCEPTED",
    )
    assert event.calendar_version == calendars.current_version() == again(dossier).calendar_version
    assert event.data == {
        "application": str(done.public_id),
        "due_before": "2026-01-19T01:30:00+00:00",
        "due": "2026-01-20T01:30:00+00:00",
        "minutes": DAY,
        "moved": True,
        "paused": False,
    }
    fact = DossierFact.objects.get(dossier=dossier, recorded_to__isnull=True)
    assert (fact.due_at, fact.due_on) == (again(dossier).due_at, date(2026, 1, 20))
    message = Outbox.objects.get(topic="dossier.calendar_applied")
    assert (message.subject_id, message.data["event"]) == (dossier.pk, event.pk)


def test_who_keeps_his_date_hears_nothing_and_keeps_it(world: World) -> None:
    dossier = an_accepted(world)
    far = a_draft(STORM, lambda pk: a_storm(pk, "2026-03-04T07:00", "2026-03-05T00:00", at=STORM))
    done = applied(far, STORM)
    assert (again(dossier).due_at, done.totals["dossiers"], done.totals["moved"]) == (dossier.due_at, 1, 0)
    assert again(dossier).calendar_version == calendars.current_version()
    assert not Outbox.objects.filter(topic="dossier.calendar_applied").exists()


def test_applying_again_does_nothing_again(world: World) -> None:
    dossier = an_accepted(world)
    done = applied(a_draft(STORM, storm), STORM)
    version, totals = again(dossier).version, done.totals
    same = apply_calendar.apply_version(version_id=done.version_id, decision="khác", actor=SYSTEM, at=later(STORM))
    assert (same.pk, same.decision) == (done.pk, done.decision)
    assert apply_calendar.run(same, now=lambda: later(STORM)).totals == totals
    assert again(dossier).version == version


def test_an_undo_is_a_new_version_that_brings_every_date_back(world: World) -> None:
    first, second = an_accepted(world), at_step(world, 4)
    before = {d.pk: (again(d).due_at, again(d).step_due_at, again(d).near_at) for d in (first, second)}
    done = applied(a_draft(STORM, storm), STORM)
    with pytest.raises(DecisionMissing):
        apply_calendar.undo(done, decision=" ", actor=SYSTEM, at=STORM)
    with pytest.raises(NotAllowed):
        apply_calendar.undo(done, decision="x", actor=world.cast.leader, at=STORM)
    draft = apply_calendar.undo(done, decision="Bão không vào", actor=SYSTEM, at=later(STORM))
    assert draft.decision == "Bão không vào"
    with pytest.raises(DraftExists):
        apply_calendar.undo(done, decision="lần nữa", actor=SYSTEM, at=later(STORM))
    seen = tried(draft, later(STORM))
    assert (seen.totals.earlier, seen.totals.most_earlier, seen.totals.paper_differs) == (2, DAY, 0)
    back = applied(draft, later(STORM))
    assert {d.pk: (again(d).due_at, again(d).step_due_at, again(d).near_at) for d in (first, second)} == before
    assert back.version.number == done.version.number + 1
    with pytest.raises(CalendarSuperseded):
        apply_calendar.undo(done, decision="muộn", actor=SYSTEM, at=later(STORM, 2))
    assert recompute().differences == 0


def test_a_make_up_saturday_and_other_hours_move_dates_forward(world: World) -> None:
    dossier = an_accepted(world)

    def saturday(draft_id: int) -> object:
        return edit.add_special_day(
            draft_id=draft_id, on=date(2026, 1, 17), kind="make_up", name="Làm bù", actor=SYSTEM, at=STORM
        )

    seen = tried(a_draft(STORM, saturday), STORM)
    (effect,) = seen.moved
    assert (effect.due, effect.later, seen.totals.most_earlier) == (local("2026-01-17T08:30"), False, DAY)
    assert again(dossier).due_at == dossier.due_at


def test_a_provisional_year_that_is_confirmed_goes_the_same_way(world: World) -> None:
    dossier = an_accepted(world, local("2026-12-29T08:30"))
    assert (dossier.provisional, dossier.due_at) == (True, local("2027-01-06T08:30"))
    at = local("2026-12-30T08:00")
    confirm = a_draft(
        at, lambda pk: edit.set_year(draft_id=pk, year=2027, status="confirmed", source="TB 9", actor=SYSTEM, at=at)
    )
    assert (tried(confirm, at).totals.confirmed, tried(confirm, at).totals.moved) == (1, 0)
    applied(confirm, at)
    assert (again(dossier).provisional, again(dossier).due_at) == (False, dossier.due_at)
    assert recompute().differences == 0


def test_the_calendar_of_one_unit_reaches_its_own_dossiers_only(world: World) -> None:
    dossier = an_accepted(world)
    outside = of_unit(world.cast.neighbour.id, STORM)
    a_storm(outside.pk, at=STORM)
    assert tried(outside, STORM).totals.dossiers == 0
    own = of_unit(world.cast.commune.id, STORM)
    a_storm(own.pk, at=STORM)
    assert [e.dossier_id for e in tried(own, STORM).moved] == [dossier.pk]
    done = applied(own, STORM)
    assert again(dossier).calendar_version == done.keys[0] == calendars.current_version(world.cast.commune.id)
    applied(a_draft(STORM, lambda pk: a_storm(pk, "2026-01-15T07:00", "2026-01-16T00:00", at=STORM)), later(STORM))
    assert again(dossier).due_at == local("2026-01-21T08:30")
    assert again(dossier).calendar_version == calendars.current_version(world.cast.commune.id)
    assert recompute().differences == 0


def test_a_dossier_accepted_meanwhile_has_the_new_calendar_from_the_start(world: World) -> None:
    decided(a_draft(STORM, storm), STORM)
    fresh = an_accepted(world, later(STORM))
    assert fresh.due_at == local("2026-01-20T11:30")
    work_once(later(STORM, 2))
    assert again(fresh).version == fresh.version


def test_the_job_applies_and_tells_what_came_of_it(world: World) -> None:
    dossier = an_accepted(world)
    application = decided(a_draft(STORM, storm), STORM)
    work_once(later(STORM))
    job = Job.objects.get(pk=application.job_id or 0)
    assert (job.state, job.done, job.total) == ("done", 1, 1)
    assert job.result == {
        "application": str(application.public_id),
        "dossiers": 1,
        "moved": 1,
        "left_behind": 0,
    }
    assert again(dossier).due_at == local("2026-01-20T08:30")


def test_killed_between_portions_it_goes_on_where_it_was(world: World) -> None:
    dossiers = [an_accepted(world) for _ in range(5)]
    application = decided(a_draft(STORM, storm), STORM)
    portion = apply_calendar.apply_portion(application.pk, at=STORM, size=2)
    assert (portion.seen, portion.last) == (2, dossiers[1].pk)
    assert [again(d).version for d in dossiers] == [2, 2, 1, 1, 1]
    assert CalendarApplication.objects.get().totals["dossiers"] == 2
    done = apply_calendar.run(application, now=lambda: later(STORM))
    assert [again(d).version for d in dossiers] == [2] * 5
    assert (done.totals["dossiers"], done.totals["moved"]) == (5, 5)


def test_a_version_overtaken_by_a_later_one_reaches_nobody_any_more(world: World) -> None:
    dossier = an_accepted(world)
    first = decided(a_draft(STORM, storm), STORM)
    second = decided(a_draft(STORM, lambda pk: a_storm(pk, "2026-01-15T07:00", "2026-01-16T00:00", at=STORM)), STORM)
    assert apply_calendar.run(first, now=lambda: STORM).superseded
    assert again(dossier).version == dossier.version
    CalendarApplication.objects.filter(pk=first.pk).delete()
    with pytest.raises(CalendarSuperseded):
        apply_calendar.apply_version(version_id=first.version_id, decision="x", actor=SYSTEM, at=STORM)
    apply_calendar.run(second, now=lambda: STORM)
    assert again(dossier).due_at == local("2026-01-21T08:30")


def test_who_waits_for_papers_is_never_closed_earlier_than_the_request_said(world: World) -> None:
    dossier = asked(world)
    assert dossier.closing_at == local("2026-01-28T00:00")
    applied(a_draft(STORM, lambda pk: a_storm(pk, "2026-01-27T07:00", "2026-01-28T00:00", at=STORM)), STORM)
    assert again(dossier).closing_at == again(dossier).sort_at == local("2026-01-29T00:00")
    application = CalendarApplication.objects.get()
    applied(apply_calendar.undo(application, decision="x", actor=SYSTEM, at=later(STORM)), later(STORM))
    assert again(dossier).closing_at == local("2026-01-29T00:00")
    assert recompute().differences == 0
    back = receive_supplement(again(dossier), actor=world.cast.desk_officer, at=later(AT, 26))
    assert (back.closing_at, back.due_at, back.promised_at) == (None, back.due_at, back.due_at)
    assert recompute().differences == 0


def test_a_dossier_that_the_calendar_cannot_count_stays_behind_and_is_named(world: World) -> None:
    dossier = an_accepted(world)
    shut = a_draft(STORM, lambda pk: a_storm(pk, "2026-01-13T07:00", "2027-12-31T17:00", at=STORM))
    seen = tried(shut, STORM)
    assert [each.code for each in seen.unreached] == [dossier.code]
    done = applied(shut, STORM)
    assert (done.left_behind, done.left_codes, done.totals["dossiers"]) == (1, [dossier.code], 0)
    assert again(dossier).version == dossier.version


def test_a_trial_and_a_portion_ask_as_much_for_ten_as_for_a_hundred(world: World) -> None:
    asked_for = []
    for number, hour in ((10, "10"), (90, "09")):
        accept_all([a_filing(world)] * number, actor=world.cast.desk_officer, at=AT)
        draft = a_draft(STORM)
        a_storm(draft.pk, f"2026-01-13T{hour}:00", "2026-01-14T00:00", at=STORM)
        with CaptureQueriesContext(connection) as tried_with:
            tried(draft, STORM)
        application = decided(draft, STORM)
        with CaptureQueriesContext(connection) as written_with:
            seen = apply_calendar.apply_portion(application.pk, at=STORM).seen
        asked_for.append((len(tried_with), len(written_with)))
    assert seen == 100
    assert asked_for[0] == asked_for[1]
