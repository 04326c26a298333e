"""Receiving a dossier: find, fill in, see the date, accept once, lose nothing."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.catalogue.models import Offering
from motcua.common.formats import local
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Applicant, Dossier, Draft
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.factories import World

pytestmark = pytest.mark.django_db

OWNER = {
    "owner-kind": "citizen",
    "owner-identity_kind": "personal",
    "owner-identity_number": "072 185 000 146",
    "owner-full_name": "Nguyễn Thị Quỳnh Trang",
    "owner-phone": "0912 000 146",
    "owner-address": "Thôn Đông Hạ, xã Thanh Lâm",
}


@pytest.fixture
def offering(world: World) -> Offering:
    """The one procedure that the commune receives."""
    return Offering.objects.get(pk=world.offering_id)


@pytest.fixture
def desk(browser: Browser) -> Client:
    """The desk officer's browser."""
    return browser("desk_officer")


def _typed(client: Client, offering: Offering, **changes: Any) -> dict[str, Any]:
    """The form as the page shows it, filled in well, with every required paper ticked."""
    page = client.get(reverse("desk:intake"), {"thu-tuc": str(offering.public_id)})
    intake = page.context["intake"]
    ticked = {f"got_{row.component.id}": "on" for row in intake.papers.rows if row.received}
    fixed = {"key": page.context["key"], "offering": str(offering.public_id), "action": "accept"}
    data = {**intake.shown, **ticked, **OWNER, **fixed, **changes}
    return {name: value for name, value in data.items() if value is not None}


def test_a_procedure_is_found_by_typing_without_diacritics(desk: Client, offering: Offering) -> None:
    name = offering.procedure_version.short_name or offering.procedure_version.name
    word = name.split()[-1]
    part = desk.get(reverse("desk:intake_search"), {"q": word.lower()}, headers={"hx-request": "true"})
    assert f"thu-tuc={offering.public_id}" in part.content.decode()
    assert "<mark>" in part.content.decode()
    whole = desk.get(reverse("desk:intake"), {"q": offering.procedure.code})
    assert f"thu-tuc={offering.public_id}" in whole.content.decode(), "works without script too"
    nothing = desk.get(reverse("desk:intake_search"), {"q": "khong co thu tuc nay"})
    assert "Không có thủ tục nào" in nothing.content.decode()


def test_the_due_date_and_why_are_seen_before_anything_is_saved(desk: Client, offering: Offering) -> None:
    page = desk.get(reverse("desk:intake"), {"thu-tuc": str(offering.public_id)}).content.decode()
    for words in (
        "08:30",
        "thứ Hai",
        "19/01/2026",
        "5 ngày làm việc (40 giờ)",
        "không tính nghỉ 17–18/01",
        "Hạn trả kết quả",
    ):
        assert words in page, words
    assert not Dossier.objects.exists()


def test_what_is_missing_is_listed_while_typing(desk: Client, offering: Offering) -> None:
    url = reverse("desk:intake_part")
    empty = desk.post(url, _typed(desk, offering, **dict.fromkeys(OWNER)))
    assert "việc trước khi tiếp nhận" in empty.content.decode()
    assert "Chưa có họ và tên" in empty.content.decode()
    full = desk.post(url, _typed(desk, offering))
    assert "Đủ để tiếp nhận" in full.content.decode()
    assert "hx-swap-oob" in full.content.decode()


def test_accepting_leads_to_the_dossier_with_its_receipt(desk: Client, offering: Offering) -> None:
    answer = desk.post(reverse("desk:intake"), _typed(desk, offering), follow=True)
    dossier = Dossier.objects.get()
    assert dossier.state == State.ACCEPTED
    page = answer.content.decode()
    assert f"Đã tiếp nhận hồ sơ {dossier.code}" in page
    assert "In giấy tiếp nhận, 2 liên" in page
    owner = Applicant.objects.get()
    assert (owner.identity_number, owner.phone) == ("072185000146", "0912000146")
    assert dossier.components.filter(received_at__isnull=False).count() == dossier.components.count()


