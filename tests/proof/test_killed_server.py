"""kill -9 in the middle of 200 transitions: clients try again with their keys; nothing is lost, nothing doubled."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path
from threading import Lock
from typing import Any

from tests.proof.intake import code_in, fill
from tests.proof.making import NOW
from tests.proof.processes import Server, free_port, start_at
from tests.proof.store_reading import events, gaps, rows
from tests.proof.visitor import Answer, Visitor

CLIENTS, DOSSIERS, TRANSITIONS = 4, 10, 5
KILLS = (60, 130)
"""After how many answers the server dies."""
EXPECTED = ["ACCEPTED", "FORWARDED", "SENT_BACK", "FORWARDED", "FORWARDED"]


@dataclass
class Tally:
    """Answers so far, over all clients."""

    done: int = 0
    retries: int = 0
    lock: Lock = field(default_factory=Lock)

    def count(self) -> None:
        """One more transition was confirmed."""
        with self.lock:
            self.done += 1


class Client:
    """A desk and an office that work dossiers through, and press again until they get an answer."""

    def __init__(self, port: int, facts: dict[str, Any], tally: Tally) -> None:
        self.people = {who: Visitor(port, facts["members"][who]["session"]) for who in ("desk_officer", "unit_head")}
        self.offering = facts["ids"]["offering"]
        self.tally = tally

    def work(self, name: str) -> list[str]:
        """Take dossiers in and pass them about; returns their codes."""
        return [self.one(f"{name} {letter}") for letter in "ABCDEĐGHIK"[:DOSSIERS]]

    def one(self, owner: str) -> str:
        """Accept one dossier, forward it, have it sent back, forward it twice."""
        location = self.press("desk_officer", f"/tiep-nhan?thu-tuc={self.offering}", owner)
        code = code_in(location)
        self.press("desk_officer", f"/ho-so/{code}/viec/forward")
        self.press("unit_head", f"/ho-so/{code}/viec/send_back", note="Thiếu chữ ký")
        self.press("desk_officer", f"/ho-so/{code}/viec/forward")
        self.press("unit_head", f"/ho-so/{code}/viec/forward")
        return code

    def press(self, who: str, path: str, owner: str = "", **values: str) -> str:
        """Open a page, send its form, and send that very form again while nobody answers; where it led."""
        visitor = self.people[who]
        page = self.again(lambda: visitor.get(path))
        assert page.status == 200, f"{path}: {page.status} {page.location}"
        form = page.form(path)
        form.fields |= values
        if owner:
            fill(form, owner)
        answer = self.again(lambda: visitor.post(page, form))
        assert answer.status == 302, f"{path}: {answer.status} {answer.text[-2000:]}"
        self.tally.count()
        return answer.location

    def again(self, ask: Any) -> Answer:
        """Ask until there is an answer."""
        until = time.monotonic() + 60
        while True:
            try:
                answer: Answer = ask()
                return answer
            except (OSError, HTTPException):
                self.tally.retries += 1
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)


def kill_when(server: Server, tally: Tally, number: int, waiting: list[Future[list[str]]]) -> None:
    """kill -9 as soon as so many transitions were confirmed."""
    until = time.monotonic() + 120
    while tally.done < number and time.monotonic() < until and not any(future.done() for future in waiting):
        time.sleep(0.002)
    server.kill()


def test_a_server_killed_twice_in_200_transitions_loses_and_doubles_nothing(home: Path, facts: dict[str, Any]) -> None:
    tally, port = Tally(), free_port()
    before = rows(home, "SELECT COUNT(*) FROM dossiers_dossier")[0][0]
    server = start_at(home, port, NOW)
    with ThreadPoolExecutor(CLIENTS) as pool:
        try:
            names = ("Vũ Thị Xuân", "Vũ Thị Hạ", "Vũ Thị Thu", "Vũ Thị Đông")
            waiting = [pool.submit(Client(port, facts, tally).work, name) for name in names]
            for hour, number in enumerate(KILLS, 1):
                kill_when(server, tally, number, waiting)
                server = start_at(home, port, NOW + timedelta(hours=hour))
            codes = [code for future in waiting for code in future.result()]
        finally:
            server.stop()
    assert tally.done == CLIENTS * DOSSIERS * TRANSITIONS
    assert tally.retries > 0
    assert len(set(codes)) == CLIENTS * DOSSIERS
    assert sorted(codes) == [f"H72.15-260114-{number:04}" for number in range(1, len(codes) + 1)]
    assert rows(home, "SELECT COUNT(*) FROM dossiers_dossier")[0][0] == before + len(codes)
    for code in codes:
        assert [kind for _seq, kind in events(home, code)] == EXPECTED
    assert gaps(home) == []
    assert rows(home, "PRAGMA integrity_check") == [("ok",)]
    assert receipts(home, codes) == len(codes)


def receipts(home: Path, codes: list[str]) -> int:
    """How many receipts the dossiers have between them."""
    marks = ", ".join("?" * len(codes))
    query = (
        "SELECT COUNT(*) FROM documents_issuedpaper paper JOIN dossiers_dossier dossier ON dossier.id ="
        f" paper.subject_id WHERE paper.paper = 'receipt' AND dossier.code IN ({marks})"
    )
    found: int = rows(home, query, *codes)[0][0]
    return found
