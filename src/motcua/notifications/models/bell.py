"""What rings inside the officers' pages."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData


class BellItem(models.Model):
    """One notice to one officer; its words are written from the template in use when it is read, in the reader's
    language. `path` leads to what it is about. `key` is unique: nobody is told the same thing twice.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    topic = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=16)
    subject_id = models.BigIntegerField()
    values = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=128, unique=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="notifications_bell"),
            models.Index(fields=["person", "-id"], name="notifications_unread", condition=Q(read_at__isnull=True)),
        ]
