"""kill -9 of the worker between sending and writing it down: each letter arrives, a repeat has its id and a mark."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from tests.notifications.servers import Post, mail_server
from tests.proof.making import NOW
from tests.proof.processes import ROOT, environment
from tests.proof.sending import TOLD
from tests.proof.store_reading import rows

HELD = 3
"""The letter after which the mail server is silent while the worker dies."""
PATIENCE = 40.0


@contextmanager
def sender(home: Path, post: Post, now: datetime) -> Iterator[None]:
    """A worker in a process group of its own; it does not live past the block."""
    more = {"MOTCUA_SMTP_HOST": "127.0.0.1", "MOTCUA_SMTP_PORT": str(post.port), "MOTCUA_SMTP_SECURITY": "none"}
    command = [sys.executable, "-m", "tests.proof.sending", now.isoformat()]
    process = subprocess.Popen(command, env=environment(home, **more), cwd=ROOT, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait(until: Callable[[], bool]) -> None:
    """Look until something holds."""
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, "the sender does not come on"
        time.sleep(0.01)


def states(home: Path) -> Counter[str]:
    return Counter(state for (state,) in rows(home, "SELECT state FROM notifications_delivery"))


def test_each_letter_arrives_at_least_once_and_a_repeat_can_be_told(home: Path) -> None:
    with mail_server() as post:
        post.hold_at = HELD
        with sender(home, post, NOW):
            wait(lambda: len(post.letters) == HELD)
        post.go_on.set()
        before = states(home)
        assert before["sent"] == HELD - 1, "the last letter was taken, and nobody wrote it down"
        with sender(home, post, NOW + timedelta(minutes=10)):
            wait(lambda: len(post.letters) > HELD + 2)
        with sender(home, post, NOW + timedelta(minutes=20)):
            wait(lambda: not states(home)["waiting"])
    sent = rows(home, "SELECT public_id FROM notifications_delivery WHERE state = 'sent'")
    arrived = Counter(UUID(letter["X-Motcua-Delivery"].strip()) for letter in post.letters)
    assert set(arrived) == {UUID(public_id) for (public_id,) in sent}, "none is lost"
    assert sum(sent_twice > 1 for sent_twice in arrived.values()) >= 1, "the held letter came again"
    seen: dict[str, str] = {}
    for letter in post.letters:
        number, text = letter["Message-ID"].strip(), letter.get_content()
        if number in seen:
            assert (letter["X-Motcua-Repeat"], text) == ("true", seen[number])
        seen[number] = text
    told = rows(home, "SELECT subject_id FROM notifications_delivery WHERE topic = 'watch.proof'")
    about = Counter(subject_id for (subject_id,) in told)
    assert about == Counter(range(TOLD)), "three workers told the same: it is written once"
