"""Reads of accounts and role grants, and the making of actors."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from motcua.common import formats
from motcua.domain.errors import NotFound
from motcua.organisation.actors import Actor, ActorKind, Grant
from motcua.organisation.models import Account, RoleGrant
from motcua.organisation.policies import access_visible_to
from motcua.organisation.queries.periods import held
from motcua.organisation.roles import ROLE_LABELS, Role

# Every request asks who acts: as text, because making three statements by the ORM costs many times what they cost.
_ACTOR = """
SELECT 'name', full_name, NULL FROM organisation_person WHERE id = %s
UNION ALL
SELECT 'grant', role, unit_id FROM organisation_rolegrant
WHERE person_id = %s AND starts_at <= %s AND (ends_at IS NULL OR ends_at > %s)
UNION ALL
SELECT 'post', '', post.unit_id
FROM organisation_assignment assignment JOIN organisation_post post ON post.id = assignment.post_id
WHERE assignment.person_id = %s AND assignment.valid_from <= %s
  AND (assignment.valid_to IS NULL OR assignment.valid_to > %s)
"""


def actor_of(account: Account, at: datetime) -> Actor:
    """Return the actor of a signed-in account, with what is granted and assigned at the instant; one query."""
    return actor_of_person(account.person_id, at)


def actor_of_person(person_id: int, at: datetime) -> Actor:
    """Return the actor of a person, with what is granted and assigned at the instant; raises NotFound."""
    instant, on = connection.ops.adapt_datetimefield_value(at), formats.local(at).date()
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, [person_id, person_id, instant, instant, person_id, on, on])
        rows = cursor.fetchall()
    names = [name for kind, name, _ in rows if kind == "name"]
    if not names:
        raise NotFound(subject="person", value=person_id)
    return Actor(
        kind=ActorKind.PERSON,
        id=person_id,
        label=names[0],
        grants=frozenset(Grant(Role(role), unit_id) for kind, role, unit_id in rows if kind == "grant"),
        assigned=frozenset(unit_id for kind, _, unit_id in rows if kind == "post"),
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
