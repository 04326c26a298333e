"""The pages on which a calendar is tried, applied to running dossiers, looked at and taken back."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.calendars import queries as calendars
from motcua.calendars.models import CalendarVersion
from motcua.dossiers.models import CalendarApplication
from motcua.dossiers.services import try_calendar
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.recompute import recompute
from motcua.jobs.models import Job
from motcua.jobs.services import jobs
from motcua.jobs.services.run import work_once
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.dossiers.calendars import a_draft, a_storm, again, local
from tests.factories import World, a_filing, an_accepted

pytestmark = pytest.mark.django_db


def storm(world: World) -> CalendarVersion:
    """A draft of the national calendar with a storm day."""
    return a_draft(AT, lambda pk: a_storm(pk, at=AT))


def tried(client: Client, ids: Sequence[object]) -> Any:
    """Ask for a trial and read what it says: so few dossiers are tried while the page waits."""
    url = reverse("desk:calendar_trial", args=ids)
    assert client.post(url).headers["Location"] == url
    return client.get(url)


def text(response: object) -> str:
    """What a page says, without tags and with single blanks."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_from_the_dry_run_to_the_result_and_back(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    draft, client = storm(world), browser("administrator")
    ids = [draft.calendar.public_id]
    draft_page = client.get(reverse("calendars:draft", args=[*ids, 2026])).content.decode()
    assert reverse("desk:calendar_trial", args=ids) in draft_page
    seen = text(client.get(reverse("desk:calendar_trial", args=ids)))
    assert "chưa được chạy thử" in seen
    untried = client.get(reverse("desk:calendar_apply", args=ids))
    assert untried.headers["Location"] == reverse("desk:calendar_trial", args=ids)
    seen = text(tried(client, ids))
    assert f"{dossier.code} Cấp phép" in seen or dossier.code in seen
    assert "1 hồ sơ đổi hạn" in seen
    assert "muộn hơn 1 ngày" in seen
    assert "ghi 08:30 T2 19/01" in seen
    assert again(dossier).version == dossier.version

    apply_url = reverse("desk:calendar_apply", args=ids)
    assert "Công bố và áp dụng" in text(client.get(apply_url))
    assert "Nhập số và ngày" in text(client.post(apply_url, {"decision": " "}))
    answer = client.post(apply_url, {"decision": "12/QĐ-UBND"})
    application = CalendarApplication.objects.get()
    page = reverse("desk:calendar_application", args=[application.public_id])
    assert answer.headers["Location"] == page
    assert "Đang áp dụng" in text(client.get(page))
    work_once(AT + timedelta(minutes=1))
    done = text(browser("leader").get(page))
    assert "Đang áp dụng" not in done
    assert "12/QĐ-UBND" in done
    assert "muộn hơn 1 ngày" in done
    assert "Hoàn nguyên" not in done
    assert again(dossier).due_at == local("2026-01-20T08:30")

    officer = text(browser("desk_officer").get(reverse("desk:dossier", args=[dossier.code])))
    assert "08:30 thứ Ba 20/01/2026" in officer
    assert "giấy hẹn ghi 08:30 thứ Hai 19/01/2026" in officer
    assert "Áp dụng lịch làm việc mới" in officer
    assert "Hạn 08:30 T2 19/01" in officer

    undo = reverse("desk:calendar_undo", args=[application.public_id])
    assert "Mở bản nháp hoàn nguyên" in text(client.get(undo))
    assert client.post(undo, {"decision": "Bão không vào"}).headers["Location"] == reverse(
        "desk:calendar_trial", args=ids
    )
    assert "sớm hơn 1 ngày" in text(client.get(reverse("desk:calendar_trial", args=ids))), "tried with the undoing"
    assert "Bão không vào" in client.get(apply_url).content.decode()
    client.post(apply_url, {"decision": "13/QĐ-UBND"})
    work_once(AT + timedelta(minutes=2))
    assert again(dossier).due_at == dossier.due_at
    assert "giấy hẹn ghi" not in text(browser("desk_officer").get(reverse("desk:dossier", args=[dossier.code])))
    assert recompute().differences == 0


def test_a_second_decision_about_the_same_draft_is_told_that_it_came_late(world: World, browser: Browser) -> None:
    draft, client = storm(world), browser("administrator")
    url = reverse("desk:calendar_apply", args=[draft.calendar.public_id])
    tried(client, [draft.calendar.public_id])
    client.post(url, {"decision": "12/QĐ-UBND"})
    again_ = client.post(url, {"decision": "13/QĐ-UBND"})
    assert again_.headers["Location"].endswith(str(CalendarApplication.objects.get().public_id))
    assert CalendarApplication.objects.get().decision == "12/QĐ-UBND"


def test_a_version_that_was_only_published_is_applied_from_its_own_dry_run(world: World, browser: Browser) -> None:
    dossier = an_accepted(world)
    draft, client = storm(world), browser("administrator")
    ids = [draft.calendar.public_id]
    form = {"work": "publish", "publish-decision": "12/QĐ-UBND"}
    client.post(reverse("calendars:draft", args=[*ids, 2026]), form)
    assert "đang dùng" in text(tried(client, ids))
    assert "12/QĐ-UBND" in client.get(reverse("desk:calendar_apply", args=ids)).content.decode()
    client.post(reverse("desk:calendar_apply", args=ids), {"decision": "12/QĐ-UBND"})
    work_once(AT + timedelta(minutes=1))
    assert again(dossier).due_at == local("2026-01-20T08:30")
    assert "đã theo lịch này" in text(tried(client, ids))


