"""Pages of units and people: what they show, to whom, what they do, and what they say to wrong input."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.common import clock
from motcua.organisation import queries, services
from motcua.organisation.actors import system_actor
from motcua.organisation.kinds import AssignmentKind, Level
from motcua.organisation.models import Account, Person, RoleGrant
from motcua.organisation.roles import Role
from tests.cast import AT, Cast

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    """Return a client signed in as a member of the cast."""

    def _sign_in(key: str) -> Client:
        client = Client()
        account = queries.account_of(cast.members[key].person_id)
        assert account is not None
        client.force_login(account)
        return client

    return _sign_in


def text(client: Client, url: str, **data: Any) -> str:
    response = client.get(url, data)
    assert response.status_code == 200
    return response.content.decode()


def of_person(name: str, cast: Cast, key: str, **more: Any) -> str:
    person = Person.objects.get(pk=cast.members[key].person_id)
    return reverse(f"organisation:{name}", kwargs={"public_id": person.public_id} | more)


def unit_url(unit_id: int, name: str = "unit") -> str:
    return reverse(f"organisation:{name}", args=[queries.unit(unit_id).public_id])


def test_the_tree_shows_units_of_today_and_of_a_past_day(sign_in: SignIn, cast: Cast) -> None:
    client = sign_in("handler")
    now = text(client, reverse("organisation:tree"))
    assert "Tỉnh Nam Sơn" in now
    assert "Xã Thanh Lâm" in now
    assert "Huyện Sông Lam" not in now
    then = text(client, reverse("organisation:tree"), ngay="30/06/2025")
    assert "Huyện Sông Lam" in then
    assert "Xã Thanh Lâm" not in then
    below = text(client, reverse("organisation:tree"), duoi=str(queries.unit(cast.commune.id).public_id))
    assert "Phòng Kinh tế xã Thanh Lâm" in below
    assert "H72.15.03" in below


def test_a_day_that_cannot_be_read_is_told_and_stays_in_the_field(sign_in: SignIn) -> None:
    page = text(sign_in("handler"), reverse("organisation:tree"), ngay="31/02/2025")
    assert "“31/02/2025” không phải là một ngày" in page
    assert 'value="31/02/2025"' in page


def test_units_are_found_without_diacritics_closed_ones_too(sign_in: SignIn) -> None:
    client = sign_in("handler")
    assert "Huyện Sông Lam" in text(client, reverse("organisation:tree"), q="song lam")
    assert "Không có đơn vị nào tên hoặc mã “abcxyz”" in text(client, reverse("organisation:tree"), q="abcxyz")


def test_the_page_of_a_unit_tells_its_history_and_people(sign_in: SignIn, cast: Cast) -> None:
    client = sign_in("handler")
    page = text(client, unit_url(cast.commune.id))
    for expected in ("H72.15", "Sáp nhập, hợp nhất", "Xã Thanh Tân", "Phạm Văn Đức", "Chủ tịch UBND xã"):
        assert expected in page
    assert "Vai trò trong hệ thống" not in page
    assert "Sửa liên hệ" not in page
    assert "Vai trò trong hệ thống" in text(sign_in("auditor"), unit_url(cast.commune.id))
    former = next(iter(queries.predecessor_ids([cast.commune.id])))
    assert "Đơn vị này đã kết thúc" in text(client, unit_url(former))


def test_an_administrator_changes_where_a_unit_is_reached(sign_in: SignIn, cast: Cast) -> None:
    client = sign_in("administrator")
    url = unit_url(cast.commune.one_stop, "unit_contact")
    assert client.post(url, {"address": "Thôn Đông", "phone": "0228 3 700 116"}).status_code == 302
    assert "Thôn Đông" in text(client, unit_url(cast.commune.one_stop))


def test_people_are_listed_by_given_name_and_found_without_diacritics(sign_in: SignIn) -> None:
    client = sign_in("handler")
    page = text(client, reverse("organisation:people"))
    assert page.index("Đỗ Thị Lan Anh") < page.index("Nguyễn Thị Thu Hà") < page.index("Lê Thị Hồng Vân")
    found = text(client, reverse("organisation:people"), q="hong van")
    assert "Lê Thị Hồng Vân" in found
    assert "Nguyễn Thị Thu Hà" not in found
    ours = text(client, reverse("organisation:people"), don_vi="H72.15")
    assert "Nguyễn Thị Thu Hà" in ours
    assert "Phan Thị Oanh" not in ours
    assert "Không có đơn vị nào" in text(client, reverse("organisation:people"), don_vi="xyz")


def test_the_page_of_a_person_shows_access_only_to_those_who_oversee_it(sign_in: SignIn, cast: Cast) -> None:
    url = of_person("person", cast, "leader")
    seen = text(sign_in("handler"), url)
    assert "Phó Bí thư Đảng ủy" in seen
    assert "Lãnh đạo ký duyệt" not in seen
    assert "ducpv" not in seen.replace("ducpv@thanhlam.example", ""), "the office's address is everybody's"
    assert "Lãnh đạo ký duyệt" in text(sign_in("auditor"), url)
    own = text(sign_in("leader"), url)
    assert "Lãnh đạo ký duyệt" in own
    managed = text(sign_in("administrator"), url)
    assert "ducpv" in managed.replace("ducpv@thanhlam.example", "")
    assert "Đặt lại mật khẩu" in managed


def test_an_administrator_brings_a_person_to_the_desk(sign_in: SignIn, cast: Cast) -> None:
    client = sign_in("administrator")
    response = client.post(reverse("organisation:add_person"), {"full_name": "Hồ  Thị Nhã", "email": "Nha@x.vn"})
    person = Person.objects.get(full_name="Hồ Thị Nhã")
    assert response.headers["Location"] == reverse("organisation:person", args=[person.public_id])
    assign = reverse("organisation:assign", args=[person.public_id])
    filled = {"unit": "H72.15.01", "title": "Công chức tiếp nhận", "kind": "main", "sphere": "state"}
    assert client.post(assign, filled | {"valid_from": "01/01/2026"}).status_code == 302
    grant = reverse("organisation:grant", args=[person.public_id])
    assert client.post(grant, {"role": "desk_officer", "unit": "H72.15.01"}).status_code == 302
    account = reverse("organisation:create_account", args=[person.public_id])
    page = client.post(account, {"username": "NhaHT", "email": "nha@x.vn"})
    made = Account.objects.get(username="nhaht")
    assert made.must_change_password
    words = re.findall(r">([a-z2-9]{4}(?:-[a-z2-9]{4}){3})<", page.content.decode())
    (password,) = words
    assert "no-store" in page.headers["Cache-Control"]
    newcomer = Client()
    signed = newcomer.post(reverse("account_login"), {"login": "nhaht", "password": password})
    assert signed.status_code == 302
    assert newcomer.get("/to-chuc/").headers["Location"] == reverse("account_change_password")
    change = {"oldpassword": password, "password1": "Mưa-rào-1947", "password2": "Mưa-rào-1947"}
    assert newcomer.post(reverse("account_change_password"), change).status_code == 302
    assert newcomer.get("/to-chuc/").status_code == 200
    assert queries.actor_of_person(person.pk, clock.now()).has(Role.DESK_OFFICER, cast.commune.one_stop)


@pytest.mark.parametrize(
    ("page", "data", "sentence"),
    [
        ("assign", {"unit": "không có"}, "Không có đơn vị nào đang hoạt động"),
        ("assign", {"unit": "Phòng Kinh tế"}, "khớp nhiều đơn vị"),
        ("assign", {"valid_from": "35/01/2026"}, "“35/01/2026” không phải là một ngày"),
        ("assign", {"title": ""}, "Chưa nhập"),
        ("assign", {"unit": "H72.15.03", "title": "Phó phòng"}, "đang có chức vụ chính"),
        ("assign", {"unit": "H72.15.03", "title": "Chuyên viên", "kind": "concurrent"}, "đã giữ chức vụ Chuyên viên"),
        ("assign", {"unit": "H72.15.02", "kind": "concurrent", "valid_to": "01/01/2025"}, "phải sau ngày bắt đầu"),
        ("grant", {"role": "clerk"}, "gắn với một đơn vị"),
        ("grant", {"role": "auditor", "unit": "H72.15"}, "toàn hệ thống"),
        ("grant", {"role": "handler", "unit": "H72.15.03"}, "đã có vai trò"),
        ("create_account", {"username": "x y"}, "không dùng được"),
        ("create_account", {"username": "moi"}, "đã có tài khoản"),
        ("change_person", {"full_name": " "}, "Chưa nhập"),
        ("change_person", {"full_name": "A", "email": "sai"}, "chưa đúng"),
    ],
)
def test_wrong_input_is_told_with_its_remedy_and_nothing_typed_is_lost(
    sign_in: SignIn, cast: Cast, page: str, data: dict[str, str], sentence: str
) -> None:
    defaults = {"title": "Việc khác", "kind": "main", "sphere": "state", "valid_from": "02/01/2026"}
    typed = (defaults if page == "assign" else {}) | data
    response = sign_in("administrator").post(of_person(page, cast, "handler"), typed)
    body = response.content.decode()
    assert response.status_code == 200
    assert sentence in body
    assert "chỗ cần sửa" in body
    for value in data.values():
        assert value.strip() in body


def test_ending_a_post_and_revoking_a_role_ask_first_and_then_take_effect(sign_in: SignIn, cast: Cast) -> None:
    client = sign_in("administrator")
    person_id = cast.members["handler"].person_id
    assignment = queries.assignments_of(person_id, AT.date())[0].assignment
    url = of_person("close_assignment", cast, "handler", assignment_id=assignment.pk)
    assert "Chuyên viên" in text(client, url)
    assert client.post(url, {"on": "01/02/2026"}).status_code == 302
    assert not queries.assignments_of(person_id, date(2026, 2, 1))[0].active
    assert "đã kết thúc từ 01/02/2026" in client.post(url, {"on": "01/03/2026"}).content.decode()
    grant = RoleGrant.objects.get(person_id=person_id)
    url = of_person("revoke", cast, "handler", grant_id=grant.pk)
    assert "Công chức thụ lý" in text(client, url)
    assert client.post(url).status_code == 302
    assert not queries.actor_of_person(person_id, clock.now()).grants
    assert client.get(of_person("revoke", cast, "leader", grant_id=grant.pk)).status_code == 404


def test_the_last_administrator_is_neither_revoked_nor_locked(sign_in: SignIn, cast: Cast) -> None:
    client = sign_in("administrator")
    grant = RoleGrant.objects.get(person_id=cast.members["administrator"].person_id)
    page = client.post(of_person("revoke", cast, "administrator", grant_id=grant.pk)).content.decode()
    assert "người quản trị duy nhất" in page
    assert "người quản trị duy nhất" in client.post(of_person("lock_account", cast, "administrator")).content.decode()
    services.grant_role(
        person_id=cast.members["leader"].person_id,
        role=Role.ADMINISTRATOR,
        unit_id=None,
        actor=system_actor(),
        at=clock.now() - timedelta(seconds=1),
    )
    assert client.post(of_person("revoke", cast, "administrator", grant_id=grant.pk)).status_code == 302


def test_a_locked_account_is_out_at_once_and_comes_back_when_unlocked(sign_in: SignIn, cast: Cast) -> None:
    officer, administrator = sign_in("handler"), sign_in("administrator")
    assert officer.get("/to-chuc/").status_code == 200
    assert administrator.post(of_person("lock_account", cast, "handler")).status_code == 302
    assert officer.get("/to-chuc/").status_code == 302
    assert "Đang khóa" in text(administrator, of_person("person", cast, "handler"))
    assert administrator.post(of_person("unlock_account", cast, "handler")).status_code == 302
    assert sign_in("handler").get("/to-chuc/").status_code == 200


def test_a_reset_password_ends_open_sessions_and_serves_once(sign_in: SignIn, cast: Cast) -> None:
    officer, administrator = sign_in("handler"), sign_in("administrator")
    assert "quantm" in text(administrator, of_person("reset_password", cast, "handler"))
    page = administrator.post(of_person("reset_password", cast, "handler"))
    assert "chỉ hiện một lần" in page.content.decode()
    assert officer.get("/to-chuc/").status_code == 302
    account = queries.account_of(cast.members["handler"].person_id)
    assert account is not None
    assert account.must_change_password


def test_an_account_that_does_not_exist_is_not_found(sign_in: SignIn, cast: Cast) -> None:
    assert sign_in("administrator").get(of_person("lock_account", cast, "neighbour_head")).status_code == 404


def test_ones_own_page_shows_posts_roles_and_looks(sign_in: SignIn) -> None:
    page = text(sign_in("one_stop_head"), reverse("organisation:profile"))
    for expected in ("Phó Chủ tịch UBND xã", "Giám đốc Trung tâm", "Phím tắt một phím", "Đổi mật khẩu", "hai lớp"):
        assert expected in page


def test_lists_take_the_same_number_of_queries_for_few_and_many_rows(
    sign_in: SignIn, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client, system = sign_in("administrator"), system_actor()
    counts: dict[str, set[int]] = {}
    for wanted in (10, 100):
        for n in range(Person.objects.filter(full_name__startswith="Người").count(), wanted):
            person = services.add_person(full_name=f"Người {n}", actor=system, at=AT)
            unit = services.create_unit(
                level=Level.OFFICE,
                name=f"Tổ {n}",
                parent_id=cast.commune.id,
                valid_from=date(2025, 7, 1),
                actor=system,
                at=AT,
            )
            for place in (unit.pk, cast.commune.office):
                services.open_assignment(
                    person_id=person.pk,
                    unit_id=place,
                    title="Việc chung" if place == unit.pk else "Việc phụ",
                    kind=AssignmentKind.MAIN if place == unit.pk else AssignmentKind.CONCURRENT,
                    valid_from=date(2025, 7, 1),
                    actor=system,
                    at=AT,
                )
        for url in (
            reverse("organisation:people"),
            reverse("organisation:tree"),
            reverse("organisation:tree") + "?q=to",
            unit_url(cast.commune.office),
            unit_url(cast.commune.id),
        ):
            with django_assert_max_num_queries(60) as captured:
                assert client.get(url).status_code == 200
            counts.setdefault(url, set()).add(len(captured))
    assert {url: found for url, found in counts.items() if len(found) > 1} == {}
