"""Accounts with which people sign in, and the roles granted to people."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from motcua.common.privacy import PersonalData
from motcua.organisation.models.people import Person
from motcua.organisation.models.units import Unit
from motcua.organisation.roles import STORE_WIDE, Role


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts for sign-in; accounts are made by `services.accounts.create_account` only."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of a user name, whatever its case."""
        return self.get(username=(username or "").lower())


class Account(AbstractBaseUser):
    """The means by which one person signs in."""

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "username": PersonalData.IDENTITY,
        "email": PersonalData.CONTACT,
        "password": PersonalData.IDENTITY,
    }

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    username = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(username=Lower("username")) & Q(email=Lower("email")),
                name="organisation_account_lower_case",
            ),
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="organisation_account_email_once"),
        ]


class RoleGrant(models.Model):
    """A person holds a role in a unit (or, for the store-wide roles, everywhere) during [starts_at, ends_at).

    Instants, not days: a revoked right must be gone at once. Rows are closed, never deleted.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="organisation_rolegrant_period"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="organisation_rolegrant_role"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(role__in=sorted(role.value for role in STORE_WIDE)),
                name="organisation_rolegrant_unit",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(ends_at__isnull=True, unit__isnull=False),
                name="organisation_rolegrant_one_open",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(ends_at__isnull=True, unit__isnull=True),
                name="organisation_rolegrant_one_open_everywhere",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "role"], name="organisation_rolegrant_place")]
