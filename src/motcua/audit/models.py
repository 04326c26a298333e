"""The log's one table."""

from typing import ClassVar

from django.db import models

from motcua.common.privacy import PersonalData


class LogEntry(models.Model):
    """One act or one reading of personal data; append-only in the database (see `append_only`)."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"actor_label": PersonalData.NAME}

    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["actor_kind", "actor_id", "id"], name="audit_by_actor"),
        ]
