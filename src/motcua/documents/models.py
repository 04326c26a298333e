"""Numbers, issued papers and what they said."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData


class NumberSeries(models.Model):
    """The next number of one series.

    A number is taken under a lock of this row, never counted and never given again.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    key = models.CharField(max_length=128, unique=True)
    next = models.BigIntegerField(default=1)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(next__gte=1), name="documents_series_from_one"),
        ]


class IssuedPaper(models.Model):
    """A paper that was given a number. Append-only: it stays even when its content must be erased.

    `subject_kind`, `subject_id` name what it is about without a foreign key, since that lies in an app above.
    `seal` is the salted hash of the content as issued.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"issued_by_label": PersonalData.NAME}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.CharField(max_length=32)
    form_set = models.CharField(max_length=32)
    series = models.CharField(max_length=128)
    sequence = models.BigIntegerField()
    number = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    issued_at = models.DateTimeField()
    issued_by_kind = models.CharField(max_length=20)
    issued_by_id = models.BigIntegerField(null=True)
    issued_by_label = models.CharField(max_length=200)
    copies = models.PositiveSmallIntegerField()
    seal = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "sequence"], name="documents_number_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="documents_papers_of"),
        ]


class PaperContent(models.Model):
    """The frozen data of an issued paper, apart from it so that personal data can be erased when the law says so."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"data": PersonalData.IDENTITY}

    paper = models.OneToOneField(IssuedPaper, on_delete=models.PROTECT, primary_key=True, related_name="content")
    salt = models.CharField(max_length=32)
    data: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
