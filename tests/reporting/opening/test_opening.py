"""Every figure opens exactly its rows, for whoever may ask; definitions are there for everybody."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.domain.indicators import examples, index766, nine, registry
from motcua.domain.indicators.definitions import Kind
from motcua.domain.indicators.values import Dimension, Period
from motcua.domain.instants import local_date
from motcua.domain.lifecycle import State
from motcua.figures import queries as figures
from motcua.figures.questions import Part, Question
from motcua.reporting.opening import timed, worked
from motcua.reporting.opening.addresses import definition_url, figure_url
from motcua.reporting.opening.grouping import GROUPS
from motcua.reporting.opening.units import Below
from tests.cast import AT
from tests.dossiers.pasts import to_appraisal, to_result, to_review
from tests.factories import World, a_dossier, an_accepted, later

if TYPE_CHECKING:
    from django.test import Client

    from tests.desk.conftest import Browser

pytestmark = pytest.mark.django_db

CODES = tuple(registry.ALL)
AFTER = re.compile(r'href="(\?[^"]*after=\d+[^"]*)"')
CODE = re.compile(r"H72\.15-\d{6}-\d{4}")
WORDLESS = re.compile(r"<[^>]*>|\s+")
TODAY = local_date(AT)
PERIOD = Period(TODAY - timedelta(days=20), TODAY + timedelta(days=1))


@pytest.fixture
def handled(world: World) -> World:
    """Dossiers that ended, some returned, some running, one waiting for its applicant."""
    begun = AT - timedelta(days=8)
    with clock.set_to(begun):
        to_result(world, to_review(world, to_appraisal(world, begun, 4), later(begun, 3)), later(begun, 4))
        for state in (State.RETURNED, State.AWAITING_SUPPLEMENT, State.ENDED, State.REFUSED_AT_INTAKE):
            a_dossier(world, state, begun)
        an_accepted(world, begun)
    return world


def rows_on(client: Client, url: str) -> list[str]:
    """The codes on all pages of a list of rows."""
    found: list[str] = []
    address, following = url, ""
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        found += [CODE.findall(row)[0] for row in text.split("<tr data-row>")[1:]]
        following = next(iter(AFTER.findall(text)), "")
        address = url.split("?")[0] + following.replace("&amp;", "&") if following else ""
    return found


@pytest.mark.parametrize(
    ("who", "codes"), [("leader", CODES), ("auditor", ("form06.3", "on_time.resolved", "steps.done"))]
)
@pytest.mark.untraced
def test_every_figure_opens_as_many_rows_as_it_says(
    handled: World, browser: Browser, who: str, codes: tuple[str, ...]
) -> None:
    client = browser(who)
    question = Question(period=PERIOD, units=None if who == "auditor" else Below.of(handled.cast.commune.id))
    found = figures.figures(codes, question)
    assert found["form06.3"].numerator > 5
    for code, figure in found.items():
        definition = registry.ALL[code]
        counted = rows_on(client, figure_url(code, question))
        if code in ("digitised.components", "reused.components"):
            continue  # they add up what the rows hold
        assert len(counted) == figure.numerator, code
        if definition.kind is Kind.RATE:
            assert len(rows_on(client, figure_url(code, question, Part.BASE))) == figure.denominator, code


@pytest.mark.parametrize("dimension", [Dimension.CHANNEL, Dimension.PROCEDURE, Dimension.FIELD, Dimension.OFFICER])
def test_a_part_of_a_figure_opens_its_own_rows(handled: World, browser: Browser, dimension: Dimension) -> None:
    client, code = browser("auditor"), "form06.3"
    question = Question(period=PERIOD)
    for value, found in figures.figures_by([code], question, dimension).items():
        narrowed = Question(period=PERIOD, only=((dimension, frozenset({value})),))
        assert len(rows_on(client, figure_url(code, narrowed))) == found[code].numerator


def test_rows_tell_nobodys_identity(handled: World, browser: Browser) -> None:
    text = browser("auditor").get(figure_url("form06.3", Question(period=PERIOD))).content.decode()
    assert "Nguyễn Văn Khải" not in text


def test_others_see_none_of_it(handled: World, browser: Browser, stranger: Client) -> None:
    asked = Question(period=PERIOD, units=Below.of(handled.cast.commune.id))
    assert stranger.get(figure_url("form06.3", asked)).status_code == 404
    assert browser("handler").get(figure_url("form06.3", asked)).status_code == 403


def test_pages_of_rows_lead_on_and_back(handled: World, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.reporting.opening.views.PAGE", 3)
    client, url = browser("auditor"), figure_url("form06.3", Question(period=PERIOD))
    first = client.get(url).content.decode()
    following = AFTER.search(first)
    assert following is not None
    second = client.get(url.split("?")[0] + following[1].replace("&amp;", "&")).content.decode()
    back = re.search(r'href="(\?[^"]*before=\d+[^"]*)"', second)
    assert back is not None
    again = client.get(url.split("?")[0] + back[1].replace("&amp;", "&")).content.decode()
    assert set(CODE.findall(first)) == set(CODE.findall(again))
    assert set(CODE.findall(first)).isdisjoint(CODE.findall(second))


@pytest.mark.parametrize("code", ["time.median", "steps.p90"])
def test_a_time_opens_its_rows_by_time_and_each_mark_where_it_lies(
    handled: World, browser: Browser, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr("motcua.reporting.opening.views.PAGE", 2)
    question, client = Question(period=PERIOD), browser("auditor")
    number = figures.figures([code], question)[code].numerator
    assert number > 2
    assert len(rows_on(client, figure_url(code, question))) == number
    for mark in timed.marks(code, question):
        text = client.get(mark.url).content.decode()
        (row,) = [row for row in text.split("<tr data-row>")[1:] if f"◂ {mark.name}<" in row]
        assert f"{mark.time}<br>" in row
    back = re.search(r'href="(\?[^"]*before=\d+[^"]*)"', text)
    assert back is not None
    earlier = client.get(mark.url.split("?")[0] + back[1].replace("&amp;", "&")).content.decode()
    assert earlier.count("<tr data-row>") == 2


def test_what_cannot_be_read_is_said(world: World, browser: Browser) -> None:
    answer = browser("auditor").get(reverse("reporting:figure_rows", args=["form06.3"]) + "?tu=hom-qua&den=1/2/2026")
    assert answer.status_code == 422
    assert "hom-qua" in answer.content.decode()


def test_an_unknown_figure_is_not_there(world: World, browser: Browser) -> None:
    assert browser("auditor").get("/so-lieu/form06.99").status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_a_definition_is_public(world: World, client: Client, code: str) -> None:
    answer = client.get(definition_url(code))
    assert answer.status_code == 200
    assert code in answer.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_a_definition_is_followed_by_hand_row_by_row(client: Client, code: str) -> None:
    found = examples.worked(code)
    text = client.get(definition_url(code)).content.decode()
    shown = text[text.index('id="h-example"') :]
    lines = [WORDLESS.sub(" ", row) for row in re.findall(r"<tr.*?</tr>", shown, re.DOTALL)[1:]]
    assert [line.split()[0] for line in lines] == [str(row.dossier_id) for row, _role in found.rows]
    for line, (_row, role) in zip(lines, found.rows, strict=True):
        assert line.rstrip().endswith(worked.role_words(code, role))
    assert registry.ALL[code].kind is Kind.RATE or "chỉ ở mẫu số" not in shown
    assert f'<span class="mc-num">{worked.result(code)}</span>' in shown


def test_what_the_example_gives_stands_beside_every_figure_and_scoring(client: Client) -> None:
    text = client.get(reverse("reporting:definitions")).content.decode()
    for code in CODES:
        row = text[text.index(f">{code}</a>") :].split("</tr>")[0]
        assert f'data-k="Ví dụ">{worked.result(code)}</td>' in row
    assert 'data-k="Ví dụ">8 / 9 = 88,89\N{NO-BREAK SPACE}%</td>' in text
    for item in index766.ITEMS:
        row = text[text.index(f'mc-code">{item.code}</td>') :].split("</tr>")[0]
        assert not item.points or f'%">{worked.score(item)}</td>' in row
    assert "9 trong 10 phản ánh xử lý đúng hạn: 1 điểm" in text
    assert "xong trước hạn: 2 điểm" in text


def test_every_definition_stands_in_one_group(world: World, client: Client) -> None:
    grouped = [each.code for _name, found in GROUPS for each in found]
    assert sorted(grouped) == sorted(registry.ALL)
    text = client.get(reverse("reporting:definitions")).content.decode()
    assert all(f">{code}</a>" in text for code in grouped)
    assert "QĐ 766/QĐ-TTg ngày 23/6/2022 (từ 23/06/2022)" in text
    assert "TT 01/2018/TT-VPCP, Điều 13–15 (từ 06/01/2019 đến trước 15/09/2025)" in text
    for item in index766.ITEMS:
        assert item.name in text
        assert not item.points or f'data-k="Ngưỡng">{item.threshold}\N{NO-BREAK SPACE}%' in text
    assert all(each.name in text and each.population in text for each in nine.INDICATORS)


def test_the_leader_sees_the_figure_of_this_month(handled: World, browser: Browser) -> None:
    with clock.set_to(AT):
        text = browser("leader").get(definition_url("on_time.resolved")).content.decode()
    assert reverse("reporting:figure_rows", args=["on_time.resolved"]) in text


def test_ten_rows_cost_as_many_queries_as_three(handled: World, browser: Browser) -> None:
    client = browser("auditor")
    counts = []
    for code in ("form06.7", "form06.3"):
        url = figure_url(code, Question(period=PERIOD))
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(url)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_words_of_definitions_with_a_sign_of_per_cent_are_told_in_english(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    content = client.get(reverse("reporting:definitions")).content.decode()
    percents = [words for each in nine.INDICATORS for words in (each.two, each.one, each.none) if "%" in words]
    assert percents
    assert not [words for words in percents if words in content]
    assert "90 % of dossiers do not pass" in client.get(definition_url("time.p90")).content.decode()
