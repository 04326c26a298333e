"""A trial in the background says what one in memory says, goes on where it was broken off, and changes nothing."""

from datetime import datetime

import pytest

from motcua.calendars import proposals, queries
from motcua.calendars.models import CalendarVersion
from motcua.calendars.proposals import Proposal
from motcua.calendars.services.drafts import discard_draft
from motcua.calendars.services.publish import publish
from motcua.domain.errors import NotAllowed
from motcua.dossiers.models import CalendarTrial, Dossier, DossierEvent, TrialMove
from motcua.dossiers.queries.calendar_effect import Totals
from motcua.dossiers.queries.trials import effect_kept, trial_of
from motcua.dossiers.services import apply_calendar, try_calendar
from motcua.dossiers.services.accept import accept_all
from motcua.jobs.models import Job
from motcua.jobs.services.run import work_once
from motcua.jobs.services.running import Running
from tests.cast import AT
from tests.dossiers.calendars import SYSTEM, a_draft, a_storm, again, applied, local, tried
from tests.factories import World, a_filing, an_accepted, at_step, later

pytestmark = pytest.mark.django_db

STORM = later(AT, 2)


def stormy(at: datetime = STORM) -> CalendarVersion:
    return a_draft(at, lambda pk: a_storm(pk, at=at))


def proposal_of(draft: CalendarVersion) -> Proposal:
    return proposals.of_version(queries.version_by_id(draft.pk))


def started(draft: CalendarVersion, at: datetime = STORM) -> CalendarTrial:
    return try_calendar.start(proposal_of(draft), actor=SYSTEM, at=at)


def test_what_is_kept_is_what_a_trial_in_memory_says_and_no_dossier_changes(world: World) -> None:
    dossiers = [an_accepted(world), at_step(world, 4), an_accepted(world, local("2026-01-09T15:00"))]
    draft = stormy()
    before = list(Dossier.objects.values()), DossierEvent.objects.count()
    made, told = started(draft), tried(draft, STORM)
    assert made.finished_at is not None
    assert Totals.from_json(made.totals) == told.totals
    kept = [effect_kept(move) for move in made.moves.order_by("due_before", "id")]
    assert kept == [effect._replace(provisional=False, provisional_before=False) for effect in told.moved]
    assert {effect.dossier_id for effect in kept} <= {dossier.pk for dossier in dossiers}
    assert (list(Dossier.objects.values()), DossierEvent.objects.count()) == before


def test_dossiers_that_the_calendar_cannot_count_are_named_with_the_reason(world: World) -> None:
    dossier = an_accepted(world)
    made = started(a_draft(STORM, lambda pk: a_storm(pk, "2026-01-13T07:00", "2027-12-31T17:00", at=STORM)))
    assert (made.unreached, made.totals["dossiers"]) == (1, 0)
    ((code, reason),) = made.unreached_shown
    assert (code, "2028" in reason) == (dossier.code, True)


def test_killed_between_portions_it_goes_on_and_counts_nobody_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept_all([a_filing(world)] * 5, actor=world.cast.desk_officer, at=AT)
    monkeypatch.setattr(try_calendar, "AT_ONCE", 0)
    monkeypatch.setattr(try_calendar, "PORTION", 2)
    draft = stormy()
    made = started(draft)
    advance, turns = Running.advance, iter([False, True])

    def dying(self: Running, number: int = 1, *, position: object = None) -> None:
        advance(self, number, position=position)
        if next(turns, False):
            raise KeyboardInterrupt

    monkeypatch.setattr(Running, "advance", dying)
    with pytest.raises(KeyboardInterrupt):
        work_once(STORM)
    assert made.moves.count() == 2, "the portion in which it died was not written"
    work_once(later(STORM))
    made.refresh_from_db()
    assert Totals.from_json(made.totals) == tried(draft, STORM).totals
    assert made.moves.count() == made.totals["moved"] == 5


def test_a_changed_draft_has_to_be_tried_again_and_the_trial_before_is_forgotten(world: World) -> None:
    an_accepted(world)
    draft = stormy()
    first = started(draft)
    assert trial_of(proposal_of(draft)) == first
    a_storm(draft.pk, "2026-01-15T07:00", "2026-01-16T00:00", at=STORM)
    assert trial_of(proposal_of(draft)) is None
    second = started(draft)
    assert list(CalendarTrial.objects.all()) == [second]
    assert set(TrialMove.objects.values_list("trial_id", flat=True)) == {second.pk}
    discard_draft(draft_id=draft.pk, actor=SYSTEM, at=STORM)
    assert not TrialMove.objects.exists()


def test_a_draft_changed_while_its_trial_waits_is_not_tried_by_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_accepted(world)
    monkeypatch.setattr(try_calendar, "AT_ONCE", 0)
    draft = stormy()
    made = started(draft)
    assert started(draft) == made, "asked again while it waits"
    a_storm(draft.pk, "2026-01-15T07:00", "2026-01-16T00:00", at=STORM)
    assert started(draft) != made
    work_once(STORM)
    assert Job.objects.filter(kind=try_calendar.JOB, state="done").count() == 2
    assert [trial.finished_at is not None for trial in CalendarTrial.objects.all()] == [True]


def test_what_was_applied_since_is_no_longer_told(world: World) -> None:
    an_accepted(world)
    done = applied(stormy(), STORM)
    version = queries.version_by_id(done.version_id)
    assert trial_of(proposal_of(version)) is None
    late = an_accepted(world, later(STORM))
    made = started(version, later(STORM, 2))
    assert (trial_of(proposal_of(version)), made.totals["dossiers"]) == (made, 0)
    assert late.calendar_version == version.key
    other = a_draft(STORM, lambda pk: a_storm(pk, "2026-02-04T07:00", "2026-02-05T00:00", at=STORM))
    publish(draft_id=other.pk, decision="9/QĐ", actor=SYSTEM, at=later(STORM, 3))
    made = started(other, later(STORM, 4))
    assert made.totals["dossiers"] == 2
    apply_calendar.apply_version(version_id=other.pk, decision="9/QĐ", actor=SYSTEM, at=later(STORM, 5))
    assert trial_of(proposal_of(other)) is None


def test_only_who_edits_calendars_tries_them(world: World) -> None:
    dossier = an_accepted(world)
    with pytest.raises(NotAllowed):
        try_calendar.start(proposal_of(stormy()), actor=world.cast.leader, at=STORM)
    assert again(dossier).version == dossier.version
