"""An administrator writes unit events from the page of a unit; others cannot, and wrong input is told."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.organisation import queries
from motcua.organisation.kinds import CodeScheme
from motcua.organisation.models import Unit
from tests.cast import Cast

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
ON = {"on": "01/03/2026", "decision": "Nghị quyết 9/NQ-HĐND"}


@pytest.fixture
def client(cast: Cast) -> Client:
    """The administrator's browser."""
    browser = Client()
    account = queries.account_of(cast.members["administrator"].person_id)
    assert account is not None
    browser.force_login(account)
    return browser


def address(unit_id: int, kind: str) -> str:
    return reverse("organisation:unit_event", args=[queries.unit(unit_id).public_id, kind])


def write(client: Client, unit_id: int, kind: str, **typed: str) -> None:
    response = client.post(address(unit_id, kind), ON | typed)
    assert response.status_code == 302, response.content.decode()


def test_each_event_has_a_page_that_says_its_effect(client: Client, cast: Cast) -> None:
    page = client.get(reverse("organisation:unit", args=[queries.unit(cast.commune.id).public_id])).content.decode()
    for kind in ("them", "doi-ten", "chuyen", "doi-ma", "sap-nhap", "chia-tach", "ket-thuc"):
        assert address(cast.commune.id, kind) in page
        form = client.get(address(cast.commune.id, kind))
        assert form.status_code == 200
        assert "mc-note" in form.content.decode()
    assert client.get(address(cast.commune.id, "xoa")).status_code == 404


def test_a_unit_is_added_below_another(client: Client, cast: Cast) -> None:
    write(client, cast.commune.id, "them", name="Tổ công nghệ số", level="office", code="h72.15.09")
    made = queries.unit_by_code("H72.15.09", DAY)
    assert (made.name, made.parent_id, made.valid_from) == ("Tổ công nghệ số", cast.commune.id, DAY)


def test_a_unit_is_renamed_moved_and_recoded(client: Client, cast: Cast) -> None:
    office = cast.commune.economy
    write(client, office, "doi-ten", name="Phòng Kinh tế, Hạ tầng")
    write(client, office, "doi-ma", code="h72.15.33", scheme=CodeScheme.AGENCY)
    write(client, office, "chuyen", unit="H72.16")
    unit = queries.unit(office)
    assert [period.name for period in queries.periods_of(office)] == [unit.name, "Phòng Kinh tế xã Thanh Lâm"]
    assert (unit.name, unit.parent_id) == ("Phòng Kinh tế, Hạ tầng", cast.neighbour.id)
    assert queries.agency_code(office, DAY) == "H72.15.33"


def test_communes_are_merged_into_a_new_one_or_into_one_that_goes_on(client: Client, cast: Cast) -> None:
    page = client.post(
        address(cast.commune.id, "sap-nhap"), ON | {"others": "H72.16", "name": "X", "children": "refuse"}
    )
    assert "đơn vị trực thuộc đang hoạt động" in page.content.decode()
    write(client, cast.commune.id, "sap-nhap", others="H72.16\n", name="Xã Thanh Hạ", code="H72.15", children="move")
    merged = queries.unit_by_code("H72.15", DAY)
    assert merged.name == "Xã Thanh Hạ"
    assert queries.ancestor_ids(cast.neighbour.economy)[1] == merged.pk
    write(client, merged.pk, "sap-nhap", others="Xã Yên Phú", children="end", on="01/04/2026")
    assert queries.successors_of(cast.second_neighbour.id) == (merged.pk,)
    closed = client.get(reverse("organisation:unit", args=[queries.unit(cast.second_neighbour.id).public_id]))
    assert "Nay là:" in closed.content.decode()


def test_an_office_is_split_and_ended(client: Client, cast: Cast) -> None:
    write(client, cast.commune.culture, "chia-tach", parts="Phòng Văn hóa; h72.15.41\nPhòng Xã hội")
    culture = queries.unit_by_code("H72.15.41", DAY)
    assert queries.predecessor_ids([culture.pk]) == {cast.commune.culture}
    write(client, cast.commune.office, "chia-tach", parts="Tổ Tư pháp", keep="on")
    assert queries.unit(cast.commune.office).valid_to is None
    write(client, culture.pk, "ket-thuc", children="refuse", unit="H72.15.02", on="01/05/2026")
    assert queries.successors_of(culture.pk)[0] == cast.commune.office


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("them", {"name": "Tổ A", "level": "office", "code": "H72.15"}, "đang thuộc về Xã Thanh Lâm"),
        ("them", {"name": "Tổ A", "level": "office", "code": "?"}, "không đúng dạng"),
        ("doi-ten", {"name": "", "on": "01/03/2026"}, "Chưa nhập"),
        ("doi-ten", {"name": "X", "on": "01/07/2025"}, "đã có thay đổi ghi từ ngày 01/07/2025"),
        ("chuyen", {"unit": "H72.15.01"}, "không thể là cấp trên"),
        ("sap-nhap", {"others": "Phòng Kinh tế", "children": "refuse"}, "khớp 3 đơn vị"),
        ("chia-tach", {"parts": "A; B; C"}, "nhiều hơn một dấu chấm phẩy"),
        ("chia-tach", {"parts": "Xã Một"}, "ít nhất 2 đơn vị"),
        ("ket-thuc", {"children": "refuse"}, "còn 4 đơn vị trực thuộc"),
        ("ket-thuc", {"children": "move"}, "Nhập đơn vị tiếp nhận"),
    ],
)
def test_wrong_events_are_told_and_nothing_is_written(
    client: Client, cast: Cast, kind: str, typed: dict[str, str], sentence: str
) -> None:
    before = list(Unit.objects.order_by("pk").values())
    response = client.post(address(cast.commune.id, kind), ON | typed)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert list(Unit.objects.order_by("pk").values()) == before
