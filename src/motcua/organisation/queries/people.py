"""Reads of people, posts and assignments."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When

from motcua.common.folding import words
from motcua.domain.errors import NotFound
from motcua.organisation.actors import Actor
from motcua.organisation.kinds import AssignmentKind
from motcua.organisation.models import Assignment, Person, RoleGrant
from motcua.organisation.policies import visible_to
from motcua.organisation.queries.periods import held, in_force
from motcua.organisation.roles import Role

# Every handing over to a named person asks: as text, because making it by the ORM costs many times what it costs.
_HOLDERS = """
SELECT person_id FROM organisation_rolegrant
WHERE role = %s AND unit_id = %s AND starts_at <= %s AND (ends_at IS NULL OR ends_at > %s)
"""


def access_person(actor: Actor, public_id: UUID) -> Person:
    """Return the person if the actor may see him or her; raises NotFound."""
    found = Person.objects.filter(visible_to(actor), public_id=public_id).select_related("account").first()
    if found is None:
        raise NotFound(subject="person", value=public_id)
    return found


def people(actor: Actor, text: str = "", unit_ids: Iterable[int] | None = None, *, on: date) -> QuerySet[Person]:
    """Return people by name (without diacritics) and unit, in order of given names, with the posts held that day."""
    rows = Person.objects.filter(visible_to(actor))
    for word in words(text):
        rows = rows.filter(search_key__contains=word)
    main_first = Case(When(kind=AssignmentKind.MAIN, then=0), default=1)
    current = Assignment.objects.filter(in_force(on)).select_related("post__unit").order_by(main_first, "id")
    if unit_ids is not None:
        rows = rows.filter(
            Exists(Assignment.objects.filter(in_force(on), person=OuterRef("pk"), post__unit_id__in=set(unit_ids)))
        )
    return rows.prefetch_related(Prefetch("assignments", queryset=current, to_attr="current")).order_by(
        "sort_key", "id"
    )


def person_names(person_ids: Iterable[int]) -> dict[int, str]:
    """Return full names by id."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("id", "full_name"))


def people_with_role(role: Role, unit_id: int, at: datetime) -> list[Person]:
    """Return who holds the role in the unit at the instant, in order of given names."""
    grants = RoleGrant.objects.filter(held(at), role=role.value, unit_id=unit_id)
    return list(Person.objects.filter(pk__in=grants.values("person_id")).order_by("sort_key", "id"))


def ids_with_role(role: Role, unit_id: int, at: datetime) -> frozenset[int]:
    """Return the ids of those who hold the role in the unit at the instant, for checking one of them."""
    instant = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [role.value, unit_id, instant, instant])
        return frozenset(person_id for (person_id,) in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A unit in which a person works or worked during [since, until)."""

    unit: str
    since: date
    until: date | None

    def held_on(self, on: date) -> bool:
        """Whether the person worked there that day."""
        return self.since <= on and (self.until is None or on < self.until)


def places_of(person_ids: Iterable[int]) -> dict[int, list[HeldPlace]]:
    """Return the units in which people ever worked, main posts first; one query."""
    main_first = Case(When(kind=AssignmentKind.MAIN, then=0), default=1)
    rows = Assignment.objects.filter(person_id__in=set(person_ids)).order_by(main_first, "id")
    found: dict[int, list[HeldPlace]] = defaultdict(list)
    for person_id, unit, since, until in rows.values_list("person_id", "post__unit__name", "valid_from", "valid_to"):
        found[person_id].append(HeldPlace(unit, since, until))
    return dict(found)


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment as a page shows it."""

    assignment: Assignment
    active: bool


def assignments_of(person_id: int, on: date) -> list[AssignmentLine]:
    """Return every assignment of a person, those in force on the day first."""
    rows = Assignment.objects.filter(person_id=person_id).select_related("post__unit").order_by("-valid_from", "id")
    return _lines(rows, on)


def assignments_in(unit_id: int, on: date) -> list[AssignmentLine]:
    """Return who holds which post of a unit on the day, in order of given names."""
    rows = Assignment.objects.filter(in_force(on), post__unit_id=unit_id).select_related("post__unit", "person")
    return _lines(rows.order_by("person__sort_key", "id"), on)


def _lines(rows: QuerySet[Assignment], on: date) -> list[AssignmentLine]:
    lines = [AssignmentLine(row, row.valid_from <= on and (row.valid_to is None or row.valid_to > on)) for row in rows]
    return sorted(lines, key=lambda line: not line.active)


def access_assignment(actor: Actor, person_id: int, assignment_id: int) -> Assignment:
    """Return an assignment of the person that the actor may see; raises NotFound."""
    found = (
        Assignment.objects.filter(visible_to(actor), Q(person_id=person_id), pk=assignment_id)
        .select_related("post__unit", "person")
        .first()
    )
    if found is None:
        raise NotFound(subject="assignment", value=assignment_id)
    return found
