"""Parts of a procedure version that other apps need."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from django.db import connection

from motcua.catalogue.models import Case, Component, ProcedureVersion
from motcua.catalogue.queries.offerings import in_force
from motcua.catalogue.values import CaseRow, ComponentRow, ProcedureLabel
from motcua.catalogue.vocabulary import ComponentKind


@lru_cache(maxsize=4096)
def cases_of(procedure_version_id: int) -> tuple[CaseRow, ...]:
    """The cases of a version with their papers. Two queries, once per process.

    What a version says never changes (a changed record is a new version). Tests that roll back ids clear it.
    """
    papers: defaultdict[int, list[ComponentRow]] = defaultdict(list)
    for row in Component.objects.filter(case__version_id=procedure_version_id).order_by("case_id", "no"):
        papers[row.case_id].append(
            ComponentRow(
                id=row.pk,
                no=row.no,
                name=row.name,
                form=row.form,
                originals=row.originals,
                copies=row.copies,
                is_document=row.kind == ComponentKind.DOCUMENT,
                required=row.required,
            )
        )
    cases = Case.objects.filter(version_id=procedure_version_id).order_by("no")
    return tuple(CaseRow(id=case.pk, no=case.no, name=case.name, components=tuple(papers[case.pk])) for case in cases)


# Every list of dossiers asks for its labels: as text, because making it by the ORM costs many times the answer.
_LABELS = """
SELECT version.id, version.procedure_id, procedure.code, version.name, version.short_name, version.sector_id,
    sector.name
FROM catalogue_procedureversion version
JOIN catalogue_procedure procedure ON procedure.id = version.procedure_id
JOIN catalogue_sector sector ON sector.id = version.sector_id
WHERE version.id IN ({places})
"""


def labels(version_ids: Collection[int]) -> dict[int, ProcedureLabel]:
    """Names of procedure versions by id, for the lists of other apps. One query, none where nothing is asked."""
    wanted = sorted(set(version_ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LABELS.format(places=", ".join(["%s"] * len(wanted))), wanted)
        return {row[0]: ProcedureLabel(*row) for row in cursor.fetchall()}


def version_on(code: str, on: date) -> int | None:
    """The id of the version of a procedure (by national code) in force on a day, or None."""
    found = ProcedureVersion.objects.filter(in_force(on), procedure__code=code).order_by("-number").first()
    return None if found is None else found.pk
