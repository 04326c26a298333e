"""Several workers at once, on PostgreSQL: each message is sent once, each thing told once. Real threads and commits."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from motcua.dossiers.services.accept import accept_all
from motcua.notifications.models import BellItem, Delivery, EscalationSending
from motcua.notifications.services import escalate
from motcua.notifications.services.notify import Subject, notify, person
from motcua.notifications.services.preferences import choose
from motcua.notifications.vocabulary import Channel, DeliveryState, Language
from tests.cast import make_cast
from tests.dossiers.test_races import together
from tests.factories import a_filing, a_world
from tests.notifications.conftest import AT, after, send
from tests.notifications.servers import Post

pytestmark = pytest.mark.postgresql

THREADS, MESSAGES = 4, 40


def test_four_senders_send_forty_letters_once_each(committing: None, post: Post) -> None:
    handler = make_cast(AT).handler
    choose({Channel.EMAIL: ["watch"]}, Language.VI, actor=handler, at=AT)

    def tell_and_send(_thread: int) -> int:
        try:
            for n in range(MESSAGES):
                values = {"rule": "Sắp đến hạn", "code": f"H72.15-260112-{n:04}"}
                notify("watch.race", [person(handler.id or 0)], Subject("race", n), values, key=f"race:{n}", at=AT)
            return send(after(minutes=1))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        sent = sum(pool.map(tell_and_send, range(THREADS)))
    assert sent + send(after(minutes=1)) == MESSAGES
    assert Counter(letter["X-Motcua-Delivery"] for letter in post.letters).most_common(1)[0][1] == 1
    assert (len(post.letters), Delivery.objects.filter(state=DeliveryState.SENT).count()) == (MESSAGES, MESSAGES)


def test_four_workers_that_look_at_once_remind_each_person_once(committing: None) -> None:
    world = a_world(make_cast(AT))
    dossiers = accept_all([a_filing(world)] * 30, actor=world.cast.desk_officer, at=AT)
    together(THREADS, lambda _: escalate.run(after(days=7, minutes=5)))
    told = Counter(EscalationSending.objects.values_list("dossier_id", "series", "person_id"))
    assert {dossier_id for dossier_id, _series, _person in told} == {dossier.pk for dossier in dossiers}
    assert set(told.values()) == {1}
    assert BellItem.objects.filter(topic__startswith="watch.").count() == len(told)
    assert escalate.run(after(days=7, minutes=10)) == 0
