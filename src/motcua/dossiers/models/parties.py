"""Whose dossier it is, and the papers in it."""

from typing import ClassVar

from django.db import models

from motcua.common.privacy import PersonalData
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.vocabulary import ComponentSource, IdentityKind, PartyKind, PartyRole


class Applicant(models.Model):
    """A party of a dossier as it was told at intake; `search_key` folds code, name, phone and identity number.

    `notify_by` holds the channels ticked for notices, words parted by blanks; without one nothing is sent.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "full_name": PersonalData.NAME,
        "search_key": PersonalData.NAME,
        "identity_number": PersonalData.IDENTITY,
        "phone": PersonalData.CONTACT,
        "email": PersonalData.CONTACT,
        "address": PersonalData.CONTACT,
    }

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="applicants", db_index=False)
    role = models.CharField(max_length=16, choices=PartyRole.choices)
    kind = models.CharField(max_length=16, choices=PartyKind.choices, default=PartyKind.CITIZEN)
    full_name = models.CharField(max_length=255)
    identity_kind = models.CharField(max_length=16, choices=IdentityKind.choices, blank=True)
    identity_number = models.CharField(max_length=32, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    search_key = models.CharField(max_length=700)
    notify_by = models.CharField(max_length=24, blank=True)
    notify_language = models.CharField(max_length=2, default="vi")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "role"], name="dossiers_applicant_role_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["identity_number"], name="dossiers_applicant_identity"),
            models.Index(fields=["phone"], name="dossiers_applicant_phone"),
        ]


class DossierComponent(models.Model):
    """A paper of the dossier: what the catalogue asked for, what was handed in, and where it came from.

    `received_at` is when it first came in and never changes again; asked for anew, `supplemented_at` says when it came.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="components", db_index=False)
    component = models.ForeignKey(
        "catalogue.Component", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    no = models.PositiveSmallIntegerField()
    name = models.TextField()
    required = models.BooleanField(default=True)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=16, choices=ComponentSource.choices, default=ComponentSource.PAPER)
    received_at = models.DateTimeField(null=True, blank=True)
    supplemented_at = models.DateTimeField(null=True, blank=True)
    asked_again = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "no"], name="dossiers_component_no"),
        ]
