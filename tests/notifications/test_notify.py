"""Who is told by which way; what was told under a key is never told again."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier
from motcua.notifications.models import BellItem, Delivery
from motcua.notifications.services.notify import Notice, Subject, applicant, notify, notify_all, person
from motcua.notifications.services.preferences import choose
from motcua.notifications.vocabulary import Channel, DeliveryState, Language, SkipReason
from motcua.organisation.models import Person
from tests.factories import World
from tests.notifications.conftest import AT, take_over, told_by

pytestmark = [pytest.mark.django_db, pytest.mark.database]

VALUES: dict[str, Any] = {"rule": "Sắp đến hạn", "code": "H72.15-260112-0001", "due": AT}
ABOUT = Subject("dossier", 1)


def tell(world: World, topic: str = "watch.near", key: str = "k", **more: Any) -> None:
    notify(topic, [person(world.cast.handler.id or 0)], ABOUT, VALUES, key=key, at=AT, **more)


def by_mail(world: World, *topics: str) -> None:
    choose({Channel.EMAIL: topics}, Language.EN, actor=world.cast.handler, at=AT)


def test_an_officer_hears_the_bell_once_whatever_is_told_again(world: World) -> None:
    for _ in range(3):
        tell(world)
    (item,) = BellItem.objects.all()
    assert (item.person_id, item.topic, item.values["code"]) == (world.cast.handler.id, "watch.near", VALUES["code"])
    assert not Delivery.objects.exists()
    tell(world, key="another")
    assert BellItem.objects.count() == 2


def test_an_officer_gets_e_mail_only_after_asking_for_it_and_for_that_topic(world: World) -> None:
    by_mail(world, "digest")
    tell(world)
    assert not Delivery.objects.exists()
    by_mail(world, "digest", "watch")
    tell(world, key="later")
    (row,) = Delivery.objects.all()
    assert (row.channel, row.language, row.address) == ("email", "en", "quantm@thanhlam.example")


def test_a_rule_that_asks_for_e_mail_only_rings_where_no_e_mail_is_wanted(world: World) -> None:
    tell(world, channels=[Channel.EMAIL])
    assert BellItem.objects.count() == 1, "nobody goes untold"
    by_mail(world, "watch")
    tell(world, key="later", channels=[Channel.EMAIL])
    assert (BellItem.objects.count(), Delivery.objects.count()) == (1, 1)


def test_the_bell_of_a_duty_cannot_be_silenced_another_can(world: World) -> None:
    choose({Channel.BELL: []}, Language.VI, actor=world.cast.handler, at=AT)
    tell(world, "dossier.arrived")
    assert not BellItem.objects.exists()
    tell(world, "apology.owed", "duty")
    assert BellItem.objects.count() == 1


def test_a_recipient_without_address_is_kept_with_the_reason(world: World) -> None:
    by_mail(world, "watch")
    Person.objects.filter(pk=world.cast.handler.id or 0).update(email="")
    tell(world)
    (row,) = Delivery.objects.all()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, SkipReason.NO_ADDRESS)


def test_a_topic_without_texts_and_a_key_without_end_are_mistakes(world: World) -> None:
    with pytest.raises(KeyError):
        tell(world, "weather.storm")
    with pytest.raises(ValueError, match="128"):
        tell(world, key="k" * 128)
    with pytest.raises(ValueError, match="not written for"):
        tell(world, "dossier.resolved")


def test_telling_many_asks_the_store_as_often_as_telling_few(world: World) -> None:
    dossiers = [told_by(world, "email") for _ in range(4)]
    take_over()
    parties = {row.pk: row.applicants.get().pk for row in Dossier.objects.filter(pk__in=[d.pk for d in dossiers])}

    def many(number: int) -> list[Notice]:
        officers = (person(world.cast.handler.id or 0), person(world.cast.leader.id or 0))
        citizens = tuple(applicant(pk) for pk in parties.values())
        return [
            Notice("dossier.resolved", citizens, ABOUT, VALUES, f"{number}-{n}", AT)
            if n % 2
            else Notice("watch.late", officers, ABOUT, VALUES, f"{number}-{n}", AT)
            for n in range(number)
        ]

    counts = []
    for number in (10, 100):
        notices = many(number)
        with CaptureQueriesContext(connection) as asked:
            notify_all(notices)
        counts.append(len(asked))
    assert counts[0] == counts[1]
