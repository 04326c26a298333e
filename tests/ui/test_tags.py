"""Each component says the same thing to eyes and to readers of screens, and takes text as text."""

from datetime import UTC, datetime
from enum import StrEnum
from types import SimpleNamespace

import pytest
from django.template import TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from motcua.common.pagination import Count, KeysetPage
from motcua.ui.parts import DayCell, DayKind, StepState, TimelineEntry, TrackStep
from motcua.ui.templatetags.mc import TIME_ICONS
from tests.ui.rendering import Reader, draw

EVIL = '<script>alert("x")</script>'


class Somewhen(StrEnum):
    """An enum of the kind that callers have."""

    LATE = "late"


@pytest.mark.parametrize("state", TIME_ICONS)
def test_a_state_of_time_has_word_icon_and_colour(state: str) -> None:
    badge = draw("{% time_badge state %}", state=state)
    assert f"mc-time--{state}" in badge
    assert f"bi-{TIME_ICONS[state]}" in badge
    assert badge.split("</i>")[1].removesuffix("</span>")


def test_the_badge_takes_an_enum_and_words_of_its_own() -> None:
    assert draw("{% time_badge state 'Quá 30 phút' %}", state=Somewhen.LATE).endswith("</i>Quá 30 phút</span>")


def test_a_state_that_is_none_of_the_five_is_a_mistake() -> None:
    with pytest.raises(TemplateSyntaxError):
        draw("{% time_badge 'soon' %}")


@pytest.mark.parametrize(
    "snippet",
    [
        "{% time_badge 'late' evil %}",
        "{% time_text 'late' evil %}",
        "{% status_badge 'pen' evil %}",
        "{% icon 'pen' evil %}",
        "{% icon evil %}",
        "{% key evil %}",
        "{% empty evil evil evil %}",
        "{% figure 3 evil evil %}",
        "{% note %}{{ evil }}{% endnote %}",
        "{% note id=evil %}x{% endnote %}",
        "{% panel evil evil note=evil url=evil link=evil %}{{ evil }}{% endpanel %}",
        "{% gauge 1 2 evil %}",
        "{% steps track evil %}",
        "{% public_steps track evil %}",
        "{% timeline entries evil %}",
        "{% day_bar cells evil %}",
    ],
)
def test_text_is_never_markup(snippet: str) -> None:
    page = draw(
        snippet,
        evil=EVIL,
        track=[TrackStep(EVIL, StepState.NOW, EVIL, EVIL, EVIL, over=True, note=EVIL)],
        entries=[TimelineEntry(EVIL, datetime(2026, 1, 1, tzinfo=UTC), EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL)],
        cells=[DayCell.whole(DayKind.USED, week=EVIL, flag=EVIL)],
    )
    assert "<script" not in page


def test_a_figure_opens_its_rows() -> None:
    assert draw("{% figure 52031 url 'Phòng Kinh tế, quá hạn: 52.031' %}", url="/hs?x=1&y=2") == (
        '<a class="mc-fig mc-num" href="/hs?x=1&amp;y=2" aria-label="Phòng Kinh tế, quá hạn: 52.031">52.031</a>'
    )


def test_zero_is_grey_and_opens_nothing_and_unknown_is_a_dash() -> None:
    assert draw("{% figure 0 '/x' %}") == '<span class="mc-num mc-zero">0</span>'
    assert draw("{% figure nothing '/x' %}", nothing=None) == '<span class="mc-zero">–</span>'


def test_a_count_says_when_it_stopped() -> None:
    assert draw("{% count_text count %}", count=Count(83, exact=True)) == "83"
    assert draw("{% count_text count %}", count=Count(10_000, exact=False)) == "hơn 10.000"


