"""Slides for the briefing: by the button, by the command, for whoever asked; small numbers are not ranked."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.urls import reverse

from motcua.domain.instants import local_date
from motcua.jobs.services.run import work_once
from motcua.organisation.queries import agency_code
from motcua.reporting.charts import keeping
from motcua.reporting.charts.drawing import draw
from motcua.reporting.dashboards import briefing, pages, work
from motcua.reporting.models import Briefing
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.factories import World

pytestmark = pytest.mark.django_db


def test_the_button_makes_slides_that_only_their_asker_gets(busy: World, browser: Browser) -> None:
    leader = browser("leader")
    answer = leader.post(reverse("reporting:briefing") + "?ky=calendar_month-2026-1")
    work_once(AT)
    job = apps.get_model("jobs", "Job")._default_manager.get(kind=work.JOB)
    assert answer.headers["Location"] == reverse("desk:job", args=[job.public_id])
    assert (job.state, job.done, job.total) == ("done", briefing.STEPS, briefing.STEPS)
    assert "Đã lập xong" in leader.get(answer.headers["Location"]).content.decode()
    address = work.result_url(job.result)
    pdf = leader.get(address)
    assert pdf.content.startswith(b"%PDF")
    assert "giao-ban-calendar_month-2026-1.pdf" in pdf.headers["Content-Disposition"]
    assert browser("unit_head").get(address).status_code == 404


def test_slides_are_forgotten_after_a_while(busy: World, browser: Browser) -> None:
    browser("leader").post(reverse("reporting:briefing"))
    work_once(AT)
    assert work.forget(AT) == 0
    assert work.forget(AT + 2 * work.KEPT) == 1
    assert not Briefing.objects.exists()


def test_the_command_writes_them_with_real_charts(
    busy: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_drawn", draw)
    out = tmp_path / "giao-ban.pdf"
    call_command(
        "report",
        "briefing",
        agency_code(busy.cast.commune.id, local_date(AT)),
        "--period",
        "free-2025-11-20-2026-01-11",
        "--out",
        str(out),
        "--json",
    )
    told = json.loads(capsys.readouterr().out)
    assert out.read_bytes().startswith(b"%PDF")
    assert told["bytes"] == out.stat().st_size > 20_000


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["khong-co"], "Không có cơ quan nào mang mã “khong-co”"),
        (["", "--period", "hom-qua"], "“hom-qua” không dùng được"),
        (["", "--period", "year-2030"], "Chọn một kỳ đã bắt đầu"),
    ],
)
def test_the_command_says_what_is_wrong(busy: World, wrong: list[str], said: str, tmp_path: Path) -> None:
    code = wrong[0] or agency_code(busy.cast.commune.id, local_date(AT))
    with pytest.raises(CommandError, match=said):
        call_command("report", "briefing", code, *wrong[1:], "--out", str(tmp_path / "x.pdf"))
    assert not (tmp_path / "x.pdf").exists()


def test_changes_are_of_units_and_procedures_in_both_periods(busy: World) -> None:
    wanted = pages.asked_by(busy.cast.leader, QueryDict("ky=calendar_month-2026-1"), AT)
    assert wanted is not None
    found = {name: (before, after) for name, before, after in briefing.rates(wanted)}
    assert len(found) == 3
    assert sum(after.base for _before, after in found.values()) == 2 * 5


def test_a_name_has_room_on_a_slide_and_keeps_its_code() -> None:
    long = "Cấp lại giấy phép xây dựng đối với công trình cấp III, cấp IV " * 6
    assert briefing.short("Đăng ký khai sinh", "1.001193") == "Đăng ký khai sinh"
    told = briefing.short(long, "1.008455")
    assert len(told) <= briefing.LONGEST
    assert told.endswith("… (1.008455)")
    assert briefing._height([{"name": "Đăng ký khai sinh", "mark": ""}] * 5) <= briefing.ROOM
    assert briefing._height([{"name": told, "mark": "có thể do ngẫu nhiên"}] * 5) > briefing.ROOM
