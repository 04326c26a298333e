"""A spot check: what was drawn by which rule, and what was found on the shelf."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData
from motcua.inspections.vocabulary import Population, Verdict


class SpotCheck(models.Model):
    """One draw of dossiers of a unit, to be compared with the shelf. It is kept whatever came of it.

    `rule` names how `domain.sampling` drew, `seed` what it drew by; `fingerprint` stands for the whole population, so
    that a later draw from the same dossiers can be held against this one. `first` and `last` bound a population that is
    a period. `stratified` gave each executing unit its share;
    `up_to` is the inner id of the dossier entered last before the draw.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    population = models.CharField(max_length=16, choices=Population.choices)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    stratified = models.BooleanField(default=False)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=16)
    seed = models.CharField(max_length=32)
    up_to = models.BigIntegerField()
    whole = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(population__in=Population.values), name="inspections_population"),
            models.CheckConstraint(
                condition=Q(first__isnull=True, last__isnull=True) | Q(first__isnull=False, last__isnull=False),
                name="inspections_period_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-drawn_at"], name="inspections_checks")]


class SpotCheckItem(models.Model):
    """One drawn dossier; `place` is its number on the sheet."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    check_of = models.ForeignKey(SpotCheck, on_delete=models.PROTECT, related_name="items", db_index=False)
    place = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_of", "place"], name="inspections_item_place"),
            models.UniqueConstraint(fields=["check_of", "dossier"], name="inspections_item_dossier"),
        ]


class Finding(models.Model):
    """What somebody found of a drawn dossier. Append-only: a later one of the same dossier corrects an earlier.

    `fields` are what differs; what stands on paper is in an erasable `FindingNote` whose salted hash is `note_hash`.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    item = models.ForeignKey(SpotCheckItem, on_delete=models.PROTECT, related_name="findings", db_index=False)
    seq = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    fields = models.JSONField(default=list)
    note_hash = models.CharField(max_length=64, blank=True)
    found_at = models.DateTimeField()
    found_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "seq"], name="inspections_finding_seq"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="inspections_verdict"),
        ]


class FindingNote(models.Model):
    """What stands on paper, by field, in the words of who looked; it can be erased, the finding keeps the hash."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"words": PersonalData.FREE_TEXT}

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="note")
    salt = models.CharField(max_length=32)
    words = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True, blank=True)


class FindingDraft(models.Model):
    """What somebody has typed about a drawn dossier and not recorded yet: kept when a phone loses the page."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"data": PersonalData.FREE_TEXT}

    item = models.ForeignKey(SpotCheckItem, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "person"], name="inspections_one_draft"),
        ]
