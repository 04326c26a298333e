"""Two people, two presses, one server: one transition, one clear message, nothing done twice."""

import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.proof.intake import open_intake
from tests.proof.making import FACTS, NOW
from tests.proof.processes import staged
from tests.proof.store_reading import events, rows
from tests.proof.visitor import Answer, Form, Visitor


@dataclass
class Site:
    """A served store with what is in it."""

    home: Path
    port: int
    facts: dict[str, Any]

    def visitor(self, member: str) -> Visitor:
        """Somebody signed in."""
        return Visitor(self.port, self.facts["members"][member]["session"])

    def code(self, situation: str) -> str:
        """The code of a dossier."""
        return str(self.facts["dossiers"][situation]["code"])


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for the tests of this file; each works on a dossier of its own."""
    home = shutil.copytree(made, tmp_path_factory.mktemp("site") / "home")
    with staged(home, NOW) as server:
        yield Site(home, server.port, json.loads((home / FACTS).read_text(encoding="utf-8")))


def kinds(site: Site, code: str) -> list[str]:
    return [kind for _seq, kind in events(site.home, code)]


def at_once(*presses: tuple[Visitor, Answer, Form]) -> list[Answer]:
    """Let all press at the same moment."""
    barrier = Barrier(len(presses), timeout=30)

    def press(what: tuple[Visitor, Answer, Form]) -> Answer:
        visitor, page, form = what
        barrier.wait()
        return visitor.post(page, form)

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))


def forward_page(visitor: Visitor, code: str) -> tuple[Answer, Form]:
    page = visitor.get(f"/ho-so/{code}/viec/forward")
    assert page.status == 200, page.location
    return page, page.form()


def test_two_officers_at_once_make_one_transition_and_one_gets_a_clear_message(site: Site) -> None:
    code = site.code("accepted")
    first, second = site.visitor("desk_officer"), site.visitor("one_stop_head")
    presses = [(who, *forward_page(who, code)) for who in (first, second)]
    for _page, form in ((page, form) for _who, page, form in presses):
        form.fields["note"] = "Chuyển giúp"
    answers = at_once(*presses)
    assert kinds(site, code) == ["ACCEPTED", "FORWARDED"]
    assert sorted(answer.status for answer in answers) == [302, 409]
    late = next(answer for answer in answers if answer.status == 409)
    assert code in late.text
    assert "Chuyển giúp" in late.text
    assert re.search(r'role="alert"[^>]*>.*(vừa|đã)', late.text, re.S)


def test_a_double_click_and_a_retry_pass_on_once(site: Site) -> None:
    code = site.code("at_head")
    head = site.visitor("unit_head")
    page, form = forward_page(head, code)
    twin = Visitor(site.port, head.cookies["sessionid"])
    twin.cookies = dict(head.cookies)
    answers = at_once((head, page, form), (twin, page, form))
    retry = head.post(page, form)
    assert [answer.status for answer in (*answers, retry)] == [302, 302, 302]
    assert {answer.location for answer in (*answers, retry)} == {f"/ho-so/{code}"}
    assert kinds(site, code).count("FORWARDED") == 2


def test_a_double_click_at_the_desk_accepts_once_and_both_see_the_same_code(site: Site) -> None:
    desk = site.visitor("desk_officer")
    page, form = open_intake(desk, site.facts["ids"]["offering"], "Phạm Thị Hai Lần")
    twin = Visitor(site.port)
    twin.cookies = dict(desk.cookies)
    answers = at_once((desk, page, form), (twin, page, form))
    answers.append(desk.post(page, form))
    assert [answer.status for answer in answers] == [302, 302, 302], answers[0].text
    assert len({answer.location for answer in answers}) == 1
    owner = "SELECT COUNT(*) FROM dossiers_dossier WHERE owner_name = 'Phạm Thị Hai Lần'"
    assert rows(site.home, owner) == [(1,)]
    papers = (
        "SELECT COUNT(*) FROM documents_issuedpaper paper JOIN dossiers_dossier d ON d.id = paper.subject_id"
        " WHERE d.owner_name = 'Phạm Thị Hai Lần'"
    )
    assert rows(site.home, papers) == [(1,)]


def test_a_page_that_grew_old_is_refused_with_its_words_kept(site: Site) -> None:
    code = site.code("in_progress")
    handler, head = site.visitor("handler"), site.visitor("unit_head")
    page, form = forward_page(handler, code)
    other, theirs = forward_page(head, code)
    assert head.post(other, theirs).status == 302
    late = handler.post(page, form, note="Đã thẩm định xong")
    assert late.status in {403, 409}
    assert kinds(site, code).count("FORWARDED") == 3
    assert "Đã thẩm định xong" in late.text or late.status == 403


def test_nobody_posts_without_the_token_of_the_page(site: Site) -> None:
    desk = site.visitor("desk_officer")
    answer = desk.post(Answer(200, "", f"/ho-so/{site.code('resolved')}/viec/return_result", ""), Form())
    assert answer.status == 403
    assert "RETURNED" not in kinds(site, site.code("resolved"))
