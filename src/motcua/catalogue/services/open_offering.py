"""Open the reception of a procedure at a unit's desk."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from motcua.audit import log
from motcua.catalogue.models import ChannelLimit, Commitment, Offering, ProcedureVersion, ProcessVersion
from motcua.catalogue.policies import Action, require
from motcua.catalogue.vocabulary import DOUBTFUL, LimitStatus
from motcua.domain import routing
from motcua.domain.errors import (
    CommitmentTooLong,
    LimitDoubtful,
    LimitUnknown,
    NotFound,
    OfferingExists,
    ProcessMissing,
)
from motcua.domain.limits import TimeLimit
from motcua.domain.worktime import CountingMode
from motcua.organisation.actors import Actor


def open_offering(
    *,
    unit_id: int,
    procedure_version_id: int,
    valid_from: date,
    actor: Actor,
    at: datetime,
    competent_unit_id: int | None = None,
    executing_unit_id: int | None = None,
    process_version_id: int | None = None,
    committed: Mapping[int, TimeLimit] | None = None,
    mode: CountingMode = CountingMode.MINUTES,
    payment_stop: str = "",
) -> Offering:
    """Let `unit_id` receive dossiers of a procedure version from `valid_from` on.

    competent_unit_id signs, executing_unit_id appraises (default: the receiving unit, then the competent one).
    process_version_id: default is the process in force, the receiving unit's own before the shipped one.
    payment_stop: the source of law by which the clock stands for a payment; without one it runs on.
    committed: shorter terms by the id of the `ChannelLimit` they replace.
    Raises LimitDoubtful while a limit of the version waits for confirmation, LimitUnknown if none is confirmed,
    ProcessMissing, CommitmentTooLong, OfferingExists, NotAllowed.
    """
    require(actor, Action.MANAGE_OFFERINGS, unit_id)
    with transaction.atomic():
        version = ProcedureVersion.objects.select_related("procedure").filter(pk=procedure_version_id).first()
        if version is None:
            raise NotFound()
        limits = _confirmed_limits(version)
        process = _process_version(version, unit_id, process_version_id)
        # The row lock on the procedure makes two officers pressing at once wait for each other.
        type(version.procedure).objects.select_for_update().get(pk=version.procedure_id)
        if Offering.objects.filter(unit_id=unit_id, procedure=version.procedure, valid_to__isnull=True).exists():
            raise OfferingExists(procedure=version.procedure.code)
        competent = competent_unit_id or unit_id
        offering = Offering.objects.create(
            procedure=version.procedure,
            procedure_version=version,
            process_version=process,
            unit_id=unit_id,
            competent_unit_id=competent,
            executing_unit_id=executing_unit_id or competent,
            mode=mode.value,
            payment_stop=payment_stop.strip(),
            valid_from=valid_from,
            opened_at=at,
            opened_by=actor.label,
        )
        _commit(offering, limits, committed or {})
        log.write(
            actor.ref,
            "catalogue.offering_opened",
            "offering",
            offering.pk,
            at=at,
            data={"procedure": version.procedure.code, "version": version.number, "unit": unit_id},
        )
    return offering


def _confirmed_limits(version: ProcedureVersion) -> dict[int, TimeLimit]:
    rows = list(ChannelLimit.objects.filter(version=version))
    waiting = [row for row in rows if row.status in DOUBTFUL]
    if waiting:
        raise LimitDoubtful(procedure=version.procedure.code, count=len(waiting))
    confirmed = {row.pk: TimeLimit.parse(row.limit) for row in rows if row.status == LimitStatus.CONFIRMED}
    if not confirmed:
        raise LimitUnknown(procedure=version.procedure.code)
    return confirmed


def _process_version(version: ProcedureVersion, unit_id: int, wanted: int | None) -> ProcessVersion:
    rows = ProcessVersion.objects.filter(process__procedure=version.procedure)
    if wanted is not None:
        found = rows.filter(pk=wanted).first()
    else:
        open_rows = rows.filter(valid_to__isnull=True)
        found = (
            open_rows.filter(process__owner_id=unit_id).first()
            or open_rows.filter(process__owner__isnull=True).order_by("process_id").first()
        )
    if found is None:
        raise ProcessMissing(procedure=version.procedure.code)
    return found


def _commit(offering: Offering, limits: Mapping[int, TimeLimit], committed: Mapping[int, TimeLimit]) -> None:
    rows = []
    for limit_id, term in committed.items():
        if limit_id not in limits:
            raise NotFound()
        statutory = limits[limit_id]
        measure = routing.measure_of([term, statutory])
        if routing.span_of(term, measure).most > routing.span_of(statutory, measure).least:
            raise CommitmentTooLong(value=str(term), statutory=str(statutory))
        rows.append(Commitment(offering=offering, limit_id=limit_id, committed=str(term)))
    Commitment.objects.bulk_create(rows)
