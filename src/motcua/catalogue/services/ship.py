"""Put the shipped catalogue into the store: after every migrate, changing nothing that is already there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources.abc import Traversable

from django.db import transaction

from motcua.catalogue.models import ChannelLimit, ProcedureVersion, Process
from motcua.catalogue.publications import Publication
from motcua.catalogue.services.processes import NewProcess, create_processes, new_process_version
from motcua.catalogue.services.publish import Published, publish
from motcua.catalogue.shipped_format import ShippedProcess, folder, read_procedures, read_processes
from motcua.catalogue.vocabulary import Origin
from motcua.organisation.actors import Actor

Keyed = dict[tuple[int, str], int]
"""Ids of shipped processes by procedure and key."""


def ship(*, actor: Actor, at: datetime, where: Traversable | None = None) -> Published:
    """Store the shipped procedures with their processes and confirmed limits; a second run changes nothing."""
    source = where or folder()
    patterns = read_processes(source)
    publications = {each.code: each for each in read_procedures(source)}
    with transaction.atomic():
        done = publish(publications.values(), origin=Origin.SHIPPED, actor=actor, at=at)
        rows = ProcedureVersion.objects.select_related("procedure").filter(pk__in=done.version_ids).order_by("pk")
        pairs = [(version, publications[version.procedure.code]) for version in rows]
        ids = _processes(pairs, patterns, actor, at)
        _bind_limits(pairs, ids)
    return done


def _processes(
    pairs: Sequence[tuple[ProcedureVersion, Publication]],
    patterns: Mapping[str, ShippedProcess],
    actor: Actor,
    at: datetime,
) -> Keyed:
    """Make what is missing, renew what changed. A procedure's own process comes first: it is its default."""
    procedure_ids = [version.procedure_id for version, _each in pairs]
    known = Process.objects.filter(procedure_id__in=procedure_ids, owner__isnull=True)
    ids: Keyed = {(row.procedure_id, row.key): row.pk for row in known}
    missing = []
    for version, each in pairs:
        for key in _keys(each):
            pattern = patterns[key]
            if (version.procedure_id, key) in ids:
                new_process_version(
                    process_id=ids[version.procedure_id, key],
                    steps=pattern.steps,
                    valid_from=version.valid_from,
                    origin=Origin.SHIPPED,
                    actor=actor,
                    at=at,
                )
            else:
                missing.append(
                    NewProcess(
                        procedure_id=version.procedure_id,
                        owner_id=None,
                        name=pattern.name,
                        steps=pattern.steps,
                        valid_from=version.valid_from,
                        key=key,
                        origin=Origin.SHIPPED,
                    )
                )
    made = create_processes(missing, actor=actor, at=at)
    return ids | {(row.process.procedure_id, row.process.key): row.process_id for row in made}


def _bind_limits(pairs: Sequence[tuple[ProcedureVersion, Publication]], ids: Keyed) -> None:
    """Give limits that have a process of their own that process."""
    wanted = {
        (version.pk, no): ids[version.procedure_id, limit.process]
        for version, each in pairs
        for no, limit in enumerate(each.limits, 1)
        if limit.process
    }
    rows = list(ChannelLimit.objects.filter(version_id__in={version_id for version_id, _no in wanted}))
    bound = [row for row in rows if (row.version_id, row.no) in wanted]
    for row in bound:
        row.process_id = wanted[row.version_id, row.no]
    ChannelLimit.objects.bulk_update(bound, ["process"])


def _keys(each: Publication) -> list[str]:
    return list(dict.fromkeys([each.process, *(limit.process for limit in each.limits if limit.process)]))
