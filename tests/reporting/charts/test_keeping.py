"""Pictures are drawn once, by a worker, and shown from what is kept."""

from datetime import timedelta

import pytest
from django.apps import apps

from motcua.jobs.services.run import work_once
from motcua.reporting.charts import keeping
from motcua.reporting.charts.pictures import Size, digest
from motcua.reporting.models import ChartPicture
from tests.cast import AT
from tests.reporting.charts import samples

pytestmark = pytest.mark.django_db

WANTED = [(samples.LINES, Size.HALF), (samples.LINES, Size.PHONE)]


@pytest.fixture(autouse=True)
def _no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_drawn", lambda picture, size: f"<svg>{picture.kind} {size.value}</svg>")


def _jobs() -> int:
    return int(apps.get_model("jobs", "Job")._default_manager.filter(kind=keeping.JOB).count())


def test_a_page_asks_once_and_shows_what_a_worker_drew() -> None:
    assert keeping.pictures(WANTED, AT) == {}
    assert keeping.pictures(WANTED, AT + timedelta(seconds=5)) == {}
    assert _jobs() == 1
    work_once(AT + timedelta(seconds=6))
    found = keeping.pictures(WANTED, AT + timedelta(minutes=1))
    assert found == {digest(*each): f"<svg>lines {each[1].value}</svg>" for each in WANTED}
    assert _jobs() == 1


def test_what_is_kept_costs_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    keeping.draw_now(WANTED, AT)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(keeping.pictures(WANTED, AT)) == 2


def test_a_picture_that_nobody_drew_is_asked_for_again_after_a_while() -> None:
    keeping.pictures(WANTED, AT)
    keeping.pictures(WANTED, AT + keeping.PATIENCE + timedelta(seconds=1))
    assert _jobs() == 2


def test_while_too_many_wait_nothing_more_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_WAITING", 1)
    keeping.pictures(WANTED, AT)
    keeping.pictures([(samples.RATE, Size.HALF)], AT)
    assert _jobs() == 1


def test_a_job_draws_at_once_and_keeps_it() -> None:
    first = keeping.draw_now(WANTED, AT)
    assert keeping.kept(list(first)) == first
    assert keeping.draw_now(WANTED, AT) == first
    assert ChartPicture.objects.count() == 2


def test_pictures_that_were_asked_for_long_ago_go() -> None:
    keeping.draw_now(WANTED, AT)
    assert keeping.forget(AT + timedelta(days=1)) == 0
    assert keeping.forget(AT + keeping.KEPT + timedelta(days=1)) == 2
