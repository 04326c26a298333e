"""A whole worker that dies at one point of its work, and the one that follows: `python -m tests.proof.dying`.

Each line read names the point before which kill -9 comes (empty: never; `together`: two work at once, none dies). The
store is put back as it was; one worker works until it dies, another one comes after the leases; then the points that
the first one passed are printed as JSON: each statement that writes, and each word to and from the mail server and the
gateway, where it is sent the first time.
"""

import json
import os
import shutil
import signal
import smtplib
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import django

from tests.proof.making import NOW

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")

ROUNDS = 3
"""What a job does is taken over by the next round, and sent by the one after it."""
AFTER_LEASES = timedelta(minutes=20)
TOGETHER = "together"
WRITING = ("INSERT", "UPDATE", "DELETE")


def arrange(at: datetime) -> None:
    """Officers and a citizen want to be told, a dossier is accepted, and a calendar is to be applied."""
    from django.contrib.auth import get_user_model

    from motcua.calendars import queries as calendars
    from motcua.catalogue import queries as catalogue
    from motcua.dossiers.services.accept import accept
    from motcua.dossiers.services.opening import Filing
    from motcua.jobs.models import Outbox
    from motcua.notifications.models import BellItem, Delivery, Digest, EscalationSending
    from motcua.notifications.services.preferences import choose
    from motcua.notifications.vocabulary import Channel, Language
    from motcua.organisation.queries import actor_of_person
    from tests.dossiers.calendars import a_storm, decided, national
    from tests.factories import PROCEDURE, a_party

    Outbox.objects.update(taken_at=at)  # what happened before is told …
    for reminded in (Delivery, Digest, EscalationSending, BellItem):
        reminded.objects.all().delete()  # … and the morning's work is not
    people = {account.username: account.person_id for account in get_user_model().objects.exclude(person=None)}
    desk = actor_of_person(people["hantt"], at)
    for person_id in people.values():
        choose({Channel.EMAIL: ["watch", "digest"]}, Language.VI, actor=actor_of_person(person_id, at), at=at)
    (offering,) = catalogue.offerings_for(desk.unit_ids, at.date(), PROCEDURE)
    owner = a_party(email="khai@vidu.example", notify_email=True, notify_sms=True)
    accept(Filing(offering_id=offering.id, owner=owner, papers=()), actor=desk, at=at)
    draft = calendars.draft_of(national())
    assert draft is not None, "the stage has a draft of the national calendar"
    a_storm(draft.pk, "2026-01-15T07:00", "2026-01-16T00:00", at=at)
    decided(draft, at)


def work(begun: datetime) -> None:
    """Do what a worker does, a few seconds after one another."""
    from motcua.common import clock
    from motcua.jobs import registry
    from motcua.jobs.services.run import work_once

    for name in [name for name in registry._tasks if not name.startswith("notifications.")]:
        del registry._tasks[name]  # what else the clock brings tells nobody here
    for number in range(ROUNDS):
        at = begun + timedelta(seconds=3 * number)
        with clock.set_to(at):
            work_once(at)


def send_what_waits(begun: datetime) -> None:
    """Send what a slow machine let run into a timeout, as a worker does later."""
    from motcua.common import clock
    from motcua.notifications.jobs import deliver
    from motcua.notifications.models import Delivery

    at = begun
    while Delivery.objects.filter(state="waiting").exists():
        at += timedelta(minutes=10)
        with clock.set_to(at):
            deliver.run(at)


class Points:
    """Counts what goes over a wire or is written, and dies before one of them."""

    def __init__(self, fatal: str) -> None:
        self.fatal = fatal
        self.passed: list[str] = []

    def come_to(self, name: str) -> None:
        """Die here, or go on."""
        if name == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        if name not in self.passed:
            self.passed.append(name)

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """A statement is about to be sent."""
        if sql.startswith(WRITING):
            self.come_to(sql.split(" ")[0] + " " + next(word for word in sql.split('"') if "_" in word))
        return execute(sql, params, many, context)

    def before(self, holder: type, name: str, told: Callable[..., str]) -> None:
        """Come to a point before each call of a method."""
        called = getattr(holder, name)

        def call(self_: Any, *args: Any, **more: Any) -> Any:
            self.come_to(told(*args))
            return called(self_, *args, **more)

        setattr(holder, name, call)

    def watch_wires(self) -> None:
        """Watch what is sent and what is waited for."""
        said = [""]

        def sends(data: Any) -> str:
            line = data if isinstance(data, str) else data.decode(errors="replace")
            word = line.split()[0].upper().split(":")[0]
            said[0] = "the letter" if said[0] == "DATA" else word
            return f"send {said[0]}"

        self.before(smtplib.SMTP, "connect", lambda *_: "connect")
        self.before(smtplib.SMTP, "send", sends)
        self.before(smtplib.SMTP, "getreply", lambda *_: f"answer to {said[0]}")
        self.before(HTTPConnection, "send", lambda *_: "post")
        self.before(HTTPConnection, "getresponse", lambda *_: "answer to post")


def begun(do: Callable[[], None]) -> int:
    """Begin something in a process of its own; its number."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    try:
        do()
    finally:
        os._exit(0 if sys.exc_info()[0] is None else 1)


def ended(pid: int) -> bool:
    """Wait for a process; whether it came to its end."""
    return os.waitpid(pid, 0)[1] == 0


def main(home: Path) -> None:
    """Arrange, then die and be followed as often as somebody asks for it."""
    django.setup()
    from django.db import connection

    from motcua.common import clock

    store, kept, told = home / "motcua.sqlite3", home / "as-arranged.sqlite3", home / "passed.json"
    with clock.set_to(NOW):
        arrange(NOW)
    connection.close()
    shutil.copy(store, kept)
    work(NOW)  # what a process reads once is read here, not by every worker anew
    connection.close()

    def die(fatal: str) -> None:
        points = Points(fatal)
        points.watch_wires()
        with connection.execute_wrapper(points.statement):
            work(NOW)
        told.write_text(json.dumps(points.passed), encoding="utf-8")

    def follow() -> None:
        work(NOW + AFTER_LEASES)
        send_what_waits(NOW + AFTER_LEASES)

    for line in sys.stdin:
        for beside in home.glob("motcua.sqlite3-*"):
            beside.unlink()
        shutil.copy(kept, store)
        fatal = line.strip()
        if fatal == TOGETHER:
            both = [begun(lambda: work(NOW)) for _ in range(2)]
            well = [ended(pid) for pid in both]
            assert all(well), "two workers at once fail"
        else:
            lived = ended(begun(partial(die, fatal)))
            assert lived == (not fatal), f"the worker was to die at {fatal or 'no point'}"
        assert ended(begun(follow)), "the worker that follows fails"
        sys.stdout.write(told.read_text(encoding="utf-8") + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(os.environ["MOTCUA_HOME"]))
