"""From when a dossier is near its date: a rule with dates, by the day on which its term begins."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.audit.models import LogEntry
from motcua.common import clock
from motcua.domain.errors import BadInput, NotAllowed
from motcua.domain.worktime import local_date
from motcua.dossiers.models import NearShare
from motcua.dossiers.queries.near import forget, near_percent, near_rules
from motcua.dossiers.services.near import set_near
from motcua.dossiers.services.recompute import recompute
from tests.cast import AT
from tests.dossiers.calendars import SYSTEM, again, local
from tests.factories import World, an_accepted

pytestmark = pytest.mark.django_db

TODAY, TOMORROW = local_date(AT), local_date(AT) + timedelta(days=1)


def test_what_is_shipped_is_a_fifth(world: World) -> None:
    assert [(rule.percent, rule.valid_to) for rule in near_rules(TODAY)] == [(20, None)]
    assert (near_percent(TODAY), near_percent(date(2010, 1, 1))) == (20, 20)
    assert an_accepted(world).near_at == local("2026-01-16T08:30")


def test_another_share_holds_for_terms_that_begin_from_tomorrow_on(world: World) -> None:
    before = an_accepted(world)
    forget()  # it was read under the clock of the test's own day
    set_near(40, actor=world.cast.administrator, at=AT)
    with clock.set_to(AT + timedelta(days=1)):
        after = an_accepted(world, AT + timedelta(days=1))
    assert (before.due_at, before.near_at) == (local("2026-01-19T08:30"), local("2026-01-16T08:30"))
    assert (after.due_at, after.near_at) == (local("2026-01-20T08:30"), local("2026-01-16T08:30"))
    assert recompute().differences == 0
    assert again(before).near_at == before.near_at
    assert [(rule.percent, rule.valid_from, rule.valid_to) for rule in near_rules(TODAY)] == [
        (20, date(2018, 6, 21), TOMORROW),
        (40, TOMORROW, None),
    ]
    assert LogEntry.objects.filter(verb="dossiers.near_share_set").count() == 1


def test_a_share_that_has_not_begun_is_set_anew(world: World) -> None:
    for percent in (40, 30):
        set_near(percent, actor=SYSTEM, at=AT)
    assert list(NearShare.objects.order_by("valid_from").values_list("percent", flat=True)) == [20, 30]


def test_the_rules_are_read_once_a_day(world: World) -> None:
    forget()
    with clock.set_to(AT), CaptureQueriesContext(connection) as asked:
        for days in (0, -400, -30, 0):
            near_percent(TODAY + timedelta(days=days))
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        near_percent(TOMORROW + timedelta(days=400))
    assert len(asked) == 1


@pytest.mark.parametrize("percent", [0, 4, 51, 100])
def test_a_share_has_bounds(world: World, percent: int) -> None:
    with pytest.raises(BadInput, match="Nhập từ 5 đến 50"):
        set_near(percent, actor=SYSTEM, at=AT)


@pytest.mark.parametrize("who", ["leader", "one_stop_head"])
def test_only_administrators_set_it(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        set_near(30, actor=getattr(world.cast, who), at=AT)
