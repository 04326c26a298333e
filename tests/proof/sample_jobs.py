"""Jobs as an administrator finds them: one that runs, one that waits, one that was refused, one that is done."""

from datetime import datetime

from motcua.domain.errors import CalendarMissing
from motcua.jobs.models import Job
from motcua.jobs.registry import RunningJob, job_kinds, register_job
from motcua.jobs.services.jobs import enqueue
from motcua.jobs.services.outbox import Message, put
from motcua.jobs.services.run import run_here, take
from motcua.organisation.actors import Actor

KIND = "proof.sample"


def register() -> None:
    """Let this process know the kind; the server of the tests calls it too."""
    if KIND not in job_kinds():
        register_job(KIND, _run, title="Việc mẫu", result_text=_words, result_url=lambda result: "/ho-so")


def _words(result: object) -> str:
    return "Đã làm đủ 3 phần."


def _run(job: RunningJob) -> None:
    """Three portions, or a refusal."""
    if job.arguments["refused"]:
        raise CalendarMissing(year=2031)
    job.total(3)
    job.advance(3)


def make(actor: Actor, now: datetime) -> dict[str, str]:
    """Ask for them, and bring each to where it is to stand; their ids."""
    register()
    made = {
        name: enqueue(KIND, {"refused": name == "job_failed"}, requested_by=actor.ref, at=now, key=name)
        for name in ("job_done", "job_failed", "job_running", "job_queued")
    }
    for name in ("job_done", "job_failed"):
        run_here(made[name], at=now)
    take(now, pk=made["job_running"].pk)
    Job.objects.filter(pk=made["job_running"].pk).update(done=1_250, total=3_000)
    put([Message("proof.sample", "thing", 1, now)])
    return {name: str(job.public_id) for name, job in made.items()}
