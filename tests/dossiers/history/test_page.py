"""A dossier taken over opens in the browser like any other; it only offers nothing to do."""

from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from motcua.common import clock
from motcua.dossiers.services.adopt import adopt, code_of
from motcua.dossiers.services.history.values import History, SourceCase
from motcua.organisation.actors import import_actor
from tests.cast import AT, Cast
from tests.dossiers.history.samples import a_case, an_event, day, layout

pytestmark = pytest.mark.django_db

SHOWN: dict[str, tuple[SourceCase, tuple[str, ...]]] = {
    "ended": (
        a_case("A", an_event("T02 Kiểm tra", resource="Lê Văn Sỹ")),
        ("T02 Kiểm tra", "Lê Văn Sỹ", ">Đúng hạn<"),
    ),
    "ended late": (a_case("A", end=day(12)), (">Quá hạn<",)),
    "ended without a date": (a_case("A", deadline=None), ("Hệ thống trước kết thúc",)),
    "open and late": (a_case("A", end=None), ("Hệ thống trước tiếp nhận",)),
    "open and in time": (a_case("A", end=None, deadline=AT.replace(month=6)), ("Đang giải quyết",)),
    "open without a date": (a_case("A", end=None, deadline=None), ("Đang giải quyết",)),
    "without a known channel": (a_case("A", channel="fax"), ("Chưa rõ (old)",)),
    "ends before it starts": (a_case("A", end=day(1)), ("Hệ thống trước kết thúc",)),
    "without events": (replace(a_case("A"), events=()), ("Hồ sơ từ old",)),
    "with an odd id": (a_case("Hồ sơ 12/HS: №1?#"), ("old:H-s-12-HS-1-",)),
}


@pytest.mark.parametrize("situation", SHOWN)
def test_its_page_opens_and_offers_nothing_to_do(cast: Cast, situation: str) -> None:
    case, expected = SHOWN[situation]
    with clock.set_to(AT):
        adopt(History([case]), layout(), unit_id=cast.commune.id, actor=import_actor("old"), at=AT)
        client = signed_in(cast, "procedure_controller")
        response = client.get(reverse("desk:dossier", args=[code_of("old", case.case_id)]))
    page = response.content.decode()
    assert response.status_code == 200
    for words in (*expected, "chỉ để xem"):
        assert words in page
    assert "/viec/" not in page
    assert "Nhận kết quả" not in page
    assert "Thành phần hồ sơ" not in page
    assert "None" not in page


def test_who_may_not_see_it_finds_no_page(cast: Cast) -> None:
    with clock.set_to(AT):
        adopt(History([a_case("A")]), layout(), actor=import_actor("old"), at=AT)
        assert signed_in(cast, "desk_officer").get(reverse("desk:dossier", args=["old:A"])).status_code == 404


def signed_in(cast: Cast, key: str) -> Client:
    """The browser of a member of the cast."""
    client = Client()
    client.force_login(get_user_model().objects.get(username=cast.members[key].username))
    return client


def test_its_date_is_explained_by_where_it_came_from(cast: Cast) -> None:
    with clock.set_to(AT):
        adopt(History([a_case("A", end=None)]), layout(), unit_id=cast.commune.id, actor=import_actor("old"), at=AT)
        page = signed_in(cast, "procedure_controller").get(reverse("desk:explanation", args=[code_of("old", "A")]))
    assert "Tiếp quản từ old" in page.content.decode()
