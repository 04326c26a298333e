"""Everything that the page of one procedure reads, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from motcua.catalogue.models import (
    ChannelLimit,
    Commitment,
    Fee,
    LegalGround,
    Offering,
    ProcedureVersion,
    ProcessStep,
    ProcessVersion,
    ResultKind,
)
from motcua.catalogue.queries.details import cases_of
from motcua.catalogue.queries.terms import step_value
from motcua.catalogue.values import CaseRow
from motcua.domain.errors import NotFound
from motcua.domain.routing import Step


@dataclass(frozen=True, slots=True)
class ProcedureData:
    """A version with its parts; `versions` are all of the procedure, newest first."""

    version: ProcedureVersion
    versions: tuple[ProcedureVersion, ...]
    cases: tuple[CaseRow, ...]
    limits: tuple[ChannelLimit, ...]
    fees: tuple[Fee, ...]
    results: tuple[ResultKind, ...]
    grounds: tuple[LegalGround, ...]

    @property
    def is_current(self) -> bool:
        """Whether this is the version in force."""
        return self.version.valid_to is None


@dataclass(frozen=True, slots=True)
class ProcessData:
    """A process version with its steps."""

    version: ProcessVersion
    steps: tuple[Step, ...]


def procedure_data(code: str, number: int | None = None) -> ProcedureData:
    """The version with that number (default: the latest) of a procedure; NotFound if there is none. Eight queries."""
    versions = tuple(
        ProcedureVersion.objects.select_related("procedure", "sector").filter(procedure__code=code).order_by("-number")
    )
    version = next((each for each in versions if number is None or each.number == number), None)
    if version is None:
        raise NotFound(subject="procedure", value=code)
    return version_data(version, versions)


def version_data(version: ProcedureVersion, versions: Sequence[ProcedureVersion] = ()) -> ProcedureData:
    """A loaded version with its parts."""
    return ProcedureData(
        version=version,
        versions=tuple(versions),
        cases=cases_of(version.pk),
        limits=tuple(ChannelLimit.objects.select_related("case").filter(version=version).order_by("no")),
        fees=tuple(Fee.objects.filter(version=version).order_by("no")),
        results=tuple(ResultKind.objects.filter(version=version).order_by("no")),
        grounds=tuple(LegalGround.objects.filter(version=version).order_by("no")),
    )


def processes_of(procedure_id: int) -> tuple[ProcessData, ...]:
    """The process versions in force of a procedure with their steps, units' own ones after the shipped. Two queries."""
    versions = tuple(
        ProcessVersion.objects.select_related("process", "process__owner")
        .filter(process__procedure_id=procedure_id, valid_to__isnull=True)
        .order_by("process__owner_id", "process_id")
    )
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    for row in ProcessStep.objects.filter(version__in=versions).order_by("version_id", "no"):
        steps[row.version_id].append(step_value(row))
    # Databases differ on where an empty owner sorts.
    ordered = sorted(versions, key=lambda each: (each.process.owner_id or 0, each.process_id))
    return tuple(ProcessData(each, tuple(steps[each.pk])) for each in ordered)


def process_data(public_id: UUID) -> ProcessData:
    """One process version with its steps; NotFound if there is none. Two queries."""
    version = (
        ProcessVersion.objects.select_related("process__procedure", "process__owner")
        .filter(public_id=public_id)
        .first()
    )
    if version is None:
        raise NotFound(subject="process", value=public_id)
    rows = ProcessStep.objects.filter(version=version).order_by("no")
    return ProcessData(version, tuple(step_value(row) for row in rows))


def limit_row(code: str, public_id: UUID) -> ChannelLimit:
    """A limit of a procedure with its version; NotFound if there is none."""
    found = (
        ChannelLimit.objects.select_related("version__procedure", "version__sector", "case")
        .filter(public_id=public_id, version__procedure__code=code)
        .first()
    )
    if found is None:
        raise NotFound(subject="limit", value=public_id)
    return found


def open_offerings_of(procedure_id: int) -> tuple[Offering, ...]:
    """The open offerings of a procedure with version and units, by unit name. One query."""
    return tuple(
        Offering.objects.select_related(
            "unit", "competent_unit", "executing_unit", "procedure_version", "process_version__process"
        )
        .filter(procedure_id=procedure_id, valid_to__isnull=True)
        .order_by("unit__name", "pk")
    )


def commitments_of(offerings: Sequence[Offering]) -> dict[int, list[Commitment]]:
    """The shorter terms that offerings promise, by offering. One query."""
    found: defaultdict[int, list[Commitment]] = defaultdict(list)
    rows = Commitment.objects.select_related("limit").filter(offering__in=offerings).order_by("limit__no")
    for row in rows:
        found[row.offering_id].append(row)
    return found


def offering_by_public_id(public_id: UUID) -> Offering:
    """An offering with what its pages name; NotFound if there is none."""
    found = (
        Offering.objects.select_related("procedure", "procedure_version", "unit").filter(public_id=public_id).first()
    )
    if found is None:
        raise NotFound(subject="offering", value=public_id)
    return found
