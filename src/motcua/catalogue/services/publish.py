"""Store publications of procedures: a new one is a new version, one that says nothing new changes nothing."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Final

from django.db import transaction

from motcua.audit import log
from motcua.catalogue import search_keys
from motcua.catalogue.models import Procedure, ProcedureVersion, Sector
from motcua.catalogue.policies import Action, require
from motcua.catalogue.publications import Publication
from motcua.catalogue.services.version_rows import VersionRows
from motcua.catalogue.vocabulary import Origin
from motcua.common import folding
from motcua.domain.worktime import ZONE
from motcua.organisation.actors import Actor

BATCH: Final = 250
_PART: Final = re.compile(r"[1-9]\d*|[^\W\d_]+")


@dataclass(slots=True)
class Published:
    """What was done: procedures never seen, versions added (first ones included), records that say nothing new."""

    new_procedures: int = 0
    new_versions: int = 0
    unchanged: int = 0
    version_ids: list[int] = field(default_factory=list)


def publish(
    publications: Iterable[Publication],
    *,
    origin: Origin,
    actor: Actor,
    at: datetime,
    valid_from: date | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> Published:
    """Store the publications in one transaction, a few hundred at a time.

    valid_from: the day from which versions without a date of their own hold (default: the local day of `at`). The
    version before ends that day. Codes must be unique within `publications`.
    A shipped version under the same decision number is the same publication read by people: a national record then
    only leaves its hash there, so that a later change of it is noticed, and confirmed limits are not lost.
    """
    require(actor, Action.IMPORT)
    done = Published()
    with transaction.atomic():
        rest = iter(publications)
        while batch := list(islice(rest, BATCH)):
            _publish_batch(batch, done, origin=origin, actor=actor, at=at, day=valid_from or at.astimezone(ZONE).date())
            progress(len(batch))
        if done.new_versions:
            log.write(
                actor.ref,
                "catalogue.published",
                "catalogue",
                origin.value,
                at=at,
                data={"versions": done.new_versions, "procedures": done.new_procedures, "unchanged": done.unchanged},
            )
    return done


def compare(publications: Iterable[Publication], *, origin: Origin) -> Published:
    """What `publish` would do with the publications, counted without writing anything."""
    found = Published()
    rest = iter(publications)
    while batch := list(islice(rest, BATCH)):
        known = {row.code: row.pk for row in Procedure.objects.filter(code__in=[each.code for each in batch])}
        versions = _versions_of(known.values())
        for each in batch:
            unchanged = _says_nothing_new(each, versions.get(known.get(each.code, 0), []), origin)
            found.new_procedures += each.code not in known
            found.unchanged += unchanged
            found.new_versions += not unchanged
    return found


def _publish_batch(
    batch: Sequence[Publication], done: Published, *, origin: Origin, actor: Actor, at: datetime, day: date
) -> None:
    procedures = _procedures(batch, done)
    versions = _versions_of(row.pk for row in procedures.values())
    fresh: list[Publication] = []
    for each in batch:
        history = versions.get(procedures[each.code].pk, [])
        if _says_nothing_new(each, history, origin):
            done.unchanged += 1
            if origin is Origin.NATIONAL and not history[-1].published_hash:
                history[-1].published_hash = each.content_hash
                history[-1].save(update_fields=["published_hash"])
        else:
            fresh.append(each)
    sectors = _sectors(fresh)
    rows, closed = [], []
    for each in fresh:
        history = versions.get(procedures[each.code].pk, [])
        latest = history[-1] if history else None
        row = _version(each, procedures[each.code], sectors[folding.fold(each.sector)], latest, origin, at, day)
        if latest is not None and latest.valid_to is None:
            latest.valid_to = row.valid_from
            closed.append(latest)
        rows.append(row)
    # Ended first: a procedure has one open version at any moment.
    ProcedureVersion.objects.bulk_update(closed, ["valid_to"])
    ProcedureVersion.objects.bulk_create(rows)
    VersionRows(actor.ref, at).add_all(list(zip(rows, fresh, strict=True)))
    done.new_versions += len(rows)
    done.version_ids += [row.pk for row in rows]


def _procedures(batch: Sequence[Publication], done: Published) -> dict[str, Procedure]:
    codes = [each.code for each in batch]
    known = {row.code: row for row in Procedure.objects.filter(code__in=codes)}
    new = [Procedure(code=code) for code in codes if code not in known]
    Procedure.objects.bulk_create(new)
    done.new_procedures += len(new)
    return known | {row.code: row for row in new}


def _versions_of(procedure_ids: Iterable[int]) -> dict[int, list[ProcedureVersion]]:
    found: dict[int, list[ProcedureVersion]] = {}
    rows = ProcedureVersion.objects.filter(procedure_id__in=list(procedure_ids)).order_by("number")
    for row in rows.only(
        "id",
        "procedure_id",
        "number",
        "origin",
        "decision_no",
        "content_hash",
        "published_hash",
        "valid_from",
        "valid_to",
    ):
        found.setdefault(row.procedure_id, []).append(row)
    return found


def _says_nothing_new(each: Publication, history: Sequence[ProcedureVersion], origin: Origin) -> bool:
    if origin is not Origin.NATIONAL:
        return any(row.content_hash == each.content_hash for row in history)
    latest = history[-1] if history else None
    if latest is None:
        return False
    if latest.origin == Origin.SHIPPED and not latest.published_hash:
        return _same_decision(latest.decision_no, each.decision_no)
    return latest.published_hash == each.content_hash


def _same_decision(one: str, other: str) -> bool:
    """Whether two ways of writing name one decision: the portal has «QĐ2338-BTP» for «2338/QĐ-BTP»."""
    parts = [sorted(_PART.findall(text.upper())) for text in (one, other)]
    return parts[0] == parts[1] != []


def _sectors(batch: Sequence[Publication]) -> dict[str, Sector]:
    names = {folding.fold(each.sector): each.sector for each in batch}
    known = {row.search_key: row for row in Sector.objects.filter(search_key__in=names)}
    new = [Sector(name=name, search_key=key) for key, name in names.items() if key not in known]
    Sector.objects.bulk_create(new)
    return known | {row.search_key: row for row in new}


def _version(
    each: Publication,
    procedure: Procedure,
    sector: Sector,
    latest: ProcedureVersion | None,
    origin: Origin,
    at: datetime,
    day: date,
) -> ProcedureVersion:
    keys = search_keys.keys_of(each.code, each.name, each.short_name)
    begins = each.valid_from or day
    if latest is not None:
        # A second publication on one day replaces the first: that one's period is then empty.
        begins = max(begins, latest.valid_to or latest.valid_from)
    return ProcedureVersion(
        procedure=procedure,
        sector=sector,
        number=1 if latest is None else latest.number + 1,
        origin=origin.value,
        name=each.name,
        short_name=each.short_name,
        decision_no=each.decision_no,
        decision_date=each.decision_date,
        ministry=each.ministry,
        kind=each.kind,
        levels=list(each.levels),
        applicants=list(each.applicants),
        channels=list(each.channels),
        competent_agency=each.competent_agency,
        executing_agency=each.executing_agency,
        coordinating_agency=each.coordinating_agency,
        receiving_address=each.receiving_address,
        steps_text=each.steps_text,
        conditions=each.conditions,
        methods_text=each.methods_text,
        components_text=each.components_text,
        source_url=each.source_url,
        valid_from=begins,
        content_hash=each.content_hash,
        published_hash=each.content_hash if origin is Origin.NATIONAL else "",
        limit_class=each.limit_class,
        ambiguous=each.ambiguous,
        search_key=keys.search_key,
        initials=keys.initials,
        sort_key=keys.sort_key,
        recorded_at=at,
    )
