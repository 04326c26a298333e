"""Put the shipped catalogue into the store: after every migrate, changing nothing that is already there."""

from collections.abc import Mapping
from datetime import datetime
from importlib.resources.abc import Traversable

from django.db import transaction

from motcua.catalogue.models import ChannelLimit, ProcedureVersion, Process
from motcua.catalogue.publications import Publication
from motcua.catalogue.services.processes import create_process, new_process_version
from motcua.catalogue.services.publish import Published, publish
from motcua.catalogue.shipped_format import ShippedProcess, folder, read_procedures, read_processes
from motcua.catalogue.vocabulary import Origin
from motcua.organisation.actors import Actor


def ship(*, actor: Actor, at: datetime, where: Traversable | None = None) -> Published:
    """Store the shipped procedures with their processes and confirmed limits; a second run changes nothing."""
    source = where or folder()
    patterns = read_processes(source)
    publications = {each.code: each for each in read_procedures(source)}
    with transaction.atomic():
        done = publish(publications.values(), origin=Origin.SHIPPED, actor=actor, at=at)
        versions = ProcedureVersion.objects.select_related("procedure").filter(pk__in=done.version_ids)
        for version in versions.order_by("pk"):
            _add_processes(version, publications[version.procedure.code], patterns, actor, at)
    return done


def _add_processes(
    version: ProcedureVersion,
    each: Publication,
    patterns: Mapping[str, ShippedProcess],
    actor: Actor,
    at: datetime,
) -> None:
    """The procedure's own process first: it is the default of its offerings; then those of single limits."""
    existing = {row.key: row for row in Process.objects.filter(procedure_id=version.procedure_id, owner__isnull=True)}
    ids: dict[str, int] = {}
    for key in dict.fromkeys([each.process, *(limit.process for limit in each.limits if limit.process)]):
        pattern = patterns[key]
        if key in existing:
            made = new_process_version(
                process_id=existing[key].pk,
                steps=pattern.steps,
                valid_from=version.valid_from,
                origin=Origin.SHIPPED,
                actor=actor,
                at=at,
            )
        else:
            made = create_process(
                procedure_id=version.procedure_id,
                owner_id=None,
                name=pattern.name,
                key=key,
                steps=pattern.steps,
                valid_from=version.valid_from,
                origin=Origin.SHIPPED,
                actor=actor,
                at=at,
            )
        ids[key] = made.process_id
    for no, limit in enumerate(each.limits, 1):
        if limit.process:
            ChannelLimit.objects.filter(version=version, no=no).update(process_id=ids[limit.process])
