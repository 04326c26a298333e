"""One store and one server for all journeys; every test begins with the store as it was made."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext

from tests.journeys.stage import Stage
from tests.journeys.visiting import DESKTOP, Visitor
from tests.proof.making import FACTS, NOW, made_once
from tests.proof.processes import staged

Enter = Callable[..., Visitor]
Ask = Callable[[str], APIRequestContext]
AS_MADE = "as-made.sqlite3"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the store that is served."""
    home = shutil.copytree(made_once(tmp_path_factory), tmp_path_factory.mktemp("stage") / "home")
    copy(home / "motcua.sqlite3", home / AS_MADE)
    return home


@pytest.fixture(scope="session")
def served(home: Path) -> Iterator[Stage]:
    """The server on that store."""
    facts = json.loads((home / FACTS).read_text(encoding="utf-8"))
    with staged(home, NOW) as server:
        yield Stage(server.url, facts)


@pytest.fixture
def stage(home: Path, served: Stage) -> Stage:
    """The server with its store put back to how it was made."""
    copy(home / AS_MADE, home / "motcua.sqlite3")
    return served


def copy(source: Path, target: Path) -> None:
    """Copy a SQLite database that is in use."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()


@pytest.fixture(scope="session")
def rested() -> list[BrowserContext]:
    """Windows that a test has left, wiped clean: what they fetched once (fonts, styles) need not be fetched again."""
    return []


def admit(context: BrowserContext, stage: Stage, member: str, language: str = "") -> None:
    """Sign a member of the cast in ("" is a stranger), and choose a language."""
    cookies = {"sessionid": stage.member(member)["session"]} if member else {}
    if language:
        cookies["django_language"] = language
    context.add_cookies([{"name": name, "value": value, "url": stage.url} for name, value in cookies.items()])


@pytest.fixture
def enter(browser: Browser, stage: Stage, rested: list[BrowserContext]) -> Iterator[Enter]:
    """`enter("desk_officer")` opens a window in which that member is signed in; `enter()` one of a stranger.

    Leaving, at the latest at the end of the test, tells everything that was wrong on any page.
    """
    visitors: list[Visitor] = []

    def opened(member: str = "", **options: Any) -> Visitor:
        if rested and not options:
            context = rested.pop()
        else:
            usual = {"locale": "vi-VN", "reduced_motion": "reduce", "viewport": DESKTOP}
            context = browser.new_context(**{**usual, **options})
        admit(context, stage, member)
        context.set_default_timeout(20_000)
        visitors.append(Visitor(context, stage.url, returns=None if options else rested))
        return visitors[-1]

    yield opened
    for visitor in visitors:
        visitor.leave()


@pytest.fixture
def ask_in_english(browser: Browser, stage: Stage) -> Iterator[Ask]:
    """`ask_in_english("handler")` gives what asks for pages as that member, in English, without drawing them."""
    contexts: list[BrowserContext] = []

    def asking(member: str) -> APIRequestContext:
        contexts.append(browser.new_context())
        admit(contexts[-1], stage, member, "en")
        return contexts[-1].request

    yield asking
    for context in contexts:
        context.close()
