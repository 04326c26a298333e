"""The outbox: nothing in it is lost, and what its consumer writes in the store is written once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from motcua.domain.errors import NotFound
from motcua.jobs.gaps import gap
from motcua.jobs.models import Outbox
from motcua.jobs.registry import MOST_ATTEMPTS, Entry, register_consumer
from motcua.jobs.services import outbox
from motcua.jobs.services.outbox import LeaseLost, Message, give_back, mark, put, take
from motcua.jobs.services.run import work_once
from tests.cast import AT
from tests.jobs.work import ASKER, seconds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def messages(*ids: int, topic: str = "tests.said") -> list[Message]:
    """Messages about subjects."""
    return [Message(topic, "thing", number, AT, {"event": number}) for number in ids]


def test_messages_of_a_topic_come_in_order_and_once() -> None:
    put(messages(1, 2, 3))
    put(messages(9, topic="other.said"))
    first = take(["tests."], 2, at=AT)
    assert [entry.subject_id for entry in first] == [1, 2]
    assert [entry.data for entry in first] == [{"event": 1}, {"event": 2}]
    second = take(["tests."], 2, at=AT)
    assert [entry.subject_id for entry in second] == [3]
    mark(first, at=AT)
    mark(second, at=AT)
    assert take(["tests."], 9, at=AT + timedelta(days=1)) == []
    assert Outbox.objects.filter(taken_at=None).count() == 1


def test_what_was_put_in_a_transaction_that_failed_is_not_there() -> None:
    with transaction.atomic():
        put(messages(1))
        transaction.set_rollback(True)
    assert not Outbox.objects.exists()


def test_a_lease_that_ran_out_lets_another_worker_take_and_the_first_commits_nothing() -> None:
    put(messages(1))
    slow = take(["tests."], 1, at=AT)
    assert take(["tests."], 1, at=AT + seconds(59)) == []
    (again,) = take(["tests."], 1, at=AT + seconds(61))
    assert again.public_id == slow[0].public_id, "a repeat can be told"
    with pytest.raises(LeaseLost):
        mark(slow, at=AT)
    mark([again], at=AT)


def test_one_bad_message_waits_longer_each_time_and_holds_up_no_other() -> None:
    handled: list[int] = []

    def handle(entries: Sequence[Entry], at: datetime) -> None:
        for entry in entries:
            if entry.subject_id == 2:
                raise OSError
        handled.extend(entry.subject_id for entry in entries)

    register_consumer(["tests."], handle)
    put(messages(1, 2, 3))
    assert work_once(AT) == 2
    assert handled == [1, 3]
    at = AT
    for attempt in range(1, MOST_ATTEMPTS):
        bad = Outbox.objects.get(taken_at=None)
        assert (bad.attempts, bad.failed_at, len(bad.incident)) == (attempt, None, 8)
        assert seconds(-1) < bad.next_at - at - gap(attempt) < seconds(1)
        at = bad.next_at
        assert work_once(at) == 0
    dead = Outbox.objects.get(taken_at=None)
    assert dead.failed_at is not None
    assert work_once(at + timedelta(days=9)) == 0
    outbox.resend(dead.public_id, actor=ASKER, at=at)
    Outbox.objects.filter(pk=dead.pk).update(subject_id=4)
    assert work_once(at) == 1
    assert handled == [1, 3, 4]
    with pytest.raises(NotFound):
        outbox.resend(uuid4(), actor=ASKER, at=at)


def test_what_the_consumer_wrote_goes_with_its_mark() -> None:
    """A worker that dies between the two has written nothing; the next one writes it."""

    def handle(entries: Sequence[Entry], at: datetime) -> None:
        put([Message("made.of", "thing", entry.subject_id, at) for entry in entries])
        if not fallen:
            fallen.append(True)
            raise SystemExit

    fallen: list[bool] = []
    register_consumer(["tests."], handle)
    put(messages(1))
    with pytest.raises(SystemExit):
        work_once(AT)
    assert not Outbox.objects.filter(topic="made.of").exists()
    assert work_once(AT + seconds(61)) == 1
    assert Outbox.objects.filter(topic="made.of").count() == 1


def test_a_message_that_kills_its_workers_is_laid_aside() -> None:
    put(messages(1))
    for attempt in range(MOST_ATTEMPTS):
        assert len(take(["tests."], 1, at=AT + seconds(61) * attempt)) == 1
    assert take(["tests."], 1, at=AT + timedelta(days=1)) == []
    assert Outbox.objects.get().failed_at is not None


def test_what_is_given_back_without_an_incident_waits_too() -> None:
    put(messages(1))
    entries = take(["tests."], 1, at=AT)
    give_back(entries, at=AT)
    assert take(["tests."], 1, at=AT + seconds(9)) == []
    assert len(take(["tests."], 1, at=AT + seconds(10))) == 1


def test_what_was_taken_over_long_ago_is_forgotten_and_nothing_else() -> None:
    put(messages(1, 2, 3))
    old, new = take(["tests."], 2, at=AT)
    mark([old], at=AT)
    mark([new], at=AT + timedelta(days=20))
    assert outbox.forget(AT + timedelta(days=31)) == 1
    assert sorted(Outbox.objects.values_list("subject_id", flat=True)) == [2, 3]


def test_a_worker_told_to_end_takes_nothing_over() -> None:
    register_consumer(["tests."], lambda entries, at: None)
    put(messages(1))
    assert work_once(AT, stopping=lambda: True) == 0
