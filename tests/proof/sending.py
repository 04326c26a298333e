"""A worker that only takes the outbox over and sends, under a clock of its own: `python -m tests.proof.sending NOW`.

At its start it tells one officer some things, each under a key: the next worker tells the same again.
"""

import os
import sys
import time
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")


TOLD = 8


def tell(at: datetime) -> None:
    """Let the officer ask for e-mail, and tell."""
    from django.contrib.auth import get_user_model

    from motcua.notifications.services.notify import Subject, notify, person
    from motcua.notifications.services.preferences import choose
    from motcua.notifications.vocabulary import Channel, Language
    from motcua.organisation.queries import actor_of_person

    officer = actor_of_person(get_user_model().objects.get(username="quantm").person_id, at)
    choose({Channel.EMAIL: ["watch"]}, Language.VI, actor=officer, at=at)
    for number in range(TOLD):
        values = {"rule": "Sắp đến hạn", "code": f"H72.15-260114-{number:04}", "due": at}
        notify("watch.proof", [person(officer.id or 0)], Subject("proof", number), values, key=f"proof:{number}", at=at)


def main(begun: datetime) -> None:
    """Work until killed."""
    django.setup()
    from motcua.common import clock
    from motcua.jobs.registry import consumers
    from motcua.jobs.services import outbox
    from motcua.jobs.services.leases import Instants
    from motcua.notifications.jobs import deliver

    with clock.set_to(begun):
        tell(begun)
    started = time.monotonic()
    while True:
        at = begun + timedelta(seconds=time.monotonic() - started)
        with clock.set_to(at):
            for consumer in consumers():
                outbox.run_consumer(consumer, Instants(at))
            deliver.run(at)
        time.sleep(0.05)


if __name__ == "__main__":
    main(datetime.fromisoformat(sys.argv[1]))
