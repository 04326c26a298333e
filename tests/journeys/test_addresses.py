"""Every address of the permission table in a browser: no other origin, no complaint of any kind, in both languages."""

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import APIRequestContext

from motcua.project.access import TABLE
from tests.journeys.addresses import VISITS, Kind, Visit
from tests.journeys.conftest import Ask, Enter
from tests.journeys.stage import Stage
from tests.journeys.visiting import DESKTOP, PHONE, Visitor


def test_every_address_is_visited() -> None:
    assert sorted(VISITS) == sorted(TABLE)


def path_of(name: str, visit: Visit, stage: Stage) -> str:
    values, query = visit.filled(stage)
    return reverse(name, kwargs=values) + query


def look_around(visitor: Visitor, name: str, visit: Visit, path: str, *, first: bool = True) -> None:
    """Open a page wide and let axe look at it, then narrow it to a phone; there axe looks in dark at a name's first."""
    visitor.page.set_viewport_size(DESKTOP)
    visitor.open(path, visit.status)
    if visit.status == 200:
        landed = resolve(visitor.page.url.removeprefix(visitor.origin).partition("?")[0]).view_name
        assert landed in {name, visit.twin}, f"{path} led to {landed}"
    visitor.look("light")
    visitor.page.set_viewport_size(PHONE)
    if first:
        visitor.look("dark")
    else:
        visitor.glance()


def read_in_english(english: APIRequestContext, visit: Visit, path: str) -> None:
    """Ask for the page in English: it comes, and says which language it is in."""
    answer = english.get(path)
    assert answer.status == visit.status, path
    assert '<html lang="en"' in answer.text(), path


def fetch(visitor: Visitor, visit: Visit, path: str) -> None:
    """Ask for what is not a page."""
    answer = visitor.context.request.get(visitor.origin + path)
    assert answer.status == (405 if visit.kind is Kind.PRESS else visit.status), path
    if visit.kind is Kind.FILE:
        assert answer.body().startswith(b"%PDF")


@pytest.mark.browser
@pytest.mark.parametrize("name", sorted(TABLE))
def test_an_address_opens_cleanly(enter: Enter, ask_in_english: Ask, stage: Stage, name: str) -> None:
    for who in dict.fromkeys(visit.by for visit in VISITS[name]):
        visits = [visit for visit in VISITS[name] if visit.by == who]
        vietnamese, english = enter(who), ask_in_english(who)
        for visit in visits:
            path = path_of(name, visit, stage)
            if visit.kind is not Kind.PAGE:
                fetch(vietnamese, visit, path)
                continue
            look_around(vietnamese, name, visit, path, first=visit is VISITS[name][0])
            read_in_english(english, visit, stage.url + path)


@pytest.mark.browser
def test_the_page_of_every_action_opens_cleanly(enter: Enter, ask_in_english: Ask, stage: Stage) -> None:
    acts = [(where, action) for action, where in stage.facts["acts"].items() if action != "undo"]
    for who in sorted({where["member"] for where, _ in acts}):
        vietnamese, english = enter(who), ask_in_english(who)
        for where, action in acts:
            if where["member"] == who:
                path = reverse("desk:act", kwargs={"code": where["code"], "action": action})
                look_around(vietnamese, "desk:act", Visit(who), path)
                read_in_english(english, Visit(who), stage.url + path)
