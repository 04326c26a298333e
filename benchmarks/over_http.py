"""Accepting dossiers, and five steps with each, through the real pages: `motcua serve` on PostgreSQL, four clients.

A client is four officers with a browser each, signed in as people do. What is counted are the presses (POST with CSRF,
idempotency key and expected version); in the third measurement every page that follows a press is read as well.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

from benchmarks.acceptance import database
from benchmarks.browser import Answer, Browser
from benchmarks.rows import Row, decimal, worker
from benchmarks.serving import WORKERS, largest_worker, served

CLIENTS = 4
ACCEPTED = 100
WALKED = 30
FOLLOWED = 10

_numbers = count(1)


@dataclass(slots=True)
class Client:
    """The officers through whose hands a dossier passes, each with a browser; `follows` reads what comes after."""

    port: int
    store: dict[str, Any]
    follows: bool = False
    browsers: dict[str, Browser] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Let every officer sign in."""
        for key, (username, password) in self.store["accounts"].items():
            self.browsers[key] = Browser(self.port)
            self.browsers[key].sign_in(username, password)

    def press(self, who: str, path: str, **fields: object) -> Answer:
        """Send a form and see that it was done: a page that leads on, never one that complains."""
        answer = self.browsers[who].post(path, {"key": uuid4().hex, **fields})
        if answer.status != 302:
            raise RuntimeError(f"{path}: {answer.status}\n{answer.page.decode()[:2000]}")
        if self.follows:
            self.browsers[who].get(answer.location)
        return answer

    def accept(self) -> str:
        """Accept a dossier and return its code."""
        papers: dict[str, object] = {f"got_{paper}": "on" for paper in self.store["papers"]}
        papers |= {f"originals_{paper}": 1 for paper in self.store["papers"]}
        papers |= {f"source_{paper}": "paper" for paper in self.store["papers"]}
        answer = self.press(
            "desk_officer",
            "/tiep-nhan",
            action="accept",
            offering=self.store["offering"],
            case=self.store["case"],
            channel="direct",
            copies=1,
            result_channel="desk",
            **papers,
            **{
                "owner-kind": "citizen",
                "owner-identity_kind": "personal",
                "owner-identity_number": "072085000318",
                "owner-full_name": f"Nguyễn Văn Khải {'ABCDEFGHIK'[next(_numbers) % 10]}",
                "owner-phone": "0900 000 318",
                "owner-address": "Thôn Đông Hạ, xã Thanh Lâm",
            },
        )
        return answer.location.removeprefix("/ho-so/").partition("?")[0]

    def walk(self) -> None:
        """Accept a dossier and do five steps with it, to the signed result."""
        code = self.accept()
        to = f"/ho-so/{code}/viec"
        self.press("desk_officer", f"{to}/forward", expected=1)
        self.press("unit_head", f"{to}/forward", expected=2, person_id=self.store["handler"])
        self.press("handler", f"{to}/forward", expected=3)
        leader = self.store["leader"]
        self.press("unit_head", f"{to}/submit_for_signature", expected=4, proposed="GRANTED", person_id=leader)
        self.press("leader", f"{to}/forward", expected=5)


def measure() -> list[Row]:
    """Return dossiers a second over HTTP and the memory of a worker; nothing without PostgreSQL."""
    address = database("http")
    if address is None:
        return []
    store = worker("benchmarks.workers.http_store", database_url=address)
    with served(address) as (port, pid):
        clients = [Client(port, store) for _ in range(CLIENTS)]
        for client in clients:
            client.sign_in()
            client.walk()
        accepted = _rate(clients, ACCEPTED, Client.accept)
        walked = _rate(clients, WALKED, Client.walk)
        for client in clients:
            client.follows = True
        followed = _rate(clients, FOLLOWED, Client.walk)
        memory = largest_worker(pid)
    who = f"{CLIENTS} clients, {WORKERS} web workers, PostgreSQL"
    return [
        Row(
            f"accept a dossier over HTTP, {who}, a second",
            decimal(accepted),
            "Open Zaak 1.21: 41, Caluma 11.3: 52 (by their API, measured before, not in this run)",
            "≥ 100",
        ),
        Row(
            f"accept + 5 steps over HTTP, {who}, dossiers a second",
            decimal(walked, 1),
            "Open Zaak 1.21: 4.4, Caluma 11.3: 7.3 (by their API, measured before, not in this run)",
            "≥ 12",
        ),
        Row("the same, with the page after each press read as a browser does", decimal(followed, 1)),
        Row(
            "memory of a web worker after that", f"{decimal(memory)} MB", "Open Zaak 488 MB, Caluma 215 MB", "≤ 250 MB"
        ),
    ]


def _rate(clients: list[Client], number: int, work: Callable[[Client], object]) -> float:
    """How many a second all clients together do, each `number`; raises what any of them met."""
    failures: list[BaseException] = []

    def run(client: Client) -> None:
        try:
            for _ in range(number):
                work(client)
        except Exception as failure:  # noqa: BLE001  told to the caller, whatever it is
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(client,)) for client in clients]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return number * len(clients) / (time.perf_counter() - started)
