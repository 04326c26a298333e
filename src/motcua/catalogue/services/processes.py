"""Internal processes: make a unit's own, make a new version, change a step of a version nobody uses yet."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.audit import log
from motcua.catalogue.models import Offering, Procedure, Process, ProcessStep, ProcessVersion
from motcua.catalogue.policies import Action, require
from motcua.catalogue.queries import steps_of
from motcua.catalogue.vocabulary import Origin
from motcua.domain import routing
from motcua.domain.errors import Conflict, NotFound, ProcessFaulty, VersionInUse
from motcua.domain.routing import Step
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class NewProcess:
    """A process to make, with its first version; `owner_id` is the unit that approved it, None for a shipped one."""

    procedure_id: int
    owner_id: int | None
    name: str
    steps: tuple[Step, ...]
    valid_from: date
    key: str = ""
    decision_no: str = ""
    origin: str = Origin.OWN


def create_processes(news: Sequence[NewProcess], *, actor: Actor, at: datetime) -> list[ProcessVersion]:
    """Make processes with their first versions, in the order given, in three inserts."""
    for new in news:
        require(actor, Action.MANAGE_PROCESSES, new.owner_id)
        _check(new.steps)
    with transaction.atomic():
        processes = Process.objects.bulk_create(
            Process(procedure_id=new.procedure_id, owner_id=new.owner_id, name=new.name, key=new.key) for new in news
        )
        versions = ProcessVersion.objects.bulk_create(
            _version(process, 1, new.steps, new.valid_from, actor, at, new.decision_no, new.origin)
            for process, new in zip(processes, news, strict=True)
        )
        ProcessStep.objects.bulk_create(
            step_row(version, step) for version, new in zip(versions, news, strict=True) for step in new.steps
        )
    return versions


def create_process(new: NewProcess, *, actor: Actor, at: datetime) -> ProcessVersion:
    """Make one process. Raises Conflict if the unit has one already, ProcessFaulty, NotAllowed, NotFound."""
    with transaction.atomic():
        if not Procedure.objects.filter(pk=new.procedure_id).exists():
            raise NotFound()
        if (
            new.owner_id is not None
            and Process.objects.filter(procedure_id=new.procedure_id, owner_id=new.owner_id).exists()
        ):
            raise Conflict()
        (version,) = create_processes([new], actor=actor, at=at)
        _tell(version, actor, at)
    return version


def new_process_version(
    *,
    process_id: int,
    steps: Sequence[Step],
    valid_from: date,
    actor: Actor,
    at: datetime,
    decision_no: str = "",
    origin: str = Origin.OWN,
) -> ProcessVersion:
    """Put other steps in force from `valid_from`; the version before ends that day, running dossiers keep theirs.

    The same steps again change nothing and give the version in force back.
    """
    _check(steps)
    with transaction.atomic():
        process = Process.objects.select_for_update().filter(pk=process_id).first()
        if process is None:
            raise NotFound()
        require(actor, Action.MANAGE_PROCESSES, process.owner_id)
        current = ProcessVersion.objects.filter(process=process).order_by("-number").first()
        if current is not None and current.valid_to is None:
            if current.content_hash == steps_hash(steps):
                return current
            current.valid_to = max(valid_from, current.valid_from)
            current.save(update_fields=["valid_to"])
        number = 1 if current is None else current.number + 1
        version = _version(process, number, steps, valid_from, actor, at, decision_no, origin)
        version.save()
        ProcessStep.objects.bulk_create([step_row(version, step) for step in steps])
        _tell(version, actor, at)
    return version


def put_process(
    *,
    procedure_id: int,
    owner_id: int,
    name: str,
    steps: Sequence[Step],
    valid_from: date,
    actor: Actor,
    at: datetime,
    decision_no: str = "",
) -> ProcessVersion:
    """Put a unit's own steps for a procedure in force: its first process, or a new version of the one it has."""
    with transaction.atomic():
        own = Process.objects.filter(procedure_id=procedure_id, owner_id=owner_id).first()
        if own is None:
            new = NewProcess(procedure_id, owner_id, name, tuple(steps), valid_from, decision_no=decision_no)
            return create_process(new, actor=actor, at=at)
        return new_process_version(
            process_id=own.pk, steps=steps, valid_from=valid_from, decision_no=decision_no, actor=actor, at=at
        )


def edit_step(*, process_version_id: int, step: Step, actor: Actor, at: datetime) -> ProcessVersion:
    """Replace the step with the number `step.no` in a version that no offering has used yet, else VersionInUse."""
    with transaction.atomic():
        version = (
            ProcessVersion.objects.select_for_update(of=("self",))
            .select_related("process")
            .filter(pk=process_version_id)
            .first()
        )
        if version is None:
            raise NotFound()
        require(actor, Action.MANAGE_PROCESSES, version.process.owner_id)
        if Offering.objects.filter(process_version=version).exists():
            raise VersionInUse()
        before = steps_of(version.pk)
        after = tuple(step if each.no == step.no else each for each in before)
        if after == before:
            return version
        _check(after)
        version.content_hash = steps_hash(after)
        version.save(update_fields=["content_hash"])
        ProcessStep.objects.filter(version=version, no=step.no).update(**_columns(step))
        log.write(actor.ref, "catalogue.step_changed", "process_version", version.pk, at=at, data={"step": step.no})
    return version


def steps_hash(steps: Sequence[Step]) -> str:
    """Tell equal processes from different ones."""
    content = [{"no": step.no, **_columns(step)} for step in sorted(steps, key=lambda step: step.no)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def step_row(version: ProcessVersion, step: Step) -> ProcessStep:
    """The row that stores a step."""
    return ProcessStep(version=version, no=step.no, **_columns(step))


def _check(steps: Sequence[Step]) -> None:
    found = routing.faults(steps)
    if found:
        raise ProcessFaulty(fault=", ".join(found))


def _version(
    process: Process,
    number: int,
    steps: Sequence[Step],
    valid_from: date,
    actor: Actor,
    at: datetime,
    decision_no: str,
    origin: str,
) -> ProcessVersion:
    return ProcessVersion(
        process=process,
        number=number,
        origin=origin,
        decision_no=decision_no,
        valid_from=valid_from,
        content_hash=steps_hash(steps),
        recorded_at=at,
        recorded_by=actor.label,
    )


def _tell(version: ProcessVersion, actor: Actor, at: datetime) -> None:
    data = {"number": version.number}
    log.write(actor.ref, "catalogue.process_version_added", "process_version", version.pk, at=at, data=data)


def _columns(step: Step) -> dict[str, object]:
    return {
        "name": step.name,
        "role": step.role,
        "place": step.place.value,
        "kind": step.kind.value,
        "limit": str(step.limit),
        "paper": step.paper,
        "next": list(step.next),
    }
