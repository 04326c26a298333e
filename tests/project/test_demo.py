"""The demo store: every state that exists, through the real doors, the same for the same seed."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db.models import F

from motcua.calendars.queries import current_calendar
from motcua.domain.apologies import Met
from motcua.domain.indicators.values import Period
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Apology, Dossier, DossierEvent, Draft
from motcua.dossiers.queries.apologies import met
from motcua.dossiers.services.rebuild_figures import rebuild
from motcua.project.demo import store
from motcua.project.demo.world import NEVER, World
from motcua.reporting.models import Report
from tests.cast import Cast
from tests.clock_columns import cached, rederive
from tests.oracle.figures import day
from tests.oracle.story import stories
from tests.oracle.test_oracle import all_agree, as_said, said_by

NOW = datetime(2026, 1, 14, 3, 0, tzinfo=UTC)
NUMBER = 300


@pytest.mark.django_db
def test_what_lies_beyond_every_calendar_is_not_lived_to_see(cast: Cast) -> None:
    world = World(cast, Random(1), current_calendar(), NOW)
    assert world.working(NOW, 60) == NOW + timedelta(hours=1)
    assert world.working(NOW, 500_000) == NEVER


@pytest.mark.django_db
def test_a_small_demo_holds_every_state_and_every_date_agrees_with_its_events() -> None:
    told: list[float] = []
    store.fill(dossiers=NUMBER, seed=2026, now=NOW, progress=told.append)
    assert Dossier.objects.count() == NUMBER
    assert set(Dossier.objects.values_list("state", flat=True)) == {s.value for s in State} - {State.DRAFT.value}
    assert Draft.objects.filter(closed_at__isnull=True, data__has_key="owner-full_name").exists()
    kept = {met(apology, NOW) for apology in Apology.objects.all()}
    assert {Met.IN_TIME, Met.LATE, Met.OVERDUE} <= kept
    assert Dossier.objects.filter(due_at__gt=F("first_due_at"), processing_ended_at__lte=F("due_at"), reappointments=1)
    assert told == sorted(told)
    assert not DossierEvent.objects.filter(at__gt=NOW).exists()
    reports = [report.content for report in Report.objects.all()]
    assert [content and content["year_before"]["origin"] for content in reports] == ["declared"] * 2
    accepted = Dossier.objects.filter(accepted_at__isnull=False)
    assert [d.code for d in accepted if cached(d) != rederive(d)] == []
    assert rebuild().examples == []
    # What the events say of every figure is what the definitions and the store's engine say, to the last dossier.
    for known, days in ((NOW, 30), (NOW - timedelta(days=40), 20)):
        period = Period(day(known) - timedelta(days=days), day(known))
        answers = all_agree(stories(known), period, known)
        assert said_by(None, period, known) == as_said(answers)
        assert sum(bool(answer.counted) for answer in answers.values()) > 30
