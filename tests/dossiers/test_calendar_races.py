"""Two workers that apply one calendar at once, and officers who go on working meanwhile, on PostgreSQL."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import transaction

from motcua.domain.errors import Conflict
from motcua.dossiers.models import CalendarApplication, Dossier, DossierEvent
from motcua.dossiers.services import apply_calendar
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.recompute import recompute
from tests.cast import AT, make_cast
from tests.dossiers.calendars import a_draft, a_storm, again, decided
from tests.dossiers.test_races import together
from tests.factories import World, a_filing, a_world, an_accepted

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

SOON = AT + timedelta(hours=1)


@pytest.fixture
def town(committing: None) -> World:
    """A commune whose rows other threads see."""
    return a_world(make_cast(AT))


def a_decision() -> CalendarApplication:
    return decided(a_draft(SOON, lambda pk: a_storm(pk, at=SOON)), SOON)


def apply_in_small_portions(application: CalendarApplication) -> CalendarApplication:
    after = 0
    while (done := apply_calendar.apply_portion(application.pk, at=SOON, after=after, size=5)).seen:
        after = done.last
    return apply_calendar.run(application, now=lambda: SOON)


def test_two_appliers_at_once_give_each_dossier_one_event(town: World) -> None:
    accept_all([a_filing(town)] * 40, actor=town.cast.desk_officer, at=AT)
    application = a_decision()
    together(2, lambda _: apply_in_small_portions(application))
    assert DossierEvent.objects.filter(kind="CALENDAR_APPLIED").values("dossier").distinct().count() == 40
    assert DossierEvent.objects.filter(kind="CALENDAR_APPLIED").count() == 40
    application.refresh_from_db()
    assert (application.totals["dossiers"], application.totals["moved"], application.left_behind) == (40, 40, 0)
    assert recompute().differences == 0


def test_officers_go_on_working_while_a_calendar_is_applied(town: World) -> None:
    dossiers = accept_all([a_filing(town)] * 30, actor=town.cast.desk_officer, at=AT)
    application = a_decision()

    def work(index: int) -> object:
        if index == 0:
            return apply_in_small_portions(application)
        moved = 0
        for dossier in dossiers[index - 1 :: 3]:
            try:
                forward(Dossier.objects.get(pk=dossier.pk), actor=town.cast.desk_officer, at=SOON)
                moved += 1
            except Conflict:
                continue
        return moved

    together(4, work)
    assert {again(dossier).calendar_version for dossier in dossiers} == set(
        CalendarApplication.objects.get().keys  # every one came to the new calendar, whoever was first
    )
    assert CalendarApplication.objects.get().totals["dossiers"] == 30
    assert recompute().differences == 0


def test_a_dossier_that_somebody_is_writing_is_waited_for(town: World) -> None:
    held, free = an_accepted(town), an_accepted(town)
    application = a_decision()
    locked, seen = Event(), Event()

    def work(index: int) -> object:
        if index == 0:
            with transaction.atomic():
                Dossier.objects.select_for_update().get(pk=held.pk)
                locked.set()
                seen.wait(5)
            return None
        locked.wait(5)
        first = apply_calendar.apply_portion(application.pk, at=SOON)
        seen.set()
        apply_calendar.run(application, now=lambda: SOON)
        return first.seen

    assert together(2, work)[1] == 1
    assert [again(dossier).version for dossier in (held, free)] == [2, 2]
