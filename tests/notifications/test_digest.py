"""The work of the day, told once when the office opens."""

from datetime import datetime

import pytest

from motcua.common import clock
from motcua.dossiers.models import Dossier
from motcua.notifications.jobs import digest
from motcua.notifications.models import BellItem, Delivery, Digest
from motcua.notifications.queries.bell import lines
from motcua.notifications.services.preferences import choose
from motcua.notifications.vocabulary import Channel, Language
from tests.factories import World, at_step
from tests.notifications.conftest import AT

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.fixture
def burdened(world: World) -> World:
    """The handler has one late dossier and one due on Monday 19/1; the leader wants the digest by e-mail."""
    late, due = at_step(world, 3), at_step(world, 3)
    Dossier.objects.filter(pk=late.pk).update(due_at=local("2026-01-16T17:00"), sort_at=local("2026-01-16T17:00"))
    Dossier.objects.filter(pk=due.pk).update(due_at=local("2026-01-19T17:00"), sort_at=local("2026-01-19T17:00"))
    choose({Channel.EMAIL: ["digest"]}, Language.VI, actor=world.cast.handler, at=AT)
    return world


def test_it_is_told_once_at_the_opening_and_only_to_those_with_work(burdened: World) -> None:
    assert digest.run(local("2026-01-19T06:59")) == 0
    assert digest.run(local("2026-01-19T07:02")) > 0
    assert digest.run(local("2026-01-19T07:07")) == 0
    (item,) = BellItem.objects.filter(topic="digest")
    assert item.person_id == burdened.cast.handler.id
    (row,) = Digest.objects.filter(person_id=burdened.cast.handler.id)
    assert (row.late, row.today, row.near) == (1, 1, 0)
    (line,) = lines([item])
    assert line.head == "Việc ngày 19/01/2026"
    assert line.text.splitlines() == ["Quá hạn: 1", "Đến hạn hôm nay: 1"]
    assert item.path == "/ho-so?viec=cua-toi"
    (letter,) = Delivery.objects.all()
    assert letter.values["link_late"] == "/ho-so?viec=cua-toi&thoi_gian=late"
    assert "link_near" not in letter.values


@pytest.mark.parametrize("at", ["2026-01-17T08:00", "2026-01-18T08:00", "2026-01-19T10:30", "2026-01-19T15:00"])
def test_days_off_and_afternoons_have_none(burdened: World, at: str) -> None:
    with clock.set_to(local(at)):
        assert digest.run(local(at)) == 0
    assert not Digest.objects.exists()


def test_whoever_was_told_before_the_worker_died_is_not_told_again(burdened: World) -> None:
    digest.run(local("2026-01-19T07:02"))
    Digest.objects.all().delete()
    digest.run(local("2026-01-19T07:10"))
    assert BellItem.objects.filter(topic="digest").count() == 1
    assert Delivery.objects.count() == 1
