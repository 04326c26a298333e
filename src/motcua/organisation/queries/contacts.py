"""Where officers are reached, and who holds which role where: for notices."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.organisation.models import Account, Person, RoleGrant
from motcua.organisation.queries.periods import held
from motcua.organisation.roles import Role


@dataclass(frozen=True, slots=True)
class Contact:
    """How a person is reached; an empty text means by nothing. The e-mail of the person, else that of the account."""

    email: str
    phone: str


def contacts_of(person_ids: Iterable[int]) -> dict[int, Contact]:
    """Contacts by person. Two queries."""
    wanted = set(person_ids)
    emails = dict(Account.objects.filter(person_id__in=wanted, is_active=True).values_list("person_id", "email"))
    rows = Person.objects.filter(pk__in=wanted).values_list("id", "email", "phone")
    return {pk: Contact(email or emails.get(pk, ""), "".join(phone.split())) for pk, email, phone in rows}


def holders_of(places: Collection[tuple[Role, int]], at: datetime) -> dict[tuple[Role, int], list[int]]:
    """Who holds some roles in some units at the instant: person ids by (role, unit). One query, none for no place."""
    found: dict[tuple[Role, int], list[int]] = {}
    if not places:
        return found
    roles = {role.value for role, _unit in places}
    units = {unit_id for _role, unit_id in places}
    rows = RoleGrant.objects.filter(held(at), role__in=roles, unit_id__in=units).order_by("person_id")
    for role, unit_id, person_id in rows.values_list("role", "unit_id", "person_id"):
        if unit_id is not None and (Role(role), unit_id) in places:
            found.setdefault((Role(role), unit_id), []).append(person_id)
    return found


def ids_with_roles(roles: Iterable[Role], at: datetime) -> list[int]:
    """Persons with an account in use who hold one of the roles anywhere at the instant. One query."""
    grants = RoleGrant.objects.filter(held(at), role__in=[role.value for role in roles])
    active = Q(account__is_active=True)
    rows = Person.objects.filter(active, pk__in=grants.values("person_id")).order_by("id")
    return list(rows.values_list("id", flat=True))