@pytest.mark.parametrize("who", ["desk_officer", "leader"])
def test_only_administrators_try_and_apply(world: World, browser: Browser, who: str) -> None:
    ids = [calendars.published_calendars()[0][0]]
    for name in ("calendar_trial", "calendar_trial_csv", "calendar_apply"):
        assert browser(who).get(reverse(f"desk:{name}", args=ids)).status_code == 403


def test_the_list_goes_by_pages_and_the_file_holds_all_of_it(world: World, browser: Browser) -> None:
    accept_all([a_filing(world)] * 60, actor=world.cast.desk_officer, at=AT)
    draft, client = storm(world), browser("administrator")
    ids = [draft.calendar.public_id]
    url = reverse("desk:calendar_trial", args=ids)
    first = tried(client, ids).content.decode()
    assert first.count("data-row") == 50
    (onward,) = re.findall(r'href="([^"]+)" rel="next"', first)
    second = client.get(onward.replace("&amp;", "&") if onward.startswith("/") else url + onward).content.decode()
    assert second.count("data-row") == 10
    (back,) = re.findall(r'href="([^"]+)" rel="prev"', second)
    assert client.get(back if back.startswith("/") else url + back).content.decode().count("data-row") == 50
    file = b"".join(client.get(reverse("desk:calendar_trial_csv", args=ids))).decode("utf-8-sig")
    assert len(file.splitlines()) == 61
    assert "08:30 19/01/2026,08:30 20/01/2026,480,08:30 19/01/2026,có,không" in file
    client.post(reverse("desk:calendar_apply", args=ids), {"decision": "12/QĐ-UBND"})
    work_once(AT + timedelta(minutes=1))
    done = CalendarApplication.objects.get().public_id
    page = client.get(reverse("desk:calendar_application", args=[done])).content.decode()
    assert (page.count("data-row"), "cả thảy 60" in page) == (50, True)
    told = b"".join(client.get(reverse("desk:calendar_application_csv", args=[done]))).decode("utf-8-sig")
    assert len(told.splitlines()) == 61


def test_both_pages_ask_as_much_for_ten_as_for_a_hundred(world: World, browser: Browser) -> None:
    client = browser("administrator")
    asked = []
    for number, hour in ((10, "10"), (90, "09")):
        accept_all([a_filing(world)] * number, actor=world.cast.desk_officer, at=AT)
        draft = a_draft(AT)
        a_storm(draft.pk, f"2026-01-13T{hour}:00", "2026-01-14T00:00", at=AT)
        ids = [draft.calendar.public_id]
        tried(client, ids)
        with CaptureQueriesContext(connection) as told:
            client.get(reverse("desk:calendar_trial", args=ids))
        trying = len(told)
        client.post(reverse("desk:calendar_apply", args=ids), {"decision": "12/QĐ-UBND"})
        work_once(AT + timedelta(minutes=1))
        application = CalendarApplication.objects.order_by("-pk")[0]
        client.get(reverse("desk:calendar_application", args=[application.public_id]))
        with CaptureQueriesContext(connection) as shown:
            client.get(reverse("desk:calendar_application", args=[application.public_id]))
        asked.append((trying, len(shown)))
    assert asked[0] == asked[1]


def test_a_trial_of_many_runs_in_the_background_and_shows_how_far_it_is(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(try_calendar, "AT_ONCE", 1)
    accept_all([a_filing(world)] * 3, actor=world.cast.desk_officer, at=AT)
    draft, client = storm(world), browser("administrator")
    ids = [draft.calendar.public_id]
    url = reverse("desk:calendar_trial", args=ids)
    page = tried(client, ids)
    assert "Đang chạy thử" in text(page)
    assert 'hx-trigger="every 1s"' in page.content.decode()
    assert client.get(reverse("desk:calendar_trial_csv", args=ids)).status_code == 404
    assert client.get(reverse("desk:calendar_apply", args=ids)).headers["Location"] == url
    work_once(AT)
    assert client.get(url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "3 hồ sơ đổi hạn" in text(client.get(url))
    job = Job.objects.get(kind=try_calendar.JOB)
    seen = client.get(reverse("desk:job", args=[job.public_id])).content.decode()
    assert "Đã chạy thử lịch cho 3 hồ sơ, 3 hồ sơ sẽ đổi hạn." in seen
    assert f'href="{url}"' in seen


def test_a_trial_that_was_cancelled_says_so_and_can_be_asked_for_again(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(try_calendar, "AT_ONCE", 0)
    an_accepted(world)
    draft, client = storm(world), browser("administrator")
    ids = [draft.calendar.public_id]
    tried(client, ids)
    jobs.cancel(Job.objects.get().public_id, actor=world.cast.administrator.ref, at=AT)
    page = client.get(reverse("desk:calendar_trial", args=ids)).content.decode()
    assert "Chưa có kết quả chạy thử" in page
    assert "Đang chạy thử" in text(tried(client, ids))
