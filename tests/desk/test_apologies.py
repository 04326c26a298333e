"""The pages of the apology duty: from the button on the dossier to the letter, the ledger and what it opens."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.domain.apologies import LetterState
from motcua.dossiers.models import Apology, Dossier, LateReason
from motcua.dossiers.queries import apology_ledger as ledger
from motcua.dossiers.queries.apology_ledger import By, Filters, Standing
from motcua.dossiers.services.apologies.opening import open_due_duties
from motcua.dossiers.services.apologies.sending import send
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.dossiers.letters import due_of, numbered, said_late
from tests.factories import World, an_accepted, at_step, later

pytestmark = pytest.mark.django_db

NOW = later(AT, 3)


def press(client: Client, apology: Apology, act: str, **typed: object) -> Apology:
    """Do an act as its page would; the page itself is opened first."""
    url = reverse("desk:apology_act", args=[apology.public_id, act])
    assert client.get(url).status_code == 200, act
    answer = client.post(url, {"expected": str(apology.version), **typed})
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return Apology.objects.select_related("dossier").get(pk=apology.pk)


def test_a_letter_goes_from_the_handlers_word_to_its_delivery(world: World, browser: Browser) -> None:
    dossier = at_step(world, 3)
    first = due_of(dossier)
    with clock.set_to(NOW):
        handler = browser("handler")
        page = handler.get(reverse("desk:dossier", args=[dossier.code])).content.decode()
        assert "Báo hồ sơ sẽ trễ" in page
        said = handler.post(
            reverse("desk:say_late", args=[dossier.code]),
            {"reason": "verification", "note": "Chờ đo lại.", "expected": str(dossier.version)},
        )
        apology = Apology.objects.get()
        assert said.headers["Location"] == reverse("desk:apology", args=[apology.public_id])
        draft = handler.get(reverse("desk:apology_act", args=[apology.public_id, "draft"])).context["form"]
        typed = {"reason": "verification", "body": draft["body"].value(), "new_due_at": "17:00 22/01/2026"}
        apology = press(handler, apology, "draft", **typed)
        apology = press(browser("unit_head"), apology, "review")
        apology = press(browser("leader"), apology, "approve")
        clerk = browser("clerk")
        apology = press(clerk, apology, "number")
        page = clerk.get(reverse("desk:apology", args=[apology.public_id])).content.decode()
        assert "In thư số 00001/PXL" in page
        apology = press(clerk, apology, "send", by="post")
        apology = press(browser("desk_officer"), apology, "deliver", on="12/01/2026", note="Phiếu báo phát 12")
        assert apology.state == LetterState.DELIVERED
        moved = Dossier.objects.get(pk=dossier.pk)
        assert moved.due_at == apology.new_due_at != first == moved.first_due_at
        page = handler.get(reverse("desk:dossier", args=[dossier.code])).content.decode()
        assert "Đã hẹn lại 17:00 T5 22/01" in page
        assert "Báo hồ sơ sẽ trễ" not in page
        again = handler.post(
            reverse("desk:say_late", args=[dossier.code]), {"reason": "verification", "note": "Vẫn chưa xong."}
        )
        assert again.status_code == 422
        assert "chỉ cho hẹn lại một lần" in again.content.decode()


def test_what_was_typed_stays_when_it_is_refused(world: World, browser: Browser) -> None:
    with clock.set_to(NOW):
        apology = said_late(world, NOW)
        url = reverse("desk:apology_act", args=[apology.public_id, "draft"])
        typed = {"reason": "verification", "body": "Chúng tôi xin lỗi.", "new_due_at": "17:00 24/01/2026"}
        answer = browser("handler").post(url, typed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Chúng tôi xin lỗi." in page
        assert "chọn một ngày làm việc" in page


def test_the_draft_is_written_anew_for_another_reason(world: World, browser: Browser) -> None:
    with clock.set_to(NOW):
        apology = said_late(world, NOW)
        url = reverse("desk:apology_act", args=[apology.public_id, "draft"])
        form = browser("handler").get(url, {"reason": "other_agency"}).context["form"]
        assert form["reason"].value() == "other_agency"
        assert "cơ quan phối hợp" in form["body"].value()


def test_an_act_that_is_not_open_says_so(world: World, browser: Browser) -> None:
    with clock.set_to(NOW):
        apology = said_late(world, NOW)
        answer = browser("leader").get(reverse("desk:apology_act", args=[apology.public_id, "approve"]), follow=True)
        assert "Lúc này bạn không duyệt thư được." in answer.content.decode()
        assert browser("leader").get(f"/xin-loi/{apology.public_id}/viec/none").status_code == 404
        assert browser("outsider").get(reverse("desk:apology", args=[apology.public_id])).status_code == 404
        stale = browser("handler").post(
            reverse("desk:apology_act", args=[apology.public_id, "draft"]),
            {"expected": "9", "reason": "other", "body": "x", "new_due_at": "17:00 22/01/2026"},
            follow=True,
        )
        assert "vừa được người khác xử lý" in stale.content.decode()


def test_my_work_shows_what_waits_and_the_leader_what_is_overdue(world: World, browser: Browser) -> None:
    apology = said_late(world, NOW)
    with clock.set_to(NOW):
        page = browser("handler").get(reverse("desk:my_work")).content.decode()
        assert "Thư xin lỗi chờ bạn" in page
        assert "Thư xin lỗi chờ bạn" not in browser("leader").get(reverse("desk:my_work")).content.decode()
    with clock.set_to(later(apology.due_by)):
        page = browser("leader").get(reverse("desk:my_work")).content.decode()
        assert "mc-owed" in page
        assert apology.dossier.code in page


# --- the ledger -------------------------------------------------------------------------------------------------------


def filled(world: World) -> None:
    """One letter in time, one late, one owed beyond its time, one owed in time, one not needed."""
    clerk = world.cast.clerk
    send(numbered(world, said_late(world), NOW), by="post", actor=clerk, at=NOW)
    late = said_late(world)
    after = later(late.due_by, 0.5)
    send(numbered(world, late, after), by="handed", actor=clerk, at=after)
    said_late(world)
    gone = said_late(world)
    at_step(world, 2, at=later(AT, 24 * 4))
    open_due_duties(later(AT, 24 * 60))
    Apology.objects.filter(pk=gone.pk).update(state=LetterState.CLOSED_NOT_NEEDED, relief="ended_in_time")


SEEN = later(AT, 24 * 20)


def test_every_number_of_the_ledger_opens_exactly_its_rows(world: World, browser: Browser) -> None:
    filled(world)
    client = browser("leader")
    with clock.set_to(SEEN):
        for by in By:
            page = client.get(reverse("desk:apologies"), {"theo": by.value})
            assert page.status_code == 200
            lines = [figures for _line, _name, figures in page.context["lines"]] + [page.context["total"]]
            for figures in lines:
                for number, url, _red in figures:
                    opened = client.get(reverse("desk:apologies") + url).context
                    assert (opened["count"].number, len(opened["rows"])) == (number, number), url
            owed, in_time, late, still, overdue, not_needed = (number for number, _u, _r in page.context["total"])
            assert owed == in_time + late + still
            assert (in_time, late, not_needed) == (1, 1, 1)
            assert overdue == still == 2


def test_a_filter_that_no_row_can_meet_narrows_nothing(world: World, browser: Browser) -> None:
    leader = browser("leader")
    for asked in ("tu=0001-01-01", "den=31/12/9999", "tu=31/02/2026", f"don_vi={10**30}", "don_vi=-1"):
        assert leader.get(f"/xin-loi?{asked}").status_code == 200, asked


def test_the_ledger_is_split_and_narrowed_by_the_address(world: World, browser: Browser) -> None:
    filled(world)
    client = browser("auditor")
    with clock.set_to(SEEN):
        page = client.get(reverse("desk:apologies"), {"theo": "cong-chuc"})
        names = {name for _line, name, _figures in page.context["lines"]}
        assert names == {"Trần Minh Quân", "Chưa có người nhận"}
        for odd in (
            {"theo": "x"},
            {"tinh_trang": "x"},
            {"tu": "x"},
            {"don_vi": "-1"},
            {"tu": "02/02/2026", "den": "01/01/2026"},
        ):
            assert client.get(reverse("desk:apologies"), odd).status_code == 200
        narrow = client.get(reverse("desk:apologies"), {"tu": "01/01/2031"})
        assert narrow.context["count"].number == 0
        assert "Không có việc xin lỗi nào" in narrow.content.decode()


def test_officers_see_their_own_and_overseers_the_agency(world: World, browser: Browser) -> None:
    filled(world)
    with clock.set_to(SEEN):
        numbers = {
            who: browser(who).get(reverse("desk:apologies")).context["count"].number
            for who in ("handler", "desk_officer", "unit_head", "leader", "procedure_controller", "reform_officer",
                        "one_stop_head", "clerk", "auditor", "outsider", "administrator")
        }  # fmt: skip
    assert numbers == {
        "handler": 4, "desk_officer": 0, "unit_head": 5, "leader": 5, "procedure_controller": 5, "reform_officer": 5,
        "one_stop_head": 5, "clerk": 5, "auditor": 5, "outsider": 0, "administrator": 0,
    }  # fmt: skip


def test_the_export_holds_the_rows_of_the_address_and_no_applicant(world: World, browser: Browser) -> None:
    filled(world)
    Apology.objects.filter(state=LetterState.SENT).update(number="=1+1")
    with clock.set_to(SEEN):
        answer = browser("leader").get(reverse("desk:apologies_csv"), {"tinh_trang": "con-no"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        rows = list(csv.reader(StringIO(text)))
        whole = browser("leader").get(reverse("desk:apologies_csv"))
        everything = b"".join(whole.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert len(rows) == 1 + 2
    assert "Nguyễn Văn Khải" not in everything
    assert "'=1+1" in everything


def test_the_workbook_holds_the_same_rows_with_real_dates(world: World, browser: Browser) -> None:
    filled(world)
    Apology.objects.filter(state=LetterState.SENT).update(number="=1+1")
    with clock.set_to(SEEN):
        answer = browser("leader").get(reverse("desk:apologies_xlsx"))
        owed = browser("leader").get(reverse("desk:apologies_xlsx"), {"tinh_trang": "con-no"})
    with ZipFile(BytesIO(answer.content)) as book, ZipFile(BytesIO(owed.content)) as fewer:
        sheet, few = (each.read("xl/worksheets/sheet2.xml").decode() for each in (book, fewer))
        words = book.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in book.namelist() else sheet
    assert (few.count("<row "), sheet.count("<row ") > few.count("<row ")) == (1 + 2, True)
    assert "<f>" not in sheet, "no text becomes a formula"
    assert "=1+1" in words
    assert "Nguyễn Văn Khải" not in words


def test_the_ledger_asks_as_often_for_ten_as_for_a_hundred(world: World, browser: Browser) -> None:
    client = browser("leader")

    def asked() -> int:
        with (
            clock.set_to(later(AT, 24 * 60)),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            assert client.get(reverse("desk:apologies")).status_code == 200
            assert client.get(reverse("desk:my_work")).status_code == 200
        return len(queries)

    for _ in range(10):
        an_accepted(world)
    open_due_duties(later(AT, 24 * 60))
    asked()  # what a process reads once
    few = asked()
    for _ in range(40):
        an_accepted(world)
    open_due_duties(later(AT, 24 * 60))
    assert Apology.objects.count() == 50
    assert asked() == few


def test_numbers_in_the_store_are_those_counted_by_hand(world: World) -> None:
    from motcua.domain.apologies import tally
    from motcua.dossiers.queries.apologies import met

    filled(world)
    rows = ledger.rows(world.cast.leader, Filters(), SEEN)
    assert ledger.total(rows, SEEN) == tally(met(row, SEEN) for row in rows)
    for line in ledger.lines(rows, By.UNIT, SEEN):
        assert line.tally == ledger.total(ledger.rows(world.cast.leader, Filters(unit_id=line.value), SEEN), SEEN)
    owed = ledger.rows(world.cast.leader, Filters(standing=Standing.OWED), SEEN)
    assert owed.count() == ledger.total(rows, SEEN).owed


# --- lists ------------------------------------------------------------------------------------------------------------


def test_reasons_are_added_followed_and_closed_with_dates(world: World, browser: Browser) -> None:
    client = browser("procedure_controller")
    url = reverse("desk:late_reasons")
    assert "Chờ ký duyệt" in client.get(url).content.decode()
    typed = {"code": "flood", "name": "Ngập lụt", "words": "trụ sở bị ngập.", "valid_from": "12/01/2026"}
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed).status_code == 422
    assert client.post(url, {**typed, "name": "Lũ", "valid_from": "20/01/2026"}).status_code == 302
    rows = list(LateReason.objects.filter(code="flood").order_by("valid_from").values_list("name", "words", "valid_to"))
    assert [(name, words) for name, words, _ in rows] == [("Ngập lụt", "trụ sở bị ngập"), ("Lũ", "trụ sở bị ngập")]
    assert rows[0][2] is not None
    last = LateReason.objects.get(code="flood", valid_to__isnull=True)
    close = reverse("desk:close_reason", args=[last.public_id])
    assert client.get(close).status_code == 200
    assert client.post(close, {"on": "20/01/2026"}).status_code == 422
    assert client.post(close, {"on": "21/01/2026"}).status_code == 302
    assert client.post(close, {"on": "22/01/2026"}).status_code == 404


def test_a_signer_is_named_from_a_day_on(world: World, browser: Browser) -> None:
    client = browser("administrator")
    url = reverse("desk:name_signer")
    assert client.get(url).status_code == 200
    unit = str(world.cast.commune.id)
    typed = {
        "unit_id": unit,
        "signer_unit_id": unit,
        "role": "leader",
        "title": "KT. Chủ tịch",
        "valid_from": "12/01/2026",
    }
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed).status_code == 422
    assert "KT. Chủ tịch" in client.get(reverse("desk:late_reasons")).content.decode()
    assert browser("leader").get(url).status_code == 403


def test_addresses_of_figures_keep_the_other_filters(world: World, browser: Browser) -> None:
    filled(world)
    with clock.set_to(SEEN):
        page = browser("leader").get(reverse("desk:apologies"), {"theo": "nguyen-nhan", "tu": "01/01/2026"})
    for _line, _name, figures in page.context["lines"]:
        for _number, url, _red in figures:
            query = parse_qs(urlsplit(url).query)
            assert (query["tu"], query["theo"]) == (["01/01/2026"], ["nguyen-nhan"])
            assert "nguyen_nhan" in query


def test_the_due_instant_itself_is_in_time(world: World) -> None:
    apology = said_late(world)
    rows = ledger.rows(world.cast.leader, Filters(standing=Standing.OVERDUE), apology.due_by)
    assert not rows.exists()
    assert ledger.rows(world.cast.leader, Filters(standing=Standing.OVERDUE), apology.due_by + timedelta(minutes=1))