def test_the_track_marks_the_step_that_is_now_and_the_step_that_took_too_long() -> None:
    track = [
        TrackStep("Tiếp nhận", StepState.DONE, used="0,5", limit="0,5 ngày"),
        TrackStep("Thẩm tra", StepState.NOW, used="5,0", limit="4 ngày", over=True),
        TrackStep("Ký", StepState.NEXT, limit="2 ngày"),
    ]
    page = draw("{% steps track 'Các bước' %}", track=track)
    steps = Reader(page).all("li")
    assert [step.get("aria-current") for step in steps] == [None, "step", None]
    assert [step["class"] for step in steps] == ["done", "now", "next"]
    assert "(xong)" in page
    assert "(đang làm)" in page
    assert "(chưa đến)" in page
    assert page.count("t-late") == 1
    assert "quá thời hạn của bước" in page


def test_the_timeline_shows_the_old_value_struck_beside_the_new() -> None:
    entry = TimelineEntry("Tính lại", datetime(2026, 1, 21, 7, 0, tzinfo=UTC), before="04/02", after="13/02")
    page = draw("{% timeline entries 'Diễn biến' %}", entries=[entry])
    assert '<del class="mc-struck">04/02</del> → <ins>13/02</ins>' in page
    assert "14:00 T4 21/01/2026" in page


def test_the_timeline_tells_the_year_of_vietnamese_clocks() -> None:
    entry = TimelineEntry("Nửa đêm", datetime(2025, 12, 31, 18, 0, tzinfo=UTC))
    assert "01:00 T5 01/01/2026" in draw("{% timeline entries 'x' %}", entries=[entry])


def test_the_gauge_never_leaves_its_bar() -> None:
    rects = Reader(draw("{% gauge 150 100 'x' 'late' %}")).all("rect")
    assert [(rect.get("x"), rect["width"]) for rect in rects] == [(None, "100"), ("100", "0")]


def test_the_pager_keeps_the_filter_and_forgets_the_old_place() -> None:
    request = RequestFactory().get("/hs", {"q": "hòa", "after": "old"})
    page: KeysetPage[SimpleNamespace] = KeysetPage([SimpleNamespace()], "p", "n")  # type: ignore[type-var]
    links = Reader(draw("{% pager page count %}", request=request, page=page, count=Count(1, exact=True))).all("a")
    assert [link["href"] for link in links] == ["?q=h%C3%B2a&before=p", "?q=h%C3%B2a&after=n"]
    assert [link["data-page"] for link in links] == ["previous", "next"]


def test_the_pager_of_one_page_leads_nowhere() -> None:
    page: KeysetPage[SimpleNamespace] = KeysetPage([SimpleNamespace()], None, None)  # type: ignore[type-var]
    drawn = draw("{% pager page %}", request=RequestFactory().get("/"), page=page)
    assert not Reader(drawn).all("a")
    assert "1 dòng trên trang này" in drawn


def test_the_pager_offers_to_count_on_where_counting_stopped() -> None:
    page: KeysetPage[SimpleNamespace] = KeysetPage([SimpleNamespace()], None, "n")  # type: ignore[type-var]
    context = {"request": RequestFactory().get("/"), "page": page, "count": Count(10_000, exact=False)}
    drawn = draw("{% pager page count '/dem' %}", **context)
    assert "cả thảy hơn 10.000" in drawn
    assert '<a href="/dem">' in drawn
    left, right = Reader(drawn).all("a")[1:]
    assert (left["aria-disabled"], "href" in left, right["rel"]) == ("true", False, "next")


def test_a_panel_is_named_by_its_title() -> None:
    page = Reader(draw("{% panel 'Diễn biến' 'h-tl' %}x{% endpanel %}"))
    assert page.all("section")[0]["aria-labelledby"] == "h-tl"
    assert page.by_id("h-tl") == {"id": "h-tl"}


def test_a_note_of_no_known_kind_is_a_mistake() -> None:
    with pytest.raises(TemplateSyntaxError):
        draw("{% note kind='red' %}x{% endnote %}")


def test_words_follow_the_language_of_the_page() -> None:
    with translation.override("vi"):
        assert "Quá hạn" in draw("{% time_badge 'late' %}")