def test_a_double_press_makes_one_dossier(desk: Client, offering: Offering) -> None:
    data = _typed(desk, offering)
    first = desk.post(reverse("desk:intake"), data)
    second = desk.post(reverse("desk:intake"), data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("owner-phone", "0912 000 14", "“0912 000 14” có 9 số. Nhập đủ 10 số."),
        ("owner-identity_number", "072 185 000 14", "có 11 số. Nhập đủ 12 số"),
        ("owner-full_name", "Trang 2", "có chữ số"),
        ("owner-email", "trang@", "Viết như ten@mien.vn"),
        ("owner-address", "", "Chưa có nơi cư trú"),
        ("copies", "0", "ít nhất là 1"),
        ("channel", "online", "Chưa chọn hình thức nộp"),
    ],
)
def test_an_error_names_field_value_and_remedy_and_keeps_everything_typed(
    desk: Client, offering: Offering, field: str, typed: str, says: str
) -> None:
    answer = desk.post(reverse("desk:intake"), _typed(desk, offering, **{field: typed}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "data-error-summary" in page
    if field != "channel":
        assert says in page
        assert f'href="#id_{field}"' in page
    assert "Nguyễn Thị Quỳnh Trang" in page or field == "owner-full_name"
    if typed and field != "channel":
        assert f'value="{typed}"' in page
    assert not Dossier.objects.exists()


def test_a_required_paper_is_received_or_said_not_to_be_needed(desk: Client, offering: Offering) -> None:
    data = _typed(desk, offering)
    page = desk.get(reverse("desk:intake"), {"thu-tuc": str(offering.public_id)})
    required = [r.component for r in page.context["intake"].papers.rows if r.received and r.component.required]
    without = {name: value for name, value in data.items() if name != f"got_{required[0].id}"}
    refused = desk.post(reverse("desk:intake"), without)
    assert f"Giấy tờ {required[0].no} chưa nhận" in refused.content.decode()
    both = desk.post(reverse("desk:intake"), {**data, f"source_{required[0].id}": "none"})
    assert "vừa đã nhận vừa không áp dụng" in both.content.decode()
    answer = desk.post(reverse("desk:intake"), {**without, f"source_{required[0].id}": "none"})
    assert answer.status_code == 302
    assert Dossier.objects.get().components.filter(component_id=required[0].id).count() == 0


def test_somebody_may_bring_it_for_the_owner(desk: Client, offering: Offering) -> None:
    other = {
        "on_behalf": "on",
        "submitter-identity_kind": "personal",
        "submitter-identity_number": "072085000318",
        "submitter-full_name": "Nguyễn Văn Khải",
        "submitter-phone": "",
    }
    same = {**other, "submitter-identity_number": "072185000146"}
    refused = desk.post(reverse("desk:intake"), _typed(desk, offering, **same))
    assert "trùng với chủ hồ sơ" in refused.content.decode()
    assert desk.post(reverse("desk:intake"), _typed(desk, offering, **other)).status_code == 302
    assert set(Applicant.objects.values_list("role", flat=True)) == {"owner", "submitter"}


def test_an_organisation_bears_digits_and_a_tax_code(desk: Client, offering: Offering) -> None:
    firm = {
        "owner-kind": "enterprise",
        "owner-identity_kind": "business",
        "owner-identity_number": "0300588569",
        "owner-full_name": "Công ty TNHH 2/9",
    }
    assert desk.post(reverse("desk:intake"), _typed(desk, offering, **firm)).status_code == 302


# --- drafts


def test_what_is_typed_is_kept_under_one_draft_and_survives_the_browser(
    desk: Client, offering: Offering, browser: Browser
) -> None:
    data = _typed(desk, offering, **{"owner-phone": "0912"})
    for _ in range(2):
        saved = desk.post(reverse("desk:intake_save"), data)
        assert re.fullmatch(r"Bản nháp tự lưu lúc \d\d:\d\d\.", saved.content.decode())
    (draft,) = Draft.objects.all()
    again = browser("desk_officer")
    listed = again.get(reverse("desk:intake")).content.decode()
    assert f"nhap={draft.public_id}" in listed
    assert "Nguyễn Thị Quỳnh Trang" in listed
    opened = again.get(reverse("desk:intake"), {"nhap": str(draft.public_id)}).content.decode()
    assert 'value="0912"' in opened
    assert "Nguyễn Thị Quỳnh Trang" in opened


def test_accepting_ends_the_draft(desk: Client, offering: Offering) -> None:
    data = _typed(desk, offering)
    desk.post(reverse("desk:intake_save"), data)
    desk.post(reverse("desk:intake"), data)
    draft = Draft.objects.get()
    assert draft.closed_at is not None
    assert draft.dossier == Dossier.objects.get()


def test_a_draft_is_its_officers_alone_and_can_be_thrown_away(
    desk: Client, offering: Offering, browser: Browser
) -> None:
    desk.post(reverse("desk:intake_save"), _typed(desk, offering))
    draft = Draft.objects.get()
    other = browser("desk_officer_2")
    assert other.get(reverse("desk:intake"), {"nhap": str(draft.public_id)}).status_code == 404
    assert other.post(reverse("desk:intake_discard", args=[draft.public_id])).status_code == 404
    assert desk.post(reverse("desk:intake_discard", args=[draft.public_id])).status_code == 302
    assert desk.get(reverse("desk:intake"), {"nhap": str(draft.public_id)}).status_code == 404


def test_the_draft_button_saves_without_script(desk: Client, offering: Offering) -> None:
    answer = desk.post(reverse("desk:intake"), _typed(desk, offering, action="draft"), follow=True)
    assert "Đã lưu bản nháp" in answer.content.decode()
    assert Draft.objects.count() == 1


def test_recomputing_without_script_keeps_what_was_typed(desk: Client, offering: Offering) -> None:
    answer = desk.post(reverse("desk:intake"), _typed(desk, offering, action="refresh"))
    assert answer.status_code == 200
    assert "Nguyễn Thị Quỳnh Trang" in answer.content.decode()
    assert not Dossier.objects.exists()


# --- answering without accepting


def _without_first_paper(client: Client, offering: Offering, **changes: Any) -> dict[str, Any]:
    data = _typed(client, offering, **changes)
    first = next(name for name in data if name.startswith("got_"))
    del data[first]
    return data


def test_papers_are_asked_for_at_the_counter_in_one_step(desk: Client, offering: Offering) -> None:
    data = _without_first_paper(desk, offering, action="supplement")
    asked = desk.post(reverse("desk:intake"), data)
    assert asked.status_code == 200
    assert not Dossier.objects.exists(), "nothing is recorded before the reason is given"
    assert "checked" in asked.content.decode(), "the missing paper is ticked already"
    unsaid = desk.post(reverse("desk:intake"), {**data, "answer": "1", "note": ""})
    assert "Chưa có lý do" in unsaid.content.decode()
    done = desk.post(
        reverse("desk:intake"), {**data, "answer": "1", "note": "Thiếu đơn", "components": ["1"]}, follow=True
    )
    dossier = Dossier.objects.get()
    assert dossier.state == State.INTAKE_SUPPLEMENT
    assert "Phiếu yêu cầu bổ sung" in done.content.decode()


def test_a_filing_is_refused_at_the_counter_with_its_reason(desk: Client, offering: Offering) -> None:
    data = _without_first_paper(desk, offering, action="refuse")
    assert "Lý do từ chối" in desk.post(reverse("desk:intake"), data).content.decode()
    done = desk.post(reverse("desk:intake"), {**data, "answer": "1", "note": "Không thuộc thẩm quyền"}, follow=True)
    assert Dossier.objects.get().state == State.REFUSED_AT_INTAKE
    assert "Phiếu từ chối" in done.content.decode()


def test_an_answer_needs_to_know_whose_dossier_it_is(desk: Client, offering: Offering) -> None:
    answer = desk.post(reverse("desk:intake"), _typed(desk, offering, action="refuse", **{"owner-full_name": ""}))
    assert answer.status_code == 422
    assert "Chưa có họ và tên" in answer.content.decode()


# --- who may


def test_only_the_desk_receives_and_only_what_its_unit_offers(browser: Browser, offering: Offering) -> None:
    assert browser("handler").get(reverse("desk:intake")).status_code == 403
    outsider = browser("outsider")
    assert outsider.get(reverse("desk:intake"), {"thu-tuc": str(offering.public_id)}).status_code == 404
    assert outsider.get(reverse("desk:intake"), {"thu-tuc": "khong-phai-uuid"}).status_code == 404
    found = outsider.get(reverse("desk:intake_search"), {"q": offering.procedure.code}).content.decode()
    assert str(offering.public_id) not in found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_is_written_in_both_languages(desk: Client, offering: Offering, language: str) -> None:
    for query in ({"q": ""}, {"thu-tuc": str(offering.public_id)}):
        answer = desk.get(reverse("desk:intake"), query, headers={"accept-language": language})
        assert answer.status_code == 200


def test_a_party_is_told_only_by_what_was_ticked(desk: Client, offering: Offering, settings: Any) -> None:
    page = desk.get(reverse("desk:intake"), {"thu-tuc": str(offering.public_id)}).content.decode()
    assert "owner-notify_email" in page
    assert "notify_sms" not in page, "an office without a gateway does not offer what it cannot send"
    wrong = desk.post(reverse("desk:intake"), _typed(desk, offering, **{"owner-notify_email": "on"}))
    assert wrong.status_code == 422
    assert "Chưa có địa chỉ thư điện tử để báo tin" in wrong.content.decode()
    settings.GATEWAY_URL = "https://cong.example"
    ticked = {"owner-notify_email": "on", "owner-email": "trang@vidu.example", "owner-notify_zalo": "on"}
    desk.post(reverse("desk:intake"), _typed(desk, offering, **ticked, **{"owner-notify_language": "en"}))
    owner = Applicant.objects.get()
    assert (owner.notify_by, owner.notify_language) == ("email zalo", "en")


def test_a_dossier_entered_late_is_accepted_as_of_its_receipt_and_says_when_it_was_entered(
    desk: Client, offering: Offering
) -> None:
    typed = _typed(desk, offering, received_at="14:00 09/01/2026")
    seen = desk.post(reverse("desk:intake_part"), typed).content.decode()
    assert "14:00" in seen, "the due date is seen from the receipt on"
    assert desk.post(reverse("desk:intake"), typed).status_code == 302
    dossier = Dossier.objects.get()
    assert local(dossier.accepted_at or AT).strftime("%H:%M %d/%m/%Y") == "14:00 09/01/2026"
    assert dossier.code.startswith("H72.15-260109-")
    event = dossier.events.get(kind="ACCEPTED")
    assert (event.at, event.recorded_at) == (dossier.accepted_at, AT)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("09:00 12/01/2026", "Lúc nhận ở sau lúc này"),
        ("08:00 01/12/2025", "Nhập bù nhiều nhất 30 ngày"),
        ("hôm qua", "Nhập giờ và ngày đã nhận"),
    ],
)
def test_a_receipt_that_cannot_be_is_told_at_its_field_and_kept(
    desk: Client, offering: Offering, told: str, words: str
) -> None:
    answer = desk.post(reverse("desk:intake"), _typed(desk, offering, received_at=told))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'value="{told}"' in answer.content.decode()
    assert not Dossier.objects.exists()
