"""Public pages: the home, the page behind the QR code, the lookup; none tells whose dossier it is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.common import clock
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.submit import submit
from tests.cast import AT
from tests.factories import World, a_dossier, a_filing, an_accepted, at_step

pytestmark = pytest.mark.django_db

PERSONAL = ("Nguyễn Văn Khải", "072085000318", "0900", "Thôn Đông Hạ", "Trần Minh Quân", "Nguyễn Thị Thu Hà")


def _page(client: Client, dossier: Dossier) -> str:
    answer = client.get(reverse("portal:dossier", args=[dossier.public_token]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_home_finds_procedures_follows_dossiers_and_tells_the_hours(world: World, client: Client) -> None:
    page = client.get("/").content.decode()
    for words in ("Tìm thủ tục", "Tra cứu hồ sơ đã nộp", "Giờ làm việc", "07:00–11:30", "Khi nào đến hạn?"):
        assert words in page, words


def test_the_address_on_the_receipt_tells_state_date_and_why(world: World, client: Client) -> None:
    dossier = at_step(world, 3)
    assert reverse("portal:dossier", args=[dossier.public_token]) == f"/h/{dossier.public_token}"
    page = _page(client, dossier)
    for words in (
        dossier.code,
        "Hẹn trả 08:30 thứ Hai 19/01/2026",
        "Đã qua",
        "Vì sao là ngày này",
        "Mang theo giấy tiếp nhận",
    ):
        assert words.lower() in page.lower(), words


@pytest.mark.parametrize(
    "state", [State.ACCEPTED, State.IN_PROGRESS, State.AWAITING_SIGNATURE, State.RESOLVED, State.RETURNED]
)
def test_no_page_tells_whose_dossier_it_is_or_what_it_is_for(world: World, client: Client, state: State) -> None:
    dossier = a_dossier(world, state)
    pages = [_page(client, dossier), client.get(reverse("portal:lookup"), {"ma": dossier.code}).content.decode()]
    for page in pages:
        for words in (*PERSONAL, dossier.title):
            assert words not in page, words


def test_each_state_is_told_in_plain_words(world: World, client: Client) -> None:
    assert "Đã có kết quả" in _page(client, a_dossier(world, State.RESOLVED))
    assert "Đã trả kết quả ngày 12/01/2026" in _page(client, a_dossier(world, State.RETURNED))
    running = at_step(world, 3)
    asked = ask_supplement(
        running, items=[Item(name="Bản vẽ")], note="Mờ", actor=world.cast.handler, at=AT + timedelta(hours=1)
    )
    page = _page(client, asked)
    assert "Chờ bạn bổ sung giấy tờ" in page
    assert "hồ sơ đóng sau ngày" in page
    ended = stop(at_step(world, 3), reason="court", note="x", actor=world.cast.leader, at=AT + timedelta(hours=1))
    assert "dừng giải quyết" in _page(client, ended)


def test_a_late_dossier_says_so_and_apologises(world: World, client: Client) -> None:
    dossier = at_step(world, 3)
    with clock.set_to(AT + timedelta(days=20)):
        page = _page(client, dossier)
    assert "Quá hạn" in page
    assert "xin lỗi" in page


def test_the_lookup_shows_code_and_progress_only(world: World, client: Client) -> None:
    dossier = at_step(world, 3)
    page = client.get(reverse("portal:lookup"), {"ma": dossier.code.lower()}).content.decode()
    assert "Đã qua 2 trên 7 bước" in page
    assert "Hẹn trả" not in page
    waiting = submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)
    assert "đang kiểm tra hồ sơ" in client.get(reverse("portal:lookup"), {"ma": waiting.code}).content.decode()


@pytest.mark.parametrize(
    ("typed", "says"), [("123", "không phải là mã hồ sơ"), ("H72.15-260112-9999", "Không có hồ sơ mã")]
)
def test_a_code_that_leads_nowhere_says_why_and_keeps_what_was_typed(
    world: World, client: Client, typed: str, says: str
) -> None:
    answer = client.get(reverse("portal:lookup"), {"ma": typed})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert says in page
    assert f'value="{typed}"' in page


def test_a_scanned_address_typed_into_the_lookup_leads_to_the_page(world: World, client: Client) -> None:
    dossier = an_accepted(world)
    answer = client.get(reverse("portal:lookup"), {"ma": f"https://mot-cua.example/h/{dossier.public_token}"})
    assert answer.headers["Location"] == reverse("portal:dossier", args=[dossier.public_token])


def test_a_wrong_token_finds_nothing(world: World, client: Client) -> None:
    assert client.get(reverse("portal:dossier", args=["khong-co"])).status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_public_pages_are_written_in_both_languages(world: World, client: Client, language: str) -> None:
    dossier = an_accepted(world)
    for url in ("/", reverse("portal:lookup"), reverse("portal:dossier", args=[dossier.public_token])):
        assert client.get(url, headers={"accept-language": language}).status_code == 200
