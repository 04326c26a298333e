"""A job is done once, however often it is asked for, interrupted, refused or taken from a worker that died."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from motcua.audit.models import LogEntry
from motcua.domain.errors import BadInput, Conflict, NotFound
from motcua.domain.errors_jobs import JobNotStopped, JobOver
from motcua.domain.texts import Text
from motcua.jobs import queries
from motcua.jobs.gaps import GAPS, gap
from motcua.jobs.models import Job, Outbox
from motcua.jobs.registry import MOST_ATTEMPTS, JobLost, RunningJob, job_kind, register_job, title_of
from motcua.jobs.sentences import as_data, as_text
from motcua.jobs.services import running
from motcua.jobs.services.jobs import cancel, enqueue, retry
from motcua.jobs.services.outbox import Message, put
from motcua.jobs.services.run import run_here, take, work_once
from motcua.jobs.vocabulary import JobState
from tests.cast import AT
from tests.jobs.work import ASKER, KIND, a_job, now, seconds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_job_tells_how_far_it_is_and_what_came_of_it() -> None:
    def run(job: RunningJob) -> None:
        job.total(3)
        job.say(Text("Đang làm %(what)s", {"what": "việc"}))
        for _ in range(int(job.arguments["times"])):
            job.advance()
        job.finish({"moved": 3})

    job = a_job(run, arguments={"times": 3})
    assert (job.state, job.done, job.total) == (JobState.QUEUED, 0, None)
    assert work_once(AT) == 1
    done = now(job)
    assert (done.state, done.done, done.total, done.result) == (JobState.DONE, 3, 3, {"moved": 3})
    assert done.started_at is not None
    assert seconds(0) <= done.started_at - AT < seconds(5)
    assert done.finished_at is not None
    assert queries.note_of(done).render() == "Đang làm việc"
    assert work_once(AT) == 0


def test_the_same_key_asks_for_the_same_job() -> None:
    job = a_job(lambda job: None, key="calendar:5")
    again = enqueue(KIND, {"other": 1}, requested_by=ASKER, at=AT, key="calendar:5")
    assert again.pk == job.pk
    assert again.arguments == {}
    assert enqueue(KIND, {}, requested_by=ASKER, at=AT).pk != enqueue(KIND, {}, requested_by=ASKER, at=AT).pk


def test_a_kind_that_nobody_registered_is_refused_and_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match=r"tests\.unknown"):
        enqueue("tests.unknown", {}, requested_by=ASKER, at=AT)
    register_job(KIND, lambda job: None, title="Việc thử")
    with pytest.raises(ValueError, match="registered already"):
        register_job(KIND, lambda job: None, title="Việc thử")
    assert (title_of(KIND), title_of("tests.gone")) == ("Việc thử", "tests.gone")
    assert job_kind(KIND).attempts == MOST_ATTEMPTS


def test_a_job_of_a_newer_version_waits_for_a_worker_that_knows_it() -> None:
    job = a_job(lambda job: None)
    Job.objects.update(kind="tests.newer")
    assert work_once(AT) == 0
    assert now(job).state == JobState.QUEUED


def test_a_refusal_in_words_fails_at_once_and_is_shown_in_words() -> None:
    def run(job: RunningJob) -> None:
        raise BadInput(field="day", value="31/02", remedy=Text("Chọn ngày khác."))

    job = a_job(run)
    work_once(AT)
    failed = now(job)
    assert (failed.state, failed.attempts, failed.incident) == (JobState.FAILED, 1, "")
    assert queries.note_of(failed).render() == "“31/02” không dùng được. Chọn ngày khác."


def test_a_fault_is_tried_again_after_growing_gaps_until_the_job_is_dead() -> None:
    starts: list[float] = []
    at = AT

    def run(job: RunningJob) -> None:
        starts.append(1)
        raise OSError("the disk is full")

    job = a_job(run)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert work_once(at) == 1
        row = now(job)
        assert row.attempts == attempt
        assert len(row.incident) == 8
        if attempt < MOST_ATTEMPTS:
            assert row.state == JobState.QUEUED
            assert seconds(-1) < row.next_at - at - gap(attempt) < seconds(1)
            assert work_once(at + gap(attempt) - seconds(2)) == 0
            at = row.next_at
    assert now(job).state == JobState.FAILED
    assert work_once(at + timedelta(days=2)) == 0
    assert len(starts) == MOST_ATTEMPTS


def test_gaps_grow_and_the_last_one_repeats() -> None:
    assert [gap(n) for n in range(1, 7)] == sorted(GAPS) == list(GAPS)
    assert gap(99) == GAPS[-1]


def test_whoever_was_first_elsewhere_is_waited_for() -> None:
    def run(job: RunningJob) -> None:
        raise Conflict

    job = a_job(run)
    work_once(AT)
    assert now(job).state == JobState.QUEUED


def test_a_worker_that_died_loses_the_job_to_the_next_and_nothing_is_done_twice() -> None:
    done: list[int] = []

    def run(job: RunningJob) -> None:
        job.total(4)
        for number in range(job.position or 0, 4):
            done.append(number)
            job.advance(position=number + 1)
            if len(done) == 2:
                raise SystemExit

    job = a_job(run)
    with pytest.raises(SystemExit):
        work_once(AT)
    assert now(job).state == JobState.RUNNING
    assert work_once(AT + seconds(30)) == 0, "the lease still holds"
    assert work_once(AT + seconds(90)) == 1
    assert done == [0, 1, 2, 3]
    last = now(job)
    assert (last.state, last.done, last.attempts) == (JobState.DONE, 4, 2)


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    def run(job: RunningJob) -> None:
        raise SystemExit

    job = a_job(run, attempts=2)
    for attempt in range(2):
        with pytest.raises(SystemExit):
            work_once(AT + seconds(90) * attempt)
    assert work_once(AT + seconds(300)) == 0
    dead = now(job)
    assert (dead.state, dead.attempts, len(dead.incident)) == (JobState.FAILED, 2, 8)


def test_a_worker_that_only_slept_finds_its_lease_gone_and_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "TELLING", 0)
    lost: list[bool] = []

    def run(job: RunningJob) -> None:
        Job.objects.update(leased_by="somebody else")
        with pytest.raises(JobLost):
            job.advance()
        lost.append(True)
        raise JobLost

    job = a_job(run)
    work_once(AT)
    row = now(job)
    assert lost == [True]
    assert (row.state, row.leased_by, row.done) == (JobState.RUNNING, "somebody else", 0)


def test_one_that_waits_is_cancelled_at_once() -> None:
    job = a_job(lambda job: None)
    cancel(job.public_id, actor=ASKER, at=AT)
    assert now(job).state == JobState.CANCELLED
    assert work_once(AT) == 0
    with pytest.raises(JobOver):
        cancel(job.public_id, actor=ASKER, at=AT)
    assert LogEntry.objects.filter(verb="jobs.cancelled", subject_id=str(job.public_id)).count() == 1
    with pytest.raises(NotFound):
        cancel(uuid4(), actor=ASKER, at=AT)


def test_one_that_runs_stops_at_its_next_portion_and_goes_on_when_it_is_run_again() -> None:
    done: list[int] = []

    def run(job: RunningJob) -> None:
        job.total(3)
        for number in range(job.position or 0, 3):
            done.append(number)
            if done == [0]:
                cancel(asked.public_id, actor=ASKER, at=AT)
            job.advance(position=number + 1)

    asked = a_job(run)
    work_once(AT)
    stopped = now(asked)
    assert (stopped.state, stopped.done, done) == (JobState.CANCELLED, 1, [0])
    retry(asked.public_id, actor=ASKER, at=AT)
    work_once(AT)
    finished = now(asked)
    assert (finished.state, finished.done, done) == (JobState.DONE, 3, [0, 1, 2])
    with pytest.raises(JobNotStopped):
        retry(asked.public_id, actor=ASKER, at=AT)


def test_a_portion_that_is_broken_off_counts_neither_in_the_store_nor_in_the_progress() -> None:
    def run(job: RunningJob) -> None:
        job.total(3)
        for number in range(job.position or 0, 3):
            if number == 1 and job.position == 1 and not broken:
                broken.append(True)
                cancel(asked.public_id, actor=ASKER, at=AT)
            with transaction.atomic():
                put([Message("portion", "portion", number, AT)])
                job.advance(position=number + 1)

    broken: list[bool] = []
    asked = a_job(run)
    work_once(AT)
    stopped = now(asked)
    assert (stopped.state, stopped.done, stopped.position) == (JobState.CANCELLED, 1, 1)
    retry(asked.public_id, actor=ASKER, at=AT)
    work_once(AT)
    finished = now(asked)
    assert (finished.state, finished.done) == (JobState.DONE, 3)
    assert list(Outbox.objects.order_by("id").values_list("subject_id", flat=True)) == [0, 1, 2]


def test_one_whose_worker_died_after_it_was_cancelled_does_not_run_again() -> None:
    def run(job: RunningJob) -> None:
        raise SystemExit

    job = a_job(run)
    with pytest.raises(SystemExit):
        work_once(AT)
    cancel(job.public_id, actor=ASKER, at=AT)
    assert work_once(AT + seconds(90)) == 0
    assert now(job).state == JobState.CANCELLED


def test_a_worker_told_to_end_gives_the_job_back_after_the_portion_at_hand() -> None:
    done: list[int] = []

    def run(job: RunningJob) -> None:
        for number in range(job.position or 0, 3):
            done.append(number)
            job.advance(position=number + 1)

    job = a_job(run)
    work_once(AT, stopping=lambda: bool(done))
    row = now(job)
    assert (row.state, row.attempts, row.leased_by, done) == (JobState.QUEUED, 0, "", [0])
    assert work_once(row.next_at) == 1
    assert done == [0, 1, 2]


def test_two_workers_take_a_job_once() -> None:
    a_job(lambda job: None)
    first = take(AT)
    assert first is not None
    assert take(AT) is None


def test_a_long_command_runs_its_job_in_the_foreground() -> None:
    def run(job: RunningJob) -> None:
        job.total(2)
        job.advance()
        job.advance()
        job.finish({"ok": True})

    seen: list[tuple[int, int | None]] = []
    job = run_here(a_job(run), lambda done, total: seen.append((done, total)), at=AT)
    assert (job.state, job.result) == (JobState.DONE, {"ok": True})
    assert seen == [(1, 2), (2, 2), (2, 2)]


def test_a_command_watches_a_job_that_a_worker_took_first(monkeypatch: pytest.MonkeyPatch) -> None:
    job = a_job(lambda job: None)
    taken = take(AT)
    assert taken is not None

    def finish(_seconds: float) -> None:
        Job.objects.update(state=JobState.DONE, finished_at=AT, done=5, total=5)

    monkeypatch.setattr("motcua.jobs.services.run.time.sleep", finish)
    seen: list[tuple[int, int | None]] = []
    assert run_here(job, lambda done, total: seen.append((done, total)), at=AT).state == JobState.DONE
    assert seen == [(0, None), (5, 5)]


def test_who_asked_and_who_oversees_see_a_job_and_nobody_else() -> None:
    job = a_job(lambda job: None)
    from motcua.audit.actors import ActorRef

    assert queries.access_job(job.public_id, asker=ASKER).pk == job.pk
    assert queries.access_job(job.public_id, asker=ActorRef("person", 8, ""), oversees=True).pk == job.pk
    for stranger in (ActorRef("person", 8, ""), ActorRef("citizen", 7, ""), ActorRef("person", None, "")):
        with pytest.raises(NotFound):
            queries.access_job(job.public_id, asker=stranger)


@pytest.mark.parametrize(
    "params",
    [{}, {"count": 3, "what": "x"}, {"inner": Text("%(a)s", {"a": 1})}, {"many": (Text("x"), Text("y"))}],
)
def test_a_sentence_survives_the_store(params: Mapping[str, Any]) -> None:
    text = Text("".join(f"%({name})s " for name in params) or "x", params)
    assert as_text(json.loads(json.dumps(as_data(text)))).render() == text.render()
    assert as_text({}).render() == ""
