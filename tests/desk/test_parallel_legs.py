"""Joint work at the desk: sent in one go, found in the asked unit's work by its own date, returned, and told."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.domain.lifecycle import Action, State
from motcua.domain.limits import TimeLimit
from motcua.dossiers.models import Dossier, ParallelLeg
from motcua.dossiers.services.answer_leg import answer_leg
from motcua.dossiers.services.send_legs import Part, send_legs
from motcua.dossiers.services.take_leg import take_leg
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.factories import World, at_step

pytestmark = pytest.mark.django_db

SOON = AT + timedelta(hours=1)


def _sent(world: World, *units: str, days: int = 2) -> Dossier:
    parts = [
        Part(
            unit_id=getattr(world.cast.commune, unit),
            task="Đối chiếu sổ bộ",
            limit=TimeLimit.parse(f"{days} working_days"),
        )
        for unit in units
    ]
    return send_legs(at_step(world, 3), parts=parts, actor=world.cast.handler, at=SOON)


def _act(client: Client, dossier: Dossier, action: Action, **typed: Any) -> Any:
    url = reverse("desk:act", args=[dossier.code, action.value])
    assert client.get(url).status_code == 200
    return client.post(url, {"key": action.value, "expected": str(dossier.version), **typed})


def _page(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        client.get(url)
    return len(caught)


def test_the_handler_gives_two_units_their_parts_in_one_go(world: World, browser: Browser) -> None:
    commune, dossier = world.cast.commune, at_step(world, 3)
    lead = browser("handler")
    typed = {"unit_1": commune.culture, "task_1": "Di tích?", "days_1": "3", "unit_2": commune.office, "days_2": "1"}
    refused = _act(lead, dossier, Action.SEND_LEGS, **typed)
    assert refused.status_code == 422
    assert "Chưa có việc giao" in refused.content.decode()
    twice = _act(lead, dossier, Action.SEND_LEGS, **{**typed, "unit_2": commune.culture, "task_2": "x"})
    assert "Mỗi đơn vị một việc" in twice.content.decode()
    unnamed = _act(lead, dossier, Action.SEND_LEGS, **{**typed, "unit_2": "", "task_2": "x"})
    assert "Chưa chọn đơn vị" in unnamed.content.decode()
    assert _act(lead, dossier, Action.SEND_LEGS, **{**typed, "task_2": "Hộ khẩu?"}).status_code == 302
    page = _page(lead, "desk:dossier", dossier.code)
    for words in (
        "Việc phối hợp, làm cùng lúc",
        "đang làm 2 trên 2",
        "Di tích?",
        "Thu hồi việc phối hợp",
        "Đủ kết quả",
    ):
        assert words in page, words
    assert f"{reverse('desk:act', args=[dossier.code, 'answer_leg'])}" not in page


def test_a_part_that_ends_after_the_dossier_is_said_to(world: World, browser: Browser) -> None:
    dossier = _sent(world, "culture", days=20)
    assert "đã quá ngày hẹn trả" in _page(browser("handler"), "desk:dossier", dossier.code)


def test_the_asked_unit_finds_takes_and_returns_its_part(world: World, browser: Browser) -> None:
    dossier = _sent(world, "culture", "office")
    asked = browser("culture_handler")
    work = _page(asked, "desk:my_work")
    assert "Việc phối hợp" in work
    assert "Phòng Kinh tế" in work
    assert dossier.code in asked.get(reverse("desk:list"), {"viec": "phoi-hop"}).content.decode()
    assert _act(asked, dossier, Action.TAKE_LEG).status_code == 302
    dossier.refresh_from_db()
    page = _page(asked, "desk:dossier", dossier.code)
    assert "Cao Thùy Dương" in page
    assert "Thu hồi việc phối hợp" not in page
    done = _act(asked, dossier, Action.ANSWER_LEG, result="done", note="Khớp sổ bộ")
    assert done.status_code == 302
    assert ParallelLeg.objects.get(no=1).answer == "done"
    assert "Khớp sổ bộ" in _page(asked, "desk:dossier", dossier.code)
    assert dossier.code not in _page(asked, "desk:my_work")


def test_the_lead_recalls_one_of_several(world: World, browser: Browser) -> None:
    dossier = _sent(world, "culture", "office")
    lead = browser("handler")
    url = reverse("desk:act", args=[dossier.code, Action.RECALL_LEG.value])
    assert 'value="2" ' in lead.get(url, {"viec": "2"}).content.decode()
    assert _act(lead, dossier, Action.RECALL_LEG, no="2", note="Đã có trong hồ sơ").status_code == 302
    assert list(ParallelLeg.objects.filter(ended_at=None).values_list("no", flat=True)) == [1]


def test_signing_without_them_asks_why(world: World, browser: Browser) -> None:
    cast = world.cast
    dossier = send_legs(
        at_step(world, 4),
        parts=[Part(unit_id=cast.commune.culture, task="x", limit=TimeLimit.parse("2 working_days"))],
        actor=cast.unit_head,
        at=SOON,
    )
    head = browser("unit_head")
    refused = _act(head, dossier, Action.SUBMIT_FOR_SIGNATURE, proposed="GRANTED", person_id="")
    assert refused.status_code == 422
    assert "Chưa có kết quả phối hợp của Phòng Văn hóa" in refused.content.decode()
    good = {"proposed": "GRANTED", "person_id": "", "note": "Không chờ được nữa"}
    assert _act(head, dossier, Action.SUBMIT_FOR_SIGNATURE, **good).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).state == State.AWAITING_SIGNATURE
    assert "không chờ 1 đơn vị phối hợp" in _page(head, "desk:dossier", dossier.code)


def test_another_unit_finds_nothing_there(world: World, browser: Browser) -> None:
    dossier = _sent(world, "culture")
    office = browser("office_handler")
    for action in ("answer_leg", "take_leg"):
        assert office.get(reverse("desk:act", args=[dossier.code, action])).status_code == 404
    assert office.get(reverse("desk:dossier", args=[dossier.code])).status_code == 404


def test_the_public_reads_which_offices_work_on_it_and_no_name(world: World, browser: Browser, client: Client) -> None:
    dossier = take_leg(_sent(world, "culture"), actor=world.cast.members["culture_handler"].actor, at=SOON)
    told = client.get(reverse("portal:dossier", args=[dossier.public_token])).content.decode()
    assert "Đang phối hợp giải quyết với Phòng Văn hóa" in told
    why = client.get(reverse("portal:explanation", args=[dossier.public_token])).content.decode()
    assert "Việc phối hợp, làm cùng lúc" in why
    assert "Cao Thùy Dương" not in told + why


def test_every_part_is_explained_line_by_line(world: World, browser: Browser) -> None:
    dossier = take_leg(_sent(world, "culture", "office"), actor=world.cast.members["culture_handler"].actor, at=SOON)
    with clock.set_to(AT + timedelta(days=4)):
        dossier = answer_leg(
            dossier, note="Rõ", actor=world.cast.members["culture_head"].actor, at=AT + timedelta(days=4)
        )
        lead = browser("handler")
        page = _page(lead, "desk:explanation", dossier.code)
        assert "Trả kết quả muộn" in page
        assert "Cách tính hạn của việc 2" in page
        told = json.loads(_page(lead, "desk:explanation_json", dossier.code))
        sheet = lead.get(reverse("desk:explanation_pdf", args=[dossier.code]))
    first, second = told["parallel_legs"]
    assert (first["state"], first["person"], second["state"]) == ("answered_late", "Cao Thùy Dương", "late")
    assert first["due"] == first["lines"][-1]["to"]
    assert sheet.status_code == 200


def test_queries_do_not_grow_with_the_parts(world: World, browser: Browser) -> None:
    asked, lead = browser("culture_handler"), browser("handler")
    one = _sent(world, "culture")
    few = (
        _queries(asked, reverse("desk:my_work")),
        _queries(lead, reverse("desk:dossier", args=[one.code])),
        _queries(lead, reverse("desk:explanation", args=[one.code])),
    )
    many = [_sent(world, "culture", "office", "one_stop") for _ in range(4)][-1]
    assert few == (
        _queries(asked, reverse("desk:my_work")),
        _queries(lead, reverse("desk:dossier", args=[many.code])),
        _queries(lead, reverse("desk:explanation", args=[many.code])),
    )
