"""What each officer was told at the opening of a day."""

from typing import ClassVar

from django.db import models

from motcua.common.privacy import PersonalData


class Digest(models.Model):
    """The numbers of one officer's work at the opening of one office day; a day without work is a row of zeros."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    late = models.PositiveIntegerField()
    today = models.PositiveIntegerField()
    near = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["on", "person"], name="notifications_digest_once"),
        ]
