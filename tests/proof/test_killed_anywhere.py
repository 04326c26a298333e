"""kill -9 of the worker before each sort of statement and each word on the wire: all arrives, repeats are marked."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.notifications.servers import Gateway, Post, gateway_server, mail_server
from tests.proof.dying import TOGETHER
from tests.proof.processes import ROOT, environment
from tests.proof.store_reading import rows

WIRE = {
    "connect",
    "answer to EHLO",
    "send MAIL",
    "send RCPT",
    "send DATA",
    "send the letter",
    "answer to the letter",
    "post",
    "answer to post",
}
"""Points at which a carrier may or may not have what it was sent."""
WRITTEN = {
    "INSERT jobs_taskrun",
    "UPDATE jobs_taskrun",
    "UPDATE jobs_outbox",
    "UPDATE jobs_job",
    "INSERT dossiers_dossierevent",
    "INSERT jobs_outbox",
    "UPDATE dossiers_calendarapplication",
    "INSERT notifications_escalationsending",
    "INSERT notifications_digest",
    "INSERT notifications_bellitem",
    "INSERT notifications_delivery",
    "UPDATE notifications_delivery",
}
"""What is written when messages are taken over, people are reminded, a calendar is applied, and all is sent."""


class Workers:
    """The process in which workers die and follow each other, and what it left."""

    def __init__(self, home: Path, process: "subprocess.Popen[str]", post: Post, gateway: Gateway) -> None:
        self.home, self.process, self.post, self.gateway = home, process, post, gateway

    def die_at(self, point: str) -> list[str]:
        """Let one worker die at a point and another one follow; the points passed by the last that did not die."""
        self.post.letters.clear()
        self.gateway.posted.clear()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(point + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the workers fell at {point}"
        passed: list[str] = json.loads(answer)
        return passed

    def told(self) -> dict[str, list[Any]]:
        """What the store says was told and done, without ids that differ from run to run."""
        ask = {
            "sent": "SELECT topic, subject_kind, subject_id, recipient_kind, recipient_id, channel"
            " FROM notifications_delivery WHERE state = 'sent'",
            "waiting": "SELECT topic FROM notifications_delivery WHERE state NOT IN ('sent', 'skipped')",
            "bells": "SELECT topic, subject_kind, subject_id, person_id FROM notifications_bellitem",
            "reminders": "SELECT series, dossier_id, anchor_at, person_id FROM notifications_escalationsending",
            "digests": 'SELECT "on", person_id FROM notifications_digest',
            "moved": "SELECT dossier_id FROM dossiers_dossierevent WHERE kind = 'CALENDAR_APPLIED'",
        }
        return {name: sorted(rows(self.home, query)) for name, query in ask.items()}

    def sent(self) -> set[str]:
        """The ids of what was sent, as the store says."""
        query = "SELECT public_id FROM notifications_delivery WHERE state = 'sent'"
        return {public_id for (public_id,) in rows(self.home, query)}

    def arrived(self) -> list[tuple[str, bool, str]]:
        """Id, mark and text of what the mail server and the gateway took, in the order in which they took it."""
        letters = [
            (
                letter["X-Motcua-Delivery"].strip().replace("-", ""),
                letter["X-Motcua-Repeat"] is not None,
                letter["Message-ID"].strip() + letter.get_content(),
            )
            for letter in self.post.letters
        ]
        return letters + [(body["id"].replace("-", ""), body["repeat"], body["text"]) for body in self.gateway.posted]


@contextmanager
def workers(home: Path) -> Iterator[Workers]:
    """A mail server, a gateway, and workers that lead to them."""
    with mail_server() as post, gateway_server() as gateway:
        more = {
            "MOTCUA_SMTP_HOST": "127.0.0.1",
            "MOTCUA_SMTP_PORT": str(post.port),
            "MOTCUA_SMTP_SECURITY": "none",
            "MOTCUA_PUBLIC_URL": "https://motcua.thanhlam.example",
            "MOTCUA_GATEWAY_URL": gateway.url,
            "MOTCUA_GATEWAY_TOKEN": "bi-mat",
        }
        command = [sys.executable, "-m", "tests.proof.dying"]
        with subprocess.Popen(
            command, env=environment(home, **more), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            try:
                yield Workers(home, process, post, gateway)
            finally:
                process.kill()


def test_wherever_a_worker_dies_all_arrives_nothing_is_stored_twice_and_repeats_are_marked(home: Path) -> None:
    with workers(home) as at_work:
        passed = at_work.die_at("")
        wanted = at_work.told()
        assert set(passed) >= WIRE | WRITTEN
        assert {topic for topic, *_ in wanted["sent"]} >= {
            "dossier.accepted",
            "dossier.calendar_applied",
            "digest",
            "watch.late",
        }
        assert wanted["waiting"] == []
        at_work.die_at(TOGETHER)
        assert at_work.told() == wanted, "two workers at once tell everybody once"
        assert len({public_id for public_id, _, _ in at_work.arrived()}) == len(at_work.arrived())
        repeats = 0
        for point in sorted(WIRE | WRITTEN):
            at_work.die_at(point)
            assert at_work.told() == wanted, point
            seen: dict[str, str] = {}
            for public_id, repeated, text in at_work.arrived():
                if public_id in seen:
                    assert (repeated, text) == (True, seen[public_id]), point
                    repeats += 1
                seen[public_id] = text
            assert set(seen) == at_work.sent(), point
        assert repeats >= 2, "a letter and a post were taken by their carriers, and nobody wrote it down"
