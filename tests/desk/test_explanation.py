"""The explanation for officers: page, picture, JSON and sheet; its queries and what is logged."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from motcua.audit.models import LogEntry
from motcua.common import clock
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.dossiers.services.submit import submit
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.factories import World, a_dossier, a_filing, an_accepted, at_step, later

pytestmark = pytest.mark.django_db


def supplemented(world: World) -> Dossier:
    items = [Item(name="Bản vẽ")]
    asked = ask_supplement(at_step(world, 3), items=items, note="Mờ", actor=world.cast.handler, at=later(AT, 2))
    return receive_supplement(asked, actor=world.cast.desk_officer, at=later(AT, 49))


def opened(client: Client, dossier: Dossier) -> str:
    answer = client.get(reverse("desk:explanation", args=[dossier.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_line_every_day_every_step_and_leg_stand_on_the_page(world: World, browser: Browser) -> None:
    with clock.set_to(later(AT, 50)):
        page = opened(browser("handler"), supplemented(world))
    for words in (
        "Vì sao là 09:30 thứ Tư 21/01/2026",
        "5 ngày làm việc từ 09:30 thứ Tư 14/01/2026, tính lại từ đầu khi nhận đủ bổ sung.",
        "Lý do: chờ người nộp bổ sung, hoàn thiện hồ sơ. Người thực hiện: Trần Minh Quân, ",
        "Nghỉ trưa 11:30–13:30",
        "Đêm 17:00–07:00",
        "cuối tuần, không tính",
        "nên phải đếm đủ 40 giờ",
        "NĐ 118/2025/NĐ-CP, Điều 17–23",
        "Từng chặng",
        "Cách tính hạn của bước 3",
        "Hạn của bước:",
        "Không còn tính vì tính lại từ đầu",
    ):
        assert words in page, words


def test_the_picture_has_a_square_a_day_in_rows_of_weeks_with_words(world: World, browser: Browser) -> None:
    page = opened(browser("desk_officer"), an_accepted(world))
    assert page.count('<tr><th scope="row">') == 2
    assert "thứ Bảy, Nghỉ hằng tuần" in page
    assert page.count("w-weekend") == 3  # two days and the legend
    assert 'aria-current="date"' in page


def test_the_page_of_a_dossier_says_it_shortly_and_leads_to_it(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    page = browser("desk_officer").get(reverse("desk:dossier", args=[dossier.code])).content.decode()
    assert reverse("desk:explanation", args=[dossier.code]) in page
    assert "5 ngày làm việc từ 08:30 thứ Hai 12/01/2026." in page


def test_the_json_is_the_same_explanation(world: World, browser: Browser) -> None:
    dossier = supplemented(world)
    told = browser("handler").get(reverse("desk:explanation_json", args=[dossier.code])).json()
    assert (told["code"], told["due"]) == (dossier.code, "2026-01-21T09:30:00+07:00")
    assert any(step["person"] == "Trần Minh Quân" for step in told["steps"])


def test_the_sheet_says_it_all_and_that_it_was_made_is_logged(world: World, browser: Browser) -> None:
    dossier = supplemented(world)
    answer = browser("handler").get(reverse("desk:explanation_pdf", args=[dossier.code]))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
    for words in (
        "BẢNG TÍNH HẠN TRẢ KẾT QUẢ",
        "Nguyễn Văn Khải",
        "người in: Trần Minh Quân",
        "09:30 21/01/2026",
        "Điều 17–23",
    ):
        assert words in text, words
    assert LogEntry.objects.filter(verb="dossiers.explanation_printed").count() == 1
    assert f"bang-tinh-han-{dossier.code}.pdf" in answer.headers["Content-Disposition"]


def test_what_one_may_not_see_or_is_not_accepted_is_not_explained(world: World, browser: Browser) -> None:
    waiting = submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)
    for name in ("explanation", "explanation_json", "explanation_pdf"):
        assert browser("desk_officer").get(reverse(f"desk:{name}", args=[waiting.code])).status_code == 404
        assert browser("outsider").get(reverse(f"desk:{name}", args=[an_accepted(world).code])).status_code == 404


@pytest.mark.parametrize("state", [State.ACCEPTED, State.RESOLVED, State.RETURNED])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_state_is_explained_in_both_languages(
    world: World, browser: Browser, state: State, language: str
) -> None:
    dossier = a_dossier(world, state)
    with clock.set_to(AT + timedelta(days=30)):
        client = browser("desk_officer")
        client.cookies["django_language"] = language
        page = opened(client, dossier)
    assert ("Every line" if language == "en" else "Từng dòng") in page


def test_a_dossier_that_waits_says_since_when(world: World, browser: Browser) -> None:
    asked = ask_supplement(
        at_step(world, 3), items=[Item(name="Bản vẽ")], note="Mờ", actor=world.cast.handler, at=later(AT, 2)
    )
    with clock.set_to(later(AT, 30)):
        page = opened(browser("handler"), asked)
    assert "Thời hạn đang tạm dừng" in page
    assert "đang tạm dừng từ 10:30 12/01/2026" in page


def test_a_long_story_costs_the_page_no_more_queries(world: World, browser: Browser) -> None:
    client = browser("handler")
    counts = []
    for dossier in (at_step(world, 3), supplemented(world)):
        opened(client, dossier)
        with CaptureQueriesContext(connection) as asked:
            opened(client, dossier)
        counts.append(len(asked))
    assert counts[0] == counts[1]
