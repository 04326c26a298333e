"""From a written message to the answer of the carrier: once, with marks by which a repeat is known."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from motcua.notifications.models import ChannelRule, Delivery
from motcua.notifications.queries.deliveries import held_up
from motcua.notifications.quiet import ATTEMPTS
from motcua.notifications.services import deliver
from motcua.notifications.services.channels import CarrierRefused, Carriers, Message
from motcua.notifications.services.preferences import stop
from motcua.notifications.services.resend import resend
from motcua.notifications.services.rules import set_rule
from motcua.notifications.vocabulary import Channel, DeliveryState, SkipReason
from tests.factories import World
from tests.notifications.conftest import AT, after, send, take_over, told_by
from tests.notifications.servers import Gateway, Post

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NIGHT = after(hours=13)
"""21:30 on the evening of AT."""


def waiting(world: World, *channels: str, at: datetime = AT) -> Delivery:
    """A message that waits: of the acceptance of a dossier, by the first of some channels."""
    dossier = told_by(world, *channels, at=at)
    take_over(at)
    return Delivery.objects.get(subject_id=dossier.pk, channel=channels[0])


def test_a_citizen_who_asked_gets_one_letter_with_code_date_and_links(world: World, post: Post) -> None:
    dossier = told_by(world, "email")
    take_over()
    assert (send(after(seconds=1)), send(after(seconds=2))) == (1, 0)
    (letter,) = post.letters
    (row,) = Delivery.objects.all()
    assert (row.state, row.attempts, row.address) == (DeliveryState.SENT, 1, "khai@vidu.example")
    assert row.sent_at == after(seconds=1)
    assert letter["To"] == "khai@vidu.example"
    assert letter["Subject"].strip() == f"Đã tiếp nhận hồ sơ {dossier.code}"
    assert letter["Message-ID"] == f"<{row.public_id}@thanhlam.example>"
    assert letter["X-Motcua-Delivery"] == str(row.public_id)
    assert letter["X-Motcua-Repeat"] is None
    text = letter.get_content().replace("\r\n", "\n")
    assert f"https://motcua.thanhlam.example/h/{dossier.public_token}\n" in text
    stop_link = f"https://motcua.thanhlam.example/h/{dossier.public_token}/thong-bao/o"
    assert stop_link in text
    assert letter["List-Unsubscribe"].strip() == f"<{stop_link}>"


@pytest.mark.parametrize(
    ("on_recipient", "on_data", "state", "code"),
    [
        ("550 no such user", "250 OK", DeliveryState.DEAD, "smtp_recipient_550"),
        ("450 box is busy", "250 OK", DeliveryState.WAITING, "smtp_recipient_450"),
        ("250 OK", "554 spam", DeliveryState.DEAD, "smtp_message_554"),
        ("250 OK", "451 later", DeliveryState.WAITING, "smtp_message_451"),
    ],
)
def test_what_the_mail_server_refuses_for_good_is_dead_the_rest_waits(
    world: World, post: Post, on_recipient: str, on_data: str, state: str, code: str
) -> None:
    row = waiting(world, "email")
    post.on_recipient, post.on_data = on_recipient, on_data
    assert send(AT) == 0
    row.refresh_from_db()
    assert (row.state, row.last_error, row.lease_until) == (state, code, None)
    assert "@" not in row.last_error


def test_attempts_grow_apart_until_the_message_is_dead_and_a_person_sends_it_again(world: World, post: Post) -> None:
    row = waiting(world, "email")
    post.on_data = "451 later"
    at, gaps = AT, []
    for attempt in range(1, ATTEMPTS + 1):
        send(at)
        row.refresh_from_db()
        assert row.attempts == attempt
        gaps.append(row.next_at - at)
        assert send(at + timedelta(seconds=1)) == 0, "not before its time"
        at = row.next_at
    assert row.state == DeliveryState.DEAD
    assert gaps[:-1] == sorted(gaps[:-1])
    post.on_data = "250 OK"
    assert send(at + timedelta(days=1)) == 0
    assert resend([row], actor=world.cast.administrator, at=at) == 1
    assert resend([row], actor=world.cast.administrator, at=at) == 0
    assert send(at) == 1
    (letter,) = post.letters
    assert letter["X-Motcua-Delivery"] == str(row.public_id)
    assert letter["X-Motcua-Repeat"] == "true"


def test_a_server_that_cannot_be_reached_is_tried_again(world: World, post: Post, settings: Any) -> None:
    row = waiting(world, "email")
    settings.SMTP_PORT = 9
    assert send(AT) == 0
    row.refresh_from_db()
    assert (row.state, row.last_error) == (DeliveryState.WAITING, "smtp_unreachable")


def test_without_a_mail_server_messages_wait_and_administrators_see_how_many(world: World, settings: Any) -> None:
    settings.SMTP_HOST = ""
    row = waiting(world, "email")
    assert send(after(days=2)) == 0
    row.refresh_from_db()
    assert (row.state, row.attempts) == (DeliveryState.WAITING, 0)
    assert held_up(after(days=2)) == [(Channel.EMAIL, 1)]


def test_a_message_that_waited_longer_than_the_rule_says_is_dropped(world: World, post: Post) -> None:
    row = waiting(world, "email")
    send(after(days=15))
    row.refresh_from_db()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, SkipReason.STALE)
    assert post.letters == []


def test_whoever_stopped_it_since_gets_nothing(world: World, post: Post) -> None:
    row = waiting(world, "email")
    stop([row.recipient_id], [Channel.EMAIL], at=AT)
    send(AT)
    row.refresh_from_db()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, SkipReason.OPTED_OUT)
    assert post.letters == []


class TestGateway:
    def test_one_post_says_all_and_nothing_more(self, world: World, gateway: Gateway) -> None:
        row = waiting(world, "sms")
        assert send(AT) == 1
        (body,), (headers,) = gateway.posted, gateway.headers
        assert set(body) == {"id", "channel", "to", "text", "template", "values", "language", "repeat"}
        assert (body["id"], body["channel"], body["to"]) == (str(row.public_id), "sms", "0900000318")
        assert (body["template"], body["repeat"]) == ("dossier.accepted/sms/vi/1", False)
        assert row.values["code"] in body["text"]
        assert headers["Authorization"] == "Bearer bi-mat"
        assert headers["Idempotency-Key"] == str(row.public_id)

    @pytest.mark.parametrize(
        ("status", "state"),
        [
            (200, DeliveryState.SENT),
            (400, DeliveryState.DEAD),
            (404, DeliveryState.DEAD),
            (302, DeliveryState.DEAD),
            (429, DeliveryState.WAITING),
            (500, DeliveryState.WAITING),
            (503, DeliveryState.WAITING),
        ],
    )
    def test_its_status_decides(self, world: World, gateway: Gateway, status: int, state: str) -> None:
        row = waiting(world, "zalo")
        gateway.status = status
        send(AT)
        row.refresh_from_db()
        assert row.state == state
        assert row.last_error == ("" if state == DeliveryState.SENT else f"gateway_{status}")
        assert len(gateway.posted) == 1, "a redirect is not followed"

    def test_one_that_does_not_answer_in_time_gets_the_same_id_again(self, world: World, gateway: Gateway) -> None:
        row = waiting(world, "sms")
        gateway.silent.set()
        send(AT)
        row.refresh_from_db()
        assert (row.state, row.last_error) == (DeliveryState.WAITING, "gateway_timeout")
        gateway.silent.clear()
        assert send(row.next_at) == 1
        first, second = gateway.posted
        assert (first["id"], first["repeat"]) == (second["id"], False)
        assert second["repeat"] is True
        assert first["text"] == second["text"]

    def test_telephones_are_quiet_at_night_unless_the_topic_is_urgent(self, world: World, gateway: Gateway) -> None:
        row = waiting(world, "sms")
        assert send(NIGHT) == 0
        row.refresh_from_db()
        assert (row.attempts, row.next_at) == (0, datetime.fromisoformat("2026-01-13T07:00:00+07:00"))
        set_rule(
            Channel.SMS,
            quiet_from=time(21),
            quiet_to=time(7),
            keep_days=14,
            urgent=["dossier.accepted"],
            actor=world.cast.administrator,
            at=AT,
        )
        Delivery.objects.update(next_at=NIGHT)
        assert send(NIGHT) == 1
        assert ChannelRule.objects.filter(channel="sms").count() == 2, "the rule before stays in the history"

    def test_letters_go_at_night(self, world: World, post: Post) -> None:
        waiting(world, "email")
        assert send(NIGHT) == 1


class TestLeases:
    def test_a_sender_that_dies_after_sending_leaves_a_repeat_with_the_same_id(self, world: World, post: Post) -> None:
        waiting(world, "email")
        (row,) = deliver.take(AT).rows
        with Carriers() as carriers:
            carriers.send(deliver.message_of(row, AT))
        # Here the sender died: nothing was written down.
        assert send(after(minutes=4)) == 0, "the lease still runs"
        assert send(after(minutes=5)) == 1
        first, second = post.letters
        assert first["Message-ID"] == second["Message-ID"]
        assert (first["X-Motcua-Repeat"], second["X-Motcua-Repeat"]) == (None, "true")
        assert first.get_content() == second.get_content()

    def test_a_slow_sender_does_not_undo_what_another_wrote_since(self, world: World, post: Post) -> None:
        waiting(world, "email")
        (slow,) = deliver.take(AT).rows
        assert send(after(minutes=5)) == 1

        class Refusing(Carriers):
            def send(self, message: Message) -> None:
                raise CarrierRefused("smtp_timeout", for_good=True)

        assert not deliver.send(slow, Refusing(), at=after(minutes=6))
        assert Delivery.objects.get().state == DeliveryState.SENT

    def test_a_text_that_cannot_be_filled_does_not_hold_up_the_next(self, world: World, post: Post) -> None:
        poisoned, good = waiting(world, "email"), waiting(world, "email")
        Delivery.objects.filter(pk=poisoned.pk).update(values={"due": "không phải ngày"})
        assert send(AT) == 1
        poisoned.refresh_from_db()
        good.refresh_from_db()
        assert (poisoned.state, poisoned.last_error) == (DeliveryState.DEAD, "not_sendable")
        assert good.state == DeliveryState.SENT
