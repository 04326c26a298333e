"""From the outbox to the right people: owners who asked, the next holder, those who answer for an apology."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Applicant, Dossier
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.forward import forward, forward_all
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.refuse_intake import refuse_intake
from motcua.dossiers.services.send_back import send_back
from motcua.dossiers.services.submit import submit
from motcua.jobs.models import Outbox
from motcua.jobs.services import outbox
from motcua.notifications.models import BellItem, Delivery, Preference
from motcua.notifications.vocabulary import DeliveryState, SkipReason, Source
from tests.factories import World, a_dossier, a_filing, an_accepted
from tests.notifications.conftest import AT, asking, take_over, told_by

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def rung(world: World, key: str) -> list[str]:
    """What rang for a member of the cast, oldest first."""
    return list(
        BellItem.objects.filter(person_id=world.cast.members[key].person_id)
        .order_by("id")
        .values_list("topic", flat=True)
    )


def test_without_a_tick_nothing_is_ever_written_for_a_citizen(world: World) -> None:
    dossier = an_accepted(world, owner=asking())
    ask_supplement(dossier, items=[Item(name="Bản vẽ")], note="Thiếu", actor=world.cast.desk_officer, at=AT)
    take_over()
    assert not Outbox.objects.filter(taken_at__isnull=True).exists()
    assert not Delivery.objects.exists()
    assert not Preference.objects.exists()


def test_a_tick_is_kept_with_its_date_and_place_and_followed_by_notices(world: World) -> None:
    dossier = told_by(world, "email", "zalo", notify_language="en")
    take_over()
    wishes = Preference.objects.order_by("channel")
    assert [(w.channel, w.opted_in_at, w.given_in, w.language) for w in wishes] == [
        ("email", AT, Source.INTAKE, "en"),
        ("zalo", AT, Source.INTAKE, "en"),
    ]
    rows = Delivery.objects.order_by("channel")
    assert [(row.channel, row.address, row.language, row.topic) for row in rows] == [
        ("email", "khai@vidu.example", "en", "dossier.accepted"),
        ("zalo", "0900000318", "en", "dossier.accepted"),
    ]
    assert rows[0].values["due"] == Dossier.objects.get(pk=dossier.pk).due_at.isoformat()  # type: ignore[union-attr]
    assert not {"full_name", "phone", "email"} & set(rows[0].values)


def test_owner_and_submitter_are_told_each_by_what_they_asked(world: World) -> None:
    submitter = asking("sms", name="Trần Thị Nhàn", identity_number="072185000146", phone="0900 000 146")
    an_accepted(world, owner=asking("email"), submitter=submitter)
    take_over()
    told = Delivery.objects.order_by("channel").values_list("channel", "address", "values__stop")
    assert [(channel, address, stop[-2:]) for channel, address, stop in told] == [
        ("email", "khai@vidu.example", "/o"),
        ("sms", "0900000146", "/s"),
    ]


def test_a_refusal_before_acceptance_says_where_to_look_and_how_to_stop(world: World) -> None:
    filed = submit(a_filing(world, channel="online", owner=asking("email")), actor=world.cast.desk_officer, at=AT)
    refused = refuse_intake(filed, note="Không thuộc thẩm quyền", actor=world.cast.desk_officer, at=AT)
    take_over()
    told = Delivery.objects.get(topic="dossier.refused_at_intake")
    assert told.values["link"] == f"/h/{refused.public_token}"
    page = Client().get(told.values["link"]).content.decode()
    assert "Hồ sơ không được tiếp nhận" in page
    assert "Khi đến nhận" not in page, "nothing is to be fetched"
    Client().post(told.values["stop"], {"kenh": "email"})
    assert not Preference.objects.filter(ended_at__isnull=True).exists()


def test_the_whole_life_tells_each_thing_once(world: World) -> None:
    dossier = a_dossier(world, owner=asking("email"))
    ask_supplement(dossier, items=[Item(name="Bản vẽ")], note="Thiếu", actor=world.cast.desk_officer, at=AT)
    take_over()
    take_over()
    topics = Delivery.objects.order_by("id").values_list("topic", flat=True)
    assert list(topics) == ["dossier.accepted", "dossier.supplement_asked"]
    assert Delivery.objects.get(topic="dossier.supplement_asked").values["day"]


def test_the_named_person_hears_the_bell_the_sender_does_not(world: World) -> None:
    cast = world.cast
    dossier = forward(an_accepted(world), actor=cast.desk_officer, at=AT)
    dossier = forward(dossier, actor=cast.unit_head, at=AT, person_id=cast.handler.id)
    take_over()
    assert (rung(world, "handler"), rung(world, "unit_head"), rung(world, "economy_handler")) == (
        ["dossier.arrived"],
        [],
        [],
    ), "what moved on before it was told is told to nobody"
    item = BellItem.objects.get()
    assert item.path == f"/ho-so/{dossier.code}"
    send_back(dossier, note="Thiếu", actor=cast.handler, at=AT)
    take_over()
    assert rung(world, "unit_head") == ["dossier.arrived"]


def test_where_nobody_is_named_all_who_may_go_on_are_told(world: World) -> None:
    cast = world.cast
    dossier = forward(an_accepted(world), actor=cast.desk_officer, at=AT)
    take_over()
    assert rung(world, "unit_head") == ["dossier.arrived"]
    forward(dossier, actor=cast.unit_head, at=AT)
    take_over()
    assert rung(world, "handler") == rung(world, "economy_handler") == ["dossier.arrived"]
    assert rung(world, "outsider") == rung(world, "neighbour_handler") == []


def test_an_apology_owed_is_told_to_leader_head_and_holder(world: World) -> None:
    dossier = a_dossier(world)
    outbox.put([outbox.Message("apology.owed", "dossier", dossier.pk, AT)])
    take_over()
    for key in ("leader", "unit_head"):
        assert "apology.owed" in rung(world, key)
    assert "apology.owed" not in rung(world, "clerk")


def test_what_is_taken_over_too_late_is_kept_and_not_sent(world: World) -> None:
    forward(told_by(world, "email"), actor=world.cast.desk_officer, at=AT)
    take_over(AT + timedelta(days=15))
    (row,) = Delivery.objects.all()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, SkipReason.STALE)
    assert not BellItem.objects.exists()


def test_a_topic_that_nobody_writes_about_is_taken_over_in_silence(world: World) -> None:
    dossier = told_by(world, "email")
    outbox.put(
        [
            outbox.Message("dossier.painted", "dossier", dossier.pk, AT),
            outbox.Message("dossier.resolved", "dossier", 0, AT),
        ]
    )
    take_over()
    assert not Outbox.objects.filter(taken_at__isnull=True).exists()
    assert list(Delivery.objects.values_list("topic", flat=True)) == ["dossier.accepted"]


def test_taking_over_asks_the_store_as_often_for_ten_as_for_a_hundred(world: World) -> None:
    counts = []
    for number in (10, 100):
        made = accept_all([a_filing(world, owner=asking("email"))] * number, actor=world.cast.desk_officer, at=AT)
        forward_all(made, actor=world.cast.desk_officer, at=AT)
        with CaptureQueriesContext(connection) as asked:
            take_over()
        counts.append(len([query for query in asked if "jobs_" not in query["sql"]]))
        assert Applicant.objects.filter(dossier__in=made).count() == number
    assert BellItem.objects.count() == 110
    assert counts[0] == counts[1]


def test_a_letter_of_apology_is_told_with_both_dates_or_without_a_new_one(world: World) -> None:
    dossier = told_by(world, "email")
    due, new = AT + timedelta(days=7), AT + timedelta(days=9)
    for told in (new.isoformat(), None):
        data = {"due_at": due.isoformat(), "new_due_at": told, "due_by": due.isoformat()}
        outbox.put([outbox.Message("apology.sent", "dossier", dossier.pk, AT, data)])
    take_over()
    first, second = Delivery.objects.filter(topic="apology.sent").order_by("id")
    assert (first.values["before"], first.values["due"]) == (due.isoformat(), new.isoformat())
    assert second.values["before"] == due.isoformat()
    assert "due" not in second.values, "a line that would name no date is left out"
