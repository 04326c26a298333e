"""Reads of accounts and role grants, and the making of actors."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Value

from motcua.common import formats
from motcua.domain.errors import NotFound
from motcua.organisation.actors import Actor, ActorKind, Grant
from motcua.organisation.models import Account, Assignment, Person, RoleGrant
from motcua.organisation.policies import access_visible_to
from motcua.organisation.queries.periods import held, in_force
from motcua.organisation.roles import ROLE_LABELS, Role


def actor_of(account: Account, at: datetime) -> Actor:
    """Return the actor of a signed-in account, with what is granted and assigned at the instant; two queries."""
    return _actor(account.person_id, _label(account.person_id), at)


def actor_of_person(person_id: int, at: datetime) -> Actor:
    """Return the actor of a person; raises NotFound."""
    return _actor(person_id, _label(person_id), at)


def _label(person_id: int) -> str:
    name = Person.objects.filter(pk=person_id).values_list("full_name", flat=True).first()
    if name is None:
        raise NotFound(subject="person", value=person_id)
    return name


def _actor(person_id: int, label: str, at: datetime) -> Actor:
    """Read roles and posts in one statement: a role of '' marks a unit held by assignment."""
    grants = RoleGrant.objects.filter(held(at), person_id=person_id).values_list("role", "unit_id")
    posts = (
        Assignment.objects.filter(in_force(formats.local(at).date()), person_id=person_id)
        .annotate(no_role=Value(""))
        .values_list("no_role", "post__unit_id")
    )
    rows = list(grants.union(posts))
    return Actor(
        kind=ActorKind.PERSON,
        id=person_id,
        label=label,
        grants=frozenset(Grant(Role(role), unit_id) for role, unit_id in rows if role),
        assigned=frozenset(unit_id for role, unit_id in rows if not role and unit_id is not None),
    )


def account_of(person_id: int) -> Account | None:
    """Return the account of a person, if there is one."""
    return Account.objects.filter(person_id=person_id).first()


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant as a page shows it."""

    grant: RoleGrant
    label: str
    active: bool


def grants_of(actor: Actor, person_id: int, at: datetime) -> list[GrantLine]:
    """Return the grants of a person that the actor may see, those in force first."""
    rows = RoleGrant.objects.filter(access_visible_to(actor), person_id=person_id).select_related("unit")
    return _lines(rows, at)


def grants_of_unit(actor: Actor, unit_id: int, at: datetime) -> list[GrantLine]:
    """Return the grants in force in a unit that the actor may see."""
    rows = RoleGrant.objects.filter(access_visible_to(actor), held(at), unit_id=unit_id).select_related("person")
    return _lines(rows, at)


def _lines(rows: QuerySet[RoleGrant], at: datetime) -> list[GrantLine]:
    lines = [
        GrantLine(
            row, str(ROLE_LABELS[Role(row.role)]), row.starts_at <= at and (row.ends_at is None or row.ends_at > at)
        )
        for row in rows.order_by("-starts_at", "-id")
    ]
    return sorted(lines, key=lambda line: not line.active)


def access_grant(actor: Actor, person_id: int, grant_id: int) -> RoleGrant:
    """Return a grant of the person that the actor may see; raises NotFound."""
    found = (
        RoleGrant.objects.filter(access_visible_to(actor), pk=grant_id, person_id=person_id)
        .select_related("unit", "person")
        .first()
    )
    if found is None:
        raise NotFound(subject="grant", value=grant_id)
    return found
