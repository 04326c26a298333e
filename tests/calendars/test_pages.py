"""Calendar pages in the browser's hands: who sees what, what a form does, what is kept when it is wrong."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.calendars import queries
from motcua.calendars.models import Calendar, CalendarVersion, OfficeSession
from motcua.calendars.services.drafts import create_unit_calendar
from motcua.common import clock
from motcua.organisation import services
from motcua.organisation.kinds import Level
from motcua.organisation.roles import Role
from tests.calendars.conftest import AT, SYSTEM
from tests.calendars.test_queries import saturday_reception
from tests.cast import Cast

DUE = "/khi-nao-den-han/"
QUESTION = {"ngay": "11/02/2026", "gio": "09:00", "so": "5", "don_vi": "working_days", "cach": "minutes"}


def someone(role: Role) -> Client:
    """A browser in which a person with one role has signed in."""
    unit_id = (
        None
        if role is Role.ADMINISTRATOR
        else services.create_unit(
            level=Level.COMMUNE, name="Xã Yên", parent_id=None, valid_from=AT.date(), actor=SYSTEM, at=AT
        ).pk
    )
    person = services.add_person(full_name="Ngô Thanh Tùng", actor=SYSTEM, at=AT)
    services.grant_role(person_id=person.pk, role=role, unit_id=unit_id, actor=SYSTEM, at=AT)
    account = services.create_account(
        person_id=person.pk, username="tung", password="Rất-dài-2026", must_change=False, actor=SYSTEM, at=AT
    )
    client = Client()
    client.force_login(account)
    return client


def page(calendar: Calendar, name: str = "year", year: int = 2026) -> str:
    return reverse(f"calendars:{name}", args=[calendar.public_id, year])


@pytest.fixture
def officer(db: None) -> Client:
    return someone(Role.DESK_OFFICER)


@pytest.fixture
def administrator(db: None) -> Client:
    return someone(Role.ADMINISTRATOR)


def post(client: Client, calendar: Calendar, work: str, **fields: object) -> str:
    """Send one form of the draft page; the page that follows."""
    data = {"work": work} | {f"{work}-{name}": value for name, value in fields.items()}
    return client.post(page(calendar, "draft"), data, follow=True).content.decode()


def test_officers_see_the_year_and_may_not_edit(officer: Client, national: Calendar) -> None:
    with clock.set_to(AT):
        assert officer.get(reverse("calendars:index")).headers["Location"] == page(national)
    seen = officer.get(page(national)).content.decode()
    for words in ("Tết Nguyên đán", "Chỉ tiếp nhận, không tính hạn", "07:00–11:30", "Nghị quyết 28/2026/QH16", "vn.1-"):
        assert words in seen
    assert "Soạn bản nháp" not in seen
    assert officer.post(page(national, "open_draft")).status_code == 403
    assert Client().get(page(national)).status_code == 302


def test_a_provisional_year_is_marked_and_an_absent_one_said(officer: Client, national: Calendar) -> None:
    assert "Dự kiến: hạn rơi vào năm này là tạm tính" in officer.get(page(national, year=2027)).content.decode()
    assert "Chưa có lịch năm 2030" in officer.get(page(national, year=2030)).content.decode()


def test_an_administrator_edits_a_draft_and_publishes_it(administrator: Client, national: Calendar) -> None:
    seen = administrator.post(page(national, "open_draft"), follow=True).content.decode()
    assert "Bản nháp giống hệt lịch đang dùng" in seen
    seen = post(administrator, national, "day", on="15/12/2026", kind="holiday", name="Quốc tang")
    assert "thứ Ba 15/12/2026: Nghỉ lễ, tết, Quốc tang" in seen
    seen = post(
        administrator,
        national,
        "closure",
        from_day="05/03/2026",
        from_time="13:30",
        to_day="06/03/2026",
        to_time="09:00",
        name="Mất điện",
    )
    assert "đóng cửa từ 13:30 05/03/2026 đến 09:00 06/03/2026: Mất điện" in seen
    seen = post(administrator, national, "session", weekdays=["5"], opens="07:30", closes="11:30", purpose="intake")
    assert "thứ Bảy 07:30–11:30 (tiếp nhận)" in seen
    seen = post(administrator, national, "year", year="2027", status="confirmed", source="TB 9")
    assert "năm 2027: đã xác nhận" in seen
    seen = post(administrator, national, "publish", decision="TB 5/TB-BNV")
    assert "Đã công bố lịch" in seen
    assert queries.current_version().startswith("vn.2-")
    assert administrator.get(page(national, "draft")).headers["Location"] == page(national)


@pytest.fixture
def open_draft(administrator: Client, national: Calendar) -> CalendarVersion:
    administrator.post(page(national, "open_draft"))
    row = queries.draft_of(national)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("work", "fields", "said"),
    [
        ("day", {"on": "32/12/2026", "kind": "holiday", "name": "Quốc tang"}, "“32/12/2026” không phải là ngày."),
        ("day", {"on": "17/02/2026", "kind": "holiday", "name": "Tết"}, "Ngày 17/02/2026 đã có trong bản nháp"),
        ("day", {"on": "15/12/2026", "kind": "holiday", "name": "A", "replaces": "16/12/2026"}, "Chỉ ngày làm bù"),
        ("day", {"on": "15/12/2026", "kind": "make_up", "name": "A", "replaces": "15/12/2026"}, "phải khác ngày"),
        (
            "closure",
            {"from_day": "05/03/2026", "from_time": "9h", "to_day": "06/03/2026", "to_time": "09:00", "name": "A"},
            "“9h” không phải là giờ.",
        ),
        (
            "closure",
            {"from_day": "05/03/2026", "from_time": "09:00", "to_day": "05/03/2026", "to_time": "09:00", "name": "A"},
            "phải sau giờ bắt đầu",
        ),
        ("session", {"opens": "07:00", "closes": "08:00", "purpose": "both"}, "Chọn ít nhất một thứ"),
        ("session", {"weekdays": ["0"], "opens": "11:00", "closes": "12:00", "purpose": "both"}, "trùng với buổi"),
        ("session", {"weekdays": ["6"], "opens": "11:00", "closes": "10:00", "purpose": "clock"}, "phải sau giờ"),
        (
            "session",
            {
                "weekdays": ["6"],
                "opens": "11:00",
                "closes": "12:00",
                "purpose": "both",
                "valid_from": "02/01/2026",
                "valid_to": "01/01/2026",
            },
            "phải sau ngày bắt đầu áp dụng",
        ),
        ("year", {"year": "2027", "status": "confirmed"}, "Nhập nguồn xác nhận lịch năm 2027"),
        ("year", {"year": "27", "status": "provisional"}, "chỗ cần sửa"),
        ("publish", {"decision": ""}, "Nhập số và ngày của quyết định"),
        ("publish", {"decision": "TB 5"}, "giống hệt lịch đang công bố"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_kept(
    administrator: Client,
    national: Calendar,
    open_draft: CalendarVersion,
    work: str,
    fields: dict[str, object],
    said: str,
) -> None:
    seen = post(administrator, national, work, **fields)
    assert said in seen
    assert "data-error-summary" in seen
    assert all(
        f'value="{value}"' in seen for value in fields.values() if isinstance(value, str) and value[:1].isdigit()
    )


def test_rows_are_taken_out_and_the_draft_thrown_away(
    administrator: Client, national: Calendar, open_draft: CalendarVersion
) -> None:
    post(
        administrator,
        national,
        "closure",
        from_day="05/03/2026",
        from_time="13:30",
        to_day="06/03/2026",
        to_time="09:00",
        name="Mất điện",
    )
    for name, row in (
        ("remove_day", open_draft.special_days.get(on="2026-02-17")),
        ("remove_closure", open_draft.closures.get()),
        ("remove_session", open_draft.sessions.filter(weekday=0).first()),
    ):
        assert row is not None
        address = reverse(f"calendars:{name}", args=[national.public_id, 2026, row.pk])
        assert "Đã bỏ khỏi bản nháp" in administrator.post(address, follow=True).content.decode()
    assert OfficeSession.objects.filter(version=open_draft).count() == 9
    assert "Đã bỏ bản nháp" in administrator.post(page(national, "discard"), follow=True).content.decode()
    gone = reverse("calendars:remove_day", args=[national.public_id, 2026, 1])
    assert administrator.post(gone).status_code == 404
    assert administrator.post(page(national, "open_draft")).headers["Location"] == page(national, "draft")
    assert administrator.post(page(national, "draft"), {"work": "nothing"}).status_code == 404


def test_a_unit_gets_a_calendar_of_its_own(administrator: Client, cast: Cast, national: Calendar) -> None:
    create = reverse("calendars:create")
    for code, said in (("", "Nhập mã đơn vị"), ("XX", "Không có đơn vị nào mang mã “XX”")):
        assert said in administrator.post(create, {"code": code}, follow=True).content.decode()
    seen = administrator.post(create, {"code": "H72.15"}, follow=True).content.decode()
    assert "Bản nháp không có giờ riêng" in seen
    assert "Thanh Lâm" in seen
    assert "đã có lịch riêng" in administrator.post(create, {"code": "H72.15"}, follow=True).content.decode()
    own = Calendar.objects.get(unit_id=cast.commune.id)
    assert "Giờ này lấy từ lịch toàn quốc" in administrator.get(page(own)).content.decode()


def test_the_page_asks_no_more_with_more_rows(
    officer: Client, cast: Cast, national: Calendar, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get(page(national))
    with django_assert_max_num_queries(25) as few:
        officer.get(page(national))
    create_unit_calendar(unit_id=cast.neighbour.id, name="Lịch nháp", actor=SYSTEM, at=AT)
    saturday_reception(cast.commune.id)
    with django_assert_max_num_queries(25) as many:
        officer.get(page(national))
    assert len(many) == len(few)


@pytest.mark.django_db
def test_anybody_asks_when_something_is_due() -> None:
    client = Client()
    assert "Tính ngày trả kết quả" in client.get(DUE).content.decode()
    seen = client.get(DUE, QUESTION).content.decode()
    assert "09:00 thứ Tư 25/02/2026" in seen
    assert "14/02/2026 – 15/02/2026: cuối tuần, không tính." in seen
    assert "17/02/2026: Tết Nguyên đán, không tính. Căn cứ: mùng 1; Bộ luật Lao động 2019, Điều 112." in seen
    assert "5 ngày làm việc" in seen
    assert "17:00 thứ Tư 25/02/2026" in client.get(DUE, QUESTION | {"cach": "civil"}).content.decode()
    assert "tạm tính" in client.get(DUE, QUESTION | {"ngay": "31/12/2026"}).content.decode()
    assert "17:00 thứ Tư 11/02/2026" in client.get(DUE, QUESTION | {"so": "", "don_vi": "same_day"}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ngay": "11/13/2026"}, "“11/13/2026” không phải là ngày."),
        ({"gio": "9h"}, "“9h” không phải là giờ."),
        ({"so": ""}, "Nhập số, như 5."),
        ({"so": "0"}, "Nhập số từ 1 trở lên."),
        ({"so": "a"}, "Nhập một số, như 5."),
        ({"ngay": "01/01/2018"}, "Chưa có bộ quy định cho hồ sơ tiếp nhận ngày 01/01/2018"),
        ({"ngay": "31/12/2027"}, "Chưa có lịch làm việc năm 2028"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(change: dict[str, str], said: str) -> None:
    seen = Client().get(DUE, QUESTION | change).content.decode()
    assert said in seen
    assert "Hạn trả kết quả" not in seen
    assert all(f'value="{value}"' in seen for name, value in change.items() if value and name != "so")


def test_the_public_may_ask_by_the_calendar_of_an_office(cast: Cast) -> None:
    own = saturday_reception(cast.commune.id).calendar
    question = QUESTION | {"ngay": "07/03/2026", "don_vi": "same_day", "lich": str(own.public_id)}
    seen = Client().get(DUE, question).content.decode()
    assert "Lịch xã" in seen
    assert "17:00 thứ Hai 09/03/2026" in seen
