"""The pages: what they show, to whom, with how many queries, and that nothing typed is lost."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.catalogue.models import ChannelLimit, Offering, ProcessVersion
from motcua.catalogue.national import read_record
from motcua.catalogue.services.publish import publish
from motcua.catalogue.vocabulary import Origin
from motcua.common import clock
from motcua.organisation import queries as organisation
from motcua.organisation.actors import import_actor
from tests.cast import AT, Cast
from tests.catalogue.offices import BIRTH, offer, version_of
from tests.catalogue.records import method, record

pytestmark = pytest.mark.django_db


def signed_in(cast: Cast, key: str) -> Client:
    account = organisation.account_of(cast.members[key].person_id)
    assert account is not None
    client = Client()
    client.force_login(account)
    return client


def add(*records: dict[str, object]) -> None:
    publish([read_record(each) for each in records], origin=Origin.NATIONAL, actor=import_actor("thử"), at=AT)


def test_a_list_is_found_filtered_and_paged(cast: Cast) -> None:
    add(record(methods=[method(amount=1.0, unit=None)]))
    client = signed_in(cast, "desk_officer")
    page = client.get(reverse("catalogue:procedures"), {"q": "dk lai khai sinh"}).content.decode()
    assert "Đăng ký lại khai sinh" in page
    assert "5 ngày làm việc" in page
    doubtful = client.get(reverse("catalogue:procedures"), {"tinh-trang": "doubtful", "cap": "commune"})
    assert "9.000001" in doubtful.content.decode()
    assert "Có số, chưa rõ đơn vị" in doubtful.content.decode()
    nothing = client.get(reverse("catalogue:procedures"), {"q": "không có thủ tục nào như vậy", "linh-vuc": "x"})
    assert "Không có thủ tục nào khớp" in nothing.content.decode()
    first = client.get(reverse("catalogue:procedures"))
    second = client.get(reverse("catalogue:procedures"), {"after": first.context["page"].next})
    shown = {row.code for row in first.context["rows"]}
    assert not shown & {row.code for row in second.context["rows"]}
    part = client.get(reverse("catalogue:procedures"), headers={"hx-request": "true"})
    assert "<html" not in part.content.decode()


def test_the_list_asks_as_often_for_ten_rows_as_for_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    add(*(record(f"9.{number:06}", field=f"Lĩnh vực {number % 7}") for number in range(100)))
    client = signed_in(cast, "procedure_controller")
    asked = []
    for size in (10, 100):
        monkeypatch.setattr("motcua.catalogue.views.lists.SIZE", size)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(reverse("catalogue:procedures"))
        assert len(response.context["rows"]) == size
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_record_shows_limits_sources_process_and_offerings(cast: Cast) -> None:
    offer(cast)
    page = signed_in(cast, "handler").get(reverse("catalogue:procedure", args=[BIRTH])).content.decode()
    for words in (
        "trong ngày",
        "Luật Hộ tịch 60/2014/QH13",
        "Tổng các bước bằng đúng thời hạn.",
        "Trung tâm Phục vụ hành chính công xã Thanh Lâm",
        "Giấy khai sinh",
        "https://dichvucong.gov.vn/",
    ):
        assert words in page
    assert "Mở tiếp nhận" not in page
    controller = signed_in(cast, "procedure_controller").get(reverse("catalogue:procedure", args=[BIRTH]))
    assert "Mở tiếp nhận" in controller.content.decode()
    assert "Thôi tiếp nhận" in controller.content.decode()


def test_versions_are_shown_and_compared(cast: Cast) -> None:
    add(record())
    add(record(methods=[method(amount=7.0)], conditions="Đủ 18 tuổi"))
    client = signed_in(cast, "desk_officer")
    address = reverse("catalogue:procedure", args=["9.000001"])
    old = client.get(address, {"phien-ban": "1"}).content.decode()
    assert "chỉ để xem lại" in old
    compared = client.get(address, {"phien-ban": "2", "so-voi": "1"}).content.decode()
    assert "<ins" in compared
    assert "Đủ 18 tuổi" in compared
    assert "Trực tuyến: 5 ngày làm việc" in compared
    assert client.get(address, {"phien-ban": "9"}).status_code == 404
    assert client.get(address, {"so-voi": "9"}).status_code == 404
    assert client.get(reverse("catalogue:procedure", args=["8.888888"])).status_code == 404


def test_everybody_reads_the_public_pages_without_signing_in(cast: Cast) -> None:
    add(record(methods=[method(amount=1.0, unit=None)]))
    client = Client()
    page = client.get(reverse("catalogue:public_procedure", args=[BIRTH])).content.decode()
    assert "Cần mang gì" in page
    assert "trong ngày" in page
    doubtful = client.get(reverse("catalogue:public_procedure", args=["9.000001"])).content.decode()
    assert "chưa xác nhận, hỏi tại nơi tiếp nhận" in doubtful
    assert "Hộ tịch" in client.get(reverse("catalogue:public_procedures")).content.decode()
    found = client.get(reverse("catalogue:public_procedures"), {"q": "khai sinh"})
    assert reverse("catalogue:public_procedure", args=[BIRTH]) in found.content.decode()
    assert "Không tìm thấy" in client.get(reverse("catalogue:public_procedures"), {"q": "xyzxyz"}).content.decode()
    assert client.get(reverse("catalogue:public_procedure", args=["8.888888"])).status_code == 404
    assert client.get(reverse("catalogue:procedures")).status_code == 302
    offer(cast)
    here = client.get(reverse("catalogue:public_procedures"))
    assert [sector.name for sector in here.context["sectors"]] == ["Hộ tịch"]
    everything = client.get(reverse("catalogue:public_procedures"), {"moi-linh-vuc": "1"})
    assert len(everything.context["sectors"]) > 8


def test_a_limit_is_confirmed_in_the_browser_and_nothing_typed_is_lost(cast: Cast) -> None:
    add(record(methods=[method(amount=3.0, unit=None)]))
    row = ChannelLimit.objects.get(version__procedure__code="9.000001")
    address = reverse("catalogue:confirm_limit", args=["9.000001", row.public_id])
    client = signed_in(cast, "procedure_controller")
    shown = client.get(address).content.decode()
    assert "Chọn đơn vị" in shown
    assert 'value="3"' in shown
    typed = {"amount": "3", "unit": "", "certainty": "law", "source": "x", "source_url": "không phải"}
    wrong = client.post(address, typed | {"action": "confirm"}).content.decode()
    assert "Chưa chọn đơn vị" in wrong
    assert "Nguồn quá ngắn" in wrong
    assert 'value="không phải"' in wrong
    no_number = client.post(address, typed | {"amount": "", "unit": "working_days", "action": "confirm"})
    assert "Chưa có số" in no_number.content.decode()
    good = {"amount": "3", "unit": "working_days", "certainty": "law", "source": "Điều 9 Nghị định 1/2026/NĐ-CP"}
    assert client.post(address, good | {"action": "confirm"}).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.limit) == ("confirmed", "3 working_days")
    assert client.get(reverse("catalogue:confirm_limit", args=[BIRTH, row.public_id])).status_code == 404


def test_a_row_is_dismissed_in_the_browser(cast: Cast) -> None:
    add(record(methods=[method(amount=None, unit=None)]))
    row = ChannelLimit.objects.get(version__procedure__code="9.000001")
    address = reverse("catalogue:confirm_limit", args=["9.000001", row.public_id])
    client = signed_in(cast, "procedure_controller")
    assert "Chưa ghi căn cứ" in client.post(address, {"action": "dismiss", "reason": ""}).content.decode()
    assert client.post(address, {"action": "dismiss", "reason": "Chỉ cho nơi khác"}).status_code == 302
    row.refresh_from_db()
    assert row.status == "dismissed"


def test_what_the_rules_refuse_is_said_on_the_form(cast: Cast) -> None:
    offer(cast)
    client = signed_in(cast, "procedure_controller")
    row = version_of().limits.first()
    assert row is not None
    sent = {"amount": "3", "unit": "working_days", "certainty": "law", "source": "Điều 9", "action": "confirm"}
    refused = client.post(reverse("catalogue:confirm_limit", args=[BIRTH, row.public_id]), sent)
    assert "Phiên bản này đã được dùng" in refused.content.decode()


def test_an_offering_is_opened_and_closed_in_the_browser(cast: Cast) -> None:
    client = signed_in(cast, "procedure_controller")
    code = "1.004884"
    limit = version_of(code).limits.order_by("no").first()
    process = ProcessVersion.objects.filter(process__procedure__code=code).order_by("pk").first()
    assert limit is not None
    assert process is not None
    address = reverse("catalogue:open_offering", args=[code])
    assert "Trung tâm Phục vụ hành chính công xã Thanh Lâm" in client.get(address).content.decode()
    typed = {
        "unit": cast.commune.one_stop,
        "competent_unit": cast.commune.id,
        "executing_unit": cast.commune.office,
        "process": process.pk,
        "mode": "minutes",
        "valid_from": "12/01/2026",
        f"committed_{limit.pk}": "4",
    }
    too_long = client.post(address, typed | {f"committed_{limit.pk}": "50"})
    assert "dài hơn thời hạn theo quy định" in too_long.content.decode()
    assert "Nhập như 11/02/2026" in client.post(address, typed | {"valid_from": "hôm nay"}).content.decode()
    assert client.post(address, typed | {"unit": cast.neighbour.one_stop}).status_code == 200
    assert client.post(address, typed).status_code == 302
    offering = Offering.objects.get(procedure__code=code)
    assert (offering.valid_from, offering.commitments.get().committed) == (date(2026, 1, 12), "4 working_days")
    assert "cam kết 4 ngày làm việc" in client.get(reverse("catalogue:procedure", args=[code])).content.decode()
    ending = reverse("catalogue:close_offering", args=[offering.public_id])
    assert "Vẫn tiếp nhận" in client.get(ending).content.decode()
    assert client.post(ending, {"valid_to": "01/01/2020"}).status_code == 200
    assert client.post(ending, {"valid_to": "20/01/2026"}).status_code == 302
    offering.refresh_from_db()
    assert offering.valid_to == date(2026, 1, 20)


def test_steps_are_changed_in_the_browser_as_the_units_own_process(cast: Cast) -> None:
    client = signed_in(cast, "procedure_controller")
    shipped = ProcessVersion.objects.filter(process__procedure__code=BIRTH).order_by("pk").first()
    assert shipped is not None
    address = reverse("catalogue:edit_process", args=[shipped.public_id])
    assert "Sửa các bước" in client.get(address).content.decode()
    typed: dict[str, object] = {"owner": cast.commune.id, "decision_no": "12/QĐ-UBND", "valid_from": "12/01/2026"}
    for step in shipped.steps.all():
        typed |= {
            f"buoc-{step.no}-name": step.name,
            f"buoc-{step.no}-amount": "1",
            f"buoc-{step.no}-unit": "working_hours",
        }
    bad = client.post(address, typed | {"decision_no": "", "buoc-2-name": "", "buoc-3-amount": ""}).content.decode()
    for words in ("Chưa có số quyết định", "Chưa có tên bước", "Chưa có số"):
        assert words in bad
    assert client.post(address, typed).status_code == 302
    own = ProcessVersion.objects.get(process__owner_id=cast.commune.id)
    assert own.decision_no == "12/QĐ-UBND"
    again = reverse("catalogue:edit_process", args=[own.public_id])
    assert client.post(again, typed | {"buoc-3-amount": "2", "valid_from": "13/01/2026"}).status_code == 302
    assert ProcessVersion.objects.filter(process__owner_id=cast.commune.id).count() == 2
    page = client.get(reverse("catalogue:procedure", args=[BIRTH])).content.decode()
    assert "Quy trình của đơn vị" in page


@pytest.mark.parametrize("who", ["desk_officer", "handler", "leader", "auditor"])
def test_others_read_and_change_nothing(cast: Cast, who: str) -> None:
    client = signed_in(cast, who)
    offering = offer(cast)
    row = version_of().limits.first()
    assert row is not None
    assert client.get(reverse("catalogue:procedure", args=[BIRTH])).status_code == 200
    for name, args in (
        ("confirm_limit", [BIRTH, row.public_id]),
        ("open_offering", [BIRTH]),
        ("close_offering", [offering.public_id]),
        ("edit_process", [offering.process_version.public_id]),
    ):
        assert client.get(reverse(f"catalogue:{name}", args=args)).status_code == 403


def test_the_pages_are_shown_in_english_too(cast: Cast) -> None:
    client = Client(headers={"accept-language": "en"})
    with clock.set_to(AT):
        assert client.get(reverse("catalogue:public_procedure", args=[BIRTH])).status_code == 200
