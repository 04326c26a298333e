"""Pages of work in the background: how far a job is, for who asked and for administrators; cancelling it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.domain.errors import RuleBroken
from motcua.jobs import registry
from motcua.jobs.models import Job, Outbox, TaskRun
from motcua.jobs.registry import RunningJob, register_job, register_task
from motcua.jobs.services import outbox
from motcua.jobs.services.jobs import enqueue
from motcua.jobs.services.run import take, work_once
from motcua.jobs.vocabulary import JobState
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.factories import World

pytestmark = pytest.mark.django_db

KIND = "tests.export"


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the tests' own work is registered."""
    for name in ("_jobs", "_tasks", "_consumers"):
        monkeypatch.setattr(registry, name, {})


def a_job(world: World, run: Any = lambda job: None, **registration: Any) -> Job:
    """A job that the handler asked for."""
    if KIND not in registry.job_kinds():
        register_job(KIND, run, title="Xuất danh sách", **registration)
    return enqueue(KIND, {}, requested_by=world.cast.handler.ref, at=AT)


def page(public_id: UUID) -> str:
    return reverse("desk:job", args=[public_id])


def test_who_asked_and_administrators_see_a_job_and_nobody_else(world: World, browser: Browser) -> None:
    job = a_job(world)
    for who, status in (("handler", 200), ("administrator", 200), ("unit_head", 404), ("auditor", 404)):
        assert browser(who).get(page(job.public_id)).status_code == status
    assert browser("handler").get(page(uuid4())).status_code == 404
    assert browser("handler").get(reverse("desk:jobs")).status_code == 403
    for action in ("desk:cancel_job", "desk:retry_job"):
        assert browser("unit_head").post(reverse(action, args=[job.public_id])).status_code == 404


def test_a_waiting_and_a_running_job_ask_again_by_themselves_and_by_a_link(world: World, browser: Browser) -> None:
    job = a_job(world)
    client = browser("handler")
    text = client.get(page(job.public_id)).content.decode()
    assert "Xuất danh sách" in text
    assert "Đang chờ" in text
    assert 'hx-trigger="every 1s"' in text
    assert "Tải lại" in text
    taken = take(AT)
    assert taken is not None
    Job.objects.update(done=1500, total=3000)
    part = client.get(page(job.public_id), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Đang chạy" in part
    assert "1.500 trên 3.000" in part
    assert 'max="3000" value="1500"' in part


def test_a_finished_job_says_what_came_of_it_and_asks_no_more(world: World, browser: Browser) -> None:
    def run(job: RunningJob) -> None:
        job.finish({"rows": 3})

    job = a_job(
        world,
        run,
        result_text=lambda result: f"Đã xuất {result['rows']} dòng.",
        result_url=lambda result: f"/ket-qua/{result['rows']}",
    )
    work_once(AT)
    text = browser("handler").get(page(job.public_id)).content.decode()
    assert "Đã xuất 3 dòng." in text
    assert 'href="/ket-qua/3"' in text
    assert "hx-get" not in text.partition('id="tien-do"')[2].partition(">")[0]
    assert "Hủy" not in text


def test_a_refusal_is_told_in_words_and_a_fault_by_its_incident_number(world: World, browser: Browser) -> None:
    def refuse(job: RunningJob) -> None:
        raise RuleBroken

    job = a_job(world, refuse)
    work_once(AT)
    client = browser("handler")
    text = client.get(page(job.public_id)).content.decode()
    assert "Quy định không cho phép việc này." in text
    assert "Chạy lại" in text
    Job.objects.update(incident="ab12cd34", note={})
    assert "mã sự cố ab12cd34" in client.get(page(job.public_id)).content.decode()
    Job.objects.update(state=JobState.QUEUED, next_at=AT + timedelta(minutes=5))
    assert "tự chạy lại lúc" in client.get(page(job.public_id)).content.decode()


def test_cancelling_is_confirmed_first(world: World, browser: Browser) -> None:
    job = a_job(world)
    client = browser("handler")
    url = reverse("desk:cancel_job", args=[job.public_id])
    assert "Hủy việc này" in client.get(url).content.decode()
    assert Job.objects.get().state == JobState.QUEUED
    assert client.post(url).headers["Location"] == page(job.public_id)
    assert Job.objects.get().state == JobState.CANCELLED
    again = client.post(url, follow=True).content.decode()
    assert "Việc này đã kết thúc" in again


def test_a_cancelled_job_can_be_run_again_and_one_that_waits_cannot(world: World, browser: Browser) -> None:
    job = a_job(world)
    client = browser("administrator")
    retry = reverse("desk:retry_job", args=[job.public_id])
    assert "không cần chạy lại" in client.post(retry, follow=True).content.decode()
    client.post(reverse("desk:cancel_job", args=[job.public_id]))
    assert "đã được xếp chạy lại" in client.post(retry, follow=True).content.decode()
    assert Job.objects.get().state == JobState.QUEUED


def test_a_job_of_a_kind_that_is_gone_is_still_shown(world: World, browser: Browser) -> None:
    job = a_job(world)
    Job.objects.update(kind="tests.gone", state=JobState.FAILED, finished_at=AT)
    text = browser("administrator").get(page(job.public_id)).content.decode()
    assert "tests.gone" in text
    assert "Chạy lại" not in text


def test_administrators_see_all_of_it(world: World, browser: Browser) -> None:
    register_task("tests.tick", timedelta(minutes=5), lambda at: None, title="Nhịp thử")
    client = browser("administrator")
    assert "Việc định kỳ chưa chạy lần nào" in client.get(reverse("desk:jobs")).content.decode()
    work_once(AT)
    TaskRun.objects.update(incident="ab12cd34")
    outbox.put([outbox.Message("tests.said", "thing", 1, AT)])
    Outbox.objects.update(failed_at=AT, incident="12345678")
    a_job(world)
    failed = a_job(world)
    Job.objects.filter(pk=failed.pk).update(state=JobState.FAILED, finished_at=AT, incident="deadbeef")
    text = client.get(reverse("desk:jobs")).content.decode()
    for words in ("Nhịp thử", "ab12cd34", "tests.said", "12345678", "deadbeef", "Xuất danh sách"):
        assert words in text
    message = Outbox.objects.get()
    client.post(reverse("desk:resend_message", args=[message.public_id]))
    message.refresh_from_db()
    assert message.failed_at is None
    assert client.post(reverse("desk:resend_message", args=[message.public_id])).status_code == 404


def test_it_is_said_when_no_worker_runs(world: World, browser: Browser) -> None:
    register_task("tests.tick", timedelta(minutes=5), lambda at: None, title="Nhịp thử")
    work_once(AT)
    job = a_job(world)
    told = "không có tiến trình nền nào làm việc"
    client = browser("administrator")
    for minutes, unattended in ((0, False), (7, True)):
        with clock.set_to(AT + timedelta(minutes=minutes)):
            assert (told in client.get(reverse("desk:jobs")).content.decode()) is unattended
            page_of_job = client.get(page(job.public_id)).content.decode()
        assert ("Chưa có tiến trình nền nào nhận việc này" in page_of_job) is unattended


def test_the_list_asks_as_often_for_many_as_for_few(world: World, browser: Browser) -> None:
    client = browser("administrator")
    counts = []
    for number in (10, 90):
        for _ in range(number):
            a_job(world)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("desk:jobs")).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
