"""Signs of work outside the software as they were found: so many rows as there are signs, kept up by the worker."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData
from motcua.domain.oddities import Oddity


class FoundSign(models.Model):
    """One dossier with one sign: where and with whom, when it happened, and on which day of the dossier it counts.

    `day` is that of the acceptance, of the result or of its return, by the kind of sign; `gap_seconds` is how long
    after its receipt a dossier was entered. The units that receive and resolve decide who may see it. A derivation
    that can be made anew at any time; ids are plain numbers so that counts need no other table.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    oddity = models.CharField(max_length=16)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    at = models.DateTimeField()
    gap_seconds = models.PositiveIntegerField(default=0)
    unit_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    receiving_unit_id = models.BigIntegerField(null=True)
    competent_unit_id = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "oddity"], name="inspections_sign_once"),
            models.CheckConstraint(
                condition=Q(oddity__in=[oddity.value for oddity in Oddity]), name="inspections_sign_words"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["day", "oddity", "competent_unit_id", "receiving_unit_id", "unit_id", "person_id"],
                name="inspections_signs",
            ),
        ]


class SignsLook(models.Model):
    """How far was looked for signs: up to which event, and when. One row."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    up_to_event = models.BigIntegerField()
    looked_at = models.DateTimeField()
