"""The explanation for whoever holds the receipt: how to count by hand, no name, a sheet to print."""

import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from motcua.common import clock
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.receive_supplement import receive_supplement
from tests.cast import AT
from tests.factories import World, a_dossier, an_accepted, at_step, later
from tests.portal.test_pages import PERSONAL

pytestmark = pytest.mark.django_db


def opened(client: Client, dossier: Dossier, name: str = "explanation") -> bytes:
    answer = client.get(reverse(f"portal:{name}", args=[dossier.public_token]))
    assert answer.status_code == 200
    return answer.content


def supplemented(world: World) -> Dossier:
    items = [Item(name="Bản vẽ")]
    asked = ask_supplement(at_step(world, 3), items=items, note="Mờ", actor=world.cast.handler, at=later(AT, 2))
    return receive_supplement(asked, actor=world.cast.desk_officer, at=later(AT, 49))


def test_it_says_how_to_count_by_hand_and_links_the_year(world: World, client: Client) -> None:
    page = opened(client, an_accepted(world)).decode()
    for words in (
        "Vì sao hẹn trả 08:30 thứ Hai 19/01/2026",
        "Lấy lúc bắt đầu tính: 08:30 thứ Hai 12/01/2026.",
        "Một ngày làm việc có 8 giờ, nên phải đếm đủ 40 giờ.",
        "Đếm đến khi đủ: kết quả là 08:30 thứ Hai 19/01/2026.",
        reverse("calendars:public_year", args=[2026]),
        "In bảng tính hạn",
    ):
        assert words in page, words
    assert page.count("<tr") > 10


@pytest.mark.parametrize("state", [State.ACCEPTED, State.AWAITING_SIGNATURE, State.RETURNED])
def test_neither_page_nor_json_nor_sheet_names_anybody(world: World, client: Client, state: State) -> None:
    dossier = a_dossier(world, state)
    sheet = PdfReader(io.BytesIO(opened(client, dossier, "explanation_pdf")))
    told = (
        opened(client, dossier).decode(),
        opened(client, dossier, "explanation_json").decode(),
        " ".join(page.extract_text() for page in sheet.pages),
    )
    for text in told:
        for words in (*PERSONAL, dossier.title):
            assert words not in text, words
    assert all(step["person"] == "" for step in json.loads(told[1])["steps"])
    assert dossier.code in " ".join(told[2].split())


def test_units_stand_where_officers_would(world: World, client: Client) -> None:
    with clock.set_to(later(AT, 50)):
        page = opened(client, supplemented(world)).decode()
    assert "Người thực hiện: Phòng Kinh tế" in page
    assert "tính lại từ đầu" in page


def test_the_page_of_the_dossier_leads_to_it(world: World, client: Client) -> None:
    dossier = an_accepted(world)
    page = client.get(reverse("portal:dossier", args=[dossier.public_token])).content.decode()
    assert reverse("portal:explanation", args=[dossier.public_token]) in page


def test_a_wrong_token_finds_nothing(world: World, client: Client) -> None:
    for name in ("explanation", "explanation_json", "explanation_pdf"):
        assert client.get(reverse(f"portal:{name}", args=["khong-co"])).status_code == 404


def test_the_year_is_open_to_anybody_and_another_is_not_there(world: World, client: Client) -> None:
    page = client.get(reverse("calendars:public_year", args=[2026])).content.decode()
    for words in ("Lịch làm việc 2026", "Tết Nguyên đán", "Bộ luật Lao động 2019, Điều 112", "07:00–11:30"):
        assert words in page, words
    for query in ("?lich=khong-co", "?lich=00000000-0000-0000-0000-000000000000"):
        assert client.get(reverse("calendars:public_year", args=[2026]) + query).status_code == 404
    assert client.get(reverse("calendars:public_year", args=[1999])).status_code == 404
