"""Granting and revoking roles; each is one line in the audit log."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.audit import log
from motcua.common import formats
from motcua.domain.errors import NotFound
from motcua.domain.errors_organisation import (
    AlreadyClosed,
    GrantExists,
    GrantUnitWrong,
    LastAdministrator,
    PeriodNotValid,
)
from motcua.organisation import queries
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, RoleGrant
from motcua.organisation.policies import Action, require
from motcua.organisation.queries.periods import held
from motcua.organisation.roles import ROLE_LABELS, STORE_WIDE, Role
from motcua.organisation.services.structure import check_in_force, structure_lock


@transaction.atomic
def grant_role(
    *,
    person_id: int,
    role: Role,
    unit_id: int | None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> RoleGrant:
    """Give a person a role in a unit from `starts_at` (default `at`) to `ends_at` (default: until revoked).

    Administrators and auditors reach the whole store and take no unit; every other role needs one.
    Raises NotAllowed, GrantUnitWrong, GrantExists, UnitNotInForce, PeriodNotValid.
    """
    require(actor, Action.MANAGE_ACCESS)
    structure_lock()
    starts = starts_at or at
    if ends_at is not None and ends_at <= starts:
        raise PeriodNotValid(field="ends_at", value=formats.instant(ends_at), start=formats.instant(starts))
    _check_unit(role, unit_id, starts)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(subject="person", value=person_id)
    meanwhile = Q(ends_at__isnull=True) | Q(ends_at__gt=starts)
    if ends_at is not None:
        meanwhile &= Q(starts_at__lt=ends_at)
    same_unit = Q(unit_id__isnull=True) if unit_id is None else Q(unit_id=unit_id)
    if RoleGrant.objects.filter(meanwhile, same_unit, person=person, role=role.value).exists():
        raise GrantExists(person=person.full_name, value=str(ROLE_LABELS[role]))
    grant = RoleGrant.objects.create(person=person, role=role.value, unit_id=unit_id, starts_at=starts, ends_at=ends_at)
    data = {"role": role.value, "unit": unit_id, "grant": grant.pk}
    log.write(actor.ref, "organisation.role_granted", "person", person.public_id, at=at, data=data)
    return grant


@transaction.atomic
def revoke_role(*, grant_id: int, actor: Actor, at: datetime) -> RoleGrant:
    """End a grant at once (one that has not begun ends empty); raises LastAdministrator for the last one."""
    require(actor, Action.MANAGE_ACCESS)
    structure_lock()
    grant = RoleGrant.objects.select_related("person").filter(pk=grant_id).first()
    if grant is None:
        raise NotFound(subject="grant", value=grant_id)
    if grant.ends_at is not None and grant.ends_at <= at:
        raise AlreadyClosed(since=formats.instant(grant.ends_at))
    if grant.role == Role.ADMINISTRATOR:
        check_other_administrator(grant.person, at)
    grant.ends_at = max(at, grant.starts_at)
    grant.save(update_fields=["ends_at"])
    data = {"role": grant.role, "unit": grant.unit_id, "grant": grant.pk}
    log.write(actor.ref, "organisation.role_revoked", "person", grant.person.public_id, at=at, data=data)
    return grant


def check_other_administrator(person: Person, at: datetime) -> None:
    """Raise LastAdministrator unless somebody else who can sign in holds the role without an end."""
    others = RoleGrant.objects.filter(
        held(at), role=Role.ADMINISTRATOR.value, ends_at__isnull=True, person__account__is_active=True
    ).exclude(person=person)
    if not others.exists():
        raise LastAdministrator(person=person.full_name)


def _check_unit(role: Role, unit_id: int | None, starts: datetime) -> None:
    label = str(ROLE_LABELS[role])
    if unit_id is None:
        if role not in STORE_WIDE:
            raise GrantUnitWrong(field="unit", value=label, remedy=_("chọn đơn vị nơi giữ vai trò này."))
        return
    if role in STORE_WIDE:
        raise GrantUnitWrong(field="unit", value=label, remedy=_("có hiệu lực toàn hệ thống, để trống đơn vị."))
    check_in_force(queries.unit(unit_id), formats.local(starts).date())
