"""Accounts: made for a person by an administrator, never by signing up."""

import re
import secrets
from datetime import datetime

from django.db import transaction

from motcua.audit import log
from motcua.domain.errors import NotAllowed, NotFound
from motcua.domain.errors_organisation import AccountExists, EmailTaken, UsernameNotValid, UsernameTaken
from motcua.organisation.actors import Actor
from motcua.organisation.models import Account, Person, RoleGrant
from motcua.organisation.policies import Action, require
from motcua.organisation.queries.periods import held
from motcua.organisation.roles import Role
from motcua.organisation.services.access import check_other_administrator, grant_role
from motcua.organisation.services.people import add_person
from motcua.organisation.services.structure import structure_lock

_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{1,62})[a-z0-9]")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters that nobody mistakes for each other on paper: no l, o, i, 0, 1."""


def random_password() -> str:
    """Return an initial password that can be read aloud: four groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def create_account(
    *,
    person_id: int,
    username: str,
    email: str = "",
    password: str,
    must_change: bool = True,
    actor: Actor,
    at: datetime,
) -> Account:
    """Make the account of a person; with `must_change` the password serves for the first sign-in only.

    Raises NotAllowed, UsernameNotValid, UsernameTaken, EmailTaken, AccountExists.
    """
    require(actor, Action.MANAGE_ACCESS)
    structure_lock()
    person = Person.objects.filter(pk=person_id).select_related("account").first()
    if person is None:
        raise NotFound(subject="person", value=person_id)
    name, address = username.strip().lower(), email.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise UsernameNotValid(field="username", value=username)
    existing = Account.objects.filter(person=person).first()
    if existing is not None:
        raise AccountExists(person=person.full_name, value=existing.username)
    if Account.objects.filter(username=name).exists():
        raise UsernameTaken(field="username", value=name)
    if address and Account.objects.filter(email=address).exists():
        raise EmailTaken(field="email", value=address)
    account = Account(person=person, username=name, email=address, must_change_password=must_change, created_at=at)
    account.set_password(password)
    account.save(force_insert=True)
    log.write(actor.ref, "organisation.account_created", "person", person.public_id, at=at)
    return account


@transaction.atomic
def add_administrator(*, full_name: str, username: str, password: str, actor: Actor, at: datetime) -> Account:
    """Add a person with an account and the administrator's role: for the command line, where a store begins."""
    person = add_person(full_name=full_name, actor=actor, at=at)
    account = create_account(person_id=person.pk, username=username, password=password, actor=actor, at=at)
    grant_role(person_id=person.pk, role=Role.ADMINISTRATOR, unit_id=None, actor=actor, at=at)
    return account


@transaction.atomic
def reset_password(*, account_id: int, password: str, actor: Actor, at: datetime) -> Account:
    """Give an account a new password for one sign-in; every session of the account ends with the old one."""
    require(actor, Action.MANAGE_ACCESS)
    account = _account(account_id)
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    log.write(actor.ref, "organisation.password_reset", "person", account.person.public_id, at=at)
    return account


@transaction.atomic
def change_own_password(*, account_id: int, password: str, actor: Actor, at: datetime) -> Account:
    """Let a person choose a password; an initial one is used up with it."""
    account = _account(account_id)
    if actor.id is None or account.person_id != actor.id:
        raise NotAllowed(action="organisation.own_account", actor=actor.label)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    log.write(actor.ref, "organisation.password_changed", "person", account.person.public_id, at=at)
    return account


@transaction.atomic
def note_sign_in(*, account_id: int, actor: Actor, at: datetime) -> None:
    """Log that a person signed in."""
    account = _account(account_id)
    log.write(actor.ref, "organisation.signed_in", "person", account.person.public_id, at=at)


@transaction.atomic
def lock_account(*, account_id: int, actor: Actor, at: datetime) -> Account:
    """Bar an account from signing in, at once also in open sessions; raises LastAdministrator for the last one."""
    require(actor, Action.MANAGE_ACCESS)
    structure_lock()
    account = _account(account_id)
    if RoleGrant.objects.filter(held(at), person=account.person, role=Role.ADMINISTRATOR.value).exists():
        check_other_administrator(account.person, at)
    return _set_active(account, active=False, verb="organisation.account_locked", actor=actor, at=at)


@transaction.atomic
def unlock_account(*, account_id: int, actor: Actor, at: datetime) -> Account:
    """Let a barred account sign in again."""
    require(actor, Action.MANAGE_ACCESS)
    return _set_active(_account(account_id), active=True, verb="organisation.account_unlocked", actor=actor, at=at)


def _set_active(account: Account, *, active: bool, verb: str, actor: Actor, at: datetime) -> Account:
    account.is_active = active
    account.save(update_fields=["is_active"])
    log.write(actor.ref, verb, "person", account.person.public_id, at=at)
    return account


def _account(account_id: int) -> Account:
    found = Account.objects.filter(pk=account_id).select_related("person").first()
    if found is None:
        raise NotFound(subject="account", value=account_id)
    return found
