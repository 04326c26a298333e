"""Parts of a procedure version that other apps need."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache

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


def labels(version_ids: Collection[int]) -> dict[int, ProcedureLabel]:
    """Names of procedure versions by id, for the lists of other apps. One query."""
    columns = ("id", "procedure_id", "procedure__code", "name", "short_name", "sector_id", "sector__name")
    rows = ProcedureVersion.objects.filter(pk__in=set(version_ids)).values_list(*columns)
    return {row[0]: ProcedureLabel(*row) for row in rows}


def version_on(code: str, on: date) -> int | None:
    """The id of the version of a procedure (by national code) in force on a day, or None."""
    found = ProcedureVersion.objects.filter(in_force(on), procedure__code=code).order_by("-number").first()
    return None if found is None else found.pk
