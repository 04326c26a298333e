"""A page in English holds no Vietnamese but data: names of procedures, units, people, and what people wrote."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation

from motcua.common import clock
from motcua.desk.pages.register import register
from motcua.domain.lifecycle import State
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.stop import stop
from tests.cast import AT, Cast, cast
from tests.desk.conftest import Browser, browser
from tests.factories import PROCEDURE, World, a_dossier, a_world, an_accepted, at_step, later

__all__ = ["browser", "cast"]

pytestmark = pytest.mark.django_db

ACCENTED = re.compile(r"[^\W\d_]*[đĐơƠưƯăĂ\u0300-\u036f\u1ea0-\u1ef9àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ][^\W\d_]*")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-k", "data-key-label", "data-draft-failed", "content")
KEPT = (
    "Một Cửa",
    "Tiếng Việt",
    "NĐ-CP",
    "QĐ-TTg",
    "Tết Nguyên đán",
    "Hòa",
    "Hoà",
    "giấy độc thân",
    "hộ kinh doanh",
    "khoản 2 Điều 16 Luật Hộ tịch",
    "12/QĐ-UBND",
)
"""The product's name, a language by its own name, symbols of documents, and examples of what people type."""


class _Words(HTMLParser):
    """Gathers what a page says: text between tags and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def _data() -> list[str]:
    """What the store holds in words, longest first; not what papers and the log froze, which is Vietnamese by law."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    found: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label in {"audit", "documents"}:
            continue
        fields = [f.name for f in model._meta.fields if isinstance(f, kinds)]
        rows = model._default_manager.values_list(*fields) if fields else ()
        found.update(words for row in rows for words in _strings(row) if ACCENTED.search(words))
    return sorted(found, key=len, reverse=True)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def vietnamese(page: str, data: list[str]) -> Iterator[str]:
    """What a page says in Vietnamese of its own accord."""
    words = _Words()
    words.feed(page)
    for said in words.said:
        rest = " ".join(said.split())
        for known in (*data, *KEPT) if ACCENTED.search(rest) else ():
            rest = rest.replace(known, "")
        if ACCENTED.search(rest):
            yield rest


def _english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def _left(client: Client, addresses: list[str], status: int = 200) -> dict[str, list[str]]:
    data = _data()
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == status, address
        assert answer.headers["Content-Language"] == "en"
        found[address] = list(vietnamese(answer.content.decode(), data))
    return {address: said for address, said in found.items() if said}


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    """A commune that receives one procedure, on the morning of `AT`."""
    with clock.set_to(AT):
        yield a_world(cast)


def test_public_pages_are_english(world: World, client: Client) -> None:
    dossiers = [a_dossier(world, state) for state in (State.IN_PROGRESS, State.RESOLVED)]
    waiting = an_accepted(world)
    ask_supplement(waiting, items=[Item(name="Bản vẽ")], note="Thiếu chữ ký.", actor=world.cast.desk_officer, at=AT)
    addresses = [reverse("portal:dossier", args=[each.public_token]) for each in (*dossiers, waiting)]
    addresses += [
        "/",
        reverse("portal:lookup"),
        reverse("portal:lookup") + f"?ma={waiting.code}",
        reverse("calendars:due"),
        reverse("calendars:due") + "?ngay=09/02/2026&gio=09:00&so=5&don_vi=working_days&cach=minutes",
        reverse("catalogue:public_procedures") + "?q=duong",
        reverse("catalogue:public_procedure", args=[PROCEDURE]),
        reverse("account_login"),
    ]
    assert not _left(_english(client), addresses)
    assert not _left(_english(client), [reverse("portal:lookup") + "?ma=H00-1", "/khong-co/"], status=404)


def _officer_pages(world: World) -> dict[str, list[str]]:
    """Addresses by the key of the member of the cast who opens them."""
    commune = world.cast.commune
    mine, started = an_accepted(world), at_step(world, 3)
    done = [a_dossier(world, state) for state in (State.AWAITING_SIGNATURE, State.RESOLVED, State.RETURNED)]
    unit = apps.get_model("organisation", "Unit").objects.get(pk=commune.economy)
    person = apps.get_model("organisation", "Person").objects.get(
        account__username=world.cast.members["handler"].username
    )
    offering = apps.get_model("catalogue", "Offering").objects.get(pk=world.offering_id)
    seen = [reverse("desk:dossier", args=[each.code]) for each in (mine, started, *done)]
    acts = [reverse("desk:act", args=[mine.code, name]) for name in ("forward", "ask_supplement", "request_withdrawal")]
    shared = [
        reverse("desk:my_work"),
        reverse("desk:list"),
        reverse("desk:list") + "?q=khong",
        reverse("desk:search") + "?q=a",
    ]
    return {
        "desk_officer": [
            *shared,
            *seen,
            *acts,
            reverse("desk:results"),
            reverse("desk:register"),
            reverse("desk:intake"),
            reverse("desk:intake") + f"?thu-tuc={offering.public_id}",
        ],
        "handler": [*shared, seen[1], reverse("organisation:profile"), reverse("mfa_index"), reverse("account_logout")],
        "administrator": [
            reverse("organisation:tree"),
            reverse("organisation:people"),
            reverse("organisation:unit", args=[unit.public_id]),
            reverse("organisation:person", args=[person.public_id]),
            reverse("organisation:assign", args=[person.public_id]),
            reverse("organisation:grant", args=[person.public_id]),
            reverse("catalogue:procedures"),
            reverse("catalogue:procedure", args=[PROCEDURE]),
        ],
    }


def test_officers_pages_are_english(world: World, browser: Browser) -> None:
    left = {key: _left(_english(browser(key)), found) for key, found in _officer_pages(world).items()}
    assert not {key: said for key, said in left.items() if said}


def test_an_officer_who_works_in_english_prints_papers_in_vietnamese(world: World) -> None:
    papers = apps.get_model("documents", "PaperContent").objects
    with translation.override("en"):
        returned = a_dossier(world, State.RETURNED)
        book = register("", "", [returned], AT.date(), AT.date(), signer="", at=AT)
        an_accepted(world)
        receipt = papers.latest("paper_id").data
        stop(at_step(world, 3), reason="court", note="x", actor=world.cast.leader, at=later(AT))
        notice = papers.latest("paper_id").data
    assert "Tại quầy" in _strings(receipt)
    assert book.rows[0].return_channel == "Tại quầy"
    assert "Giấy tờ được trả lại tại nơi tiếp nhận." in _strings(notice)
