"""The page of a dossier: what it shows, what it hides, its papers, and every action from its button to its event."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.audit.models import LogEntry
from motcua.common import clock
from motcua.domain.lifecycle import Action, EventKind, Outcome, State
from motcua.dossiers.models import Dossier, DossierEvent
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.factories import World, a_dossier, an_accepted, at_step

pytestmark = pytest.mark.django_db


def _open(client: Client, dossier: Dossier) -> str:
    answer = client.get(reverse("desk:dossier", args=[dossier.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def _act(client: Client, dossier: Dossier, action: Action, **typed: object) -> Dossier:
    """Press an action as its page would; the page itself is opened first."""
    url = reverse("desk:act", args=[dossier.code, action.value])
    if action not in (Action.TAKE, Action.UNDO):
        assert client.get(url).status_code == 200, action
    data = {"key": f"{action.value}-{dossier.version}", "expected": str(dossier.version), **typed}
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Dossier.objects.get(pk=dossier.pk)


def _last(dossier: Dossier) -> DossierEvent:
    event = dossier.events.order_by("-seq").first()
    assert event is not None
    return event


def test_the_page_tells_state_clock_steps_papers_and_story(world: World, browser: Browser) -> None:
    dossier = at_step(world, 3)
    page = _open(browser("handler"), dossier)
    for words in (
        dossier.code,
        "Đang giải quyết",
        "làm việc",
        "Trong hạn",
        "Diễn biến",
        "Giấy tiếp nhận hồ sơ",
        "Bản vẽ",
    ):
        assert words in page, words
    assert 'aria-current="step"' in page


def test_the_neighbour_finds_nothing_there(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    client = browser("outsider")
    for url in (
        reverse("desk:dossier", args=[dossier.code]),
        reverse("desk:control_slip", args=[dossier.code]),
        reverse("desk:act", args=[dossier.code, "forward"]),
    ):
        assert client.get(url).status_code == 404, url
    assert client.post(reverse("desk:reveal", args=[dossier.code])).status_code == 404
    assert client.post(reverse("desk:act", args=[dossier.code, "forward"])).status_code == 404


def test_the_identity_number_is_masked_until_asked_for_and_the_look_is_logged(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    client = browser("desk_officer")
    page = _open(client, dossier)
    assert "072085000318" not in page
    assert "0720•••••318" in page
    before = LogEntry.objects.count()
    shown = client.post(reverse("desk:reveal", args=[dossier.code]))
    assert "072085000318" in shown.content.decode()
    assert LogEntry.objects.filter(verb="dossiers.identity_read").count() == 1
    assert LogEntry.objects.count() == before + 1
    part = client.post(reverse("desk:reveal", args=[dossier.code]), headers={"hx-request": "true"})
    assert "<html" not in part.content.decode()


def test_only_actions_open_to_this_officer_have_buttons(world: World, browser: Browser) -> None:
    dossier = at_step(world, 3)
    handler = _open(browser("handler"), dossier)
    assert "/viec/forward" in handler
    assert "/viec/return_result" not in handler
    desk = _open(browser("desk_officer"), dossier)
    assert "/viec/forward" not in desk
    assert "/viec/request_withdrawal" in desk
    auditor = _open(browser("auditor"), dossier)
    assert "/viec/" not in auditor
    assert "đang ở Trần Minh Quân" in auditor


def test_a_dossier_goes_from_the_desk_to_the_returned_result_by_buttons(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    dossier = _act(browser("desk_officer"), dossier, Action.FORWARD)
    dossier = _act(browser("unit_head"), dossier, Action.FORWARD, person_id=str(world.cast.handler.id))
    assert dossier.holder_id == world.cast.handler.id
    dossier = _act(browser("handler"), dossier, Action.FORWARD, note="Đủ điều kiện")
    dossier = _act(browser("unit_head"), dossier, Action.SUBMIT_FOR_SIGNATURE, proposed="GRANTED")
    assert dossier.state == State.AWAITING_SIGNATURE
    dossier = _act(browser("leader"), dossier, Action.FORWARD)
    dossier = _act(browser("clerk"), dossier, Action.TAKE)
    dossier = _act(browser("clerk"), dossier, Action.RESOLVE, outcome="GRANTED", result_number="12/GP-UBND")
    assert dossier.state == State.RESOLVED
    dossier = _act(browser("desk_officer"), dossier, Action.RETURN_RESULT, channel="desk", note="Trần Thị Mận, con")
    assert dossier.state == State.RETURNED
    assert "Trần Thị Mận, con" in _open(browser("desk_officer"), dossier)


def test_a_hand_over_can_be_taken_back_from_the_bar(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    client = browser("desk_officer")
    dossier = _act(client, dossier, Action.FORWARD)
    page = _open(client, dossier)
    assert "data-undo" in page
    dossier = _act(client, dossier, Action.UNDO)
    assert dossier.step_no == 1


def test_an_undo_that_comes_too_late_says_so(world: World, browser: Browser) -> None:
    client = browser("desk_officer")
    dossier = _act(client, an_accepted(world), Action.FORWARD)
    with clock.set_to(AT + timedelta(minutes=5)):
        url = reverse("desk:act", args=[dossier.code, "undo"])
        answer = client.post(url, {"key": "late"}, follow=True)
    dossier.refresh_from_db()
    assert dossier.step_no == 2
    assert "Không làm được việc" in answer.content.decode()


def test_sending_back_needs_its_reason_and_keeps_what_was_typed(world: World, browser: Browser) -> None:
    dossier = at_step(world, 4)
    client = browser("unit_head")
    url = reverse("desk:act", args=[dossier.code, "send_back"])
    refused = client.post(url, {"key": "k", "expected": dossier.version, "note": "   "})
    assert refused.status_code == 422
    assert "Chưa có lý do" in refused.content.decode()
    dossier = _act(client, dossier, Action.SEND_BACK, note="Thiếu bản vẽ mặt cắt")
    assert dossier.step_no == 3
    assert "Thiếu bản vẽ mặt cắt" in _open(client, dossier)


def test_a_proposal_to_refuse_needs_its_reason(world: World, browser: Browser) -> None:
    dossier = at_step(world, 4)
    url = reverse("desk:act", args=[dossier.code, "submit_for_signature"])
    answer = browser("unit_head").post(url, {"proposed": "REFUSED", "key": "k"})
    assert answer.status_code == 422
    assert "phải có lý do" in answer.content.decode()


def test_whoever_comes_second_is_told_and_loses_no_word(world: World, browser: Browser) -> None:
    dossier = at_step(world, 4)
    read = dossier.version
    head = browser("unit_head")
    _act(head, dossier, Action.TAKE)
    url = reverse("desk:act", args=[dossier.code, "send_back"])
    answer = head.post(url, {"key": "second", "expected": read, "note": "Xem lại số liệu"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "vừa có người khác xử lý" in page
    assert "Xem lại số liệu" in page
    dossier.refresh_from_db()
    assert dossier.step_no == 4


def test_a_double_press_does_one_thing(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    client = browser("desk_officer")
    url = reverse("desk:act", args=[dossier.code, "forward"])
    data = {"key": "one", "expected": dossier.version}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302
    assert dossier.events.filter(kind=EventKind.FORWARDED).count() == 1


def test_an_action_that_is_not_open_changes_nothing(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    client = browser("desk_officer")
    answer = client.get(reverse("desk:act", args=[dossier.code, "return_result"]), follow=True)
    assert "Lúc này không làm được việc" in answer.content.decode()
    assert client.get(reverse("desk:act", args=[dossier.code, "nothing"])).status_code == 404


# --- the rest of the life


def test_a_supplement_is_asked_for_stops_the_clock_and_restarts_it(world: World, browser: Browser) -> None:
    dossier = at_step(world, 3)
    handler, desk = browser("handler"), browser("desk_officer")
    dossier = _act(handler, dossier, Action.ASK_SUPPLEMENT, components=["2"], others="Giấy ủy quyền", note="Bản vẽ mờ")
    assert dossier.state == State.AWAITING_SUPPLEMENT
    page = _open(desk, dossier)
    for words in ("Tạm dừng", "Phiếu yêu cầu bổ sung", "Chờ bổ sung", "người nộp còn được bổ sung"):
        assert words in page, words
    with clock.set_to(AT + timedelta(days=2)):
        dossier = _act(desk, dossier, Action.RECEIVE_SUPPLEMENT, others="Giấy ủy quyền")
        page = _open(desk, dossier)
    assert "tính lại từ đầu" in page
    assert "hẹn cũ" in page
    assert page.count("Giấy tiếp nhận hồ sơ và hẹn trả kết quả") >= 2
    blocked = _open(handler, dossier)
    assert "Đã yêu cầu bổ sung một lần" in blocked


def test_a_request_for_nothing_is_refused(world: World, browser: Browser) -> None:
    dossier = at_step(world, 3)
    url = reverse("desk:act", args=[dossier.code, "ask_supplement"])
    answer = browser("handler").post(url, {"note": "Thiếu", "key": "k"})
    assert answer.status_code == 422
    assert "Chưa chọn giấy tờ nào" in answer.content.decode()


def test_a_supplement_that_never_came_closes_the_dossier(world: World, browser: Browser) -> None:
    dossier = at_step(world, 3)
    dossier = _act(browser("handler"), dossier, Action.ASK_SUPPLEMENT, others="Giấy ủy quyền", note="Thiếu")
    with clock.set_to(AT + timedelta(days=20)):
        dossier = _act(browser("desk_officer"), dossier, Action.LAPSE)
    assert (dossier.state, dossier.outcome) == (State.ENDED, Outcome.NO_SUPPLEMENT)


def test_a_withdrawal_is_recorded_at_the_desk_and_decided_by_the_leader(world: World, browser: Browser) -> None:
    desk, leader = browser("desk_officer"), browser("leader")
    dossier = _act(desk, at_step(world, 3), Action.REQUEST_WITHDRAWAL, note="Không còn nhu cầu")
    assert "chờ cơ quan giải quyết quyết định" in _open(desk, dossier)
    url = reverse("desk:act", args=[dossier.code, "decide_withdrawal"])
    assert leader.post(url, {"agreed": "no", "key": "k"}).status_code == 422
    dossier = _act(leader, dossier, Action.DECIDE_WITHDRAWAL, agreed="no", note="Đã ký kết quả")
    assert dossier.state == State.IN_PROGRESS
    dossier = _act(desk, dossier, Action.REQUEST_WITHDRAWAL, note="Vẫn xin rút")
    dossier = _act(leader, dossier, Action.DECIDE_WITHDRAWAL, agreed="yes")
    assert (dossier.state, dossier.outcome) == (State.ENDED, Outcome.WITHDRAWN)
    dossier = _act(desk, dossier, Action.HAND_BACK, note="Nguyễn Văn Khải")
    assert _last(dossier).kind == EventKind.HANDED_BACK


def test_a_dossier_is_stopped_with_its_ground_and_paper(world: World, browser: Browser) -> None:
    leader = browser("leader")
    dossier = _act(leader, at_step(world, 3), Action.STOP, reason="dispute", note="Có đơn tranh chấp ranh giới")
    assert (dossier.state, dossier.outcome) == (State.ENDED, Outcome.STOPPED)
    page = _open(leader, dossier)
    assert "Thông báo dừng giải quyết hồ sơ" in page
    assert "tranh chấp ranh giới" in page


def test_an_error_in_a_result_is_corrected_and_returned_again(world: World, browser: Browser) -> None:
    desk = browser("desk_officer")
    dossier = a_dossier(world, State.RETURNED, at=AT - timedelta(days=1))
    dossier = _act(desk, dossier, Action.CORRECT, note="Sai năm sinh: 1958 sửa thành 1985")
    assert dossier.state == State.RESOLVED
    dossier = _act(desk, dossier, Action.RETURN_RESULT, channel="desk")
    assert dossier.state == State.RETURNED


# --- papers


def test_an_issued_paper_opens_as_pdf_under_its_own_name(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    client = browser("desk_officer")
    (row,) = client.get(reverse("desk:dossier", args=[dossier.code])).context["papers"]
    answer = client.get(reverse("desk:paper", args=[dossier.code, row["public_id"], row["name"]]))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('inline; filename="giay-tiep-nhan')
    assert answer.content.startswith(b"%PDF")
    assert LogEntry.objects.filter(verb="dossiers.paper_read").exists()


def test_a_paper_of_another_dossier_is_not_found_under_this_one(world: World, browser: Browser) -> None:
    first, second = an_accepted(world), an_accepted(world)
    client = browser("desk_officer")
    (row,) = client.get(reverse("desk:dossier", args=[first.code])).context["papers"]
    assert client.get(reverse("desk:paper", args=[second.code, row["public_id"], row["name"]])).status_code == 404


def test_the_control_slip_lists_every_hand_over(world: World, browser: Browser) -> None:
    dossier = a_dossier(world, State.RETURNED)
    answer = browser("desk_officer").get(reverse("desk:control_slip", args=[dossier.code]))
    assert answer.content.startswith(b"%PDF")
    assert dossier.code in answer.headers["Content-Disposition"]


def test_the_register_of_a_period_counts_first_and_prints_then(world: World, browser: Browser) -> None:
    an_accepted(world)
    client = browser("desk_officer")
    at_first = client.get(reverse("desk:register"))
    assert [count for _, _, count, _ in at_first.context["books"]] == [1]
    page = client.get(reverse("desk:register"), {"tu": "01/01/2026", "den": "31/01/2026"})
    ((unit_id, _name, count, rows),) = page.context["books"]
    assert count == 1
    assert len(client.get(rows).context["rows"]) == 1
    pdf = client.get(reverse("desk:register_pdf", args=[unit_id]), {"tu": "01/01/2026", "den": "31/01/2026"})
    assert pdf.content.startswith(b"%PDF")
    wrong = client.get(reverse("desk:register"), {"tu": "31/01/2026", "den": "hôm qua"})
    assert "“hôm qua” không phải là ngày" in wrong.content.decode()
    turned = client.get(reverse("desk:register"), {"tu": "31/01/2026", "den": "01/01/2026"})
    assert "trước ngày bắt đầu" in turned.content.decode()


def test_the_register_of_another_desk_is_not_found(world: World, browser: Browser) -> None:
    url = reverse("desk:register_pdf", args=[world.cast.commune.one_stop])
    assert browser("outsider").get(url, {"tu": "01/01/2026", "den": "31/01/2026"}).status_code == 404
    assert browser("handler").get(url).status_code == 403


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", [State.ACCEPTED, State.IN_PROGRESS, State.RESOLVED, State.RETURNED])
def test_the_page_is_written_in_both_languages(world: World, browser: Browser, language: str, state: State) -> None:
    dossier = a_dossier(world, state)
    answer = browser("desk_officer").get(
        reverse("desk:dossier", args=[dossier.code]), headers={"accept-language": language}
    )
    assert answer.status_code == 200


def test_late_is_told_in_the_page(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    late: datetime = AT + timedelta(days=30)
    with clock.set_to(late):
        page = _open(browser("desk_officer"), dossier)
    assert "Quá hạn" in page
    assert "mc-time--late" in page
